#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "matching/account_index.h"
#include "matching/coupon_pairing.h"
#include "matching/identifier_search.h"
#include "matching/plan_choice.h"
#include "matching/posterior.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

// A dense file: numbers a few apart, as real ones are.
std::vector<Plan> dense_file(int count) {
    std::vector<Plan> plans;
    for (int i = 0; i < count; ++i) {
        PlanSpec spec;
        spec.billing_account = std::to_string(722900000 + i * 7);
        spec.member_id = std::to_string(776100000000 + i * 11);
        spec.first_name = i % 2 == 0 ? "Ana" : "Aldo";
        spec.last_name = i % 3 == 0 ? "Garcia-Lopez" : "Ramos";
        spec.invoice_number = std::to_string(4080000000 + i);
        plans.push_back(plan(spec));
    }
    return plans;
}

}  // namespace

TEST_CASE("look-ups by every key") {
    const AccountIndex index(dense_file(300));
    CHECK(index.account_count() == 300);
    CHECK(index.by_member_id("776100000011").size() == 1);
    CHECK(index.by_member_id("776100000012").empty());
    CHECK(index.by_billing_account("722900007").front()->member_id.str() == "776100000011");
    CHECK(index.by_invoice_number("4080000002").front()->billing_account.str() == "722900014");
    CHECK(index.by_enrollment_id("1188880155252").size() == 300);
    CHECK(index.count_amount_due(dollars("152.35")) == 300);
    CHECK(index.count_amount_due(dollars("152.36")) == 0);
    CHECK(index.count_named("ramos", "ana") == 100);
    CHECK(index.count_named("lopez", "aldo") == 50);
    CHECK(index.count_named("garcialopez", "ana") == 50);
    CHECK(index.count_named("ramos", "an") == 0);
    CHECK(index.count_named("rama", "ana") == 0);
    CHECK(AccountIndex(std::vector<Plan>()).count_named("ramos", "ana") == 0);
}

TEST_CASE("a number brings every account that it may stand for, the likeliest first") {
    const std::vector<Plan> plans = dense_file(400);
    const AccountIndex index(plans);
    for (const std::string read : {"776100000011", "776100000101", "776100002222", "776100009999", "776100000033"}) {
        CAPTURE(read);
        const IdentifierReading reading = identifier(read, Made::written);
        const double wrong = digit_error_model(reading).digit_error;
        const double two_slips = log_likelihood(reading, read) + 2 * std::log(wrong / 9 / (1 - wrong)) - 1e-6;
        double best = -1e9;
        for (const Plan& plan : plans) best = std::max(best, log_likelihood(reading, plan.member_id.str()));
        std::map<std::string, bool> expected, found;
        for (const Plan& plan : plans) {
            const double likelihood = log_likelihood(reading, plan.member_id.str());
            if (likelihood < std::max(best - 10, two_slips)) continue;
            expected[plan.billing_account.str()] = read == plan.member_id.str();
        }
        const auto hits = search_identifier(reading, index);
        for (const IdentifierHit& hit : hits) found[hit.plan->billing_account.str()] = hit.exact;
        CHECK(found == expected);
        CHECK(std::is_sorted(hits.begin(), hits.end(), [](const IdentifierHit& a, const IdentifierHit& b) {
            return a.log_likelihood > b.log_likelihood;
        }));
    }
}

TEST_CASE("an exact hit in handwriting leaves room for its neighbours, one in print hardly any") {
    const auto margin = [](Made made) {
        const IdentifierReading reading = identifier("776100000011", made, 0.995);
        return log_likelihood(reading, "776100000011") - log_likelihood(reading, "776100000012");
    };
    CHECK(margin(Made::written) < 8);  // less than the risk allows: a neighbour needs a second witness
    CHECK(margin(Made::written) > 4);
    CHECK(margin(Made::printed) > margin(Made::written));
    CHECK(digit_error_model(identifier("776100000011", Made::written, 0.999)).digit_error >= 0.005);
}

TEST_CASE("probabilities sum to one with none of these") {
    const std::vector<Plan> plans = dense_file(3);
    std::vector<AccountCandidate> candidates(3);
    for (std::size_t i = 0; i < 3; ++i) {
        candidates[i].plan = &plans[i];
        candidates[i].terms.push_back({EvidenceSubject::name, 9.0 + static_cast<double>(i), "", {}, {}});
    }
    const AccountPosterior posterior = rank(candidates, 20000);
    double sum = posterior.none_of_these;
    for (const AccountCandidate& candidate : posterior.ranked) sum += candidate.probability;
    CHECK(sum == doctest::Approx(1));
    CHECK(posterior.best()->plan == &plans[2]);
    CHECK(rank({}, 20000).none_of_these == 1);
    // Weights beyond what a double holds as a number do not spoil the sum.
    candidates[0].terms[0].weight_nats = 5000;
    CHECK(rank(candidates, 20000).best()->probability == doctest::Approx(1));
}

TEST_CASE("more coupons than checks never drop out of sight") {
    const std::vector<Plan> plans = dense_file(3);
    const AccountIndex index(plans);
    std::vector<PageReading> coupons = {
        coupon_page(1, {plans[0].billing_account, PlanKind::health, plans[0].invoice_number, dollars("1.00"), {}}),
        coupon_page(3, {plans[1].billing_account, PlanKind::health, plans[1].invoice_number, dollars("2.00"), {}}),
        coupon_page(4, {plans[2].billing_account, PlanKind::health, plans[2].invoice_number, dollars("3.00"), {}})};
    std::vector<CouponClaim> claims;
    for (const PageReading& page : coupons) {
        for (const CouponClaim& claim : coupon_claims(page, index)) claims.push_back(claim);
    }
    const PageReading first = check_page(2, "1.00"), second = check_page(5, "2.00");
    const auto pairs = pair_coupons({&first, &second}, claims);
    REQUIRE(pairs.size() == 2);
    CHECK(pairs[0].claims.size() + pairs[1].claims.size() == 3);
    CHECK(pair_coupons({&first}, {}).at(0).claims.empty());
    CHECK(pair_coupons({}, claims).empty());
}

TEST_CASE("further codes on one page are further coupons") {
    const std::vector<Plan> plans = dense_file(2);
    PageReading page =
        coupon_page(1, {plans[0].billing_account, PlanKind::health, plans[0].invoice_number, dollars("1.00"), {}});
    page.coupon->further_codes.push_back(
        {plans[1].billing_account, PlanKind::health, plans[1].invoice_number, dollars("1.00"), {}});
    const auto claims = coupon_claims(page, AccountIndex(plans));
    REQUIRE(claims.size() == 2);
    CHECK(bill_different_plans(claims[0], claims[1]));
    CHECK_FALSE(bill_different_plans(claims[0], claims[0]));
}

TEST_CASE("a coupon without its code speaks by its print") {
    const AccountIndex index(dense_file(300));
    PageReading page = coupon_page(1, {});
    page.coupon->code.reset();
    page.coupon->identifiers = {identifier("776100000110", Made::printed), identifier("722900070", Made::printed)};
    page.coupon->subscriber_name = text("ANA RAMOS");
    page.coupon->invoice_number = text("4080000010");
    page.coupon->total_due = read(dollars("152.35"));
    const std::vector<PageReading> pages = {page, check_page(2, "152.35", "JOHN RUIZ")};
    CHECK(told(decide_pages(pages, index).checks[0]) == "posted 722900070 722900070H 152.35");
    // The two numbers name two accounts: nothing is certain.
    page.coupon->identifiers[1] = identifier("722901400", Made::printed);
    CHECK(told(decide_pages({page, check_page(2, "152.35", "JOHN RUIZ")}, index).checks[0]) ==
          "review account_ambiguous");
}

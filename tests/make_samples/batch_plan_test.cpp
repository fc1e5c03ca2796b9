// What make_samples decides before it draws: needs no fonts.

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "ledger/routing_number.h"
#include "tools/make_samples/accounts.h"
#include "tools/make_samples/amounts.h"
#include "tools/make_samples/batch_plan.h"
#include "tools/make_samples/check_stock.h"

using namespace lockbox;
using namespace lockbox::samples;

namespace {

BatchPlan planned(BatchOptions options) {
    auto plan = plan_batch(options);
    REQUIRE(plan);
    return *plan;
}

const BatchPlan& sample() {
    static const BatchPlan plan = planned({.seed = 11, .mix = Mix::sample, .billing_accounts = 300});
    return plan;
}

template <class Do>
void each_check(const BatchPlan& plan, Do act) {
    for (const TransactionSpec& transaction : plan.transactions)
        for (const PageSpec& page : transaction.pages)
            if (const auto* check = std::get_if<CheckSpec>(&page.content)) act(*check);
}

}  // namespace

TEST_CASE("chance is the same on every machine") {
    Random random(42);
    CHECK(random.bits() == 13679457532755275413u);  // SplitMix64's published first number for the seed 42
    CHECK(random.bits() == 2949826092126892291u);
    Random again(7);
    for (int i = 0; i < 1000; ++i) {
        const int number = again.between(-3, 4);
        CHECK((number >= -3 && number <= 4));
        const double real = again.real(2, 3);
        CHECK((real >= 2 && real < 3));
    }
}

TEST_CASE("the same options plan the same batch, another seed another one") {
    const BatchOptions options{.seed = 5, .mix = Mix::usual, .transactions = 40, .billing_accounts = 200};
    BatchOptions other = options;
    other.seed = 6;
    CHECK(truth_json(planned(options), {}) == truth_json(planned(options), {}));
    CHECK(accounts_csv(planned(options).accounts) == accounts_csv(planned(options).accounts));
    CHECK(truth_json(planned(options), {}) != truth_json(planned(other), {}));
}

TEST_CASE("every reason for review has a transaction in the sample mix") {
    std::set<Reason> met;
    for (const TransactionSpec& transaction : sample().transactions) {
        met.insert(transaction.expect.begin(), transaction.expect.end());
        for (const CheckTruth& check : transaction.checks) met.insert(check.reasons.begin(), check.reasons.end());
    }
    for (const Reason reason : all_reasons()) {
        CAPTURE(to_word(reason));
        CHECK(met.contains(reason));
    }
}

TEST_CASE("the truth adds up to the control totals, and lists every page once") {
    for (const Mix mix : {Mix::usual, Mix::handwritten, Mix::hard, Mix::sample}) {
        const BatchPlan plan = planned({.seed = 3, .mix = mix, .billing_accounts = 300});
        const Control control = control_of(plan);
        const auto truth = nlohmann::json::parse(truth_json(plan, {}));
        int pages = 0, checks = 0;
        std::int64_t cents = 0;
        for (const auto& transaction : truth) {
            for (const auto& document : transaction["documents"]) CHECK(document["sequence"] == ++pages);
            for (const auto& check : transaction["checks"]) {
                ++checks;
                cents += check["cents"].get<std::int64_t>();
            }
        }
        CHECK(pages == control.pages);
        CHECK(checks == control.checks);
        CHECK(cents == control.total.count());
    }
}

TEST_CASE("what posts names a plan of the account file, and every transaction says what is expected") {
    std::set<std::pair<std::string, std::string>> known;
    for (const Plan& plan : sample().accounts) known.insert({plan.billing_account.str(), plan.plan_id.str()});
    for (const TransactionSpec& transaction : sample().transactions) {
        CAPTURE(transaction.kind);
        std::size_t checks = 0;
        for (const PageSpec& page : transaction.pages) checks += std::holds_alternative<CheckSpec>(page.content);
        CHECK(checks == transaction.checks.size());
        CHECK((checks > 0) == transaction.expect.empty());
        for (const CheckTruth& check : transaction.checks) {
            CHECK((check.posts || !check.reasons.empty()));
            if (check.posts) CHECK(known.contains({check.billing_account.str(), check.plan_id.str()}));
        }
    }
}

TEST_CASE("printed numbers have right check digits") {
    for (const Mix mix : {Mix::usual, Mix::handwritten, Mix::sample}) {
        each_check(planned({.seed = 9, .mix = mix, .billing_accounts = 300}), [](const CheckSpec& check) {
            CAPTURE(check.routing);
            CHECK((check.routing.empty() || check.canadian || aba_check_digit_ok(check.routing)));
            if (check.instrument == Instrument::postal_money_order)
                CHECK(check.serial == postal_serial(check.serial.substr(0, 10)));
        });
    }
    CHECK(postal_serial("1623673207") == "16236732071");
    CHECK(routing_number("26708413") == "267084131");
}

TEST_CASE("accounts come with look-alikes") {
    const std::vector<Plan>& plans = sample().accounts;
    int neighbours = 0, two_plans = 0;
    std::multiset<std::string> names;
    std::set<PlanStatus> statuses;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        statuses.insert(plans[i].status);
        if (i == 0) continue;
        CHECK(plans[i - 1].billing_account <= plans[i].billing_account);
        const auto step = std::stoll(plans[i].member_id.str()) - std::stoll(plans[i - 1].member_id.str());
        two_plans += step == 0;
        neighbours += step == 1;
        if (step != 0) names.insert(plans[i].first_name + " " + plans[i].last_name);
    }
    CHECK(two_plans > 50);
    CHECK(neighbours > 100);
    CHECK(statuses.size() == 3);
    CHECK(std::any_of(names.begin(), names.end(), [&](const std::string& name) { return names.count(name) > 1; }));
}

TEST_CASE("numbers in words") {
    const std::pair<int, const char*> rows[] = {
        {0, "zero"},
        {13, "thirteen"},
        {40, "forty"},
        {94, "ninety-four"},
        {100, "one hundred"},
        {878, "eight hundred seventy-eight"},
        {1005, "one thousand five"},
        {12250, "twelve thousand two hundred fifty"},
    };
    for (const auto& [number, words] : rows) CHECK(number_words(number) == words);
    CHECK(printed_legal_line(Cents(9412)) == "*** NINETY-FOUR AND 12/100");
}

TEST_CASE("stocks drawn by lot keep their fields apart and on the paper") {
    for (std::size_t number = 0; number < 400; ++number) {
        CAPTURE(number);
        const bool business = number % 3 == 0;
        const CheckStock stock = rare_stock(business, number);
        CHECK(stock.auxiliary_on_us == business);
        for (const RuledField* field : {&stock.date, &stock.payee, &stock.legal, &stock.memo, &stock.signature}) {
            CHECK(field->left_in > 0.1);
            CHECK(field->right_in < stock.width_in - 0.1);
            CHECK(field->right_in - field->left_in > 0.9);
        }
        CHECK(stock.date.rule_in + 0.25 < stock.payee.rule_in);
        CHECK(stock.payee.rule_in + 0.25 < stock.legal.rule_in);
        CHECK(stock.payee.right_in < stock.amount.left_in);
        CHECK(stock.legal.rule_in + 0.3 < std::min(stock.memo.rule_in, stock.signature.rule_in));
        CHECK(stock.signature.rule_in < stock.height_in - 0.45);  // the MICR line's clear band
    }
    CHECK(rare_stock(false, 7).date.left_in == rare_stock(false, 7).date.left_in);
    CHECK(rare_stock(false, 7).date.left_in != rare_stock(false, 9).date.left_in);
}

TEST_CASE("an account file that is too small is an error, not a crash") {
    const auto plan = plan_batch({.seed = 1, .mix = Mix::sample, .billing_accounts = 2});
    REQUIRE_FALSE(plan);
    CHECK(plan.error().remedy == "raise --accounts");
}

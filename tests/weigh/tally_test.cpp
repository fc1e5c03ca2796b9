#include "tools/weigh/tally.h"

#include <doctest/doctest.h>

using namespace lockbox;

namespace {

CheckTruth to_post(std::string account, std::string plan, std::int64_t cents) {
    CheckTruth truth;
    truth.scenario = "coupon";
    truth.posts = true;
    truth.billing_account = std::move(account);
    truth.plan_id = std::move(plan);
    truth.amount = Cents(cents);
    return truth;
}
CheckTruth to_wait(std::string reason) {
    CheckTruth truth;
    truth.scenario = "unsigned";
    truth.reasons_allowed = {std::move(reason)};
    return truth;
}
CheckDecision posted(std::string_view account, std::string_view plan, std::int64_t cents) {
    CheckDecision decision;
    decision.outcome = Outcome::posted;
    decision.billing_account = BillingAccount::parse(account);
    decision.plan_id = PlanId::parse(plan);
    decision.amount = Cents(cents);
    decision.confidence = 0.999;
    return decision;
}
CheckDecision waits(Reason reason) {
    CheckDecision decision;
    decision.reasons = {reason};
    return decision;
}

}  // namespace

TEST_CASE("a posting is right only with account, plan and amount, and only where one is due") {
    struct Row {
        const char* what;
        CheckTruth truth;
        CheckDecision decision;
        int posted_right, posted_wrong, waits, reason_right;
    };
    const CheckTruth truth = to_post("772037105", "18076MA2112002", 4610);
    CheckTruth may_wait = truth;
    may_wait.may_wait = true;
    for (const Row& row : std::vector<Row>{
             {"all right", truth, posted("772037105", "18076MA2112002", 4610), 1, 0, 0, 0},
             {"a stranger's account", truth, posted("772037106", "18076MA2112002", 4610), 0, 1, 0, 0},
             {"the other plan", truth, posted("772037105", "18076MA2112003", 4610), 0, 1, 0, 0},
             {"another amount", truth, posted("772037105", "18076MA2112002", 4601), 0, 1, 0, 0},
             {"held", truth, waits(Reason::amount_unreadable), 0, 0, 0, 0},
             {"may wait, and posts", may_wait, posted("772037105", "18076MA2112002", 4610), 0, 0, 0, 0},
             {"should wait, and does", to_wait("signature_missing"), waits(Reason::signature_missing), 0, 0, 1, 1},
             {"waits for a wrong reason", to_wait("signature_missing"), waits(Reason::postdated), 0, 0, 1, 0},
             {"should wait, and posts", to_wait("postdated"), posted("772037105", "18076MA2112002", 4610), 0, 1, 0, 0},
         }) {
        CAPTURE(row.what);
        Tally tally;
        tally.add(row.truth, row.decision);
        CHECK(tally.posted_right == row.posted_right);
        CHECK(tally.posted_wrong == row.posted_wrong);
        CHECK(tally.waits == row.waits);
        CHECK(tally.reason_right == row.reason_right);
    }
}

TEST_CASE("a check that was never decided is held, not forgotten") {
    LabelledBatch batch;
    batch.truth[8] = to_post("772037105", "18076MA2112002", 4610);
    Tallies tallies;
    count(batch, {}, tallies);
    CHECK(tallies.all.checks == 1);
    CHECK(tallies.all.should_post == 1);
    CHECK(tallies.held_by_reason.at("not seen") == 1);
}

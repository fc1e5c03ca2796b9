#include "ledger/corrections.h"

#include "ledger/act.h"
#include "ledger/decision_writer.h"
#include "ledger/journal.h"
#include "ledger/json_object.h"

namespace lockbox {
namespace {

struct Posted {
    DecisionId decision;
    EnvelopeKey envelope;
    BillingAccount account;
    PlanId plan;
    Cents amount;
};

Posted posted_check(Connection& connection, CheckId check) {
    Statement row(connection,
                  "SELECT n.decision_id, n.envelope_id, l.billing_account, l.plan_id, l.amount_cents FROM check_now n "
                  "JOIN live_posting l ON l.check_id = n.check_id WHERE n.check_id = ?1");
    if (row.bind(check).step()) {
        return {row.get<DecisionId>(0), row.get<EnvelopeKey>(1), row.get<BillingAccount>(2), row.get<PlanId>(3),
                row.get<Cents>(4)};
    }
    const bool known = query_one<int>(connection, "SELECT 1 FROM check_item WHERE check_id = ?1", check).has_value();
    throw BookFailure({known ? "no money of this check is posted" : "there is no such check in the book",
                       "check " + std::to_string(check.value), "`lockbox show CHECK` tells what became of it"});
}

JsonObject place_of(const Posted& posted) {
    JsonObject json;
    json.add("billing_account", posted.account).add("plan_id", posted.plan).add("cents", posted.amount);
    return json;
}

void audit(Act& act, std::string action, CheckId check, const JsonObject& before, const JsonObject& after,
           const std::string& why) {
    JsonObject detail;
    detail.add("check", check).raw("before", before.str()).raw("after", after.str()).add("why", why);
    act.audit({std::move(action), "check " + std::to_string(check.value), detail.str()});
}

}  // namespace

Result<void> Corrections::return_check(CheckId check, Cents fee) {
    return as_result([&] {
        Act act(book_, user_);
        const Posted posted = posted_check(act.connection(), check);
        Journal journal(act);
        journal.reverse_posting(check, posted.decision);
        journal.bounce(check, fee, plan_number_of(act.connection(), posted.account, posted.plan));
        audit(act, "check_returned", check, place_of(posted), JsonObject().add("fee_cents", fee), why_);
        act.commit();
    });
}

Result<void> Corrections::refund_check(CheckId check) {
    return as_result([&] {
        Act act(book_, user_);
        const Posted posted = posted_check(act.connection(), check);
        Journal journal(act);
        journal.reverse_posting(check, posted.decision);
        journal.refund(check);
        audit(act, "check_refunded", check, place_of(posted), JsonObject().add("cents", posted.amount), why_);
        act.commit();
    });
}

Result<void> Corrections::refund_credit(const BillingAccount& account, const PlanId& plan, Cents amount) {
    return as_result([&]() -> Result<void> {
        Act act(book_, user_);
        const std::int64_t number = plan_number_of(act.connection(), account, plan);
        const Cents credit = plan_money(act.connection(), number).credit;
        if (amount <= Cents(0) || amount > credit) {
            return Error{"the plan has " + credit.to_display() + " of credit", "plan " + std::to_string(number),
                         "refund no more than that"};
        }
        Journal(act).refund_credit(number, amount);
        act.audit({"credit_refunded", "plan " + std::to_string(number),
                   JsonObject()
                       .raw("before", JsonObject().add("credit_cents", credit).str())
                       .raw("after", JsonObject().add("credit_cents", credit - amount).str())
                       .add("why", why_)
                       .str()});
        act.commit();
        return {};
    });
}

Result<void> Corrections::move_check(CheckId check, const BillingAccount& account, const PlanId& plan) {
    return as_result([&]() -> Result<void> {
        Act act(book_, user_);
        const Posted posted = posted_check(act.connection(), check);
        if (posted.account == account && posted.plan == plan) {
            return Error{"the check is posted there already", "check " + std::to_string(check.value), ""};
        }
        static_cast<void>(plan_number_of(act.connection(), account, plan));
        Journal journal(act);
        journal.reverse_posting(check, posted.decision);
        DecisionRecord decision;
        decision.outcome = Outcome::posted;
        decision.billing_account = account;
        decision.plan_id = plan;
        const DecisionId cause =
            write_decision(act, {posted.envelope, check}, decision, posted.amount, DecisionSource::correction);
        journal.post({check, cause, account, plan, posted.amount});
        Posted moved = posted;
        moved.account = account;
        moved.plan = plan;
        audit(act, "check_moved", check, place_of(posted), place_of(moved), why_);
        act.commit();
        return {};
    });
}

}  // namespace lockbox

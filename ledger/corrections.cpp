#include "ledger/corrections.h"

#include <algorithm>
#include <array>
#include <functional>

#include "ledger/act.h"
#include "ledger/decision_writer.h"
#include "ledger/journal.h"
#include "ledger/json_object.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 4> kActs = {"return", "refund", "refund_credit", "move"};
/// Of the audit row.
constexpr std::array<const char*, 4> kDone = {"check_returned", "check_refunded", "credit_refunded", "check_moved"};

struct Posted {
    PostingId posting;
    DecisionId decision;
    EnvelopeKey envelope;
    BillingAccount account;
    PlanId plan;
    Cents amount;
};

Posted posted_check(Connection& connection, CheckId check) {
    Statement row(connection,
                  "SELECT l.posting_id, n.decision_id, n.envelope_id, l.billing_account, l.plan_id, l.amount_cents "
                  "FROM check_now n JOIN live_posting l ON l.check_id = n.check_id WHERE n.check_id = ?1");
    if (row.bind(check).step()) {
        return {row.get<PostingId>(0),      row.get<DecisionId>(1), row.get<EnvelopeKey>(2),
                row.get<BillingAccount>(3), row.get<PlanId>(4),     row.get<Cents>(5)};
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

/// What is corrected, and what the audit trail tells of it.
struct Intent {
    CorrectionAct act;
    std::optional<CheckId> check;
    std::optional<PostingId> posting;  ///< that is taken back
    std::optional<std::int64_t> plan;  ///< move: where to; refund_credit: whose
    Cents amount, at_stake;
    JsonObject before, after;

    [[nodiscard]] std::string subject() const {
        return check ? "check " + std::to_string(check->value) : "plan " + std::to_string(*plan);
    }
};

/// The first half of a correction by two people.
struct FirstEntry {
    CorrectionId id;
    std::string by;
    bool same = false;  ///< as what is decided now
};

/// The last correction of a check (?1), or of a plan's credit (?2), when it waits for a second person: whatever comes
/// after a first entry voids it.
constexpr std::string_view kWaiting =
    "FROM correction WHERE correction_id = (SELECT MAX(c.correction_id) FROM correction c WHERE CASE WHEN ?1 IS NULL "
    "THEN c.plan_number = ?2 AND c.check_id IS NULL ELSE c.check_id = ?1 END) AND standing = 'first'";

/// A correction takes effect here, or waits for a second person as a resolution does (review_resolve.cpp).
class Correcting {
  public:
    Correcting(Act& act, const Corrections::Request& request, const Intent& intent)
        : act_(act), connection_(act.connection()), request_(request), intent_(intent) {}

    Corrected run(const std::function<void(Journal&)>& effect) {
        if (needs_second_user()) {
            const std::optional<FirstEntry> first = first_entry();
            if (!first || first->by == act_.author().name || !first->same) return wait_for_second(first);
            seconds_ = first->id;
        }
        corrected_.id = write("final");
        Journal journal(act_);
        effect(journal);
        audit(kDone.at(static_cast<std::size_t>(intent_.act)));
        act_.commit();
        return corrected_;
    }

  private:
    [[nodiscard]] bool needs_second_user() const {
        return intent_.act != CorrectionAct::send_back && request_.second_user_above &&
               intent_.at_stake > *request_.second_user_above;
    }

    std::optional<FirstEntry> first_entry() {
        Statement row(connection_,
                      "SELECT correction_id, corrected_by, act = ?3 AND posting_id IS ?4 AND plan_number IS ?2 AND "
                      "amount_cents = ?5 " +
                          std::string(kWaiting));
        row.bind(intent_.check, intent_.plan, intent_.act, intent_.posting, intent_.amount);
        if (!row.step()) return std::nullopt;
        return FirstEntry{row.get<CorrectionId>(0), row.get<std::string>(1), row.get<int>(2) != 0};
    }

    Corrected wait_for_second(const std::optional<FirstEntry>& first) {
        corrected_.needs_second = true;
        corrected_.differs = first && first->by != act_.author().name;
        corrected_.id = write("first");
        audit("correction_needs_second");
        act_.commit();
        return corrected_;
    }

    CorrectionId write(std::string_view standing) {
        const bool decides = intent_.act != CorrectionAct::send_back;
        execute(connection_,
                "INSERT INTO correction (act, standing, check_id, posting_id, plan_number, amount_cents, "
                "at_stake_cents, why, second_above_cents, seconds, corrected_by, corrected_at, program) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                intent_.act, standing, intent_.check, intent_.posting, intent_.plan, intent_.amount, intent_.at_stake,
                request_.why, decides ? request_.second_user_above : std::nullopt, seconds_, act_.author().name,
                act_.now(), act_.author().program);
        return {connection_.last_row_id()};
    }

    void audit(std::string action) {
        JsonObject detail;
        detail.add_known("check", intent_.check)
            .add("correction", corrected_.id)
            .add("act", intent_.act)
            .raw("before", intent_.before.str())
            .raw("after", intent_.after.str())
            .add("why", request_.why)
            .add_known("seconds", seconds_);
        act_.audit({std::move(action), intent_.subject(), detail.str()});
    }

    Act& act_;
    Connection& connection_;
    const Corrections::Request& request_;
    const Intent& intent_;
    std::optional<CorrectionId> seconds_;
    Corrected corrected_;
};

Intent intent_on(CorrectionAct act, CheckId check, const Posted& posted) {
    return {act, check, posted.posting, {}, posted.amount, posted.amount, place_of(posted), {}};
}

std::optional<Error> nobody(const Corrections::Request& request) {
    if (!request.user.empty()) return std::nullopt;
    return Error{"a correction names its user", "a correction", "say who you are"};
}

CorrectionAct act_from(std::string_view word) {
    return static_cast<CorrectionAct>(std::find(kActs.begin(), kActs.end(), word) - kActs.begin());
}

}  // namespace

std::string_view to_word(CorrectionAct act) {
    return kActs.at(static_cast<std::size_t>(act));
}

Result<Corrected> Corrections::return_check(CheckId check, Cents fee) {
    if (auto error = nobody(request_)) return *error;
    return as_result([&] {
        Act act(book_, request_.user);
        const Posted posted = posted_check(act.connection(), check);
        Intent intent = intent_on(CorrectionAct::send_back, check, posted);
        intent.after.add("fee_cents", fee);
        return Correcting(act, request_, intent).run([&](Journal& journal) {
            journal.reverse_posting(check, posted.decision);
            journal.bounce(check, fee, plan_number_of(act.connection(), posted.account, posted.plan));
        });
    });
}

Result<Corrected> Corrections::refund_check(CheckId check) {
    if (auto error = nobody(request_)) return *error;
    return as_result([&] {
        Act act(book_, request_.user);
        const Posted posted = posted_check(act.connection(), check);
        Intent intent = intent_on(CorrectionAct::refund, check, posted);
        intent.after.add("cents", posted.amount);
        return Correcting(act, request_, intent).run([&](Journal& journal) {
            journal.reverse_posting(check, posted.decision);
            journal.refund(check);
        });
    });
}

Result<Corrected> Corrections::refund_credit(const BillingAccount& account, const PlanId& plan, Cents amount) {
    if (auto error = nobody(request_)) return *error;
    return as_result([&]() -> Result<Corrected> {
        Act act(book_, request_.user);
        const std::int64_t number = plan_number_of(act.connection(), account, plan);
        const Cents credit = plan_money(act.connection(), number).credit;
        if (amount <= Cents(0) || amount > credit) {
            return Error{"the plan has " + credit.to_display() + " of credit", "plan " + std::to_string(number),
                         "refund no more than that"};
        }
        Intent intent{CorrectionAct::refund_credit, {}, {}, number, amount, credit, {}, {}};
        intent.before.add("credit_cents", credit);
        intent.after.add("credit_cents", credit - amount);
        return Correcting(act, request_, intent).run([&](Journal& journal) { journal.refund_credit(number, amount); });
    });
}

Result<Corrected> Corrections::move_check(CheckId check, const BillingAccount& account, const PlanId& plan) {
    if (auto error = nobody(request_)) return *error;
    return as_result([&]() -> Result<Corrected> {
        Act act(book_, request_.user);
        const Posted posted = posted_check(act.connection(), check);
        if (posted.account == account && posted.plan == plan) {
            return Error{"the check is posted there already", "check " + std::to_string(check.value), ""};
        }
        Intent intent = intent_on(CorrectionAct::move, check, posted);
        intent.plan = plan_number_of(act.connection(), account, plan);
        Posted moved = posted;
        moved.account = account;
        moved.plan = plan;
        intent.after = place_of(moved);
        return Correcting(act, request_, intent).run([&](Journal& journal) {
            journal.reverse_posting(check, posted.decision);
            DecisionRecord decision;
            decision.outcome = Outcome::posted;
            decision.billing_account = account;
            decision.plan_id = plan;
            const DecisionId cause =
                write_decision(act, {posted.envelope, check}, decision, posted.amount, DecisionSource::correction);
            journal.post({check, cause, account, plan, posted.amount});
        });
    });
}

Result<std::vector<CorrectionHistory>> corrections_of(const Book& book, CheckId check) {
    return as_result([&] {
        std::vector<CorrectionHistory> all;
        Statement rows(book.connection(),
                       "SELECT c.act, c.standing = 'first', c.standing = 'final' OR EXISTS (SELECT 1 FROM correction s "
                       "WHERE s.seconds = c.correction_id), c.why, c.corrected_by, c.corrected_at FROM correction c "
                       "WHERE c.check_id = ?1 ORDER BY c.correction_id");
        rows.bind(check);
        while (rows.step()) {
            all.push_back({act_from(rows.text(0)), rows.get<int>(1) != 0, rows.get<int>(2) != 0,
                           rows.get<std::string>(3), rows.get<std::string>(4), rows.get<std::string>(5)});
        }
        return all;
    });
}

Result<std::vector<WaitingCorrection>> waiting_corrections(const Book& book) {
    return as_result([&] {
        std::vector<WaitingCorrection> all;
        // Where the posting was taken back otherwise, nothing is left to second.
        Statement rows(
            book.connection(),
            "SELECT c.correction_id, c.act, c.check_id, l.billing_account, l.plan_id, p.billing_account, p.plan_id, "
            "c.at_stake_cents, c.corrected_by, c.corrected_at FROM correction c "
            "LEFT JOIN live_posting l ON l.posting_id = c.posting_id "
            "LEFT JOIN plan p ON c.posting_id IS NULL AND p.plan_number = c.plan_number "
            "WHERE c.standing = 'first' AND (c.posting_id IS NULL OR l.posting_id IS NOT NULL) AND NOT EXISTS "
            "(SELECT 1 FROM correction d WHERE d.correction_id > c.correction_id AND CASE WHEN c.check_id IS NULL "
            "THEN d.plan_number = c.plan_number AND d.check_id IS NULL ELSE d.check_id = c.check_id END) "
            "ORDER BY c.correction_id");
        while (rows.step()) {
            WaitingCorrection one;
            one.id = rows.get<CorrectionId>(0);
            one.act = act_from(rows.text(1));
            one.check = rows.get<std::optional<CheckId>>(2);
            const int from = one.check ? 3 : 5;
            one.account = rows.get<std::optional<BillingAccount>>(from);
            one.plan = rows.get<std::optional<PlanId>>(from + 1);
            one.at_stake = rows.get<Cents>(7);
            one.by = rows.get<std::string>(8);
            one.at = rows.get<std::string>(9);
            all.push_back(std::move(one));
        }
        return all;
    });
}

Result<bool> correction_waits(const Book& book, CorrectionId id) {
    return as_result([&] {
        Statement of(book.connection(), "SELECT check_id, plan_number FROM correction WHERE correction_id = ?1");
        if (!of.bind(id).step()) return false;
        return query_one<int>(book.connection(), "SELECT 1 " + std::string(kWaiting), of.get<std::optional<CheckId>>(0),
                              of.get<std::optional<std::int64_t>>(1))
            .has_value();
    });
}

}  // namespace lockbox

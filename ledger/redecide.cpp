#include "ledger/redecide.h"

#include <array>

#include "ledger/act.h"
#include "ledger/check_facts.h"
#include "ledger/decision_writer.h"
#include "ledger/journal.h"
#include "ledger/json_object.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 5> kWhy = {"changes", "same", "person", "closed", "money_left"};

/// The check as it stands.
struct CheckStanding {
    DecisionSubject subject;
    BatchKey batch;
    BatchId batch_id;
    bool closed = false, by_person = false, person_busy = false, posted = false;
    std::optional<ReviewId> item;
    CheckResult now;
};

CheckStanding standing_of(Connection& connection, CheckId check) {
    CheckStanding standing;
    Statement row(connection,
                  "SELECT n.envelope_id, e.batch_id, b.name, b.closed_at IS NOT NULL, n.source IN ('review', "
                  "'correction'), i.review_id, l.posting_id IS NOT NULL, EXISTS (SELECT 1 FROM resolution r "
                  "WHERE r.review_id = i.review_id) OR EXISTS (SELECT 1 FROM claim c WHERE c.review_id = i.review_id "
                  "AND c.expires_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) "
                  "FROM check_now n JOIN envelope e ON e.envelope_id = n.envelope_id JOIN batch b "
                  "ON b.batch_id = e.batch_id LEFT JOIN review_item i ON i.check_id = n.check_id AND i.state = 'open' "
                  "LEFT JOIN live_posting l ON l.check_id = n.check_id WHERE n.check_id = ?1");
    if (!row.bind(check).step()) {
        throw BookFailure({"there is no such check in the book", "check " + std::to_string(check.value), ""});
    }
    standing.subject = {row.get<EnvelopeKey>(0), check};
    standing.batch = row.get<BatchKey>(1);
    standing.batch_id = row.get<BatchId>(2);
    standing.closed = row.get<int>(3) != 0;
    standing.by_person = row.get<int>(4) != 0;
    standing.item = row.get<std::optional<ReviewId>>(5);
    standing.posted = row.get<int>(6) != 0;
    standing.person_busy = row.get<int>(7) != 0;
    standing.now = *check_result(connection, check);
    return standing;
}

bool same_decision(const CheckResult& now, const NewDecision& then) {
    std::vector<Reason> reasons = then.decision.reasons;
    put_in_order(reasons);
    return now.outcome == then.decision.outcome && now.billing_account == then.decision.billing_account &&
           now.plan_id == then.decision.plan_id && now.amount == then.amount && now.reasons == reasons &&
           now.routing == then.routing && now.account == then.account && now.number == then.number &&
           now.date == then.date;
}

/// With the rule that no instrument is taken twice, as of now.
DecisionRecord decision_of(Connection& connection, const RedecideOrder& order, BatchKey batch) {
    DecisionRecord decision = order.now.decision;
    if (decision.outcome != Outcome::posted) return decision;
    std::optional<Reason> reason;
    if (!order.now.instrument) reason = Reason::micr_unreadable;
    if (order.now.instrument &&
        find_instrument(connection, order.now.instrument->key(), order.now.amount, order.check)) {
        reason = Reason::duplicate_check;
    }
    if (!reason && has_unnumbered_twin(connection, {*decision.billing_account, *order.now.amount, order.now.date, batch,
                                                    order.check})) {
        reason = Reason::duplicate_check;
    }
    if (reason) {
        decision.outcome = Outcome::review;
        decision.reasons = {*reason};
    }
    return decision;
}

LeftAlone weigh(Connection& connection, const RedecideOrder& order, const CheckStanding& standing) {
    if (!standing.posted && !standing.item) return LeftAlone::money_left;
    NewDecision then = order.now;
    then.decision = decision_of(connection, order, standing.batch);
    if (same_decision(standing.now, then)) return LeftAlone::same;
    if ((standing.by_person || standing.person_busy) && !order.over_people) return LeftAlone::person;
    if (!standing.closed) return LeftAlone::no;
    // In a closed batch money may move to another plan; what it received and what it asks stay.
    const bool moves_only = then.decision.outcome == Outcome::posted && then.amount == standing.now.amount;
    return order.in_closed && moves_only ? LeftAlone::no : LeftAlone::closed;
}

void write(Act& act, const RedecideOrder& order, const CheckStanding& standing) {
    Connection& connection = act.connection();
    Journal journal(act);
    const DecisionRecord decision = decision_of(connection, order, standing.batch);
    const DecisionId cause =
        write_decision(act, standing.subject, decision, order.now.amount, DecisionSource::reprocess);
    write_facts(act, order.check, facts_of(order.now), cause);
    for (const auto& [page, reading] : order.readings) {
        execute(connection, "INSERT INTO page_reading (page_id, reading, read_at, program) VALUES (?1, ?2, ?3, ?4)",
                page, reading, act.now(), act.author().program);
    }
    journal.reverse_posting(order.check, cause);
    if (order.now.amount) {
        journal.receive(order.check, *order.now.amount);
    } else {
        journal.withdraw(order.check);
    }
    if (standing.item) close_review_item(act, *standing.item);
    std::optional<ReviewId> opened;
    if (decision.outcome == Outcome::posted) {
        journal.post({order.check, cause, *decision.billing_account, *decision.plan_id, *order.now.amount});
    } else {
        opened = open_review_item(act, standing.subject, cause);
    }
    JsonObject before, after, detail;
    before.add("outcome", standing.now.outcome)
        .add_known("billing_account", standing.now.billing_account)
        .add_known("plan_id", standing.now.plan_id)
        .add("cents", standing.now.amount);
    after.add("outcome", decision.outcome)
        .add_known("billing_account", decision.billing_account)
        .add_known("plan_id", decision.plan_id)
        .add("cents", order.now.amount)
        .add_known("review", opened);
    detail.add("check", order.check).raw("before", before.str()).raw("after", after.str()).add("why", "reprocessed");
    act.audit({"check_reprocessed", "batch " + standing.batch_id.str(), detail.str()});
    if (!standing.closed) refresh_batch_state(act, standing.batch);
}

}  // namespace

std::string_view to_word(LeftAlone why) {
    return kWhy[static_cast<std::size_t>(why)];
}

Result<LeftAlone> would_redecide(const Book& book, const RedecideOrder& order) {
    return as_result([&] {
        const Transaction one_state(book.connection(), Transaction::Kind::read);
        return weigh(book.connection(), order, standing_of(book.connection(), order.check));
    });
}

Result<LeftAlone> redecide(const Book& book, const RedecideOrder& order) {
    return as_result([&] {
        Act act(book);
        const CheckStanding standing = standing_of(act.connection(), order.check);
        const LeftAlone why = weigh(act.connection(), order, standing);
        if (why != LeftAlone::no) return why;
        write(act, order, standing);
        act.commit();
        return why;
    });
}

}  // namespace lockbox

#include "ledger/decision_writer.h"

#include <algorithm>
#include <array>

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 4> kSources = {"process", "review", "reprocess", "correction"};

}  // namespace

std::string_view to_word(DecisionSource source) {
    return kSources[static_cast<std::size_t>(source)];
}

std::optional<DecisionSource> decision_source_from(std::string_view word) {
    const auto found = std::find(kSources.begin(), kSources.end(), word);
    if (found == kSources.end()) return std::nullopt;
    return static_cast<DecisionSource>(found - kSources.begin());
}

DecisionId write_decision(Act& act, const DecisionSubject& subject, const DecisionRecord& decision,
                          std::optional<Cents> amount, DecisionSource source) {
    Connection& connection = act.connection();
    execute(connection,
            "INSERT INTO decision (envelope_id, check_id, outcome, billing_account, plan_id, amount_cents, confidence, "
            "evidence, program, decided_by, decided_at, source) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            subject.envelope, subject.check, decision.outcome, decision.billing_account, decision.plan_id, amount,
            decision.confidence, decision.evidence_json, act.author().program, act.author().name, act.now(), source);
    const DecisionId id{connection.last_row_id()};
    std::vector<Reason> reasons = decision.reasons;
    put_in_order(reasons);
    for (const Reason reason : reasons) {
        execute(connection, "INSERT INTO decision_reason (decision_id, reason) VALUES (?1, ?2)", id, reason);
    }
    return id;
}

ReviewId open_review_item(Act& act, const DecisionSubject& subject, DecisionId cause) {
    execute(act.connection(),
            "INSERT INTO review_item (envelope_id, check_id, decision_id, state, opened_at) "
            "VALUES (?1, ?2, ?3, 'open', ?4)",
            subject.envelope, subject.check, cause, act.now());
    return {act.connection().last_row_id()};
}

void close_review_item(Act& act, ReviewId item) {
    execute(act.connection(), "UPDATE review_item SET state = 'closed', closed_at = ?2 WHERE review_id = ?1", item,
            act.now());
    execute(act.connection(), "DELETE FROM claim WHERE review_id = ?1", item);
    act.changed("review_item", item.value);
}

void refresh_batch_state(Act& act, BatchKey batch) {
    const BalanceState state = summarise(act.connection(), batch).state;
    Statement update(act.connection(),
                     "UPDATE batch SET state = ?2 WHERE batch_id = ?1 AND state <> ?2 AND finished_at IS NOT NULL");
    update.bind(batch, state).run();
    if (update.changes() > 0) act.changed("batch", batch.value);
}

}  // namespace lockbox

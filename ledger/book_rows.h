#pragma once
// Rows of the book as the values of batch_store.h: shared by everything that reads. All throw BookFailure.

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/batch_store.h"
#include "ledger/sqlite.h"

namespace lockbox {

/// For Statement::get.
[[nodiscard]] inline std::optional<BalanceState> from_word(std::type_identity<BalanceState>, std::string_view word) {
    return balance_state_from(word);
}

/// A batch as the tables know it.
using BatchKey = RowId<struct BatchKeyRow>;

/// Throws when there is no such batch.
[[nodiscard]] BatchKey batch_key(Connection& connection, const BatchId& id);

[[nodiscard]] std::vector<Reason> decision_reasons(Connection& connection, DecisionId decision);
[[nodiscard]] std::vector<DocumentResult> documents_of(Connection& connection, EnvelopeKey envelope);
/// In scan order.
[[nodiscard]] std::vector<CheckResult> checks_of(Connection& connection, EnvelopeKey envelope);
[[nodiscard]] std::optional<CheckResult> check_result(Connection& connection, CheckId check);
/// Everything of one check. Throws when there is no such check.
[[nodiscard]] CheckHistory check_history(Connection& connection, CheckId check);

/// `key` is that of InstrumentNumbers. Asked for a check (or an envelope) that is in the book already, others count
/// when they came before it or are posted.
[[nodiscard]] std::optional<SeenInstrument> find_instrument(Connection& connection, std::string_view key,
                                                            std::optional<Cents> amount,
                                                            std::optional<CheckId> of_check = {},
                                                            std::optional<EnvelopeKey> of_envelope = {});

/// A check that may be this one though its numbers were never read: for the same account and amount, on the same day; where
/// a date is not known, in the same batch. Asked for a check that is in the book already, one that came before it.
struct TwinQuestion {
    BillingAccount billing_account;
    Cents amount;
    std::optional<Date> date;
    BatchKey batch;
    std::optional<CheckId> of_check = {};
};
[[nodiscard]] bool has_unnumbered_twin(Connection& connection, const TwinQuestion& question);

struct LifeFacts {
    bool finished = false, closed = false;
    int items_open = 0;
    BalanceState state = BalanceState::in_progress;
};
[[nodiscard]] BatchLife life_of(const LifeFacts& facts);

/// The sums of a batch as they stand.
[[nodiscard]] BatchSummary summarise(Connection& connection, BatchKey batch);

}  // namespace lockbox

#pragma once
// Decisions and the review items that they open, inside the caller's act. Throws BookFailure.

#include <optional>
#include <string_view>

#include "ledger/act.h"
#include "ledger/book_rows.h"
#include "ledger/records.h"

namespace lockbox {

/// Where a decision comes from: the words of the column `decision.source`.
enum class DecisionSource : std::uint8_t { process, review, reprocess, correction };
[[nodiscard]] std::string_view to_word(DecisionSource source);
[[nodiscard]] std::optional<DecisionSource> decision_source_from(std::string_view word);

/// What a decision is about: a check, or (no check) the pages of an envelope that carry no money.
struct DecisionSubject {
    EnvelopeKey envelope;
    std::optional<CheckId> check;
};

DecisionId write_decision(Act& act, const DecisionSubject& subject, const DecisionRecord& decision,
                          std::optional<Cents> amount, DecisionSource source);
ReviewId open_review_item(Act& act, const DecisionSubject& subject, DecisionId cause);
void close_review_item(Act& act, ReviewId item);
/// The state of a batch follows from what is in it.
void refresh_batch_state(Act& act, BatchKey batch);

}  // namespace lockbox

#pragma once
// What the book remembers, in the words in which matching asks: instruments seen before, and payers.

#include <optional>

#include "ledger/batch_store.h"
#include "matching/decide.h"

namespace lockbox {

class BookMemory {
  public:
    /// `envelope`: one that is in the book already and decided again; what it says itself does not count.
    explicit BookMemory(const BatchStore& store, std::optional<EnvelopeKey> envelope = {})
        : store_(store), envelope_(envelope) {}

    /// Good as long as this object, `accounts` and `policy` live.
    [[nodiscard]] MatchContext context(const AccountIndex& accounts, const Policy& policy);
    /// The first look-up that failed: then the decision is worth nothing.
    [[nodiscard]] const std::optional<Error>& failed() const { return failed_; }

  private:
    const BatchStore& store_;
    std::optional<EnvelopeKey> envelope_;
    std::optional<Error> failed_;
};

}  // namespace lockbox

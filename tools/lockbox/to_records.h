#pragma once
// The words of matching/ said in the words of the book.

#include <vector>

#include "ledger/records.h"
#include "matching/decide.h"
#include "tools/lockbox/intake.h"

namespace lockbox {

[[nodiscard]] InstrumentNumbers instrument_numbers(const InstrumentKey& key);

[[nodiscard]] CheckRecord check_record(const CheckDecision& decided);

/// `pages` and `readings` in scan order, of the same pages.
[[nodiscard]] EnvelopeRecord envelope_record(int transaction, const std::vector<const TakenPage*>& pages,
                                             const std::vector<const PageReading*>& readings,
                                             const TransactionDecision& decision);

}  // namespace lockbox

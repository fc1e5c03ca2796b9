#pragma once
// The days on which banks take deposits, and to which of them a moment belongs.

#include "ledger/date.h"

namespace lockbox {

/// No Saturday, Sunday or holiday of the Federal Reserve.
[[nodiscard]] bool is_bank_day(Date day);

/// The day itself when it is a bank day and its cut-off is not past, else the next one.
[[nodiscard]] Date bank_day(Date day, bool past_cut_off);

}  // namespace lockbox

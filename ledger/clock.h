#pragma once
// Moments in the book: UTC, to the millisecond, in a form that sorts as text.

#include <chrono>
#include <string>

#include "ledger/date.h"

namespace lockbox {

/// "2026-11-18T14:03:22.123Z"
[[nodiscard]] std::string utc_now();
[[nodiscard]] std::string utc_after(std::chrono::milliseconds time);
/// When the operator's day begins.
[[nodiscard]] std::string utc_of_local_midnight(Date day);

}  // namespace lockbox

#pragma once
// Moments in the book: UTC, to the millisecond, in a form that sorts as text.

#include <chrono>
#include <string>

namespace lockbox {

/// "2026-11-18T14:03:22.123Z"
[[nodiscard]] std::string utc_now();
[[nodiscard]] std::string utc_after(std::chrono::milliseconds time);

}  // namespace lockbox

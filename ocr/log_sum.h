#pragma once
// Probabilities as natural logarithms.

#include <cmath>
#include <limits>
#include <utility>

namespace lockbox {

inline constexpr double kNever = -std::numeric_limits<double>::infinity();  ///< the logarithm of 0

/// The logarithm of the sum of two probabilities.
[[nodiscard]] inline double log_sum(double a, double b) {
    if (a < b) std::swap(a, b);
    return b == kNever ? a : a + std::log1p(std::exp(b - a));
}

}  // namespace lockbox

#pragma once
// From doubtful digits to the one coupon code that they can mean. The check digits detect; they complete a damaged
// digit only where the chance that another code was printed stays below one in a million.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ocr/coupon_code.h"

namespace lockbox {

/// P(digit | pixels) for 0 to 9; sums to 1. All equal where nothing can be seen.
using DigitPosterior = std::array<double, 10>;

struct SolvedCode {
    std::string digits;
    CouponCode code;
    double error_probability = 0;  ///< that another code was printed, given that one was
};

inline constexpr double kCodeErrorMax = 1e-6;

/// nullopt when no code, or no code that is sure enough, can be meant.
[[nodiscard]] std::optional<SolvedCode> solve_code(const std::vector<DigitPosterior>& digits,
                                                   const CouponCodeLayout& layout = {});

}  // namespace lockbox

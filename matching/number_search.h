#pragma once
// A number as read against the sorted numbers of the account file. Numbers with one prefix stand together, so a walk
// narrows them digit by digit and leaves every branch on which the reading has become too improbable: the cost follows
// the number of near misses, hardly the size of the file.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ocr/remittance.h"

namespace lockbox {

/// ln P(read as one of the alternatives | this is the number). Alternatives weigh by probability; those of another
/// length say nothing. A digit taken for another is a slip; two neighbours exchanged are one slip, since people
/// exchange digits about as often as a reader takes one for another. Minus infinity without alternatives.
[[nodiscard]] double log_likelihood(std::span<const Alternative<std::string>> read, double digit_error,
                                    std::string_view number);

struct NearNumber {
    std::size_t at = 0;  ///< its first place among the sorted numbers
    double log_likelihood = 0;
};

struct NearLimits {
    double margin_nats = 10;  ///< how much less likely than the likeliest number of the file
    double slips_max = 2;     ///< ... and how far from the likeliest alternative at most, where no number is near
};

/// Every different number within the limits, likeliest first. `sorted`: numbers of `digits` digits, ascending.
[[nodiscard]] std::vector<NearNumber> near_numbers(std::span<const std::uint64_t> sorted, std::size_t digits,
                                                   std::span<const Alternative<std::string>> read, double digit_error,
                                                   const NearLimits& limits = {});

}  // namespace lockbox

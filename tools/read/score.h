#pragma once
// How well lines were read, and how far what was claimed can be believed.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace lockbox {

/// One labelled line after reading: strings in the form that is compared.
struct LineOutcome {
    std::string read, truth;
    double probability = 0;
    [[nodiscard]] bool right() const { return read == truth; }
};

struct Score {
    std::size_t lines = 0, exact = 0;
    double character_error_rate = 0;  ///< edits per character of the truth
};
[[nodiscard]] Score score_of(std::span<const LineOutcome> outcomes);

/// The largest share of lines that a threshold on the probability lets through with at most `error_share` of them
/// wrong.
struct ReadShare {
    double share = 0, threshold = 1, error_share = 0;
};
[[nodiscard]] ReadShare read_share_at(std::span<const LineOutcome> outcomes, double error_share);

/// Claimed against observed, in bins of equal count: lines, mean claimed probability, share that was right.
struct ReliabilityBin {
    std::size_t lines = 0;
    double claimed = 0, observed = 0;
};
[[nodiscard]] std::vector<ReliabilityBin> reliability(std::span<const LineOutcome> outcomes, std::size_t bins);
/// The mean distance of claimed and observed, weighted by lines.
[[nodiscard]] double calibration_error(std::span<const ReliabilityBin> bins);

}  // namespace lockbox

#pragma once
// Where the characters of a scan line stand: a comb of equal steps with a wider step between groups.

#include <optional>
#include <vector>

#include "ocr/scan_line_strip.h"

namespace lockbox {

struct ScanLineComb {
    double first_centre_px = 0;  ///< of the first character, on the strip
    double pitch_px = 0;         ///< from one character to the next in a group
    double gap_px = 0;           ///< added to the pitch between groups
    double fit = 0;              ///< 0 to 1: ink where characters are due, none between them

    /// Centres of the characters of groups of these sizes.
    [[nodiscard]] std::vector<double> centres(const std::vector<std::size_t>& groups) const;
};

/// The comb that fits the line best; nullopt when none is anywhere near.
[[nodiscard]] std::optional<ScanLineComb> find_comb(const ScanLineStrip& strip, const std::vector<std::size_t>& groups);

}  // namespace lockbox

#pragma once
// Reads OCR-A digits at known places of a straightened line.

#include <vector>

#include "ocr/code_solver.h"
#include "ocr/scan_line_strip.h"

namespace lockbox {

struct OcrADigits {
    std::vector<DigitPosterior> posteriors;  ///< one per place; all equal where no digit can be made out
    double likeness = 0;                     ///< median correlation of the places with their best digits, up to 1
};

/// `centres_px` are the middles of the characters, give or take three pixels.
[[nodiscard]] OcrADigits match_ocr_a(const ScanLineStrip& strip, const std::vector<double>& centres_px);

}  // namespace lockbox

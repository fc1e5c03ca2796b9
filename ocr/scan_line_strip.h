#pragma once
// One row of print made level, its characters brought to one height.

#include <vector>

#include "ocr/micr_line_finder.h"

namespace lockbox {

struct ScanLineStrip {
    static constexpr int kHeight_px = 48;
    static constexpr int kTop_px = 12;             ///< y of the top of the characters
    static constexpr double kCharacter_px = 23.4;  ///< their height, with the stroke
    static constexpr int kMargin_px = 60;          ///< left and right of the marks that were found
    int width_px = 0;
    std::vector<float> ink;  ///< kHeight_px rows; 0 paper, 1 print
    double scale = 1;        ///< pixels of the ink image per pixel of the strip
};

[[nodiscard]] ScanLineStrip cut_strip(const InkImage& ink, const MicrLineCandidate& row);

}  // namespace lockbox

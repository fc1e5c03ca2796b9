#pragma once
// The row of marks on a page that is most like a MICR line, by templates drawn from the E-13B grid.

#include <vector>

#include "ocr/micr_ink.h"
#include "ocr/micr_line_finder.h"
#include "ocr/micr_match.h"

namespace lockbox {

struct MicrRow {
    std::vector<MicrMark> marks;  ///< left to right; places are on `strip`
    MicrStrip strip;
    double score = 0;  ///< 0 to 1, how much it looks like E-13B
    Box box;           ///< on the page
};

/// A row with score 0 when there is none.
[[nodiscard]] MicrRow find_micr_row(const InkImage& ink);

}  // namespace lockbox

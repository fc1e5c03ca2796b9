#pragma once
// One line of print or writing in the form in which the line recogniser reads it, in training and in the program alike:
// ink on nothing, 32 px high, free of rules and boxes, the writing filling the height.

#include <cstdint>
#include <vector>

#include "scan/page_image.h"

namespace lockbox {

inline constexpr int kLineHeight_px = 32;
inline constexpr int kLineWidthMax_px = 1600;

/// Rows from top to bottom, kLineHeight_px of them; 0 paper to 255 the darkest ink of the line.
struct LineImage {
    int width_px = 0;  ///< a multiple of 4, at least 16; 0 when there is no ink at all
    std::vector<std::uint8_t> ink;
    double scale = 1;  ///< line columns for each page column
    int left_px = 0;   ///< page column of the line's first column, relative to the box

    [[nodiscard]] bool empty() const { return width_px == 0; }
};

/// The line that fills `box` of a page; neighbours above and below may look in a little and are taken out where clear
/// paper parts them from the line. Paper is estimated locally, so shading and patterned stock weigh little; long thin
/// strokes that no writing makes (rules, sides of boxes) are taken out where nothing crosses them. `spread`: so many
/// times as wide as its height would have it, for writing that stands crowded.
[[nodiscard]] LineImage normalise_line(const PageImage& page, const Box& box, double spread = 1);

}  // namespace lockbox

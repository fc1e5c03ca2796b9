#pragma once
// The ink of a page region without its paper: backgrounds, patterns and scanner borders are taken out, and every page
// is brought to one resolution, so that the MICR finder thinks in one unit.

#include <cstdint>
#include <vector>

#include "scan/page_image.h"

namespace lockbox {

inline constexpr double kInkDpi = 200;  ///< one E-13B cell is 2.6 pixels, one field 25

/// How much darker than the paper around it each pixel is, in gray levels; 0 is paper.
struct InkImage {
    int width_px = 0, height_px = 0;
    std::vector<std::uint8_t> darkness;
    double page_px_per_ink_px = 1;
    Point page_origin;  ///< of the region on the page

    [[nodiscard]] bool empty() const { return darkness.empty(); }
};

/// `dpi` is that of the page; the region is cut at the page's edges. Empty when nothing is left of it.
[[nodiscard]] InkImage lift_ink(const PageImage& page, const Box& region, double dpi);

}  // namespace lockbox

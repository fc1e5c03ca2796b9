#pragma once
// Where the ink of one page side is, as boxes: the common ground of barcode location, orientation and classification,
// computed once per side. All sizes are judged in inches (`dpi`), so that 200 and 300 dpi scans give the same answers.

#include <vector>

#include "scan/geometry.h"
#include "scan/page_image.h"

namespace lockbox {

struct InkMap {
    int width_px = 0, height_px = 0;
    int dpi = 200;
    double ink_share = 0;    ///< share of dark pixels, 0 to 1, against the local paper level
    std::vector<Box> marks;  ///< connected pieces of ink, from a full stop to a tall letter (at most 0.6 in)
    std::vector<Box> rules;  ///< thin horizontal printed lines of at least 0.4 in, left to right
    std::vector<Box> dense;  ///< areas as dense as a barcode, at least 0.2 in both ways; one may hold others

    [[nodiscard]] double inches(double px) const { return px / dpi; }
    [[nodiscard]] double pixels(double in) const { return in * dpi; }
};

/// Expects a cropped, deskewed side (residual skew up to about 1 degree); any of the four orientations.
[[nodiscard]] InkMap find_ink(const PageImage& side);

}  // namespace lockbox

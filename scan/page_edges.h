#pragma once
// Where the document ends and the scanner's background begins, on a reduced image.
//
// A scanner shows behind the document a black or a white bed; a bitonal scan thresholded locally shows the black bed as
// a band along the document, white beyond. So the background is what is left of dark matter when everything as thin as
// writing is taken away (or of white matter around a grayer document), the document is the large rest, and an edge is a
// straight line between the two that holds over much of a side. Writing that runs into the border, streaks, torn
// corners and the image's own edge leave gaps in such a line but do not bend it.

#include <optional>

#include "scan/page_image.h"

namespace lockbox {

/// y = offset + slope * x for top and bottom, x = offset + slope * y for left and right; pixels from the image's
/// corner.
struct EdgeLine {
    double offset_px = 0, slope = 0;
    int support_px = 0;  ///< length of the side on which the line was seen
};

struct PageEdges {
    std::optional<EdgeLine> left, top, right, bottom;
    Box document;               ///< the bounding box of what is not background
    PageImage background_mask;  ///< as large as the image: 0 black background, 255 document

    /// By how much the document leans clockwise, from the edges that agree; their total length.
    struct Lean {
        double degrees = 0;
        int support_px = 0;
    };
    [[nodiscard]] std::optional<Lean> lean() const;
    [[nodiscard]] bool any() const { return left || top || right || bottom; }
};

/// `reduced` is best at 100 dpi: an edge is then exact to a tenth of a millimetre after averaging over its length.
[[nodiscard]] PageEdges find_page_edges(const PageImage& reduced);

}  // namespace lockbox

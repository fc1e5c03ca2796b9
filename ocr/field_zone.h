#pragma once
// Where one writes on a form with rules.

#include <algorithm>

#include "ocr/line_finder.h"

namespace lockbox {

/// Where one writes a field: above `line`, `height_px` high.
struct Zone {
    Rule line;
    double height_px = 0;
    double below_px = 0;  ///< how far the zone reaches below the line

    [[nodiscard]] bool spans(double x_px) const { return x_px >= line.left_px && x_px < line.right_px; }
    [[nodiscard]] double top_px(double x_px) const { return line.y_px(x_px) - height_px; }
    [[nodiscard]] Box bounds() const {
        const int top = static_cast<int>(std::min(line.left_y_px, line.right_y_px) - height_px);
        const int bottom = static_cast<int>(std::max(line.left_y_px, line.right_y_px) + below_px);
        return {line.left_px, top, line.length_px(), bottom - top};
    }
};

[[nodiscard]] inline double middle_x(const Box& box) {
    return box.left_px + box.width_px / 2.0;
}

}  // namespace lockbox

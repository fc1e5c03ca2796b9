#pragma once
// Ink, ruled lines and boxes on an upright page, whatever its layout or background.

#include <vector>

#include "scan/page_image.h"

namespace lockbox {

/// A thin, long, nearly horizontal printed line. It may lean a little and have gaps.
struct Rule {
    int left_px = 0, right_px = 0;         ///< right_px is the first column after it
    double left_y_px = 0, right_y_px = 0;  ///< its middle at both ends
    double thickness_px = 0;

    [[nodiscard]] int length_px() const { return right_px - left_px; }
    [[nodiscard]] double y_px(double x_px) const;
    [[nodiscard]] double middle_y_px() const { return (left_y_px + right_y_px) / 2; }
};

/// Dark strokes as 0 on a paper of 255: shading, safety patterns and scanner borders are gone, `bitonal` is set.
[[nodiscard]] PageImage ink_of(const PageImage& page);

/// Rules of at least 0.4 inch, top to bottom. `ink` as ink_of() gives it.
[[nodiscard]] std::vector<Rule> find_rules(const PageImage& ink);

/// Share of the rows from `top_px` up to `bottom_px` that hold ink in the columns within `reach_px` of `x_px`.
[[nodiscard]] double upright_share(const PageImage& ink, int x_px, int top_px, int bottom_px, int reach_px);

/// The ink without the rules: strokes that cross a rule stay whole.
[[nodiscard]] PageImage without_rules(const PageImage& ink, const std::vector<Rule>& rules);

/// Connected strokes: boxes of the black components inside `area`, at least `side_px_min` wide or high.
[[nodiscard]] std::vector<Box> find_strokes(const PageImage& ink, const Box& area, int side_px_min);

}  // namespace lockbox

#pragma once
// Pixel geometry. x grows to the right, y downwards; a box includes its left and top edge, not its right and bottom.

#include <algorithm>

namespace lockbox {

struct Point {
    int x_px = 0, y_px = 0;
    bool operator==(const Point&) const = default;
};

struct Box {
    int left_px = 0, top_px = 0, width_px = 0, height_px = 0;

    [[nodiscard]] int right_px() const { return left_px + width_px; }
    [[nodiscard]] int bottom_px() const { return top_px + height_px; }
    [[nodiscard]] bool empty() const { return width_px <= 0 || height_px <= 0; }
    bool operator==(const Box&) const = default;
};

[[nodiscard]] inline Box intersection(const Box& a, const Box& b) {
    const int left = std::max(a.left_px, b.left_px), top = std::max(a.top_px, b.top_px);
    const int right = std::min(a.right_px(), b.right_px()), bottom = std::min(a.bottom_px(), b.bottom_px());
    return {left, top, std::max(0, right - left), std::max(0, bottom - top)};
}

/// The smallest box that holds both; an empty one holds nothing.
[[nodiscard]] inline Box united(const Box& a, const Box& b) {
    if (a.empty() || b.empty()) return a.empty() ? b : a;
    const int left = std::min(a.left_px, b.left_px), top = std::min(a.top_px, b.top_px);
    return {left, top, std::max(a.right_px(), b.right_px()) - left, std::max(a.bottom_px(), b.bottom_px()) - top};
}

}  // namespace lockbox

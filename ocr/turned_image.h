#pragma once
// Words that stand askew, turned level.

#include "ocr/field_image.h"

namespace lockbox {

/// A rectangle by its middle, long side and short side; `degrees` counts clockwise from level.
struct Tilted {
    double x_px, y_px, length_px, height_px, degrees;
};

/// What lies in the rectangle of an image, turned level; `box` is the place of it all on the page.
[[nodiscard]] FieldImage turned_level(const PageImage& image, const Tilted& rectangle, const Box& box);

}  // namespace lockbox

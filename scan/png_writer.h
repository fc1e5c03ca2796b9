#pragma once
// Gray pixels as a PNG file: for eyes, and for programs that show pages.

#include <cstdint>
#include <vector>

#include "ledger/result.h"
#include "scan/page_image.h"

namespace lockbox {

[[nodiscard]] Result<std::vector<std::uint8_t>> to_png(const PageImage& image);

/// The part inside `box` (clipped to the image), turned clockwise by 0, 90, 180 or 270 degrees.
[[nodiscard]] PageImage cropped(const PageImage& image, const Box& box, int clockwise_degrees);

}  // namespace lockbox

#pragma once
// Can this image be trusted? After the image quality tests of check imaging (X9.100-187 addenda, FSTC image quality
// metrics): each flaw has a physical threshold; only those that make a page untrustworthy clear `usable`.

#include "scan/document.h"
#include "scan/page_image.h"

namespace lockbox {

/// Measures one side, best after straighten(): what then touches the edge is cut off by it.
/// Conservative: a page that a person can read is usable; a black, blank-white or tiny image is not.
[[nodiscard]] ImageQuality measure(const PageImage& image);

}  // namespace lockbox

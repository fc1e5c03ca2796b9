#pragma once
// Gray pixels as a JPEG file: smaller and quicker than PNG, for eyes on a screen.

#include <cstdint>
#include <vector>

#include "ledger/result.h"
#include "scan/page_image.h"

namespace lockbox {

/// `quality` as libjpeg counts it, 1 to 100.
[[nodiscard]] Result<std::vector<std::uint8_t>> to_jpeg(const PageImage& image, int quality);

}  // namespace lockbox

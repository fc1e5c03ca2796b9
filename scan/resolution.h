#pragma once
// The resolution of a scan whose file does not say it (PNG and JPEG files of converters often do not).

#include "scan/page_image.h"

namespace lockbox {

/// In dots per inch, of the three that scanners of checks use: 200, 240 or 300, the one at which the document has a usual
/// size and its machine-readable line the pitch of its standard (scan/encoded_line). 200 when nothing tells.
[[nodiscard]] int likely_dpi(const PageImage& scan);

}  // namespace lockbox

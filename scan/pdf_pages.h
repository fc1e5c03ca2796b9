#pragma once
// PDF pages as images, by the programs `pdfinfo` and `pdftoppm` of poppler-utils in a bounded child process
// (child_process.h): no PDF library is linked. Pages are drawn in gray at 200 dpi, whatever images they hold.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/result.h"
#include "scan/image_file.h"
#include "scan/page_image.h"

namespace lockbox {

/// The size that each page will have when drawn, from its crop box. Fails on an encrypted or damaged file.
[[nodiscard]] Result<std::vector<FrameFacts>> pdf_frames(std::span<const std::uint8_t> bytes, std::string_view name,
                                                         const ImageLimits& limits);

/// Page `frame` (from 0), whose size pdf_frames gave.
[[nodiscard]] Result<PageImage> decode_pdf(std::span<const std::uint8_t> bytes, std::string_view name, int frame,
                                           const FrameFacts& facts, const ImageLimits& limits);

}  // namespace lockbox

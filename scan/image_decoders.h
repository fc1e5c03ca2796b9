#pragma once
// The libraries behind decode(): one function and one .cpp each, which alone include them. They are called with frames
// whose headers were read and held within the limits, and they say nothing on stderr. The result has the size of
// `facts` and the bitonal flag; resolution is the caller's.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ledger/result.h"
#include "scan/image_file.h"
#include "scan/page_image.h"

namespace lockbox {

[[nodiscard]] Result<PageImage> decode_tiff(std::span<const std::uint8_t> bytes, std::string_view name, int frame,
                                            const FrameFacts& facts);
[[nodiscard]] Result<PageImage> decode_jpeg(std::span<const std::uint8_t> bytes, std::string_view name,
                                            const FrameFacts& facts);
[[nodiscard]] Result<PageImage> decode_png(std::span<const std::uint8_t> bytes, std::string_view name,
                                           const FrameFacts& facts);

/// A white page of the size that the headers gave.
[[nodiscard]] PageImage blank_page(const FrameFacts& facts);

/// The error of a stream that breaks off or makes no sense; `detail` is what the library said.
[[nodiscard]] Error damaged_stream(std::string_view name, std::string_view kind, std::string_view detail);

}  // namespace lockbox

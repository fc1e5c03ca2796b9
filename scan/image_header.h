#pragma once
// The headers of TIFF, JPEG and PNG files, read by our own bounded parser: what a file claims to be is known, and held
// against the limits, before any library is handed its bytes. Nothing here allocates by what the file says.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/result.h"
#include "scan/image_file.h"

namespace lockbox {

/// By the magic bytes; the file's name plays no part.
[[nodiscard]] std::optional<ImageFormat> image_format_of(std::span<const std::uint8_t> bytes);

/// One entry per image file directory (TIFF 6.0 section 2), in the file's order. BigTIFF is refused.
[[nodiscard]] Result<std::vector<FrameFacts>> tiff_frames(std::span<const std::uint8_t> bytes, std::string_view name,
                                                          int frames_max);
/// From the frame header SOFn and the JFIF density (ITU-T T.81 B.2.2, T.871 10.1).
[[nodiscard]] Result<FrameFacts> jpeg_frame(std::span<const std::uint8_t> bytes, std::string_view name);
/// From IHDR and pHYs (W3C PNG 11.2.2 and 11.3.4.3).
[[nodiscard]] Result<FrameFacts> png_frame(std::span<const std::uint8_t> bytes, std::string_view name);

}  // namespace lockbox

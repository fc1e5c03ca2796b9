#pragma once
// One image file as bytes, and its frames as pixels. Everything in the file is hostile until checked: sizes are read
// from the headers by our own bounded parser (`probe`) and compared with the limits before a library sees the bytes.
//
// Read: TIFF (uncompressed, G3, G4, LZW, deflate, PackBits, JPEG; bitonal, gray, palette, colour; many pages), JPEG,
// PNG, and PDF by the program `pdftoppm` in a child process (200 dpi gray). Colour becomes gray by luminance,
// transparency white. A damaged stream (truncated, bad code words) is an Error, never a page that is partly gray.
// Orientation tags (TIFF 274, Exif) are ignored: the page is turned upright by what stands on it, and scanners set the
// tag wrongly. Where the resolutions across and down differ (fax, 204 x 98), the coarser one is stretched to the finer.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/result.h"
#include "scan/page_image.h"

namespace lockbox {

enum class ImageFormat : std::uint8_t { tiff, jpeg, png, pdf };
[[nodiscard]] std::string_view to_word(ImageFormat format);

/// What a file may cost before it is refused. The largest honest page, a colour letter page at 600 dpi, has 34
/// megapixels.
struct ImageLimits {
    std::size_t file_bytes_max = std::size_t{64} << 20;
    std::int64_t pixels_max = 60'000'000;
    int side_px_max = 20'000;
    int frames_max = 2'000;
    std::chrono::milliseconds pdf_page_ms_max{20'000};
};

/// One frame as the file's headers describe it.
struct FrameFacts {
    int width_px = 0, height_px = 0;
    int dpi_x = 0, dpi_y = 0;  ///< 0: the file does not say, or says nonsense (outside 50 to 1,200)
    int bits_per_pixel = 0;    ///< all channels together; 1 is bitonal
};

struct ImageFacts {
    ImageFormat format = ImageFormat::tiff;
    std::vector<FrameFacts> frames;  ///< never empty
};

/// The bytes of a regular file (no symbolic link, pipe or device), at most `file_bytes_max` of them and at least one.
[[nodiscard]] Result<std::vector<std::uint8_t>> read_image_file(const std::filesystem::path& path,
                                                                const ImageLimits& limits = {});

/// What the headers say, no pixel decoded. `name` stands in the error messages. Fails on an unknown format, damaged
/// headers, no frame or too many; a frame beyond the pixel limits is no failure here but in decode().
[[nodiscard]] Result<ImageFacts> probe(std::span<const std::uint8_t> bytes, std::string_view name,
                                       const ImageLimits& limits = {});

/// Frame `frame` (from 0) in gray. The dpi is the file's, or 200 where that is 0.
[[nodiscard]] Result<PageImage> decode(std::span<const std::uint8_t> bytes, std::string_view name, int frame = 0,
                                       const ImageLimits& limits = {});

}  // namespace lockbox

// PNG by libpng's simplified interface, which turns every kind of PNG into 8-bit gray and keeps its errors to itself.

#include <png.h>

#include <algorithm>

#include "scan/image_decoders.h"

namespace lockbox {

Result<PageImage> decode_png(std::span<const std::uint8_t> bytes, std::string_view name, const FrameFacts& facts) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
        return damaged_stream(name, "PNG", image.message);
    }
    PageImage page = blank_page(facts);
    if (image.width != static_cast<png_uint_32>(page.width_px) ||
        image.height != static_cast<png_uint_32>(page.height_px)) {
        png_image_free(&image);
        return damaged_stream(name, "PNG", "two sizes");
    }
    image.format = PNG_FORMAT_GRAY;
    const png_color white = {255, 255, 255};
    const int done = png_image_finish_read(&image, &white, page.pixels.data(), page.width_px, nullptr);
    png_image_free(&image);
    if (done == 0) return damaged_stream(name, "PNG", image.message);
    page.bitonal = facts.bits_per_pixel == 1 && std::all_of(page.pixels.begin(), page.pixels.end(),
                                                            [](std::uint8_t p) { return p == 0 || p == 255; });
    return page;
}

}  // namespace lockbox

#include "scan/png_writer.h"

#include <png.h>

namespace lockbox {

Result<std::vector<std::uint8_t>> to_png(const PageImage& image) {
    if (image.empty()) return Error{"there are no pixels to write", "a PNG file", ""};
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = static_cast<png_uint_32>(image.width_px);
    png.height = static_cast<png_uint_32>(image.height_px);
    png.format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = 0;
    std::vector<std::uint8_t> bytes;
    if (png_image_write_to_memory(&png, nullptr, &size, 0, image.pixels.data(), 0, nullptr) != 0) {
        bytes.resize(size);
        if (png_image_write_to_memory(&png, bytes.data(), &size, 0, image.pixels.data(), 0, nullptr) != 0) {
            bytes.resize(size);
            return bytes;
        }
    }
    Error error{std::string("the PNG file cannot be made: ") + png.message, "a PNG file", ""};
    png_image_free(&png);
    return error;
}

PageImage cropped(const PageImage& image, const Box& box, int clockwise_degrees) {
    const Box part = intersection(box, image.bounds());
    const bool sideways = clockwise_degrees == 90 || clockwise_degrees == 270;
    PageImage crop;
    crop.dpi = image.dpi;
    crop.bitonal = image.bitonal;
    crop.width_px = sideways ? part.height_px : part.width_px;
    crop.height_px = sideways ? part.width_px : part.height_px;
    crop.pixels.reserve(static_cast<std::size_t>(crop.width_px) * static_cast<std::size_t>(crop.height_px));
    for (int y = 0; y < crop.height_px; ++y) {
        for (int x = 0; x < crop.width_px; ++x) {
            const int from_x = clockwise_degrees == 0     ? x
                               : clockwise_degrees == 90  ? y
                               : clockwise_degrees == 180 ? part.width_px - 1 - x
                                                          : part.width_px - 1 - y;
            const int from_y = clockwise_degrees == 0     ? y
                               : clockwise_degrees == 90  ? part.height_px - 1 - x
                               : clockwise_degrees == 180 ? part.height_px - 1 - y
                                                          : x;
            crop.pixels.push_back(image.at(part.left_px + from_x, part.top_px + from_y));
        }
    }
    return crop;
}

}  // namespace lockbox

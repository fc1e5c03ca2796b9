#pragma once
// One side of a page as pixels: 8-bit gray, 0 black to 255 white, rows one after another without padding.
// Colour is reduced on decoding (the file itself is kept in the image store); bitonal pages hold 0 and 255 only.
// This is the only form in which images cross from room to room: no OpenCV type appears in a public header.

#include <cstdint>
#include <span>
#include <vector>

#include "scan/geometry.h"

namespace lockbox {

struct PageImage {
    int width_px = 0, height_px = 0;
    int dpi = 200;                     ///< as the file says, or 200 when it does not say
    bool bitonal = false;              ///< the file had one bit per pixel
    std::vector<std::uint8_t> pixels;  ///< width_px * height_px bytes
    bool dpi_is_told = true;           ///< false: the file does not say, and `dpi` is a guess

    [[nodiscard]] bool empty() const { return pixels.empty(); }
    [[nodiscard]] std::uint8_t at(int x_px, int y_px) const {
        return pixels[static_cast<std::size_t>(y_px) * static_cast<std::size_t>(width_px) +
                      static_cast<std::size_t>(x_px)];
    }
    [[nodiscard]] Box bounds() const { return {0, 0, width_px, height_px}; }
};

}  // namespace lockbox

// normalise_line for the training recipe, which calls it through ctypes: one implementation, two callers.

#include <algorithm>
#include <cstdint>
#include <opencv2/core/utility.hpp>

#include "ocr/line_image.h"

/// `gray`: width * height bytes. Writes at most `room` bytes of ink, row by row; returns the width, 0 when the line is
/// empty or does not fit.
extern "C" int lockbox_normalise_line(const std::uint8_t* gray, int width_px, int height_px, std::uint8_t* ink,
                                      int room) {
    static const bool alone = [] {
        // A dozen processes draw at once; Python's OpenCV may be another build with a setting of its own.
        cv::setNumThreads(1);
        return true;
    }();
    static_cast<void>(alone);
    lockbox::PageImage page;
    page.width_px = width_px;
    page.height_px = height_px;
    page.pixels.assign(gray, gray + static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px));
    const lockbox::LineImage line = lockbox::normalise_line(page, page.bounds());
    if (static_cast<int>(line.ink.size()) > room) return 0;
    std::copy(line.ink.begin(), line.ink.end(), ink);
    return line.width_px;
}

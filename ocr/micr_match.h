#pragma once
// Reads the characters of a straightened MICR line by templates drawn from the E-13B grid.

#include <array>
#include <cstdint>
#include <vector>

#include "ocr/e13b.h"
#include "ocr/micr_course.h"

namespace lockbox {

/// One character, or one stretch of ink in the line that is none (symbol '?').
struct MicrMark {
    char symbol = '?';        ///< whose template fits best
    double right_px = 0;      ///< right edge on the strip
    double top_shift_px = 0;  ///< how much lower than kTop_px it stands
    double correlation = 0;   ///< of the pixels with the template, up to 1
};

/// From left to right.
[[nodiscard]] std::vector<MicrMark> match_characters(const MicrStrip& strip);

}  // namespace lockbox

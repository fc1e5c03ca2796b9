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
    char symbol = '?';
    double right_px = 0;                               ///< right edge on the strip
    double top_shift_px = 0;                           ///< how much lower than kTop_px it stands
    double probability = 0;                            ///< that `symbol` is right; 0 for '?'
    double correlation = 0;                            ///< of the pixels with the best template, up to 1
    std::array<double, kE13bSymbolCount> posterior{};  ///< in the order of kE13bSymbols; sums to less than 1
};

/// How far above and below the line's course a character may stand: a field that was printed in another pass (serial,
/// amount) often stands off the others by more than the course of the line tells.
enum class MicrReach : std::uint8_t { line, field };

/// From left to right.
[[nodiscard]] std::vector<MicrMark> match_characters(const MicrStrip& strip, MicrReach reach);

}  // namespace lockbox

#pragma once
// Magnetic print on the paper of a check: where the characters of the E-13B line stand (ANSI X9.100-160), and how a
// worn encoder prints them.

#include <string_view>

#include "tools/make_samples/canvas.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

inline constexpr double kMicrPitch_in = 0.125;
inline constexpr double kMicrBaseline_in = 0.1875;  ///< above the bottom edge

/// The left edge of a character position; position 1 is the rightmost, its field 5/16 in from the right edge.
[[nodiscard]] double micr_left_in(double check_width_in, int position);

struct MicrPrint {
    double darkness = 1;
    double spread_cells = 0;  ///< ink beyond the grid on every side; negative: too thin
    double jitter_in = 0;     ///< of each character off its place
};

/// Digits, A transit, B amount, C on-us, D dash, and spaces. `left` is the left edge of the first field, on the
/// baseline.
void print_micr_characters(Canvas& canvas, std::string_view line, Spot left, const MicrPrint& print, Random& random);

}  // namespace lockbox::samples

#pragma once
// Reads the MICR line of a check: where it is, what stands in it, which fields that makes.
//
// The line is found by its physics (digits 0.117 in high, 0.125 in apart, in the lowest part of the page) and by
// templates drawn from the grid of the standard; straightened along them and brought to one scale; then a small network
// reads it as a whole and gives every character a probability, which the layout of such lines, the templates and the
// ABA check digit confirm or put in doubt. A character below `sure_probability` is '?' in the line and its field stays
// empty: nothing is ever guessed, and no evidence changes a character.

#include "ocr/remittance.h"
#include "scan/page_image.h"

namespace lockbox {

struct MicrOptions {
    double sure_probability = 0.99;  ///< a character below this is in doubt
    double band_inches = 1.1;        ///< how much of the page, from its lower edge, is searched
};

/// Reads the line in the lowest band of an upright check. `absent` when there is none, `illegible` when there is one
/// whose routing number is not certain. A page that stands on its head comes back absent.
[[nodiscard]] MicrReading read_micr(const PageImage& upright, const MicrOptions& options = {});

/// Reads an image that shows little else than the line, at any resolution.
[[nodiscard]] MicrReading read_micr_line(const PageImage& line, const MicrOptions& options = {});

/// How much the lowest band looks like an upright MICR line, 0 to 1: for telling which way up a page is.
[[nodiscard]] double micr_line_score(const PageImage& page);

}  // namespace lockbox

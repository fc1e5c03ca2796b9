#pragma once
// The tints and patterns that check printers put under everything else.

#include "tools/make_samples/canvas.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

/// A paper colour that fits a check: white, cream, or a pale tint.
[[nodiscard]] Colour check_paper(Random& random);

/// One of several patterns over the whole check, paler in the clear band at the bottom. `strength`: 0 none, 1 as
/// printed.
void draw_check_background(Canvas& canvas, Colour paper, double strength, Random& random);

/// A border of fine lines along the edges.
void draw_check_border(Canvas& canvas, double inset_in, Random& random);

}  // namespace lockbox::samples

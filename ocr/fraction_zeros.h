#pragma once
// The cents of printed words stand over a hundred: "and 00/100". However a face draws its zero (dotted, slashed, narrow)
// and however coarsely it was scanned, the two zeros of the "/100" show how: a digit of the cents that looks like them is
// a zero, and one that does not is none. A line reader that takes a dotted zero for an 8 or a 6 learns it here.

#include "ocr/lattice.h"
#include "scan/page_image.h"

namespace lockbox {

/// `line` is the lattice of the whole of `image`, one line of print, black on white. Where it ends in a fraction of
/// which the zeros of the hundred look alike and one of them is taken for something else, its steps over the two cents
/// and over the hundred say 0 as far as they look like these zeros; elsewhere it comes back as it was.
[[nodiscard]] Lattice with_zeros_of_hundred(const PageImage& image, const Lattice& line);

}  // namespace lockbox

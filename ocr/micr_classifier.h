#pragma once
// Tells the E-13B characters apart in a window that the templates have found and aligned: a small network (168 pixels,
// one hidden layer, 14 symbols and "none of them") whose weights were trained on lines drawn from the grid under
// scanner faults and on real lines. What templates find, it judges; both must agree before a character is certain.

#include <array>

#include "ocr/e13b.h"
#include "ocr/micr_template.h"

namespace lockbox {

/// Calibrated posterior of each symbol of kE13bSymbols; what is missing to 1 is the chance that it is none of them.
[[nodiscard]] std::array<double, kE13bSymbolCount> classify(const MicrCoarseWindow& window);

}  // namespace lockbox

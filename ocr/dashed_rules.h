#pragma once
// Lines of dots, dashes or print too small to be read, also where what was written on them hides most of them.

#include <functional>
#include <vector>

#include "ocr/line_finder.h"

namespace lockbox {

/// Lines of at least 0.8 inch that flat specks of one pitch, or nearly without gaps, form. Where no speck is seen on a
/// line it goes on as long as there is ink where it would be.
/// `specks`: components lower than a line is thick. `slope`: how much the page's lines fall to the right, as far as
/// that is known. `is_ink`: whether the pixel in that column and row is.
[[nodiscard]] std::vector<Rule> find_dashed_rules(std::vector<Box> specks, double slope, int dpi,
                                                  const std::function<bool(int, int)>& is_ink);

}  // namespace lockbox

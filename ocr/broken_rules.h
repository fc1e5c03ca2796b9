#pragma once
// Lines of which only pieces are seen: of dots, dashes or print too small to be read, or behind what was written on
// them.

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

/// Rules begin farther to the left where one of `pieces` continues them straight behind writing: there is ink above
/// most of the gap, and little below. `slope` and `is_ink` as above.
void go_on_behind_writing(const std::vector<Rule>& pieces, double slope, int dpi,
                          const std::function<bool(int, int)>& is_ink, std::vector<Rule>& rules);

}  // namespace lockbox

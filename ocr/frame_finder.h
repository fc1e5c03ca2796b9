#pragma once
// Boxes to write in, from the lines around them.

#include <vector>

#include "ocr/line_finder.h"

namespace lockbox {

/// Ruled frames of the size of a courtesy-amount box (0.14 to 0.6 inch high), from pairs of rules joined at the ends of the
/// upper one; round ends too. Where an end of both rules has faded the frame goes on up to its side.
[[nodiscard]] std::vector<Box> find_frames(const PageImage& ink, const std::vector<Rule>& rules);

/// The rules as the frames make them: a side goes on to the frame's corners, and a line that leads up to a frame ends
/// there, for what seems to go on inside are the feet of figures.
[[nodiscard]] std::vector<Rule> fitted_to_frames(std::vector<Rule> rules, const std::vector<Box>& frames, int dpi);

}  // namespace lockbox

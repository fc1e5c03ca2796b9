#pragma once
// Where the MICR line could be: a row of marks as high as E-13B digits that stand on one straight line.

#include <vector>

#include "ocr/micr_course.h"
#include "ocr/micr_ink.h"

namespace lockbox {

/// The most likely rows, best first; empty when there is none.
[[nodiscard]] std::vector<MicrLineCandidate> find_micr_lines(const InkImage& ink);

/// Height of the digits on an image that shows little else than one line of them; 0 when there are none.
[[nodiscard]] double usual_mark_height_px(const PageImage& line);

}  // namespace lockbox

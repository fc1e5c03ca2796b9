#pragma once
// Writing that runs up or down the sides of a check, beside everything that is printed on it: a member's number, or a
// legend.

#include <vector>

#include "ocr/field_image.h"
#include "ocr/readers.h"
#include "ocr/remittance.h"

namespace lockbox {

/// A line in a margin both ways up: its `image` and `strokes` are turned, its `box` is the place on the page.
struct MarginLine {
    FieldImage upwards, downwards;
};

/// At most one for each side. Nothing below `floor_px` counts, and no line that is shorter than half an inch.
[[nodiscard]] std::vector<MarginLine> find_margin_lines(const CleanPage& page, double floor_px);

/// Adds what they say to `reading`, each as it reads better: writing to the other writing, print to what stands over the
/// lines, and the numbers in it.
void read_margins(const CleanPage& page, double floor_px, const Readers& readers, CheckReading& reading);

}  // namespace lockbox

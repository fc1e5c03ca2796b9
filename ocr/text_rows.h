#pragma once
// Writing that stands in several rows close above each other, taken apart.

#include <vector>

#include "ocr/field_image.h"

namespace lockbox {

/// The rows that these strokes form, top to bottom; most often one. A stroke that reaches from one row into the next is
/// dealt to the one in which most of it stands, or cut where it fills both.
[[nodiscard]] std::vector<std::vector<StrokePart>> rows_in(const CleanPage& page, std::vector<StrokePart> parts);

}  // namespace lockbox

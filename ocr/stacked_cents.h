#pragma once
// Cents written as a fraction beside the dollars: small and raised, over a bar, with "100" or "xx" under it. A line
// reader goes from left to right and can tell two rows in one place from nothing: what stands under the bar goes, the
// raised cents stay.

#include <vector>

#include "ocr/field_image.h"

namespace lockbox {

/// `figures` are the strokes of a courtesy amount. Unchanged where no such fraction ends it.
[[nodiscard]] std::vector<StrokePart> without_hundredths(const CleanPage& page, std::vector<StrokePart> figures);

}  // namespace lockbox

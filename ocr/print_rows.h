#pragma once
// Small print on a page by its shape alone: labels, fractions, addresses, notices. No text is read.

#include <cstdint>
#include <vector>

#include "ocr/field_image.h"

namespace lockbox {

/// Small letters in a straight row.
struct PrintRow {
    Box box;
    std::vector<std::int32_t> strokes;  ///< indices into CleanPage::strokes, left to right
};

/// Rows of 4 to 10 point type: at least three letters on one straight line, or a word whose letters run together.
[[nodiscard]] std::vector<PrintRow> find_print_rows(const CleanPage& page);

}  // namespace lockbox

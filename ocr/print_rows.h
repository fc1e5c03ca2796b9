#pragma once
// Small print on a page by its shape alone: labels, fractions, addresses, notices. No text is read.

#include <cstddef>
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

/// Of the page's `count` strokes, those that stand in one of the rows.
[[nodiscard]] std::vector<bool> strokes_of(const std::vector<PrintRow>& rows, std::size_t count);

}  // namespace lockbox

#pragma once
// Who is printed on a form or a check: a name, a street, and the town with its state and ZIP code, line under line.

#include <vector>

#include "ocr/labelled_text.h"

namespace lockbox {

struct AddressBlock {
    std::vector<TextSegment> lines;  ///< top to bottom: one name or more, the street, the town; at least the town

    [[nodiscard]] const TextSegment& town() const { return lines.back(); }
};

/// Every block that ends in a town's line ("BOSTON, MA 02241-2612"), in the order of these. Lines belong together where
/// they begin or end at one edge or stand about one middle, as near to each other as the town stands to the street.
[[nodiscard]] std::vector<AddressBlock> find_address_blocks(const std::vector<TextSegment>& segments, int dpi);

/// Whether a line over the town's has a number: a bank's imprint mostly names no street.
[[nodiscard]] bool has_street(const AddressBlock& block);

}  // namespace lockbox

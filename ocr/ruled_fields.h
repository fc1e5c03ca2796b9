#pragma once
// The fields of a check with lines to write on, cut out of the page: where each stands, and nothing read yet.

#include <optional>
#include <vector>

#include "ocr/field_image.h"
#include "ocr/landmarks.h"

namespace lockbox {

/// Fields whose place is not certain are missing; a field that was found and holds no ink is blank().
struct RuledFields {
    FieldImage courtesy, legal, payee;
    std::optional<FieldImage> date, memo, signature;
    std::vector<FieldImage> writing;  ///< every other line written under the lines for payee and words
    std::vector<FieldImage> upper;    ///< every other line over them, print too
};

/// `layout` as find_check_layout() found it on this page, with is_ruled_check().
[[nodiscard]] RuledFields cut_ruled_fields(const CleanPage& page, const CheckLayout& layout);

}  // namespace lockbox

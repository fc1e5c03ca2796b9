#pragma once
// Amounts as machines print them: in words or figures, their place filled up with stars.

#include <string_view>

#include "ocr/field_image.h"

namespace lockbox {

/// The strokes of an amount in `band`, without the stars and dashes before and behind it: a reader of handwriting takes
/// them for figures.
[[nodiscard]] FieldImage cut_printed_amount(const CleanPage& page, const Box& band);

/// "***Fifty-three and 00/100***", however badly it was read behind its stars; not "**$53.00".
[[nodiscard]] bool begins_with_stars(std::string_view line);

}  // namespace lockbox

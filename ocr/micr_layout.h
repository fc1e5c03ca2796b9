#pragma once
// The layout of a MICR line as evidence: what its symbols may stand beside, and that amount symbols enclose ten digits.

#include <string_view>
#include <vector>

#include "ocr/micr_decode.h"

namespace lockbox {

/// How often the characters of a line, without spaces, break its layout. '?' may be any digit. A line may begin and end
/// anywhere: an amount is whole, or cut off by the end of the line.
[[nodiscard]] int layout_breaches(std::string_view line);

/// A character whose rivals would break the layout becomes more certain; one that breaks it itself, where a rival would
/// not, becomes less certain. Rivals count by what the network gives them; no character is changed.
void heed_layout(std::vector<MicrCharacter>& characters);

}  // namespace lockbox

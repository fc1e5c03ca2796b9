#pragma once
// Restrictive legends ("paid in full") in writing that may be read wrongly.

#include <string>
#include <string_view>
#include <vector>

#include "ocr/identifiers_in_text.h"
#include "ocr/remittance.h"

namespace lockbox {

/// Where nobody can be sure of the text, the pixels are asked whether a legend may stand there: a legend that is
/// overlooked posts what the payer never meant to pay. A scrawl may be one sooner than what is read; of what may be
/// print no such thing is thought.
[[nodiscard]] bool shows_restriction(const TextReading& text, const std::vector<std::string>& legends,
                                     Typeface typeface = Typeface::handwriting);

/// Whether behind the fraction of an amount in words a longer word of a legend begins ("... and xx/100l settlem"): written
/// across the check, the rest of it stands elsewhere.
[[nodiscard]] bool runs_into_restriction(std::string_view amount_in_words, const std::vector<std::string>& legends);

}  // namespace lockbox

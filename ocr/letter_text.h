#pragma once
// What stands on a letter, a notice or any other page that is no money: its lines and the identifiers in them help the
// person who reads it.

#include <vector>

#include "ocr/remittance.h"
#include "ocr/text_engine.h"

namespace lockbox {

struct LetterText {
    std::vector<TextReading> lines;  ///< top to bottom, Social Security numbers masked
    std::vector<IdentifierReading> identifiers;
};

[[nodiscard]] LetterText read_letter(const PageImage& page, Side side, TextEngine& engine);

}  // namespace lockbox

#pragma once
// Numbers in print, read twice: by the engine of words and, from the pixels alone, by the line reader.

#include <vector>

#include "ocr/field_image.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/readers.h"

namespace lockbox {

/// As identifiers_in() of the face's line. What is print becomes surer where the line reader reads the same digits;
/// where it does not, it stays as doubtful as the engine says.
[[nodiscard]] std::vector<IdentifierReading> identifiers_read_twice(const TextLine& line, Typeface typeface,
                                                                    const CleanPage& page, LineReader& writing);

/// Whether the line reader reads the digits there, or all but does.
[[nodiscard]] bool reads_same_digits(const CleanPage& page, const Box& box, std::string_view digits,
                                     LineReader& writing);

}  // namespace lockbox

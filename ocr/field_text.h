#pragma once
// From a field's image to its text, with what is kept of it.

#include "ocr/field_image.h"
#include "ocr/remittance.h"
#include "ocr/text_engine.h"

namespace lockbox {

/// The engine's line with its boxes on the page; without words when the field is blank.
[[nodiscard]] TextLine read_field(const FieldImage& field, TextEngine& engine,
                                  TextAlphabet alphabet = TextAlphabet::any);

/// absent: the field is blank; illegible: there is ink and no text. Social Security numbers are masked.
[[nodiscard]] TextReading text_reading(const FieldImage& field, const TextLine& line, Side side);

/// Mean of the words' probabilities, weighted by their letters; 0 without words.
[[nodiscard]] double mean_probability(const TextLine& line);

}  // namespace lockbox

#pragma once
// What stands on no line and beside no label is known by its form alone: a day, figures behind a dollar sign, an amount
// in words. A threshold may take every line from a check, and the engine of words overlooks figures and makes little of
// a hand.

#include <span>
#include <string>

#include "ocr/field_image.h"
#include "ocr/line_reader.h"
#include "ocr/remittance.h"

namespace lockbox {

/// Which of them are looked for.
struct FormsWanted {
    bool date = false, figures = false, words = false;
};

/// The surest of each, with its place; absent where no line has its form.
struct FieldsByForm {
    Reading<Date> date;
    Reading<Cents> figures, words;
    std::string words_text;  ///< as they were read
};

/// `lines` as find_text_lines gives them. What is printed small before a day, on its line, is no part of it.
[[nodiscard]] FieldsByForm read_fields_by_form(const CleanPage& page, std::span<const FieldImage> lines,
                                               FormsWanted wanted, LineReader& writing, Date received);

}  // namespace lockbox

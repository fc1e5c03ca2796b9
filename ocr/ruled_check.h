#pragma once
// A check with lines to write on: each field is cut out of the page and read on its own.

#include "ocr/check_fields.h"
#include "ocr/field_image.h"
#include "ocr/landmarks.h"

namespace lockbox {

/// Fills everything on the face of the check but the MICR line.
void read_ruled_check(const CleanPage& page, const CheckLayout& layout, const Readers& readers,
                      const CheckVocabulary& vocabulary, CheckReading& reading);

}  // namespace lockbox

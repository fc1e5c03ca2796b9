#pragma once
// A money order, or a check printed without lines: its print is read in one go, and labels, dollar sign and grammar
// say what is what; handwriting stands on the rules beside the labels.

#include "ocr/check_fields.h"
#include "ocr/field_image.h"

namespace lockbox {

/// Fills everything on the face but the MICR line.
void read_labelled_check(const CleanPage& page, const Readers& readers, const CheckVocabulary& vocabulary,
                         CheckReading& reading);

}  // namespace lockbox

#pragma once
// What somebody stamped on a check: words in a frame, askew.

#include <vector>

#include "ocr/field_image.h"
#include "ocr/readers.h"
#include "ocr/remittance.h"

namespace lockbox {

/// The lines in frames that lean by 1.5 to 20 degrees, their images turned level; `box` is the place on the page. What is
/// level is a field of the form.
[[nodiscard]] std::vector<FieldImage> find_stamps(const CleanPage& page);

/// Adds what they say to the writing of `reading` that is heard for legends alone: a stamp is print.
void read_stamps(const CleanPage& page, const Readers& readers, CheckReading& reading);

}  // namespace lockbox

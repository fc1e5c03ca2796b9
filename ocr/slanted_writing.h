#pragma once
// Writing that climbs or falls across a check: no field is filled in so, but a legend may be.

#include <vector>

#include "ocr/field_image.h"
#include "ocr/readers.h"
#include "ocr/remittance.h"

namespace lockbox {

/// At most two lines that lean by 5 to 35 degrees and are longer than 1.2 inches, the longest first, turned level;
/// `box` is the place on the page.
[[nodiscard]] std::vector<FieldImage> find_slanted_lines(const CleanPage& page);

/// Adds what they say to the writing of `reading` that is heard for legends alone.
void read_slanted_writing(const CleanPage& page, const Readers& readers, CheckReading& reading);

}  // namespace lockbox

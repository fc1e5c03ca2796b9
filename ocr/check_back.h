#pragma once
// The back of a check: payers write there what its face has no room for.

#include "ocr/readers.h"
#include "ocr/remittance.h"

namespace lockbox {

/// Adds every written line, and the numbers in it, to `reading`; endorsement print is left out. `back` stands as its
/// face does, or is written upon on its head; its ends may be written upon sideways. Regions are those of `back` as
/// given.
void read_back(const PageImage& back, const Readers& readers, CheckReading& reading);

}  // namespace lockbox

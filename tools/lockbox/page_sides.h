#pragma once
// The sides of a page in the book as images again.

#include "ledger/image_store.h"
#include "ledger/stored_envelope.h"
#include "ocr/remittance.h"
#include "scan/image_file.h"

namespace lockbox {

/// As it was scanned. The page's reading calls front what carries the check: when the scanner had it the other way
/// round, that is the file of the back.
[[nodiscard]] Result<PageImage> scanned_side(const ImageStore& images, const StoredPage& page,
                                             const UprightTransform& transform, Side side, const ImageLimits& limits);

/// Upright, in the pixels in which the reading's regions are.
[[nodiscard]] Result<PageImage> upright_side(const ImageStore& images, const StoredPage& page,
                                             const PageReading& reading, Side side, const ImageLimits& limits);

}  // namespace lockbox

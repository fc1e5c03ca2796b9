#pragma once
// What kind of document a page is, from its layout. Money must not be lost: between check and anything else the
// doubt goes to the check. A money order comes out as a check; its MICR routing number (000000204 for postal ones)
// tells.

#include <span>

#include "scan/document.h"
#include "scan/ink_map.h"

namespace lockbox {

struct Classification {
    DocumentKind kind = DocumentKind::other;
    double probability = 0;
    Side face = Side::front;  ///< `back` where the page was fed the wrong way round and its face is on the back image
};

/// Both maps of upright sides; `back` is null where there is none. `barcodes` of both sides.
[[nodiscard]] Classification classify(const InkMap& front, const InkMap* back, std::span<const Barcode> barcodes);

}  // namespace lockbox

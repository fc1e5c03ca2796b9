#pragma once
// Barcodes of a page side: Code 128, QR, PDF417 and Data Matrix, in any of the four orientations, damaged ones too.
// The text is what the symbol's own check says; whether it is a coupon code is for the caller to prove (MOD 97-10).

#include <cstdint>
#include <vector>

#include "scan/document.h"
#include "scan/ink_map.h"
#include "scan/page_image.h"

namespace lockbox {

/// How much work an unreadable symbol is worth.
enum class BarcodeEffort : std::uint8_t { quick, thorough };

/// All distinct codes, in reading order. A page without any barcode-like area costs next to nothing.
/// `ink` is the map of the same image.
[[nodiscard]] std::vector<Barcode> read_barcodes(const PageImage& side, const InkMap& ink, Side which = Side::front,
                                                 BarcodeEffort effort = BarcodeEffort::thorough);

}  // namespace lockbox

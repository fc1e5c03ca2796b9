#pragma once
// A payment coupon of any layout to what it says.

#include <vector>

#include "ocr/coupon_code.h"
#include "ocr/remittance.h"
#include "ocr/text_engine.h"

namespace lockbox {

/// Reads an upright coupon. The code comes from a barcode, else from the scan line. Only where both fail are the
/// printed fields read by their labels, which costs an engine's look at the whole page.
/// Never fails: what is not found is absent.
[[nodiscard]] CouponReading read_coupon(const PageImage& front, const std::vector<Barcode>& barcodes,
                                        TextEngine& engine, const CouponCodeLayout& layout = {});

}  // namespace lockbox

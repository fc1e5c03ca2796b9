#pragma once
// The plain print of a coupon, on any layout: each field by its label, identifiers by their shape.

#include "ocr/remittance.h"
#include "ocr/text_engine.h"

namespace lockbox {

/// Fills what is printed on an upright coupon: identifiers, insurer, invoice number, total due, subscriber, and the
/// handwritten amount in its box. Costs the engine a look at the whole page and one at each number.
void read_printed_fields(const PageImage& front, TextEngine& engine, CouponReading& coupon);

}  // namespace lockbox

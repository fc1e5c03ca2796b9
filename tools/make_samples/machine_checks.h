#pragma once
// Checks that a machine fills in: banks' bill-pay checks and money orders.

#include "tools/make_samples/fonts.h"
#include "tools/make_samples/handwriting.h"
#include "tools/make_samples/page_specs.h"

namespace lockbox::samples {

/// Two designs and a rare one; everything is printed, and "signature on file" stands for a hand.
[[nodiscard]] Canvas draw_bill_pay_check(const CheckSpec& spec, const Fonts& fonts, int dpi, Random& random);

/// The postal design, one of two private ones, or a rare one with a stub at its left; amount and serial are printed,
/// the rest is written.
[[nodiscard]] Canvas draw_money_order(const CheckSpec& spec, const Fonts& fonts, const Writer& writer, int dpi,
                                      Random& random);

}  // namespace lockbox::samples

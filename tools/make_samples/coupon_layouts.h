#pragma once
// Coupons of bills in five layouts: the same fields under different words, in different places, with different codes.

#include "tools/make_samples/fonts.h"
#include "tools/make_samples/handwriting.h"
#include "tools/make_samples/page_specs.h"

namespace lockbox::samples {

inline constexpr std::size_t kCouponLayouts = 5;

[[nodiscard]] Canvas draw_coupon(const CouponSpec& spec, const Fonts& fonts, const Writer& writer, int dpi,
                                 Random& random);

}  // namespace lockbox::samples

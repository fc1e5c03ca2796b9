#pragma once
// Layouts of coupons that come now and then.

#include "tools/make_samples/coupon_sheet.h"

namespace lockbox::samples {

/// Four layouts, taken in turn by `layout`.
[[nodiscard]] CouponSheet print_rare_coupon(std::size_t layout, const CouponFields& fields, const PrintFaces& faces,
                                            int dpi);

}  // namespace lockbox::samples

#pragma once
// Which coupon goes with which check of one envelope: the one next to it in scan order, unless amounts or written
// identifiers say otherwise (domain.md "What comes out of an envelope").

#include <cstddef>
#include <vector>

#include "matching/coupon_claim.h"
#include "ocr/remittance.h"

namespace lockbox {

struct CouponsOfCheck {
    std::vector<std::size_t> claims;  ///< positions in the list of claims; more than one where they share the check
    double probability = 1;           ///< that these are the check's and no others
};

/// One entry for each check. Every claim is given to a check: a coupon too many makes a check pay for two plans, which
/// a person must see, and never drops out of sight. A single claim serves every check beside it.
[[nodiscard]] std::vector<CouponsOfCheck> pair_coupons(const std::vector<const PageReading*>& checks,
                                                       const std::vector<CouponClaim>& claims);

}  // namespace lockbox

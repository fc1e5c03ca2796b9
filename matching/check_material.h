#pragma once
// All of one envelope that bears on one check: the check, its coupons, and what is written where.

#include <vector>

#include "matching/coupon_claim.h"
#include "matching/identifier_search.h"
#include "matching/insurer_evidence.h"
#include "matching/paid_before.h"
#include "ocr/remittance.h"

namespace lockbox {

struct LocatedIdentifier {
    const IdentifierReading* reading = nullptr;
    int sequence = 0;
    bool on_coupon = false;
    std::vector<IdentifierHit> hits = {};  ///< accounts that it may stand for
};

struct CheckMaterial {
    const PageReading* page = nullptr;           ///< with a check on it
    std::vector<const CouponClaim*> claims;      ///< the coupons that go with it
    double pairing_probability = 1;              ///< that just these do
    std::vector<LocatedIdentifier> identifiers;  ///< on check, coupons and letters
    std::vector<const TextReading*> writing;     ///< the memo and the free lines of the check; none is absent
    InsurersWritten insurers;                    ///< found in `writing`
    std::vector<PaidBefore> paid_before;         ///< by the bank account of the check

    [[nodiscard]] const CheckReading& check() const { return *page->check; }
    [[nodiscard]] const CouponClaim* claim() const { return claims.empty() ? nullptr : claims.front(); }
};

/// `others` are the pages of the envelope that are neither checks nor coupons.
[[nodiscard]] CheckMaterial gather(const PageReading& page, std::vector<const CouponClaim*> claims,
                                   double pairing_probability, const std::vector<const PageReading*>& others,
                                   const Policy& policy, const AccountIndex& accounts);

}  // namespace lockbox

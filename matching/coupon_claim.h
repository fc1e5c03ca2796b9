#pragma once
// What one coupon page says, ready to be held against accounts and checks.

#include <optional>
#include <vector>

#include "matching/account_index.h"
#include "ocr/remittance.h"

namespace lockbox {

struct CouponClaim {
    int sequence = 0;
    std::optional<CouponCode> code;
    CouponCodeSource code_source = CouponCodeSource::barcode;
    std::optional<Region> code_region;
    std::vector<const Plan*> account_plans;  ///< of the code's account, else of the account that the print agrees on
    const Plan* plan = nullptr;              ///< the plan billed, where the account has it
    std::vector<Cents> amounts;              ///< what the coupon says is due
    Reading<Cents> enclosed;
    const CouponReading* reading = nullptr;

    /// Whether this is a bill other than the plan's latest one (domain.md rule 8). nullopt where the coupon or the
    /// file does not tell.
    [[nodiscard]] std::optional<bool> is_stale() const;
};

/// The claims of a coupon page: one, or more where it shows further codes.
[[nodiscard]] std::vector<CouponClaim> coupon_claims(const PageReading& page, const AccountIndex& accounts);

/// Whether two claims bill different plans, as far as either tells.
[[nodiscard]] bool bill_different_plans(const CouponClaim& a, const CouponClaim& b);

}  // namespace lockbox

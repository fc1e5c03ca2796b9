#pragma once
// The account file, sorted for look-up by each of its identifiers.

#include <span>
#include <string_view>
#include <vector>

#include "ledger/plan.h"

namespace lockbox {

/// Holds every plan of the account file in memory; look-ups are binary searches over sorted positions.
class AccountIndex {
  public:
    explicit AccountIndex(std::vector<Plan> plans);

    /// Every plan (open or not) of the account; empty when there is none. Valid as long as the index lives.
    [[nodiscard]] std::vector<const Plan*> by_billing_account(std::string_view digits) const;
    [[nodiscard]] std::vector<const Plan*> by_member_id(std::string_view digits) const;
    [[nodiscard]] std::vector<const Plan*> by_enrollment_id(std::string_view digits) const;
    [[nodiscard]] std::span<const Plan> plans() const { return plans_; }

  private:
    std::vector<Plan> plans_;                               ///< sorted by billing account
    std::vector<std::uint32_t> by_member_, by_enrollment_;  ///< positions in plans_, sorted by that identifier
};

}  // namespace lockbox

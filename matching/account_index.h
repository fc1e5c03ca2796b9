#pragma once
// The account file, sorted for look-up by each of its identifiers and by name.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/plan.h"

namespace lockbox {

/// Holds every plan of the account file in memory; look-ups are binary searches over sorted positions.
/// What they return is valid as long as the index lives.
class AccountIndex {
  public:
    explicit AccountIndex(std::vector<Plan> plans);

    /// Every plan (open or not) of the account; empty when there is none.
    [[nodiscard]] std::vector<const Plan*> by_billing_account(std::string_view digits) const;
    [[nodiscard]] std::vector<const Plan*> by_member_id(std::string_view digits) const;
    [[nodiscard]] std::vector<const Plan*> by_enrollment_id(std::string_view digits) const;
    /// The plan whose latest invoice it is.
    [[nodiscard]] std::vector<const Plan*> by_invoice_number(std::string_view digits) const;

    /// One plan of each account whose subscriber has this last name, or one part of it ("garcia" of "Garcia-Lopez"),
    /// and a first name with this initial; both folded (folded_text.h). At most `limit`.
    [[nodiscard]] std::vector<const Plan*> by_name(std::string_view last_name, char initial, std::size_t limit) const;

    /// How many plans have exactly this amount due.
    [[nodiscard]] std::size_t count_amount_due(Cents amount) const;

    [[nodiscard]] std::size_t account_count() const { return account_count_; }
    [[nodiscard]] std::span<const Plan> plans() const { return plans_; }

  private:
    struct NameKey {
        std::uint64_t hash = 0;  ///< of last name and initial; a collision only adds a candidate that evidence refutes
        std::uint32_t position = 0;
    };

    void index_names();

    std::vector<Plan> plans_;                                            ///< sorted by billing account
    std::vector<std::uint32_t> by_member_, by_enrollment_, by_invoice_;  ///< positions in plans_, sorted by that number
    std::vector<NameKey> by_name_;                                       ///< sorted by hash
    std::vector<std::int64_t> amounts_due_;                              ///< cents, sorted
    std::size_t account_count_ = 0;
};

}  // namespace lockbox

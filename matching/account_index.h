#pragma once
// The account file as matching asks it: plans by each of their numbers and by name.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/plan.h"
#include "matching/account_map.h"

namespace lockbox {

/// Look-ups in an account map, for one piece of work: the plans that were found are kept, so that pointers to them are
/// good as long as the index lives. Making one costs nothing; make one for each envelope, and memory stays small. One
/// thread at a time; any number of indexes share a map.
class AccountIndex {
  public:
    explicit AccountIndex(std::shared_ptr<const AccountMap> map) : map_(std::move(map)) {}
    /// Of plans that are in memory already.
    explicit AccountIndex(const std::vector<Plan>& plans);

    /// Every plan (open or not) of the account; empty when there is none.
    [[nodiscard]] std::vector<const Plan*> by_billing_account(std::string_view digits) const;
    [[nodiscard]] std::vector<const Plan*> by_member_id(std::string_view digits) const;
    [[nodiscard]] std::vector<const Plan*> by_enrollment_id(std::string_view digits) const;
    /// The plan whose latest invoice it is.
    [[nodiscard]] std::vector<const Plan*> by_invoice_number(std::string_view digits) const;

    /// How many accounts bear just this name: a last name, or one part of it ("garcia" of "Garcia-Lopez"), and a first
    /// name; both folded (folded_text.h).
    [[nodiscard]] std::size_t count_named(std::string_view last_name, std::string_view first_name) const;

    /// How many plans have exactly this amount due.
    [[nodiscard]] std::size_t count_amount_due(Cents amount) const;

    [[nodiscard]] std::size_t account_count() const { return map_->account_count(); }
    [[nodiscard]] std::size_t plan_count() const { return map_->plan_count(); }

    /// What lies beneath, for searches of their own (number_search.h, name_search.h).
    [[nodiscard]] const AccountMap& map() const { return *map_; }
    /// The plan at a place of the map; nullptr where there is none.
    [[nodiscard]] const Plan* plan_at(std::uint32_t position) const;

  private:
    [[nodiscard]] std::vector<const Plan*> by_number(NumberKind kind, std::string_view digits) const;

    std::shared_ptr<const AccountMap> map_;
    mutable std::unordered_map<std::uint32_t, std::unique_ptr<const Plan>> found_;  ///< by position
};

}  // namespace lockbox

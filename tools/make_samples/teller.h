#pragma once
// Who pays for which account with what: the parts that every scenario is put together from.

#include <set>
#include <span>
#include <vector>

#include "tools/make_samples/page_specs.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

/// The plans of one billing account: one or two.
struct Account {
    std::span<const Plan> plans;

    [[nodiscard]] const Plan& first() const { return plans.front(); }
    [[nodiscard]] Person subscriber() const;
};

/// What the paper looks like.
enum class Designs { common, rare };

class Teller {
  public:
    /// `plans` are sorted by billing account and outlive the teller.
    Teller(std::span<const Plan> plans, Date received, Random random, Designs designs = Designs::common);

    Random random;
    [[nodiscard]] Date received() const { return received_; }

    /// An account that the wish is true of, not yet used if there is one; nullptr when there is none at all.
    using Wish = bool (*)(const Account&, const Teller&);
    [[nodiscard]] const Account* account(Wish wish);
    [[nodiscard]] bool has_namesake(const Account& account) const;
    [[nodiscard]] const Account& neighbour_of(const Account& account) const;  ///< the next identifier in the file
    /// In the shape of a Member ID, and nobody's.
    [[nodiscard]] std::string unknown_member_id();

    [[nodiscard]] CheckSpec check(const Person& payer, Cents amount);  ///< personal, now and then business
    [[nodiscard]] CheckSpec bill_pay_check(const Person& payer, Cents amount, std::string account_number);
    [[nodiscard]] CheckSpec money_order(const Person& payer, Cents amount);  ///< postal or private
    [[nodiscard]] CheckSpec canadian_check(Cents amount);
    [[nodiscard]] CouponSpec coupon(const Plan& plan);

    [[nodiscard]] std::string written_member_id(const Plan& plan);  ///< "Member ID 714664064572", "ID# 7146 ..."
    [[nodiscard]] std::string written_insurer(const Plan& plan);

  private:
    std::vector<Account> accounts_;
    std::multiset<std::string> names_;
    std::set<std::string> member_ids_;
    std::set<const Account*> used_;
    Date received_;
    Designs designs_;
    std::size_t checks_ = 0, coupons_ = 0;  ///< designs take turns

    [[nodiscard]] std::string routing();
};

// Wishes.
[[nodiscard]] bool one_active_plan(const Account& account, const Teller& teller);
[[nodiscard]] bool any_active_plan(const Account& account, const Teller& teller);   ///< the first plan is active
[[nodiscard]] bool two_active_plans(const Account& account, const Teller& teller);  ///< of different amounts due
[[nodiscard]] bool pending_in_time(const Account& account,
                                   const Teller& teller);  ///< the first plan, due today or later
[[nodiscard]] bool pending_overdue(const Account& account, const Teller& teller);
[[nodiscard]] bool terminated_plan(const Account& account, const Teller& teller);
[[nodiscard]] bool active_with_namesake(const Account& account, const Teller& teller);

/// The eleventh digit of a postal money order: the sum of the first ten modulo nine.
[[nodiscard]] std::string postal_serial(std::string first_ten);
/// Appends the ABA check digit.
[[nodiscard]] std::string routing_number(std::string first_eight);

}  // namespace lockbox::samples

#pragma once
// How a Plan lies in the table `plan`: the one place that knows the order of its columns.

#include <cstdint>
#include <string_view>

#include "ledger/plan.h"
#include "ledger/sqlite.h"

namespace lockbox {

/// For SELECT: the columns that read_plan() takes, in its order.
inline constexpr std::string_view kPlanColumns =
    "billing_account, plan_id, member_id, enrollment_id, first_name, last_name, address, city, state, zip, plan_kind, "
    "insurer, plan_name, status, monthly_premium_cents, amount_due_cents, invoice_number, invoice_date, "
    "coverage_month, due_date";

/// From the columns kPlanColumns, of which the first stands at `column`.
[[nodiscard]] Plan read_plan(const Statement& row, int column);

/// The hash that each row carries of itself (seal.h).
[[nodiscard]] std::string plan_row_hash(std::int64_t plan_number, std::int64_t account_load_id,
                                        std::int64_t billed_after, const Plan& plan);
/// Gives every row its hash: once, when an older book is migrated.
void hash_plans(Connection& connection);

/// Adds and changes rows on behalf of one load.
class PlanTable {
  public:
    struct Found {
        std::int64_t plan_number = 0, billed_after = 0;
        Plan plan;
    };
    PlanTable(Connection& connection, std::int64_t account_load_id);
    [[nodiscard]] std::optional<Found> find(const BillingAccount& billing_account, const PlanId& plan_id);
    std::int64_t add(const Plan& plan);  ///< its plan_number
    /// A bill with another number or amount is billed anew: payments from now on count against it.
    void change(const Found& before, const Plan& plan);
    void close(std::int64_t plan_number);

  private:
    Connection& connection_;
    std::int64_t account_load_id_, last_entry_, next_number_;
    Statement find_, read_, add_, change_;
};

}  // namespace lockbox

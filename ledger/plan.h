#pragma once
// One billable plan of one billing account: a row of the account file.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/date.h"
#include "ledger/identifiers.h"
#include "ledger/money.h"

namespace lockbox {

enum class PlanKind : std::uint8_t { health, dental };
/// `closed` is ours: the plan was in an earlier account file and is missing from the latest.
enum class PlanStatus : std::uint8_t { active, pending, terminated, closed };

[[nodiscard]] std::string_view to_word(PlanKind kind);
[[nodiscard]] std::string_view to_word(PlanStatus status);
[[nodiscard]] std::optional<PlanKind> plan_kind_from(std::string_view word);
[[nodiscard]] std::optional<PlanStatus> plan_status_from(std::string_view word);

struct Plan {
    BillingAccount billing_account;
    MemberId member_id;
    EnrollmentId enrollment_id;
    std::string first_name, last_name;
    std::string address, city, state, zip;
    PlanId plan_id;
    PlanKind kind = PlanKind::health;
    std::string insurer;
    std::string plan_name;
    PlanStatus status = PlanStatus::active;
    Cents monthly_premium;
    Cents amount_due;
    InvoiceNumber invoice_number;
    Date invoice_date;
    Month coverage_month;
    Date due_date;
    bool operator==(const Plan&) const = default;
};

}  // namespace lockbox

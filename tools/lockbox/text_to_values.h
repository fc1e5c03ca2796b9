#pragma once
// What people type, as values.

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/batch_store.h"

namespace lockbox {

/// A whole positive number.
[[nodiscard]] std::optional<std::int64_t> number_from(const std::string& text);
/// A check is named by its number, or by batch and page: "12", "20261118-005:8".
[[nodiscard]] std::optional<Error> objection_to_check_name(const std::string& name);
/// An Error when the book has no such check.
[[nodiscard]] Result<CheckId> find_check(const BatchStore& store, const std::string& name);
/// An Error when the account file has never had the plan.
[[nodiscard]] Result<void> find_plan(const Book& book, const BillingAccount& account, const PlanId& plan);
/// The name given, else the one under which the user is signed in to the machine.
[[nodiscard]] std::string user_of(const std::string& given);

}  // namespace lockbox

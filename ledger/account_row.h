#pragma once
// One row of the account file as a Plan (interfaces.md section 1).

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/plan.h"

namespace lockbox {

inline constexpr std::size_t kAccountColumns = 20;
/// The names of the header row, in the order of interfaces.md.
[[nodiscard]] const std::array<std::string_view, kAccountColumns>& account_columns();

/// What is wrong with one field. `field` counts from 1, in the order of the file; 0: the row as a whole.
struct FieldFault {
    int field = 0;
    std::string column;  ///< its name, where it has one
    std::string what, remedy;
};

/// Where each column of account_columns() stands in the file: columns may come in any order, each exactly once.
class AccountHeader {
  public:
    /// Empty `faults` exactly when the header is right.
    [[nodiscard]] static std::optional<AccountHeader> read(std::span<const std::string> names,
                                                           std::vector<FieldFault>& faults);
    /// nullopt with at least one fault added; every bad field adds one. Faults hold no names and no identifiers.
    [[nodiscard]] std::optional<Plan> read_row(std::span<const std::string> fields,
                                               std::vector<FieldFault>& faults) const;
    [[nodiscard]] int field_of(std::string_view column) const;  ///< from 1
    [[nodiscard]] std::string_view column_at(int field) const;  ///< its name; empty beyond the last

  private:
    std::array<std::size_t, kAccountColumns> position_{};
};

}  // namespace lockbox

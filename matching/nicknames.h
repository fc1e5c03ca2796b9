#pragma once
// Short forms of first names that people sign with.

#include <string_view>
#include <vector>

namespace lockbox {

/// Whether one is a usual short form of the other, or both are of a third; both folded ("bill", "william").
[[nodiscard]] bool are_nicknames(std::string_view a, std::string_view b);

/// Every other name that shares a short form with this one, folded.
[[nodiscard]] std::vector<std::string_view> short_forms(std::string_view name);

}  // namespace lockbox

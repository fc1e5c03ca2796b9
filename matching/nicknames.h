#pragma once
// Short forms of first names that people sign with.

#include <string_view>

namespace lockbox {

/// Whether one is a usual short form of the other, or both are of a third; both folded ("bill", "william").
[[nodiscard]] bool are_nicknames(std::string_view a, std::string_view b);

}  // namespace lockbox

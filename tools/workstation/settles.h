#pragma once

#include <string_view>

#include "ledger/decision.h"

namespace lockbox {

/// What would settle an item with this reason, in one plain sentence (docs/reasons.md).
[[nodiscard]] std::string_view what_settles(Reason reason);

}  // namespace lockbox

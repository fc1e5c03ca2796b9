#pragma once
// The reliability diagram: what was claimed against what was so, as a table and as a picture.

#include <span>
#include <string>

#include "ledger/result.h"
#include "tools/read/score.h"

namespace lockbox {

/// Writes PREFIX.csv (lines,claimed,observed) and PREFIX.png.
[[nodiscard]] Result<void> write_reliability(std::span<const ReliabilityBin> bins, const std::string& prefix);

}  // namespace lockbox

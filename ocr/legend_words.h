#pragma once
// The words of restrictive legends (UCC 3-311): they make a check an offer to settle a debt, which a person must judge.

#include <string>
#include <vector>

namespace lockbox {

/// In small letters. Longer wordings hold one of these ("tendered in full satisfaction of ...").
[[nodiscard]] std::vector<std::string> usual_legends();

}  // namespace lockbox

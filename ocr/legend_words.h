#pragma once
// The words of restrictive legends (UCC 3-311): they make a check an offer to settle a debt, which a person must judge;
// and those of foreign currencies.

#include <string>
#include <vector>

namespace lockbox {

/// In small letters. Longer wordings hold one of these ("tendered in full satisfaction of ...").
[[nodiscard]] std::vector<std::string> usual_legends();

/// What binds whoever cashes the check, with or without a legend ("by cashing you agree ..."), and what asks to wait
/// ("hold until Friday"); in small letters. People word it in so many ways that what pixels might say must fit better
/// than all that is known.
[[nodiscard]] std::vector<std::string> cashing_conditions();

/// Other money than dollars of the United States, as payers write it out; in small letters.
[[nodiscard]] std::vector<std::string> foreign_currencies();

}  // namespace lockbox

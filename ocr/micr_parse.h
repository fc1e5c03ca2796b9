#pragma once
// What the characters of a MICR line mean: transit, account, check number.
//
// From left to right a line holds an auxiliary on-us field (business checks: C serial C), the transit field (A, nine
// digits, A), the on-us field (account, C, and on personal checks the serial) and the amount (B, ten digits, B; not
// yet there on mailed checks). A postal money order has transit 000000204 and an 11-digit serial, no account.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/routing_number.h"

namespace lockbox {

struct MicrFields {
    std::optional<RoutingNumber> routing;
    std::optional<std::string> account;  ///< digits and dashes ('D' is written '-'), without the spaces between them
    std::optional<std::string> serial;
    double probability = 0;  ///< that what is set is right and what is not set is not there
};

/// `line` and `character_probability` as in MicrReading; '?' is in doubt. A field with a doubt in it or beside it, or
/// whose place can't be told from the symbols, stays empty and lowers the probability.
[[nodiscard]] MicrFields parse_micr(std::string_view line, const std::vector<double>& character_probability);

/// The serial where its field in the line is in doubt ("C 544?"): the number that is printed in the check's corner, if
/// the field can be read as it, with three certain digits at least and a doubt or two, each a digit or a stray mark.
[[nodiscard]] std::optional<std::string> serial_as_printed(std::string_view line, std::string_view printed);

}  // namespace lockbox

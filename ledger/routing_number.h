#pragma once
// ABA routing transit numbers: nine digits of which the last is a check digit.
// 3(d1+d4+d7) + 7(d2+d5+d8) + (d3+d6+d9) is a multiple of ten. It catches every single wrong digit, but not every
// exchange of neighbours (digits that differ by five).

#include "ledger/identifiers.h"

namespace lockbox {

/// True for nine digits that satisfy the check sum; 000000000 is refused although it would.
[[nodiscard]] bool aba_check_digit_ok(std::string_view nine_digits);

struct RoutingNumberTag { static bool valid(std::string_view text) { return aba_check_digit_ok(text); } };
using RoutingNumber = Identifier<RoutingNumberTag>;

/// The routing number printed on United States postal money orders.
inline constexpr std::string_view kPostalMoneyOrderRouting = "000000204";

/// True for the serial of a postal money order that holds its check digit: eleven digits, of which the last is the sum
/// of the first ten modulo 9. Misses exchanged digits and 0 for 9.
[[nodiscard]] bool postal_serial_ok(std::string_view serial);

}  // namespace lockbox

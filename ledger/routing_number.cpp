#include "ledger/routing_number.h"

#include <array>

namespace lockbox {

bool aba_check_digit_ok(std::string_view nine_digits) {
    if (!is_digits(nine_digits, 9) || nine_digits == "000000000") return false;
    constexpr std::array<int, 3> kWeights = {3, 7, 1};
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i) sum += (nine_digits[i] - '0') * kWeights[i % 3];
    return sum % 10 == 0;
}

}  // namespace lockbox

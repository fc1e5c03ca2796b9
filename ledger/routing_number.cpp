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

bool postal_serial_ok(std::string_view serial) {
    if (!is_digits(serial, 11)) return false;
    int sum = 0;
    for (const char digit : serial.substr(0, 10)) sum += digit - '0';
    return sum % 9 == serial[10] - '0';
}

}  // namespace lockbox

#include "tools/grow_accounts/number_pool.h"

#include <algorithm>
#include <cassert>

namespace lockbox::samples {
namespace {

std::uint64_t power_of_ten(int exponent) {
    std::uint64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

}  // namespace

NumberPool::NumberPool(int digits) : digits_(digits), place_of_first_(power_of_ten(digits - 1)) {}

void NumberPool::add_given(std::uint64_t number) {
    if (!taken_.insert(number).second) return;
    given_.push_back(number);
    run_ = std::max(run_, number);
}

std::uint64_t NumberPool::make(Random& random) {
    assert(!given_.empty());
    constexpr double kSlip = 0.5, kConsecutive = 0.25;
    constexpr int kTries = 8;
    const double roll = random.real(0, 1);
    for (int i = 0; i < kTries && roll < kSlip + kConsecutive; ++i) {
        const std::uint64_t near = random.pick(given_);
        const std::uint64_t number = roll < kSlip ? one_slip_from(near, random) : next(near);
        if (taken_.insert(number).second) return number;
    }
    run_ += static_cast<std::uint64_t>(random.chance(0.7) ? 0 : random.between(1, 20));
    return run_ = make_after(run_);
}

std::uint64_t NumberPool::make_after(std::uint64_t number) {
    do number = next(number);
    while (!taken_.insert(number).second);
    return number;
}

// The first digit is the kind's own and stays.
std::uint64_t NumberPool::one_slip_from(std::uint64_t number, Random& random) const {
    constexpr double kExchanged = 0.2;
    const bool exchanged = random.chance(kExchanged);
    const std::uint64_t place = power_of_ten(random.between(0, exchanged ? digits_ - 3 : digits_ - 2));
    const std::uint64_t digit = number / place % 10, before = number / place / 10 % 10;
    if (exchanged) return number + (before * place + digit * place * 10) - (digit * place + before * place * 10);
    const std::uint64_t other = (digit + static_cast<std::uint64_t>(random.between(1, 9))) % 10;
    return number - digit * place + other * place;
}

std::uint64_t NumberPool::next(std::uint64_t number) const {
    const std::uint64_t first = number / place_of_first_ * place_of_first_;
    return first + (number + 1) % place_of_first_;
}

}  // namespace lockbox::samples

#include "matching/evidence.h"

#include <array>

namespace lockbox {

std::string_view to_word(EvidenceSubject subject) {
    constexpr std::array<std::string_view, 9> kWords = {"coupon_code", "identifier", "name",       "address", "insurer",
                                                        "plan",        "amount",     "instrument", "rule"};
    return kWords[static_cast<std::size_t>(subject)];
}

std::string_view to_word(Direction direction) {
    constexpr std::array<std::string_view, 3> kWords = {"supports", "opposes", "silent"};
    return kWords[static_cast<std::size_t>(direction)];
}

Direction EvidenceTerm::direction() const {
    if (weight_nats > 0) return Direction::supports;
    return weight_nats < 0 ? Direction::opposes : Direction::silent;
}

}  // namespace lockbox

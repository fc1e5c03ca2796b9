#include "ocr/routing_fraction.h"

#include <algorithm>

namespace lockbox {
namespace {

constexpr std::size_t kPlaceDigitsMax = 2;

std::string_view without_zeros(std::string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// The place's one or two digits, which may have been left out, the institution's number, and the stroke.
bool is_upper_part(std::string_view digits, std::string_view institution) {
    for (const std::size_t stroke : {0U, 1U}) {
        if (digits.size() < stroke) continue;
        const std::string_view number = digits.substr(0, digits.size() - stroke);
        if (!number.ends_with(institution)) continue;
        if (number.size() - institution.size() <= kPlaceDigitsMax) return true;
    }
    return false;
}

}  // namespace

bool is_routing_fraction(std::string_view digits, const RoutingNumber& routing) {
    const std::string_view whole = routing.str(), lower = whole.substr(0, 4);
    const std::string_view institution = without_zeros(whole.substr(4, 4));
    for (const std::string_view printed : {lower, without_zeros(lower)}) {
        if (!digits.ends_with(printed)) continue;
        if (is_upper_part(digits.substr(0, digits.size() - printed.size()), institution)) return true;
    }
    return false;
}

}  // namespace lockbox

#pragma once
// The routing number as a fraction in a check's upper right corner, "53-7779/2113": what a bank's number was before it was
// magnetic. Under the stroke stand the first four digits of the routing number, over it, behind a number for the place, the
// next four without leading zeros (ABA Key to Routing Numbers). With its stroke read as a digit it is as long as an account's.

#include <string_view>

#include "ledger/routing_number.h"

namespace lockbox {

/// Whether these digits are the fraction of this routing number, its stroke lost or read as a digit.
[[nodiscard]] bool is_routing_fraction(std::string_view digits, const RoutingNumber& routing);

}  // namespace lockbox

#pragma once
// A restrictive legend or a foreign currency in writing that nobody could read: known by what else the writing may say.

#include <vector>

#include "matching/check_material.h"
#include "matching/policy.h"

namespace lockbox {

/// Whether some line of writing on the check fits a legend about as well as anything that it would say about these
/// plans of one account (names, numbers, addresses, insurers) or that checks bear in print. What is plainly a legend
/// has been recognised where it was read (CheckReading::restrictive_legend); here a far worse fit is enough, because
/// most of what fits a legend by chance fits something that is known better.
[[nodiscard]] bool may_bear_a_legend(const CheckMaterial& material, const std::vector<const Plan*>& plans,
                                     const Policy& policy);

/// ... the name of a foreign currency.
[[nodiscard]] bool may_name_a_currency(const CheckMaterial& material, const std::vector<const Plan*>& plans,
                                       const Policy& policy);

}  // namespace lockbox

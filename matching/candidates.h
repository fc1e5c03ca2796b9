#pragma once
// Every account that anything in the envelope points at: coupon code, a number in print or writing or one slip away
// from it, the subscriber's name in writing, the payer's printed name.

#include <vector>

#include "matching/account_index.h"
#include "matching/check_material.h"

namespace lockbox {

/// One plan of each account, in the order of their billing accounts.
[[nodiscard]] std::vector<const Plan*> find_candidates(const CheckMaterial& material, const AccountIndex& accounts);

/// One plan of each account whose subscriber's last name stands among the words of the text, as it is or one or two
/// letters off, with a first name, short form or initial that goes with it.
[[nodiscard]] std::vector<const Plan*> find_by_name(const TextReading& text, const AccountIndex& accounts);

}  // namespace lockbox

#pragma once
// Writing on a check that speaks for another account than the coupon beside it.

#include "matching/account_index.h"
#include "matching/check_material.h"

namespace lockbox {

/// Whether something is written on the check that nothing about this account explains: another number, another name, or
/// writing that nobody could read. Insurers, words about insurance, the subscriber's own name and numbers are
/// explained.
[[nodiscard]] bool has_unexplained_writing(const CheckMaterial& material, const Plan& account,
                                           const AccountIndex& accounts);

/// Whether a number on the check is, digit for digit, that of another account and not this one's. A neighbour's number
/// may still be this one's with a slip; then names and amounts must tell.
[[nodiscard]] bool numbers_hit_another(const CheckMaterial& material, const Plan& account,
                                       const AccountIndex& accounts);

/// Whether the check, as far as it was read, names a different account than the coupon's (domain.md rule 12).
[[nodiscard]] bool writing_names_another(const CheckMaterial& material, const Plan& account,
                                         const AccountIndex& accounts);

}  // namespace lockbox

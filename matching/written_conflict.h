#pragma once
// Writing on a check that speaks for another account than the coupon beside it.

#include <functional>

#include "matching/account_index.h"
#include "matching/check_material.h"

namespace lockbox {

/// Whether a line names the subscriber of the coupon's account, as far as its pixels tell.
using NamesSubscriber = std::function<bool(const TextReading& line)>;

/// The probability that the check is for another account than the coupon's, by what is written on it and not explained
/// by that account: another number, another name, or writing that nobody could read. Insurers, words about insurance,
/// the subscriber's own name and numbers are explained.
[[nodiscard]] double strange_writing(const CheckMaterial& material, const Plan& account, const AccountIndex& accounts,
                                     const NamesSubscriber& names_subscriber);

/// Whether a number on the check is, digit for digit, that of another account and not this one's. A neighbour's number
/// may still be this one's with a slip; then names and amounts must tell.
[[nodiscard]] bool numbers_hit_another(const CheckMaterial& material, const Plan& account);

/// Whether a number that was read clearly is, digit for digit, another account's: then a person must say whether a slip
/// of the payer's made it so, however well a name and an amount fit.
[[nodiscard]] bool bears_a_strangers_number(const CheckMaterial& material, const Plan& account);

/// Whether the check, as far as it was read, names a different account than the coupon's (domain.md rule 12).
[[nodiscard]] bool writing_names_another(const CheckMaterial& material, const Plan& account,
                                         const AccountIndex& accounts);

}  // namespace lockbox

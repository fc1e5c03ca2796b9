#pragma once
// What can come out of an envelope: one scenario for each kind of mail and each reason for review of domain.md.

#include <optional>
#include <span>
#include <string_view>

#include "tools/make_samples/teller.h"

namespace lockbox::samples {

enum class Mix { usual, handwritten, hard, sample };
[[nodiscard]] std::optional<Mix> mix_from(std::string_view word);

struct Scenario {
    std::string_view name;
    double usual, handwritten, hard;                  ///< how often in each mix, relative to one another
    int sample;                                       ///< how often in the mix `sample`, which tells each in this order
    std::optional<TransactionSpec> (*tell)(Teller&);  ///< nullopt: the account file has no account for it
};

[[nodiscard]] std::span<const Scenario> scenarios();

// The scenarios by what they are about; each file holds one family.
[[nodiscard]] std::span<const Scenario> coupon_scenarios();      ///< a coupon says whose money it is
[[nodiscard]] std::span<const Scenario> written_scenarios();     ///< writing or bank print says it
[[nodiscard]] std::span<const Scenario> instrument_scenarios();  ///< something is wrong with the check
[[nodiscard]] std::span<const Scenario> other_scenarios();       ///< no money, or not only money

}  // namespace lockbox::samples

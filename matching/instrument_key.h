#pragma once
// What makes a check the same check (domain.md rule 11): routing, account, serial number and amount; of a money order
// routing and serial number.

#include <optional>
#include <string>
#include <string_view>

#include "ledger/money.h"
#include "ocr/remittance.h"

namespace lockbox {

struct InstrumentKey {
    std::string routing;          ///< empty where a money order shows none
    std::string account;          ///< without dashes; empty on a money order
    std::string serial;           ///< without leading zeros
    std::optional<Cents> amount;  ///< nullopt when it could not be read; never part of a money order's key

    /// "check|211342353|2430813235|668|6972": equal for equal instruments. A ledger stores it masked or hashed.
    [[nodiscard]] std::string to_string() const;
    bool operator==(const InstrumentKey&) const = default;
};

/// The number of the check or money order. A money order's is printed on its face; it counts where no MICR line could
/// say it, or where the MICR line holds it as its account.
[[nodiscard]] std::optional<std::string> serial_of(const CheckReading& check);

/// nullopt when the numbers that make the key were not read with certainty.
[[nodiscard]] std::optional<InstrumentKey> instrument_key(const CheckReading& check, std::optional<Cents> amount);

/// Whether two keys may be one instrument: all numbers are equal, and an amount that is not known on one side may be
/// any. A caller that keeps earlier keys asks this, not equality.
[[nodiscard]] bool may_be_same(const InstrumentKey& a, const InstrumentKey& b);

}  // namespace lockbox

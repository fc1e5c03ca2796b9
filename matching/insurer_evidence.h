#pragma once
// Which insurer is written: the name, or one of the aliases people use.

#include <string>
#include <vector>

#include "ledger/plan.h"
#include "matching/policy.h"
#include "ocr/remittance.h"

namespace lockbox {

/// What the writing says about the plan. Empty when it says nothing.
struct InsurersWritten {
    struct Mention {
        std::string insurer;  ///< as the account file spells it
        std::string as_read;
        std::optional<Region> region;
    };
    std::vector<Mention> mentions;  ///< distinct insurers, in the order read
    bool says_dental = false;       ///< the word "dental", and not in an insurer's name

    [[nodiscard]] bool names(std::string_view insurer) const;
};

/// Finds insurers in lines of writing or print. A short alias must stand there letter for letter; a long name may hold
/// a reader's slip. The longest name that fits a place wins: "Health New England" is not also "Health". One line
/// may name several.
[[nodiscard]] InsurersWritten find_insurers(const std::vector<const TextReading*>& lines, const Policy& policy);

}  // namespace lockbox

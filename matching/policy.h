#pragma once
// What an operator may set about matching and posting. Every default is that of domain.md.

#include <string>
#include <vector>

#include "ledger/money.h"
#include "ledger/plan.h"

namespace lockbox {

/// An insurer as the account file spells it, and the other ways in which people write it.
struct Insurer {
    std::string name;
    std::vector<std::string> aliases;
};

/// The carriers of 2026 (domain.md "Carriers, 2026").
[[nodiscard]] std::vector<Insurer> default_insurers();

struct Policy {
    Cents over_limit{1'000'000};            ///< a larger check goes to a person (rule 6)
    double risk = 1e-4;                     ///< the probability of a wrong account, plan or amount that still posts
    int stale_after_days = 180;             ///< UCC 4-404 (rule 9)
    int pending_overpay_factor = 3;         ///< rule 5
    bool date_unreadable_is_reason = true;  ///< hold a check whose date is not known to lie in the window of rule 9
    std::vector<Insurer> insurers = default_insurers();
};

}  // namespace lockbox

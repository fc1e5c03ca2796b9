#pragma once
// Candidates with their evidence become probabilities that sum to one, "none of these" included.

#include <vector>

#include "ledger/plan.h"
#include "matching/evidence.h"

namespace lockbox {

/// An account with what speaks for and against it. Weights are against "none of these": somebody else's account, or
/// nobody's.
struct AccountCandidate {
    const Plan* plan = nullptr;  ///< any plan of the account
    std::vector<EvidenceTerm> terms;
    double probability = 0;  ///< set by rank()

    [[nodiscard]] double nats() const;
};

struct AccountPosterior {
    std::vector<AccountCandidate> ranked;  ///< best first
    double none_of_these = 1;

    [[nodiscard]] const AccountCandidate* best() const { return ranked.empty() ? nullptr : &ranked.front(); }
};

/// Each candidate starts with the odds of one account among `population`; what was seen weighs `none_nats` for "none of
/// these", at most 0.
[[nodiscard]] AccountPosterior rank(std::vector<AccountCandidate> candidates, double population, double none_nats = 0);

}  // namespace lockbox

#include "matching/paid_before.h"

#include <algorithm>
#include <cmath>

namespace lockbox {

double paid_before_nats(const std::vector<PaidBefore>& memory, const BillingAccount& account, double population) {
    constexpr double kNewAtLeast = 0.1;  // of the checks of a payer who always paid one account
    double checks = 0, own = 0;
    for (const PaidBefore& paid : memory) {
        checks += paid.checks;
        if (paid.billing_account == account) own = paid.checks;
    }
    if (checks == 0) return 0;
    // The more different accounts there were, the likelier one more is (Good and Turing's estimate, roughly).
    const double is_new = std::clamp(static_cast<double>(memory.size() - 1) / checks, kNewAtLeast, 1.0);
    if (own == 0) return std::log(is_new);
    const double share = (1 - is_new) * own / checks;
    return std::log(std::max(is_new, population * share));
}

}  // namespace lockbox

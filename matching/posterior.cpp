#include "matching/posterior.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lockbox {

double AccountCandidate::nats() const {
    double sum = 0;
    for (const EvidenceTerm& term : terms) sum += term.weight_nats;
    return sum;
}

AccountPosterior rank(std::vector<AccountCandidate> candidates, double population, double none_nats) {
    const double prior_nats = -std::log(population);
    double highest = none_nats;
    for (const AccountCandidate& candidate : candidates) highest = std::max(highest, prior_nats + candidate.nats());
    const double none = std::exp(none_nats - highest);
    double total = none;
    for (AccountCandidate& candidate : candidates) {
        candidate.probability = std::exp(prior_nats + candidate.nats() - highest);
        total += candidate.probability;
    }
    AccountPosterior posterior;
    posterior.none_of_these = none / total;
    for (AccountCandidate& candidate : candidates) candidate.probability /= total;
    std::stable_sort(candidates.begin(), candidates.end(), [](const AccountCandidate& a, const AccountCandidate& b) {
        if (a.probability != b.probability) return a.probability > b.probability;
        return a.plan->billing_account < b.plan->billing_account;
    });
    posterior.ranked = std::move(candidates);
    return posterior;
}

}  // namespace lockbox

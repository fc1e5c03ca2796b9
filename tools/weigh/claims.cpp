#include "tools/weigh/claims.h"

#include <algorithm>

namespace lockbox {
namespace {

bool amounts_differ(const CheckTruth& truth) {
    return std::find(truth.reasons_allowed.begin(), truth.reasons_allowed.end(), "amount_mismatch") !=
           truth.reasons_allowed.end();
}

template <class T>
void claim(const Reading<T>& reading, const std::optional<T>& truth, std::vector<LineOutcome>& claims) {
    if (!truth || reading.presence != Presence::read || reading.alternatives.empty()) return;
    const Alternative<T>& best = reading.alternatives.front();
    claims.push_back({best.value.to_string(), truth->to_string(), best.probability});
}

}  // namespace

void collect_claims(const LabelledBatch& batch, FieldClaims& claims) {
    for (const auto& [number, pages] : batch.transactions) {
        for (const PageReading& page : pages) {
            const auto truth = batch.truth.find(page.sequence);
            if (!page.check || truth == batch.truth.end()) continue;
            claim(page.check->date, truth->second.date, claims["dates"]);
            if (amounts_differ(truth->second)) continue;
            claim(page.check->courtesy_amount, truth->second.amount, claims["figures"]);
            claim(page.check->legal_amount, truth->second.amount, claims["words"]);
        }
    }
}

}  // namespace lockbox

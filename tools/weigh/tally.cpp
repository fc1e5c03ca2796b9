#include "tools/weigh/tally.h"

#include <algorithm>

namespace lockbox {

void Tally::add(const CheckTruth& truth, const CheckDecision& decision) {
    const bool is_posted = decision.outcome == Outcome::posted;
    const bool right = is_posted && truth.agrees(decision);
    ++checks;
    posted += is_posted ? 1 : 0;
    posted_wrong += is_posted && !right ? 1 : 0;
    if (is_posted) wrong_promised += 1 - decision.confidence;
    if (truth.posts && !truth.may_wait) {
        ++should_post;
        posted_right += right ? 1 : 0;
    }
    if (truth.posts) return;
    ++should_wait;
    if (is_posted) return;
    ++waits;
    reason_right += std::any_of(decision.reasons.begin(), decision.reasons.end(), [&](Reason reason) {
        const std::string word(to_word(reason));
        return std::find(truth.reasons_allowed.begin(), truth.reasons_allowed.end(), word) !=
               truth.reasons_allowed.end();
    });
}

Tally& Tally::operator+=(const Tally& other) {
    checks += other.checks;
    should_post += other.should_post;
    posted += other.posted;
    posted_right += other.posted_right;
    posted_wrong += other.posted_wrong;
    should_wait += other.should_wait;
    waits += other.waits;
    reason_right += other.reason_right;
    wrong_promised += other.wrong_promised;
    return *this;
}

void count(const LabelledBatch& batch, const std::map<int, CheckDecision>& decisions, Tallies& tallies) {
    const CheckDecision unseen;
    for (const auto& [sequence, truth] : batch.truth) {
        const auto found = decisions.find(sequence);
        const CheckDecision& decision = found != decisions.end() ? found->second : unseen;
        tallies.all.add(truth, decision);
        tallies.by_scenario[truth.scenario].add(truth, decision);
        if (truth.posts && !truth.may_wait && decision.outcome != Outcome::posted) {
            ++tallies.held_by_reason[decision.reasons.empty() ? "not seen"
                                                              : std::string(to_word(decision.reasons.front()))];
        }
    }
}

}  // namespace lockbox

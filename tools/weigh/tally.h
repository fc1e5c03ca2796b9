#pragma once
// What became of the checks of labelled batches, counted.

#include <map>
#include <string>

#include "tools/weigh/labelled_batch.h"

namespace lockbox {

struct Tally {
    int checks = 0;
    int should_post = 0, posted = 0, posted_right = 0, posted_wrong = 0;
    int should_wait = 0, waits = 0, reason_right = 0;
    double wrong_promised = 0;  ///< the sum of 1 - confidence over what posted

    void add(const CheckTruth& truth, const CheckDecision& decision);
    Tally& operator+=(const Tally& other);
};

struct Tallies {
    Tally all;
    std::map<std::string, Tally> by_scenario;
    std::map<std::string, int> held_by_reason;  ///< checks that should post, by the first reason that held them
};
void count(const LabelledBatch& batch, const std::map<int, CheckDecision>& decisions, Tallies& tallies);

}  // namespace lockbox

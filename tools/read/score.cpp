#include "tools/read/score.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lockbox {
namespace {

std::size_t edits_between(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t exchanged = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({exchanged, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

std::vector<const LineOutcome*> surest_first(std::span<const LineOutcome> outcomes) {
    std::vector<const LineOutcome*> order;
    for (const LineOutcome& outcome : outcomes) order.push_back(&outcome);
    std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->probability > b->probability; });
    return order;
}

}  // namespace

Score score_of(std::span<const LineOutcome> outcomes) {
    Score score;
    std::size_t edits = 0, characters = 0;
    for (const LineOutcome& outcome : outcomes) {
        ++score.lines;
        score.exact += outcome.right() ? 1 : 0;
        edits += edits_between(outcome.read, outcome.truth);
        characters += outcome.truth.size();
    }
    score.character_error_rate = static_cast<double>(edits) / static_cast<double>(std::max<std::size_t>(characters, 1));
    return score;
}

ReadShare read_share_at(std::span<const LineOutcome> outcomes, double error_share) {
    const std::vector<const LineOutcome*> order = surest_first(outcomes);
    ReadShare best;
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        wrong += order[i]->right() || order[i]->read.empty() ? 0 : 1;
        const bool tied = i + 1 < order.size() && order[i + 1]->probability == order[i]->probability;
        const double errors = static_cast<double>(wrong) / static_cast<double>(i + 1);
        if (tied || order[i]->read.empty() || errors > error_share) continue;
        best = {static_cast<double>(i + 1) / static_cast<double>(order.size()), order[i]->probability, errors};
    }
    return best;
}

std::vector<ReliabilityBin> reliability(std::span<const LineOutcome> outcomes, std::size_t bins) {
    const std::vector<const LineOutcome*> order = surest_first(outcomes);
    std::vector<ReliabilityBin> filled;
    for (std::size_t b = 0; b < bins; ++b) {
        const std::size_t first = order.size() * b / bins, last = order.size() * (b + 1) / bins;
        if (first == last) continue;
        ReliabilityBin bin;
        bin.lines = last - first;
        for (std::size_t i = first; i < last; ++i) {
            bin.claimed += order[i]->probability / static_cast<double>(bin.lines);
            bin.observed += (order[i]->right() ? 1.0 : 0.0) / static_cast<double>(bin.lines);
        }
        filled.push_back(bin);
    }
    return filled;
}

double calibration_error(std::span<const ReliabilityBin> bins) {
    double error = 0, lines = 0;
    for (const ReliabilityBin& bin : bins) {
        error += static_cast<double>(bin.lines) * std::abs(bin.claimed - bin.observed);
        lines += static_cast<double>(bin.lines);
    }
    return lines > 0 ? error / lines : 0;
}

}  // namespace lockbox

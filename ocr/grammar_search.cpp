#include "ocr/grammar_search.h"

#include <algorithm>
#include <memory_resource>
#include <unordered_map>

#include "ocr/log_sum.h"

namespace lockbox {
namespace {

constexpr std::size_t kFrontBytes = std::size_t{1} << 18;  // of a front, as a rule

struct Key {
    std::uint32_t place = 0;
    std::int64_t value = 0;
    bool operator==(const Key&) const = default;
};
struct KeyHash {
    std::size_t operator()(const Key& key) const {
        return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(key.value) * 0x9E3779B97F4A7C15U + key.place);
    }
};

/// Everything read up to a step that ends in one place with one value: the last step wrote its character, or nothing.
struct Score {
    double after_blank = kNever;
    double after_character = kNever;
    [[nodiscard]] double total() const { return log_sum(after_blank, after_character); }
};
using Front = std::pmr::unordered_map<Key, Score, KeyHash>;

struct Held {
    Key key;
    Score score;
    double total;  ///< of the score
};

/// Keeps the best of a front.
std::vector<Held> best_of(const Front& front, const SearchLimits& limits) {
    std::vector<Held> kept;
    kept.reserve(front.size());
    for (const auto& [key, score] : front) kept.push_back({key, score, score.total()});
    const auto better = [](const Held& a, const Held& b) { return a.total > b.total; };
    if (kept.size() > limits.beam) {
        std::nth_element(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(limits.beam), kept.end(), better);
        kept.resize(limits.beam);
    }
    double best = kNever;
    for (const Held& held : kept) best = std::max(best, held.total);
    std::erase_if(kept, [&](const Held& held) { return held.total < best - limits.spread_nats; });
    return kept;
}

}  // namespace

std::vector<Meaning> GrammarSearch::operator()(const Lattice& lattice, const SearchLimits& limits) const {
    std::vector<std::size_t> classes(places_.size());
    for (std::size_t p = 0; p < places_.size(); ++p) classes[p] = lattice.class_of(places_[p].character);
    std::vector<Held> kept = {{Key{0, 0}, Score{0, kNever}, 0}};
    std::vector<std::byte> store(kFrontBytes);
    for (std::size_t t = 0; t < lattice.steps; ++t) {
        std::pmr::monotonic_buffer_resource memory(store.data(), store.size());  // nothing of a front outlives its step
        Front next(&memory);
        double best = kNever;
        const auto hopeless = [&](double score) { return score < best - limits.spread_nats || score == kNever; };
        for (const auto& [key, score, total] : kept) {
            const Grammar::Place& place = places_[key.place];
            if (const double blank = total + lattice.at(t, Lattice::kBlank); !hopeless(blank)) {
                Score& same = next[key];
                same.after_blank = log_sum(same.after_blank, blank);
                best = std::max(best, blank);
            }
            if (classes[key.place] != Lattice::kBlank) {
                const double repeat = score.after_character + lattice.at(t, classes[key.place]);
                if (!hopeless(repeat)) {
                    Score& same = next[key];
                    same.after_character = log_sum(same.after_character, repeat);
                    best = std::max(best, repeat);
                }
            }
            for (const Grammar::Arc& arc : place.arcs) {
                const std::size_t cls = classes[arc.to];
                if (cls == Lattice::kBlank) continue;
                const double from = cls == classes[key.place] ? score.after_blank : total;
                const double written = from + arc.log_weight + lattice.at(t, cls);
                if (hopeless(written)) continue;
                const std::int64_t value = arc.effect.on(key.value);
                if (value > limits.value_max) continue;
                Score& there = next[Key{arc.to, value}];
                there.after_character = log_sum(there.after_character, written);
                best = std::max(best, written);
            }
        }
        kept = best_of(next, limits);
    }
    std::unordered_map<std::int64_t, double> sums;
    for (const auto& [key, score, total] : kept) {
        const Grammar::Place& place = places_[key.place];
        if (!place.is_end) continue;
        const auto [sum, is_new] = sums.try_emplace(key.value, kNever);
        sum->second = log_sum(sum->second, total + place.end_log_weight);
    }
    std::vector<Meaning> meanings;
    for (const auto& [value, log_probability] : sums) {
        if (log_probability > kNever) meanings.push_back({value, log_probability});
    }
    std::sort(meanings.begin(), meanings.end(), [](const Meaning& a, const Meaning& b) {
        return a.log_probability != b.log_probability ? a.log_probability > b.log_probability : a.value < b.value;
    });
    return meanings;
}

}  // namespace lockbox

#include "matching/name_evidence.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "matching/folded_text.h"
#include "matching/nicknames.h"

namespace lockbox {
namespace {

// Words nine tenths alike differ by one slip in a long name; below seven tenths a slip becomes another name
// ("Moran" and "Morgan" are 0.83 alike, "Lee" and "Lea" 0.67).
constexpr double kSameWord = 0.84;
constexpr double kAlikeWord = 0.70;
constexpr double kLegibleEnoughToDiffer = 0.80;

enum class WordFit : std::uint8_t { none, initial, alike, same };

WordFit fit(std::string_view read, std::string_view wanted) {
    if (read == wanted) return WordFit::same;
    if (read.size() == 1 || wanted.size() == 1) return read[0] == wanted[0] ? WordFit::initial : WordFit::none;
    const double likeness = similarity(read, wanted);
    if (likeness >= kSameWord) return WordFit::same;
    return likeness >= kAlikeWord ? WordFit::alike : WordFit::none;
}

WordFit fit_first_name(std::string_view read, std::string_view wanted) {
    return are_nicknames(read, wanted) ? WordFit::same : fit(read, wanted);
}

// The read words that make up `wanted`, which may be one of them, or two together ("jean" "paul" for "jeanpaul").
template <class Fit>
std::pair<WordFit, std::vector<std::size_t>> best_fit(const std::vector<std::string>& read, std::string_view wanted,
                                                      Fit fit_word) {
    WordFit best = WordFit::none;
    std::vector<std::size_t> used;
    const auto consider = [&](WordFit found, std::vector<std::size_t> words) {
        if (found > best) {
            best = found;
            used = std::move(words);
        }
    };
    for (std::size_t i = 0; i < read.size(); ++i) {
        consider(fit_word(read[i], wanted), {i});
        if (i + 1 < read.size()) consider(fit_word(read[i] + read[i + 1], wanted), {i, i + 1});
    }
    return {best, used};
}

// A subscriber's name in the forms that a writer may choose: all of it run together, or its first or last part.
std::vector<std::string> forms(std::string_view name) {
    const std::vector<std::string> words = folded_words(name);
    std::vector<std::string> all = {folded_joined(name)};
    if (words.size() > 1) all.insert(all.end(), {words.front(), words.back()});
    return all;
}

NameVerdict verdict_of(WordFit first, WordFit last) {
    if (last == WordFit::same && first == WordFit::same) return NameVerdict::agree;
    const bool last_stands = last == WordFit::same || (last == WordFit::alike && first >= WordFit::alike);
    return last_stands ? NameVerdict::partly : NameVerdict::different;
}

NameVerdict compare_forms(const std::vector<std::string>& read, const std::string& first, const std::string& last) {
    const auto [last_fit, used] = best_fit(read, last, fit);
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < read.size(); ++i) {
        if (std::find(used.begin(), used.end(), i) == used.end()) rest.push_back(read[i]);
    }
    return verdict_of(best_fit(rest, first, fit_first_name).first, last_fit);
}

bool could_be_a_name(const std::vector<std::string>& words) {
    const auto letters = [](const std::string& word) {
        return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char c) { return c > '9'; }));
    };
    std::size_t total = 0;
    for (const std::string& word : words) total += letters(word);
    return total >= 4;
}

}  // namespace

std::string_view to_word(NameVerdict verdict) {
    constexpr std::array<std::string_view, 5> kWords = {"not written", "not legible", "different", "partly", "agree"};
    return kWords[static_cast<std::size_t>(verdict)];
}

NameVerdict compare_name(std::string_view text, const SubscriberName& name) {
    const std::vector<std::string> read = folded_words(text);
    if (!could_be_a_name(read)) return NameVerdict::not_legible;
    NameVerdict best = NameVerdict::different;
    for (const std::string& first : forms(name.first)) {
        for (const std::string& last : forms(name.last)) best = std::max(best, compare_forms(read, first, last));
    }
    return best;
}

NameVerdict compare_name(const TextReading& reading, const SubscriberName& name, Lettering lettering) {
    if (reading.presence == Presence::absent) return NameVerdict::not_written;
    NameVerdict best = NameVerdict::not_legible;
    for (const Alternative<std::string>& alternative : reading.alternatives) {
        best = std::max(best, compare_name(alternative.value, name));
    }
    const bool clear = lettering == Lettering::printed || reading.sure(kLegibleEnoughToDiffer).has_value();
    return best == NameVerdict::different && !clear ? NameVerdict::not_legible : best;
}

}  // namespace lockbox

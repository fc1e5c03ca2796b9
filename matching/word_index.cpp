#include "matching/word_index.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "matching/folded_text.h"
#include "matching/name_search.h"
#include "matching/nicknames.h"

namespace lockbox {
namespace {

constexpr float kSame = 1.0F, kBegun = 0.9F, kShortForm = 0.8F, kOneEdit = 0.65F, kTwoEdits = 0.4F;
constexpr std::size_t kBegunLettersMin = 2;

/// A bit for each letter; digits share the bits above.
std::uint32_t letters_of(std::string_view word) {
    std::uint32_t bits = 0;
    for (const char c : word) {
        if (c >= 'a' && c <= 'z') bits |= 1U << (c - 'a');
        if (c >= '0' && c <= '9') bits |= 1U << (26 + (c - '0') % 6);
    }
    return bits;
}

/// Two neighbours exchanged, as fingers do: one slip, though it takes two edits.
bool is_one_exchange(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin());
    if (a.end() - at < 2) return false;
    return at[0] == other[1] && at[1] == other[0] && std::equal(at + 2, a.end(), other + 2);
}

bool is_number(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void WordIndex::add(std::string_view word, std::uint32_t account) {
    const auto [at, is_new] = numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) words_.emplace_back(word);
    occurrences_.emplace_back(at->second, account);
}

void WordIndex::finish() {
    std::vector<std::uint32_t> order(words_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return words_[a] < words_[b]; });
    std::vector<std::uint32_t> place(words_.size());
    for (std::uint32_t at = 0; at < order.size(); ++at) place[order[at]] = at;
    std::vector<std::string> sorted;
    sorted.reserve(words_.size());
    for (const std::uint32_t at : order) sorted.push_back(std::move(words_[at]));
    words_ = std::move(sorted);
    for (const std::string& word : words_) letters_.push_back(letters_of(word));

    begins_.assign(words_.size() + 1, 0);
    for (const auto& [word, account] : occurrences_) ++begins_[place[word] + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    accounts_.resize(occurrences_.size());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (const auto& [word, account] : occurrences_) accounts_[next[place[word]]++] = account;
    numbers_ = {};
    occurrences_ = {};
}

std::vector<WordFit> WordIndex::near(std::string_view typed, bool unfinished) const {
    std::vector<WordFit> fits;
    if (typed.empty()) return fits;
    const std::size_t edits = is_number(typed) ? 0 : edits_allowed(typed.size());
    const std::uint32_t letters = letters_of(typed);
    const bool begins = unfinished && typed.size() >= kBegunLettersMin;
    for (std::uint32_t at = 0; at < words_.size(); ++at) {
        const std::string& word = words_[at];
        if (word == typed) {
            fits.push_back({at, kSame});
        } else if (begins && word.starts_with(typed)) {
            fits.push_back({at, kBegun});
        } else if (edits > 0) {
            const std::size_t longer = std::max(word.size(), typed.size());
            // An edit changes two letters at most; words of different length differ by as much.
            if (longer - std::min(word.size(), typed.size()) > edits) continue;
            if (static_cast<std::size_t>(std::popcount(letters ^ letters_[at])) > 2 * edits) continue;
            const std::size_t distance = is_one_exchange(word, typed) ? 1 : edit_distance(word, typed);
            if (distance <= edits) fits.push_back({at, distance == 1 ? kOneEdit : kTwoEdits});
        }
    }
    for (const std::string_view form : short_forms(typed)) {
        const auto found = std::lower_bound(words_.begin(), words_.end(), form);
        if (found != words_.end() && *found == form) {
            fits.push_back({static_cast<std::uint32_t>(found - words_.begin()), kShortForm});
        }
    }
    std::stable_sort(fits.begin(), fits.end(),
                     [](const WordFit& a, const WordFit& b) { return a.quality > b.quality; });
    return fits;
}

}  // namespace lockbox

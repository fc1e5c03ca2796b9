#include "matching/name_search.h"

#include <algorithm>
#include <array>
#include <span>

#include "matching/folded_text.h"
#include "matching/nicknames.h"

namespace lockbox {

using account_map::LastName;
using account_map::NamedAccount;

namespace {

constexpr std::size_t kLettersMax = 40;  // of a word that is taken for a name

class Walk {
  public:
    Walk(const AccountMap& map, std::string_view word)
        : map_(map), word_(word), edits_max_(edits_allowed(word.size() + 2)) {}

    std::vector<NearName> run() {
        Row first{};
        for (std::size_t i = 0; i <= word_.size(); ++i) first[i] = static_cast<std::uint8_t>(i);
        visit(0, map_.last_names().size(), 0, first);
        std::stable_sort(found_.begin(), found_.end(),
                         [](const NearName& a, const NearName& b) { return a.edits < b.edits; });
        return std::move(found_);
    }

  private:
    /// Edits between the prefix and the word's first letters, by their number.
    using Row = std::array<std::uint8_t, kLettersMax + 1>;

    [[nodiscard]] std::string_view name(std::size_t at) const { return map_.text(map_.last_names()[at].text); }

    // The names [from, to) share their first `depth` letters, and `row` is theirs.
    void visit(std::size_t from, std::size_t to, std::size_t depth, const Row& row) {
        for (; from < to && name(from).size() <= depth; ++from) {
            const std::size_t edits = row[word_.size()];
            if (edits <= edits_allowed(std::max(depth, word_.size()))) found_.push_back({from, edits});
        }
        while (from < to) {
            const char letter = name(from)[depth];
            const std::size_t next = end_of(letter, from, to, depth);
            if (const Row longer = with(row, depth, letter); nearest(longer) <= edits_max_) {
                visit(from, next, depth + 1, longer);
            }
            from = next;
        }
    }

    [[nodiscard]] Row with(const Row& row, std::size_t depth, char letter) const {
        Row longer{};
        longer[0] = static_cast<std::uint8_t>(depth + 1);
        for (std::size_t i = 0; i < word_.size(); ++i) {
            const int exchanged = row[i] + (word_[i] == letter ? 0 : 1);
            longer[i + 1] = static_cast<std::uint8_t>(std::min({exchanged, row[i + 1] + 1, longer[i] + 1}));
        }
        return longer;
    }
    [[nodiscard]] std::uint8_t nearest(const Row& row) const {
        return *std::min_element(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(word_.size()) + 1);
    }

    // The end of the names with this letter; at least one further than `from`, whatever the order of a damaged map.
    [[nodiscard]] std::size_t end_of(char letter, std::size_t from, std::size_t to, std::size_t depth) const {
        const auto is_before = [&](std::size_t at) {
            const std::string_view text = name(at);
            return text.size() <= depth ||
                   static_cast<unsigned char>(text[depth]) <= static_cast<unsigned char>(letter);
        };
        std::size_t low = from + 1, step = 1;  // near ends first: most branches are short
        while (low < to && is_before(std::min(low + step, to) - 1)) {
            low = std::min(low + step, to);
            step *= 2;
        }
        std::size_t high = std::min(low + step, to);
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (is_before(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    const AccountMap& map_;
    std::string_view word_;
    std::size_t edits_max_;
    std::vector<NearName> found_;
};

bool fits(std::string_view word, std::string_view first_name) {
    if (word.size() == 1 || first_name.size() == 1) return word[0] == first_name[0];
    if (word == first_name || are_nicknames(word, first_name)) return true;
    const std::size_t longer = std::max(word.size(), first_name.size());
    const std::size_t shorter = std::min(word.size(), first_name.size());
    return longer - shorter <= edits_allowed(longer) && edit_distance(word, first_name) <= edits_allowed(longer);
}

}  // namespace

std::size_t edits_allowed(std::size_t letters) {
    return letters < 4 ? 0 : letters < 7 ? 1 : 2;  // three tenths of the word: as in name_evidence.cpp
}

std::vector<NearName> near_last_names(const AccountMap& map, std::string_view word) {
    if (word.empty() || word.size() > kLettersMax) return {};
    return Walk(map, word).run();
}

std::vector<std::uint32_t> accounts_named(const AccountMap& map, std::size_t last_name,
                                          const std::vector<std::string>& first_words, bool with_initials,
                                          std::size_t limit) {
    const std::span<const NamedAccount> named = map.named(last_name);
    std::vector<std::uint32_t> fitting, initials;
    for (std::size_t from = 0; from < named.size();) {  // one first name after the other
        const std::uint32_t text = named[from].first_name;
        std::size_t to = from + 1;
        while (to < named.size() && named[to].first_name == text) ++to;
        const std::string_view first_name = map.text(text);
        const auto any = [&](auto same) { return std::any_of(first_words.begin(), first_words.end(), same); };
        const bool fit = !first_name.empty() && any([&](const std::string& word) { return fits(word, first_name); });
        const bool initial = !first_name.empty() && with_initials &&
                             any([&](const std::string& word) { return word[0] == first_name[0]; });
        std::vector<std::uint32_t>* list = fit ? &fitting : initial ? &initials : nullptr;
        for (; list != nullptr && from < to && list->size() < limit; ++from) list->push_back(named[from].position);
        from = to;
    }
    const std::size_t room = limit - std::min(limit, fitting.size());
    fitting.insert(fitting.end(), initials.begin(),
                   initials.begin() + static_cast<std::ptrdiff_t>(std::min(room, initials.size())));
    return fitting;
}

}  // namespace lockbox

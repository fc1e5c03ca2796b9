#include "matching/insurer_evidence.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "matching/folded_text.h"

namespace lockbox {
namespace {

// One slip in seven letters: "Fallan" is read as Fallon only from seven on, "Harvard Pilgrlm" always.
constexpr double kLongNameLikeness = 0.86;
constexpr std::size_t kLongName = 7;

using Words = std::span<const std::string>;

struct Hit {
    const Insurer* insurer = nullptr;
    std::size_t length = 0;
    std::string as_read;
    std::size_t from = 0, count = 0;  ///< the words that it stands in
};

bool spells(std::string_view read, std::string_view name) {
    return read == name || (name.size() >= kLongName && similarity(read, name) >= kLongNameLikeness);
}

// Every run of up to as many words as a name may have, joined: "blue cross" also stands as "bluecross".
void look_for(const Insurer& insurer, const std::string& name, Words words, Hit& best) {
    const std::string wanted = folded_joined(name);
    const std::size_t longest = folded_words(name).size() + 1;
    for (std::size_t from = 0; from < words.size(); ++from) {
        std::string run;
        for (std::size_t count = 1; count <= longest && from + count <= words.size(); ++count) {
            run += words[from + count - 1];
            if (wanted.size() > best.length && spells(run, wanted)) best = {&insurer, wanted.size(), run, from, count};
        }
    }
}

Hit find_longest(Words words, const Policy& policy) {
    Hit best;
    for (const Insurer& insurer : policy.insurers) {
        look_for(insurer, insurer.name, words, best);
        for (const std::string& alias : insurer.aliases) look_for(insurer, alias, words, best);
    }
    return best;
}

/// The longest, and what stands before and behind it: "UHC + Altus Dental" are two.
void find_all(Words words, const Policy& policy, std::vector<Hit>& hits) {
    const Hit hit = find_longest(words, policy);
    if (hit.insurer == nullptr) return;
    find_all(words.first(hit.from), policy, hits);
    hits.push_back(hit);
    find_all(words.subspan(hit.from + hit.count), policy, hits);
}

bool has_word(std::string_view line, std::string_view wanted) {
    const std::vector<std::string> words = folded_words(line);
    return std::find(words.begin(), words.end(), wanted) != words.end();
}

}  // namespace

bool InsurersWritten::names(std::string_view insurer) const {
    return std::any_of(mentions.begin(), mentions.end(),
                       [&](const Mention& mention) { return mention.insurer == insurer; });
}

InsurersWritten find_insurers(const std::vector<const TextReading*>& lines, const Policy& policy) {
    InsurersWritten written;
    for (const TextReading* line : lines) {
        for (const Alternative<std::string>& alternative : line->alternatives) {
            std::vector<Hit> hits;
            find_all(folded_words(alternative.value), policy, hits);
            for (const Hit& hit : hits) {
                if (!written.names(hit.insurer->name))
                    written.mentions.push_back({hit.insurer->name, hit.as_read, line->region});
            }
            const bool of_a_name = std::any_of(hits.begin(), hits.end(), [](const Hit& hit) {
                return hit.as_read.find("dental") != std::string::npos;
            });
            if (!of_a_name && has_word(alternative.value, "dental")) written.says_dental = true;
            if (!hits.empty()) break;
        }
    }
    return written;
}

}  // namespace lockbox

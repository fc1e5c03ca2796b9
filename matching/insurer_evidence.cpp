#include "matching/insurer_evidence.h"

#include <algorithm>
#include <string_view>

#include "matching/folded_text.h"

namespace lockbox {
namespace {

// One slip in seven letters: "Fallan" is read as Fallon only from seven on, "Harvard Pilgrlm" always.
constexpr double kLongNameLikeness = 0.86;
constexpr std::size_t kLongName = 7;

struct Hit {
    const Insurer* insurer = nullptr;
    std::size_t length = 0;
    std::string as_read;
};

bool spells(std::string_view read, std::string_view name) {
    return read == name || (name.size() >= kLongName && similarity(read, name) >= kLongNameLikeness);
}

// Every run of up to as many words as a name may have, joined: "blue cross" also stands as "bluecross".
void look_for(const Insurer& insurer, const std::string& name, const std::vector<std::string>& words, Hit& best) {
    const std::string wanted = folded_joined(name);
    const std::size_t longest = folded_words(name).size() + 1;
    for (std::size_t from = 0; from < words.size(); ++from) {
        std::string run;
        for (std::size_t count = 1; count <= longest && from + count <= words.size(); ++count) {
            run += words[from + count - 1];
            if (wanted.size() > best.length && spells(run, wanted)) best = {&insurer, wanted.size(), run};
        }
    }
}

Hit find_in(std::string_view line, const Policy& policy) {
    const std::vector<std::string> words = folded_words(line);
    Hit best;
    for (const Insurer& insurer : policy.insurers) {
        look_for(insurer, insurer.name, words, best);
        for (const std::string& alias : insurer.aliases) look_for(insurer, alias, words, best);
    }
    return best;
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
            const Hit hit = find_in(alternative.value, policy);
            if (hit.insurer != nullptr && !written.names(hit.insurer->name)) {
                written.mentions.push_back({hit.insurer->name, hit.as_read, line->region});
            }
            if (hit.insurer == nullptr && has_word(alternative.value, "dental")) written.says_dental = true;
            if (hit.insurer != nullptr) break;
        }
    }
    return written;
}

}  // namespace lockbox

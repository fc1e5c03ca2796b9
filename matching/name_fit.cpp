#include "matching/name_fit.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "matching/folded_text.h"
#include "matching/nicknames.h"
#include "ocr/ctc.h"
#include "ocr/lattice_code.h"

namespace lockbox {
namespace {

constexpr double kSharpness = 0.8;     // of log-probabilities: steps of a lattice are not independent
constexpr double kNatsPerEdit = 3.2;   // a letter of text that a reader or a writer got wrong
constexpr double kWorst = -60;         // a line without letters fits every name alike
constexpr double kInitialNats = -2.5;  // first names as initials: one in twelve
constexpr double kShortFormNats = -1.5;
constexpr double kPartOfNameNats = -1;     // one half of a double name
constexpr double kFullAtRandomMin = 1e-6;  // what a few dozen names cannot show
constexpr double kLastAtRandomMin = 5e-3;  // a usual last name
constexpr double kNamesNats = -5, kFarBetter = 20;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

std::string small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return small;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
    return text;
}

}  // namespace

NameLine::NameLine(const TextReading& reading) {
    if (auto lattice = decode_lattice(reading.lattice)) line_ = LineForTexts(folded_to_lower(*lattice));
    for (const Alternative<std::string>& alternative : reading.alternatives) {
        read_.push_back(folded_words(alternative.value));
    }
}

double NameLine::word_nats(const std::string& word) const {
    const auto [known, is_new] = asked_.try_emplace(word, kWorst);
    if (!is_new) return known->second;
    double best = kWorst;
    if (!line_.empty()) best = std::max(best, kSharpness * line_.log_ratio_within(word));
    const std::string plain = folded_joined(word);
    const auto consider = [&](const std::string& read) {
        best = std::max(best, -kNatsPerEdit * static_cast<double>(edit_distance(plain, read)));
    };
    for (const std::vector<std::string>& words : read_) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            consider(words[i]);
            if (i + 1 < words.size()) consider(words[i] + words[i + 1]);
        }
    }
    return known->second = best;
}

/// A lone letter: every name begins with one.
double NameLine::initial_nats(char initial) const {
    const std::string letter(1, initial);
    const auto [known, is_new] = asked_.try_emplace(letter, kWorst);
    if (!is_new) return known->second;
    if (!line_.empty()) known->second = std::max(kWorst, kSharpness * line_.log_ratio_of_word(letter));
    for (const std::vector<std::string>& words : read_) {
        if (std::find(words.begin(), words.end(), letter) != words.end()) known->second = 0;
    }
    return known->second;
}

double NameLine::best_form_nats(std::string_view name) const {
    const std::vector<std::string> words = folded_words(name);
    if (words.empty()) return kWorst;
    double best = word_nats(joined(words, ""));
    if (is_ascii(name)) best = std::max(best, word_nats(small_letters(name)));  // with its apostrophe or hyphen
    if (words.size() == 1) return best;
    best = std::max(best, word_nats(joined(words, " ")));
    return std::max({best, word_nats(words.front()) + kPartOfNameNats, word_nats(words.back()) + kPartOfNameNats});
}

double NameLine::first_nats(std::string_view first) const {
    double best = best_form_nats(first);
    const std::string folded = folded_joined(first);
    if (folded.empty()) return best;
    best = std::max(best, initial_nats(folded.front()) + kInitialNats);
    for (const std::string_view other : short_forms(folded)) {
        best = std::max(best, word_nats(std::string(other)) + kShortFormNats);
    }
    return best;
}

double NameLine::last_nats(std::string_view last) const {
    return best_form_nats(last);
}

NameFit NameLine::fit(const SubscriberName& name) const {
    const double last = std::min(0.0, last_nats(name.last));
    return {std::max(kWorst, last + std::min(0.0, first_nats(name.first))), last};
}

NameLikelihood::NameLikelihood(const TextReading& reading, const std::vector<SubscriberName>& people)
    : line_(reading), people_count_(people.size()) {
    for (const SubscriberName& person : people) {
        const NameFit fit = line_.fit(person);
        const double full = std::exp(fit.full_nats), last = std::exp(fit.last_nats);
        Namesakes& namesakes = by_last_name_[std::string(person.last)];
        ++namesakes.count;
        namesakes.sum.full += full, namesakes.sum.last += last;
        sum_.full += full, sum_.last += last;
    }
}

NameLikelihood::MeanLikelihood NameLikelihood::at_random(const std::string& but_for_last_name) const {
    const auto found = by_last_name_.find(but_for_last_name);
    const Namesakes left_out = found == by_last_name_.end() ? Namesakes{} : found->second;
    const auto count = static_cast<double>(std::max<std::size_t>(people_count_ - left_out.count, 1));
    return {std::max(0.0, sum_.full - left_out.sum.full) / count, std::max(0.0, sum_.last - left_out.sum.last) / count};
}

NameLikelihood::MeanLikelihood NameLikelihood::MeanLikelihood::bounded() const {
    return {std::max(full, kFullAtRandomMin), std::max(last, kLastAtRandomMin)};
}

double NameLikelihood::nats(const SubscriberName& name, const Shares& shares, double nats_max) const {
    const NameFit fit = line_.fit(name);
    const MeanLikelihood random = at_random(std::string(name.last)).bounded();
    const double likelihood = shares.subscriber * std::exp(fit.full_nats) / random.full +
                              shares.household * std::exp(fit.last_nats) / random.last + shares.others();
    return std::min(std::log(likelihood), nats_max);
}

double NameLikelihood::nats_of_a_stranger(const Shares& shares) const {
    const MeanLikelihood seen = at_random({}), bounded = seen.bounded();
    return std::log(shares.subscriber * seen.full / bounded.full + shares.household * seen.last / bounded.last +
                    shares.others());
}

bool NameLikelihood::names(const SubscriberName& name) const {
    const NameFit fit = line_.fit(name);
    return fit.full_nats > kNamesNats &&
           std::exp(fit.full_nats) > kFarBetter * at_random(std::string(name.last)).bounded().full;
}

}  // namespace lockbox

#include "ocr/legal_amount.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ocr/number_words.h"

namespace lockbox {
namespace {

constexpr double kJunkAtEnd = 0.7;        // a letter that belongs to no word: noise, a stroke drawn to the end
constexpr double kJunkWithin = 1.8;       // the same between words, where a word may be lost
constexpr double kNoFraction = 1.0;       // whole dollars without "no/100" are unusual
constexpr double kTrustUnfinished = 0.5;  // ... and the cents may be there, unread
constexpr double kNatsPerEdit = 3.5;
constexpr std::size_t kBeam = 120;
constexpr std::size_t kAlternativesMax = 12;
constexpr std::size_t kLettersMax = 160;
constexpr double kShareMin = 0.005;

/// What the last word of the running group of three digits was: decides which words may follow.
enum class Last { nothing, hundred, tens, complete };
/// Dollars are being counted, or cents in words, or all is said.
enum class Stage { dollars, fraction_due, cents, done };

/// An unfinished amount.
struct Sum {
    Stage stage = Stage::dollars;
    Last last = Last::nothing;
    bool said_thousand = false, said_hundred = false;
    int thousands = 0, group = 0, cents = 0;

    auto operator<=>(const Sum&) const = default;

    [[nodiscard]] int dollars() const { return thousands * 1000 + group; }
    [[nodiscard]] bool named() const { return dollars() > 0 || cents > 0; }
};

std::optional<Sum> with_small_number(Sum sum, const NumberWord& word) {
    const bool fits = sum.last == Last::nothing || sum.last == Last::hundred ||
                      (sum.last == Last::tens && word.kind == NumberWordKind::unit);
    if (!fits) return std::nullopt;
    (sum.stage == Stage::cents ? sum.cents : sum.group) += word.value;
    sum.last = word.kind == NumberWordKind::tens ? Last::tens : Last::complete;
    return sum;
}

std::optional<Sum> with_hundred(Sum sum) {
    // "twelve hundred" is as good as "one thousand two hundred".
    const bool twelve_hundred = !sum.said_thousand && sum.group < 100 && sum.group % 10 != 0;
    const bool usual = sum.group > 0 && sum.group < 10;
    if (sum.stage != Stage::dollars || sum.said_hundred || !(usual || twelve_hundred)) return std::nullopt;
    sum.group *= 100;
    sum.thousands += sum.group / 1000;
    sum.said_thousand = sum.said_thousand || sum.group >= 1000;
    sum.group %= 1000;
    sum.last = Last::hundred;
    sum.said_hundred = true;
    return sum;
}

std::optional<Sum> with_thousand(Sum sum) {
    if (sum.stage != Stage::dollars || sum.said_thousand || sum.group == 0) return std::nullopt;
    return Sum{Stage::dollars, Last::nothing, true, false, sum.group, 0, 0};
}

/// The sum after one more word; nullopt where grammar forbids the word.
std::optional<Sum> after(Sum sum, const NumberWord& word) {
    if (sum.stage == Stage::done) return std::nullopt;
    switch (word.kind) {
        case NumberWordKind::unit:
        case NumberWordKind::teen:
        case NumberWordKind::tens:
            if (sum.stage != Stage::fraction_due) return with_small_number(sum, word);
            sum.stage = Stage::cents;
            sum.last = Last::nothing;
            return with_small_number(sum, word);
        case NumberWordKind::hundred:
            return with_hundred(sum);
        case NumberWordKind::thousand:
            return with_thousand(sum);
        case NumberWordKind::joiner:
            // After "hundred" or "thousand" the number may go on; elsewhere "and" announces the cents.
            if (sum.stage != Stage::dollars || !sum.named()) return std::nullopt;
            if (sum.last == Last::tens || sum.last == Last::complete) sum.stage = Stage::fraction_due;
            return sum;
        case NumberWordKind::dollars:
            if (sum.stage != Stage::dollars || !sum.named()) return std::nullopt;
            sum.stage = Stage::fraction_due;
            return sum;
        case NumberWordKind::hundredths:
            if (sum.stage == Stage::cents || !sum.named()) return std::nullopt;
            sum.cents = word.value;
            sum.stage = Stage::done;
            return sum;
        case NumberWordKind::cents:
            if (sum.stage != Stage::cents) return std::nullopt;
            sum.stage = Stage::done;
            return sum;
    }
    return std::nullopt;
}

using Beam = std::map<Sum, double>;

void offer(Beam& beam, const Sum& sum, double cost) {
    const auto [known, is_new] = beam.try_emplace(sum, cost);
    if (!is_new) known->second = std::min(known->second, cost);
}

void narrow(Beam& beam) {
    if (beam.size() <= kBeam) return;
    std::vector<std::pair<double, Sum>> ranked;
    for (const auto& [sum, cost] : beam) ranked.emplace_back(cost, sum);
    std::nth_element(ranked.begin(), ranked.begin() + kBeam, ranked.end());
    beam.clear();
    for (std::size_t i = 0; i < kBeam; ++i) beam.emplace(ranked[i].second, ranked[i].first);
}

/// May a sum still become `amount`?
bool leads_to(const Sum& sum, Cents amount) {
    const std::int64_t dollars = amount.count() / 100, cents = amount.count() % 100;
    if (sum.stage == Stage::dollars) return sum.dollars() <= dollars;
    return sum.dollars() == dollars && (sum.stage == Stage::done ? sum.cents == cents : sum.cents <= cents);
}

struct Spelling {
    double cost = 0;        ///< in reading errors
    bool finished = false;  ///< the cents were named too
};

/// The amounts that the letters could name (or only `wanted`), each in its nearest spelling.
std::map<Cents, Spelling> nearest_spellings(std::string_view letters, std::optional<Cents> wanted = std::nullopt) {
    std::vector<Beam> beams(letters.size() + 1);
    beams[0][Sum{}] = 0;
    for (std::size_t at = 0; at < letters.size(); ++at) {
        narrow(beams[at]);
        const std::vector<WordMatch> matches = words_at(letters, at);
        for (const auto& [sum, cost] : beams[at]) {
            const bool at_end = sum == Sum{} || sum.stage == Stage::done;
            offer(beams[at + 1], sum, cost + (at_end ? kJunkAtEnd : kJunkWithin));
            for (const WordMatch& match : matches) {
                const auto next = after(sum, *match.word);
                if (next && (!wanted || leads_to(*next, *wanted))) offer(beams[match.end], *next, cost + match.cost);
            }
        }
    }
    std::map<Cents, Spelling> spellings;
    for (const auto& [sum, cost] : beams.back()) {
        if (!sum.named()) continue;
        const Cents amount(std::int64_t{sum.dollars()} * 100 + sum.cents);
        if (wanted && amount != *wanted) continue;
        const bool finished = sum.stage == Stage::done;
        const Spelling spelling{cost + (finished ? 0.0 : kNoFraction), finished};
        const auto [known, is_new] = spellings.try_emplace(amount, spelling);
        if (!is_new && spelling.cost < known->second.cost) known->second = spelling;
    }
    return spellings;
}

/// How far a text with that share of wrong letters can be trusted to be the amount at all: 1 for clean, 0.5 at a
/// quarter.
double legibility(double cost, std::size_t letters) {
    const double share = cost / static_cast<double>(std::max<std::size_t>(letters, 6));
    return 1 / (1 + std::exp(18 * (share - 0.24)));
}

std::string letters_of(std::string_view text) {
    std::string letters = number_letters(text);
    if (letters.size() > kLettersMax) letters.resize(kLettersMax);
    return letters;
}

std::string_view word_for(int value) {
    for (const NumberWord& word : number_words()) {
        const bool counts =
            word.kind == NumberWordKind::unit || word.kind == NumberWordKind::teen || word.kind == NumberWordKind::tens;
        if (counts && word.value == value) return word.text;
    }
    return "";
}

void say_below_thousand(std::string& words, int number) {
    const auto say = [&words](std::string_view word, char before) {
        if (!words.empty()) words += before;
        words += word;
    };
    if (number >= 100) {
        say(word_for(number / 100), ' ');
        say("hundred", ' ');
        number %= 100;
    }
    if (number >= 20) {
        say(word_for(number / 10 * 10), ' ');
        if (number % 10 != 0) say(word_for(number % 10), '-');
    } else if (number > 0) {
        say(word_for(number), ' ');
    }
}

}  // namespace

Reading<Cents> parse_legal_amount(std::string_view text, double reader_probability) {
    Reading<Cents> reading;
    const std::string letters = letters_of(text);
    if (letters.empty()) return reading;
    reading.presence = Presence::illegible;
    const std::map<Cents, Spelling> spellings = nearest_spellings(letters);
    if (spellings.empty()) return reading;
    double nearest = 1e9, sum = 0;
    for (const auto& [amount, spelling] : spellings) nearest = std::min(nearest, spelling.cost);
    for (const auto& [amount, spelling] : spellings) sum += std::exp(-kNatsPerEdit * (spelling.cost - nearest));
    const double legible = legibility(nearest, letters.size());
    if (legible < 0.2) return reading;
    const double trust = 0.95 * legible * (0.8 + 0.2 * std::clamp(reader_probability, 0.0, 1.0));
    for (const auto& [amount, spelling] : spellings) {
        const double share = std::exp(-kNatsPerEdit * (spelling.cost - nearest)) / sum;
        const double probability = trust * share * (spelling.finished ? 1.0 : kTrustUnfinished);
        if (probability >= kShareMin) reading.alternatives.push_back({amount, probability});
    }
    std::stable_sort(reading.alternatives.begin(), reading.alternatives.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    if (reading.alternatives.size() > kAlternativesMax) reading.alternatives.resize(kAlternativesMax);
    if (!reading.alternatives.empty()) reading.presence = Presence::read;
    return reading;
}

double legal_agreement(std::string_view text, Cents amount) {
    const std::string letters = letters_of(text);
    if (letters.size() < 3 || amount <= Cents(0)) return 0;
    const std::map<Cents, Spelling> own = nearest_spellings(letters, amount);
    if (own.empty()) return 0;
    const double cost = own.begin()->second.cost;
    double nearest = cost;
    for (const auto& [other, spelling] : nearest_spellings(letters)) nearest = std::min(nearest, spelling.cost);
    return legibility(cost, letters.size()) * std::exp(-kNatsPerEdit * (cost - nearest));
}

std::string amount_in_words(Cents amount) {
    const auto dollars = static_cast<int>(amount.count() / 100);
    const auto cents = static_cast<int>(amount.count() % 100);
    std::string words;
    if (dollars >= 1000) {
        say_below_thousand(words, dollars / 1000);
        words += " thousand";
    }
    say_below_thousand(words, dollars % 1000);
    if (words.empty()) words = "zero";
    return words + " and " + (cents < 10 ? "0" : "") + std::to_string(cents) + "/100";
}

}  // namespace lockbox

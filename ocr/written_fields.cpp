#include "ocr/written_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ocr/amount_grammar.h"
#include "ocr/calibration.h"
#include "ocr/check_date.h"
#include "ocr/ctc.h"
#include "ocr/date_grammar.h"
#include "ocr/field_calibration.h"
#include "ocr/fuzzy_text.h"
#include "ocr/identifier_grammar.h"
#include "ocr/identifiers_in_text.h"

namespace lockbox {
namespace {

constexpr double kShareMin = 1e-5;  // an alternative below it tells nobody anything

template <class T>
void settle(Reading<T>& reading) {
    std::erase_if(reading.alternatives, [](const Alternative<T>& a) { return a.probability < kShareMin; });
    reading.presence = reading.alternatives.empty() ? Presence::illegible : Presence::read;
}

constexpr SearchLimits kWideSearch{600, 25};  // finds what stands far down the list

Reading<Cents> amount_of(const Lattice& line, const GrammarSearch& grammar, const Calibration& calibration) {
    Reading<Cents> reading;
    if (line.empty()) return reading;
    std::vector<Meaning> meanings = grammar(line);
    std::erase_if(meanings, [](const Meaning& meaning) { return meaning.value <= 0; });
    for (const auto& value : calibrated(meanings, greedy_text(line), calibration)) {
        reading.alternatives.push_back({Cents(value.value), value.probability});
    }
    settle(reading);
    return reading;
}

bool lists(const Reading<Cents>& reading, Cents amount) {
    return std::any_of(reading.alternatives.begin(), reading.alternatives.end(),
                       [&](const Alternative<Cents>& alternative) { return alternative.value == amount; });
}

/// Adds to a reading what its line says of the amounts that another witness offers.
void ask_about(const Reading<Cents>& offered, const Lattice& line, const GrammarSearch& grammar,
               const Calibration& calibration, Reading<Cents>& reading) {
    const bool all_known = std::all_of(offered.alternatives.begin(), offered.alternatives.end(),
                                       [&](const Alternative<Cents>& other) { return lists(reading, other.value); });
    if (line.empty() || all_known) return;
    std::vector<Meaning> meanings = grammar(line, kWideSearch);
    std::erase_if(meanings, [](const Meaning& meaning) { return meaning.value <= 0; });
    for (const auto& value : calibrated(meanings, greedy_text(line), calibration, meanings.size())) {
        const Cents amount(value.value);
        if (lists(offered, amount) && !lists(reading, amount)) reading.alternatives.push_back({amount, value.probability});
    }
    if (!reading.alternatives.empty()) reading.presence = Presence::read;
}

bool likelier(const Meaning& a, const Meaning& b) {
    return a.log_probability != b.log_probability ? a.log_probability > b.log_probability : a.value < b.value;
}

std::optional<Date> date_of(std::int64_t value) {
    return Date::of(static_cast<int>(value / 10000), static_cast<unsigned>(value / 100 % 100),
                    static_cast<unsigned>(value % 100));
}

}  // namespace

Reading<Cents> read_figures(const Lattice& line) {
    return amount_of(line, figures_grammar(), kFiguresCalibration);
}

Reading<Cents> read_words(const Lattice& line) {
    return amount_of(folded_to_lower(line), words_grammar(), kWordsCalibration);
}

WrittenAmount read_amount(const Lattice& figures, const Lattice& words) {
    WrittenAmount amount{read_figures(figures), read_words(words)};
    const WrittenAmount alone = amount;
    ask_about(alone.words, figures, figures_grammar(), kFiguresCalibration, amount.figures);
    ask_about(alone.figures, folded_to_lower(words), words_grammar(), kWordsCalibration, amount.words);
    return amount;
}

Reading<Date> read_date(const Lattice& line, Date received) {
    Reading<Date> reading;
    if (line.empty()) return reading;
    const Lattice folded = folded_to_lower(line);
    std::vector<Meaning> meanings;
    for (const Meaning& meaning : date_grammar()(folded)) {
        const auto date = date_of(meaning.value);
        const double likely = date ? date_prior(received.days_since(*date)) : 0;
        if (likely <= 0) continue;
        meanings.push_back({meaning.value, meaning.log_probability + std::log(likely) / kDateCalibration.sharpness});
    }
    std::sort(meanings.begin(), meanings.end(), likelier);
    for (const auto& value : calibrated(meanings, greedy_text(folded), kDateCalibration)) {
        reading.alternatives.push_back({*date_of(value.value), value.probability});
    }
    settle(reading);
    return reading;
}

TextReading read_text(const Lattice& line) {
    TextReading reading;
    if (line.empty()) return reading;
    reading.presence = Presence::illegible;
    const std::string text = greedy_text(line).text;
    if (text.empty()) return reading;
    const std::vector<Meaning> meanings = {{0, log_probability(line, text)}};
    reading.alternatives = {
        {without_social_security(text), calibrated(meanings, {}, kTextCalibration).front().probability}};
    reading.presence = Presence::read;
    return reading;
}

std::vector<IdentifierReading> read_identifiers(const Lattice& line) {
    constexpr std::size_t kAlternativesMax = 32;
    constexpr double kWorthKeeping = 0.002;  // that a number of this kind stands there at all
    constexpr std::array kKinds = {IdentifierKind::member_id, IdentifierKind::billing_account,
                                   IdentifierKind::enrollment_id};
    if (line.empty()) return {};
    const Lattice numbers = digits_among_others(line);
    const std::string text = greedy_text(line).text;
    const bool social_security = without_social_security(text) != text;
    // The kinds are rivals: the same digits are one number. Their lengths tell them apart.
    std::vector<Meaning> meanings;
    for (const IdentifierKind kind : kKinds) {
        if (social_security && kind == IdentifierKind::billing_account) continue;
        const std::vector<Meaning> found = identifier_grammar(kind)(numbers);
        meanings.insert(meanings.end(), found.begin(), found.end());
    }
    std::sort(meanings.begin(), meanings.end(), likelier);
    const auto values = calibrated(meanings, greedy_text(numbers), kIdentifierCalibration, kAlternativesMax);
    std::vector<IdentifierReading> identifiers;
    for (const IdentifierKind kind : kKinds) {
        IdentifierReading reading;
        reading.kind = kind;
        double sum = 0;
        for (const auto& value : values) {
            const std::string digits = std::to_string(value.value);
            if (digits.size() != identifier_length(kind) || value.probability < kShareMin) continue;
            reading.digits.alternatives.push_back({digits, value.probability});
            sum += value.probability;
        }
        reading.digits.presence = Presence::read;
        if (sum >= kWorthKeeping) identifiers.push_back(std::move(reading));
    }
    return identifiers;
}

PayeeVerdict read_payee(const Lattice& line, const std::vector<std::string>& accepted) {
    constexpr double kSameNats = 1.0, kOtherNats = 2.2;  // per character of the name
    constexpr double kLegibleNats = 0.35;                // per character of the best text: below it nothing is sure
    constexpr std::size_t kNameLengthMin = 4;
    if (line.empty()) return PayeeVerdict::unreadable;
    const Lattice folded = folded_to_lower(line);
    double nearest = 1e9;
    for (const std::string& name : accepted) {
        const std::string plain = lower_case(name);
        if (plain.empty()) continue;
        nearest = std::min(nearest, -log_ratio_within(folded, plain) / static_cast<double>(plain.size()));
    }
    if (nearest <= kSameNats) return PayeeVerdict::health_connector;
    const std::string text = greedy_text(folded).text;
    if (text.size() < kNameLengthMin || nearest < kOtherNats) return PayeeVerdict::unreadable;
    const double doubt = -log_probability(folded, text) / static_cast<double>(text.size());
    const bool far = std::all_of(accepted.begin(), accepted.end(), [&](const std::string& name) {
        return reading_distance(name, text) > 0.6 * static_cast<double>(std::max(name.size(), text.size()));
    });
    return far && doubt <= kLegibleNats ? PayeeVerdict::other : PayeeVerdict::unreadable;
}

}  // namespace lockbox

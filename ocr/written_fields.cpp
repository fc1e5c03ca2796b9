#include "ocr/written_fields.h"

#include <algorithm>
#include <cmath>
#include <map>
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
#include "ocr/payee.h"

namespace lockbox {
namespace {

constexpr double kShareMin = 1e-5;  // an alternative below it tells nobody anything

template <class T>
void settle(Reading<T>& reading) {
    std::erase_if(reading.alternatives, [](const Alternative<T>& a) { return a.probability < kShareMin; });
    reading.presence = reading.alternatives.empty() ? Presence::illegible : Presence::read;
}

constexpr SearchLimits kWideSearch{600, 25};  // finds what stands far down the list
constexpr std::size_t kAlternativesMax = 12, kRaisedAlternativesMax = 24;

// Fitted with kRaisedCentsCalibration: what is found by its stroke mostly is what it looks like, and a way to read it
// loses by how much the writing would rather say something else.
constexpr double kAreRaised = 0.95, kExplainsSharpness = 0.6;

using Values = std::vector<Alternative<std::int64_t>>;

/// What a line may mean.
struct LineMeanings {
    std::vector<Meaning> meanings;  ///< best first
    GreedyText free;

    LineMeanings(const Lattice& line, const GrammarSearch& grammar, const SearchLimits& limits)
        : meanings(line.empty() ? std::vector<Meaning>{} : grammar(line, limits)), free(greedy_text(line)) {
        std::erase_if(meanings, [](const Meaning& meaning) { return meaning.value <= 0; });
    }
    /// How much worse the best meaning is than the free reading, in nats; 0 at most.
    [[nodiscard]] double explains() const {
        return std::min(0.0, meanings.front().log_probability - free.log_probability);
    }
};

Values ranked(const std::map<std::int64_t, double>& sums) {
    Values values;
    for (const auto& [value, probability] : sums) {
        if (probability >= kShareMin) values.push_back({value, probability});
    }
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    return values;
}

/// What `values_of` makes of a line: where it was read spread out and as it stands, the mean of both.
template <class ValuesOf>
Values over_views(const Lattice& line, const ValuesOf& values_of) {
    const Values values = values_of(line);
    if (!line.unspread) return values;
    std::map<std::int64_t, double> sums;
    for (const auto& value : values) sums[value.value] += value.probability / 2;
    for (const auto& value : values_of(*line.unspread)) sums[value.value] += value.probability / 2;
    return ranked(sums);
}

/// Both ways to read the figures, each with its weight.
Values mixed(const LineMeanings& line, const LineMeanings& dollars, const LineMeanings& cents) {
    const double raised = kAreRaised * std::exp(kExplainsSharpness * (dollars.explains() + cents.explains()));
    const double plain = line.meanings.empty() ? 0 : (1 - kAreRaised) * std::exp(kExplainsSharpness * line.explains());
    std::map<std::int64_t, double> sums;
    for (const auto& value : calibrated(line.meanings, line.free, kFiguresCalibration, line.meanings.size())) {
        sums[value.value] += value.probability * plain / (plain + raised);
    }
    const Values fractions = calibrated(cents.meanings, cents.free, kRaisedCentsCalibration, cents.meanings.size());
    for (const auto& whole :
         calibrated(dollars.meanings, dollars.free, kRaisedCentsCalibration, dollars.meanings.size())) {
        for (const auto& fraction : fractions) {
            const std::int64_t amount = whole.value + fraction.value - 100;
            sums[amount] += whole.probability * fraction.probability * raised / (plain + raised);
        }
    }
    return ranked(sums);
}

/// Amounts in figures, best first.
class FiguresReader {
  public:
    FiguresReader(const Lattice& line, const std::optional<RaisedCentsLines>& raised) : line_(line), raised_(raised) {}

    [[nodiscard]] Values values(const SearchLimits& limits = {}) const {
        return over_views(line_, [&](const Lattice& view) { return of_view(view, limits); });
    }
    [[nodiscard]] bool blank() const { return line_.empty(); }
    [[nodiscard]] std::size_t alternatives_max() const { return raised_ ? kRaisedAlternativesMax : kAlternativesMax; }

  private:
    [[nodiscard]] Values of_view(const Lattice& view, const SearchLimits& limits) const {
        const LineMeanings line(view, figures_grammar(), limits);
        if (raised_) {
            const LineMeanings dollars(raised_->dollars, whole_dollars_grammar(), limits);
            const LineMeanings cents(raised_->cents, raised_cents_grammar(), limits);
            if (!dollars.meanings.empty() && !cents.meanings.empty()) return mixed(line, dollars, cents);
        }
        return calibrated(line.meanings, line.free, kFiguresCalibration, line.meanings.size());
    }

    const Lattice& line_;
    const std::optional<RaisedCentsLines>& raised_;
};

/// Amounts in words, best first.
class WordsReader {
  public:
    explicit WordsReader(const Lattice& line) : line_(line) {}

    [[nodiscard]] Values values(const SearchLimits& limits = {}) const {
        return over_views(line_, [&](const Lattice& view) {
            const LineMeanings line(folded_to_lower(view), words_grammar(), limits);
            return calibrated(line.meanings, line.free, kWordsCalibration, line.meanings.size());
        });
    }
    [[nodiscard]] bool blank() const { return line_.empty(); }
    [[nodiscard]] std::size_t alternatives_max() const { return kAlternativesMax; }

  private:
    const Lattice& line_;
};

template <class Reader>
Reading<Cents> amount_of(const Reader& reader) {
    Reading<Cents> reading;
    if (reader.blank()) return reading;
    for (const auto& value : reader.values()) {
        if (reading.alternatives.size() == reader.alternatives_max()) break;
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
template <class Reader>
void ask_about(const Reading<Cents>& offered, const Reader& reader, Reading<Cents>& reading) {
    const bool all_known = std::all_of(offered.alternatives.begin(), offered.alternatives.end(),
                                       [&](const Alternative<Cents>& other) { return lists(reading, other.value); });
    if (reader.blank() || all_known) return;
    for (const auto& value : reader.values(kWideSearch)) {
        const Cents amount(value.value);
        if (lists(offered, amount) && !lists(reading, amount))
            reading.alternatives.push_back({amount, value.probability});
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

Values dates_of(const Lattice& line, Date received) {
    const Lattice folded = folded_to_lower(line);
    std::vector<Meaning> meanings;
    for (const Meaning& meaning : date_grammar()(folded)) {
        const auto date = date_of(meaning.value);
        const double likely = date ? date_prior(*date, received) : 0;
        if (likely <= 0) continue;
        meanings.push_back({meaning.value, meaning.log_probability + std::log(likely) / kDateCalibration.sharpness});
    }
    std::sort(meanings.begin(), meanings.end(), likelier);
    return calibrated(meanings, greedy_text(folded), kDateCalibration);
}

/// Numbers of any of the kinds, which are rivals: the same digits are one number. Their lengths tell them apart.
Values numbers_of(const Lattice& line, const std::vector<IdentifierKind>& kinds) {
    constexpr std::size_t kNumbersMax = 32;
    const Lattice numbers = digits_among_others(line);
    std::vector<Meaning> meanings;
    for (const IdentifierKind kind : kinds) {
        const std::vector<Meaning> found = identifier_grammar(kind)(numbers);
        meanings.insert(meanings.end(), found.begin(), found.end());
    }
    std::sort(meanings.begin(), meanings.end(), likelier);
    return calibrated(meanings, greedy_text(numbers), kIdentifierCalibration, kNumbersMax);
}

}  // namespace

Reading<Cents> read_figures(const Lattice& line, const std::optional<RaisedCentsLines>& raised) {
    return amount_of(FiguresReader(line, raised));
}

Reading<Cents> read_words(const Lattice& line) {
    return amount_of(WordsReader(line));
}

WrittenAmount read_amount(const Lattice& figures, const Lattice& words, const std::optional<RaisedCentsLines>& raised) {
    const FiguresReader figures_reader(figures, raised);
    const WordsReader words_reader(words);
    WrittenAmount amount{amount_of(figures_reader), amount_of(words_reader)};
    const WrittenAmount alone = amount;
    ask_about(alone.words, figures_reader, amount.figures);
    ask_about(alone.figures, words_reader, amount.words);
    return amount;
}

Reading<Date> read_date(const Lattice& line, Date received) {
    Reading<Date> reading;
    if (line.empty()) return reading;
    const Values values = over_views(line, [&](const Lattice& view) { return dates_of(view, received); });
    for (const auto& value : values) {
        if (reading.alternatives.size() == kAlternativesMax) break;
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
        {without_private_numbers(text), calibrated(meanings, {}, kTextCalibration).front().probability}};
    reading.presence = Presence::read;
    return reading;
}

std::vector<IdentifierReading> read_identifiers(const Lattice& line) {
    constexpr double kWorthKeeping = 0.002;  // that a number of this kind stands there at all
    if (line.empty()) return {};
    const std::string text = greedy_text(line).text;
    std::vector<IdentifierKind> kinds = {IdentifierKind::member_id, IdentifierKind::enrollment_id};
    // A Social Security number is as long as a billing account's, and so is a telephone's that lost a digit.
    if (without_private_numbers(text) == text && !names_telephone(text))
        kinds.push_back(IdentifierKind::billing_account);
    const Values values = over_views(line, [&](const Lattice& view) { return numbers_of(view, kinds); });
    std::vector<IdentifierReading> identifiers;
    for (const IdentifierKind kind : kinds) {
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
    const std::string text = greedy_text(folded).text;
    if (names_another_state(text)) return PayeeVerdict::other;
    if (nearest <= kSameNats) return PayeeVerdict::health_connector;
    if (text.size() < kNameLengthMin || nearest < kOtherNats) return PayeeVerdict::unreadable;
    const double doubt = -log_probability(folded, text) / static_cast<double>(text.size());
    const bool far = std::all_of(accepted.begin(), accepted.end(), [&](const std::string& name) {
        return reading_distance(name, text) > 0.6 * static_cast<double>(std::max(name.size(), text.size()));
    });
    return far && doubt <= kLegibleNats ? PayeeVerdict::other : PayeeVerdict::unreadable;
}

}  // namespace lockbox

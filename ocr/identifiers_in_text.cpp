#include "ocr/identifiers_in_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <span>

#include "ocr/digit_runs.h"

namespace lockbox {
namespace {

/// The shape of one kind of identifier (domain.md).
struct Shape {
    IdentifierKind kind;
    std::size_t length;
    char first;
};
constexpr std::array<Shape, 3> kShapes = {{{IdentifierKind::member_id, 12, '7'},
                                           {IdentifierKind::billing_account, 9, '7'},
                                           {IdentifierKind::enrollment_id, 13, '1'}}};

constexpr double kPartOfLongerRow = 0.5;  ///< a number cut out of a longer row ("747535974 2 3")
constexpr double kNeverCertain = 0.99;
constexpr double kWorthKeeping = 0.001;  ///< of the best that the same characters could mean
constexpr std::size_t kAlternativesMax = 16;

using Positions = std::vector<std::size_t>;  ///< of the characters of one number in the text

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool can_mean(char character, char digit) {
    const auto meanings = digit_meanings(character);
    return std::any_of(meanings.begin(), meanings.end(), [&](const DigitMeaning& m) { return m.digit == digit; });
}

/// The last words before a run, in lower case and with look-alikes of S undone ("5SN").
std::string words_before(std::string_view text, std::size_t end) {
    constexpr std::size_t kLabelMax = 24;
    std::string words;
    for (const char c : text.substr(end > kLabelMax ? end - kLabelMax : 0, std::min(end, kLabelMax))) {
        if (std::isalpha(static_cast<unsigned char>(c)) || c == '5') {
            words += c == '5' ? 's' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (c != '.' && (words.empty() || words.back() != ' ')) {
            words += ' ';
        }
    }
    return words;
}

bool labelled(std::string_view text, const DigitRun& run, std::span<const std::string_view> labels) {
    const std::string words = " " + words_before(text, run.pieces.front().begin);
    return std::any_of(labels.begin(), labels.end(),
                       [&](std::string_view label) { return words.find(label) != std::string::npos; });
}

bool is_social_security(std::string_view text, const DigitRun& run) {
    static constexpr std::array<std::string_view, 5> kLabels = {" ssn", " ss ", "social", "soc sec", " ssh "};
    if (run.digit_count() != 9) return false;
    return run.grouped({3, 2, 4}) || labelled(text, run, kLabels);
}

/// Three-two-four joined by dashes inside a longer run.
std::optional<std::size_t> social_security_piece(const DigitRun& run) {
    for (std::size_t i = 0; i + 2 < run.pieces.size(); ++i) {
        const bool dashes = run.bonds[i] == DigitBond::dash && run.bonds[i + 1] == DigitBond::dash;
        if (dashes && run.pieces[i].size() == 3 && run.pieces[i + 1].size() == 2 && run.pieces[i + 2].size() == 4) {
            return i;
        }
    }
    return std::nullopt;
}

bool is_zip_plus_4(const DigitRun& run) {
    return run.grouped({5, 4}) && run.bonds[0] == DigitBond::dash;
}

bool is_labelled_as_telephone(std::string_view text, const DigitRun& run) {
    static constexpr std::array<std::string_view, 4> kLabels = {" tel ", " phone ", " fax ", " cell "};
    return labelled(text, run, kLabels);
}

/// Numbers that have their own meaning, whatever their shape.
bool is_something_else(std::string_view text, const DigitRun& run) {
    static constexpr std::array<std::string_view, 3> kLabels = {" zip ", " routing ", " invoice "};
    return is_labelled_as_telephone(text, run) || is_social_security(text, run) || social_security_piece(run) ||
           is_zip_plus_4(run) || labelled(text, run, kLabels);
}

/// Everything that the characters can mean as a number of this shape, best first.
std::vector<Alternative<std::string>> spellings(std::string_view text, std::span<const std::size_t> positions,
                                                char first) {
    std::vector<Alternative<std::string>> partial = {{"", 1.0}};
    for (const std::size_t position : positions) {
        std::vector<Alternative<std::string>> longer;
        for (const auto& [digits, probability] : partial) {
            for (const DigitMeaning& meaning : digit_meanings(text[position])) {
                if (meaning.probability <= 0 || (digits.empty() && meaning.digit != first)) continue;
                longer.push_back({digits + meaning.digit, probability * meaning.probability});
            }
        }
        std::stable_sort(longer.begin(), longer.end(),
                         [](const auto& a, const auto& b) { return a.probability > b.probability; });
        if (longer.size() > kAlternativesMax) longer.resize(kAlternativesMax);
        partial = std::move(longer);
    }
    const double best = partial.empty() ? 0 : partial.front().probability;
    std::erase_if(partial, [&](const auto& a) { return a.probability < kWorthKeeping * best; });
    return partial;
}

Positions positions_of(const DigitRun& run, std::size_t from, std::size_t to) {
    Positions positions;
    for (std::size_t p = from; p <= to; ++p) {
        for (std::size_t i = run.pieces[p].begin; i < run.pieces[p].end; ++i) positions.push_back(i);
    }
    return positions;
}

/// Drops look-alike letters from the ends ("No747535974" reads "o747535974") until `length` are left; empty when no way
/// to do so leaves a number that can begin with `first`.
Positions trimmed(std::string_view text, const Positions& positions, const Shape& shape) {
    if (positions.size() < shape.length) return {};
    const std::size_t excess = positions.size() - shape.length;
    for (std::size_t front = 0; front <= excess; ++front) {
        const auto begin = positions.begin() + static_cast<std::ptrdiff_t>(front);
        const auto end = begin + static_cast<std::ptrdiff_t>(shape.length);
        const auto is_true_digit = [&](std::size_t i) { return is_digit(text[i]); };
        if (std::any_of(positions.begin(), begin, is_true_digit) || std::any_of(end, positions.end(), is_true_digit)) {
            continue;
        }
        if (can_mean(text[*begin], shape.first)) return {begin, end};
    }
    return {};
}

struct Candidate {
    IdentifierKind kind;
    Positions positions;
    std::vector<Alternative<std::string>> spellings;
};

std::optional<Candidate> candidate(std::string_view text, const DigitRun& run, std::size_t from, std::size_t to) {
    for (const Shape& shape : kShapes) {
        Positions positions = trimmed(text, positions_of(run, from, to), shape);
        if (positions.empty()) continue;
        auto meanings = spellings(text, positions, shape.first);
        const auto true_digits =
            std::count_if(positions.begin(), positions.end(), [&](std::size_t i) { return is_digit(text[i]); });
        // A word of look-alikes ("Billings") is no number: two thirds have to be true digits.
        if (meanings.empty() || 3 * true_digits < 2 * static_cast<std::ptrdiff_t>(shape.length)) continue;
        return Candidate{shape.kind, std::move(positions), std::move(meanings)};
    }
    return std::nullopt;
}

std::vector<Candidate> candidates(std::string_view text, const DigitRun& run) {
    std::vector<Candidate> found;
    const std::size_t last = run.pieces.size() - 1;
    if (auto whole = candidate(text, run, 0, last)) found.push_back(std::move(*whole));
    const bool have_whole = !found.empty();
    for (std::size_t from = 0; from <= last; ++from) {
        if (from > 0 && run.bonds[from - 1] == DigitBond::dash) continue;
        for (std::size_t to = from; to <= last; ++to) {
            const bool is_whole = from == 0 && to == last;
            // Where the whole run is a number, its groups are not, unless one of them has the full length by itself.
            if (is_whole || (have_whole && to > from) || (to < last && run.bonds[to] == DigitBond::dash)) continue;
            auto part = candidate(text, run, from, to);
            if (!part) continue;
            for (auto& spelling : part->spellings) spelling.probability *= kPartOfLongerRow;
            found.push_back(std::move(*part));
        }
    }
    return found;
}

/// The words of a line with what is known of each character.
struct Source {
    std::string_view text;
    std::function<double(const Positions&)> probability;
    std::function<std::optional<Region>(const Positions&)> region;
    Typeface typeface;
};

std::vector<IdentifierReading> find(const Source& source) {
    std::vector<IdentifierReading> found;
    for (const DigitRun& run : digit_runs(source.text)) {
        if (is_something_else(source.text, run)) continue;
        for (Candidate& c : candidates(source.text, run)) {
            IdentifierReading reading;
            reading.kind = c.kind;
            reading.printed = source.typeface == Typeface::print;
            reading.digits.presence = Presence::read;
            reading.digits.alternatives = std::move(c.spellings);
            reading.digits.region = source.region(c.positions);
            const double probability = std::clamp(source.probability(c.positions), 0.0, kNeverCertain);
            for (auto& alternative : reading.digits.alternatives) alternative.probability *= probability;
            std::erase_if(reading.digits.alternatives, [](const auto& a) { return a.probability <= 0; });
            if (!reading.digits.alternatives.empty()) found.push_back(std::move(reading));
        }
    }
    return found;
}

Box around(const Box& a, const Box& b) {
    const int left = std::min(a.left_px, b.left_px), top = std::min(a.top_px, b.top_px);
    return {left, top, std::max(a.right_px(), b.right_px()) - left, std::max(a.bottom_px(), b.bottom_px()) - top};
}

/// Positions of the words that hold at least one of the characters, in TextLine::text().
std::vector<const TextWord*> words_with(const TextLine& line, const Positions& positions) {
    std::vector<const TextWord*> words;
    std::size_t begin = 0;
    for (const TextWord& word : line.words) {
        const std::size_t end = begin + word.text.size();
        if (std::any_of(positions.begin(), positions.end(), [&](std::size_t p) { return p >= begin && p < end; })) {
            words.push_back(&word);
        }
        begin = end + 1;
    }
    return words;
}

/// No identifier is that long.
bool is_payment_card(const DigitRun& run) {
    const bool in_one = run.grouped({15}) || run.grouped({16});
    return in_one || run.grouped({4, 4, 4, 4}) || run.grouped({4, 6, 5});
}

}  // namespace

std::vector<IdentifierReading> identifiers_in(std::string_view text, double probability, Typeface typeface) {
    return find({text, [&](const Positions&) { return probability; },
                 [](const Positions&) { return std::optional<Region>{}; }, typeface});
}

std::vector<IdentifierReading> identifiers_in(const TextLine& line, Side side, Typeface typeface) {
    const std::string text = line.text();
    const auto probability = [&](const Positions& positions) {
        double weakest = 1;
        for (const TextWord* word : words_with(line, positions)) weakest = std::min(weakest, word->probability);
        return weakest;
    };
    const auto region = [&](const Positions& positions) -> std::optional<Region> {
        const auto words = words_with(line, positions);
        Box box = words.front()->box;
        for (const TextWord* word : words) box = around(box, word->box);
        return Region{side, box};
    };
    return find({text, probability, region, typeface});
}

void add_identifiers(std::vector<IdentifierReading>& known, std::vector<IdentifierReading> found) {
    for (IdentifierReading& reading : found) {
        const auto same = std::find_if(known.begin(), known.end(), [&](const IdentifierReading& k) {
            return k.kind == reading.kind && k.digits.best() && reading.digits.best() &&
                   k.digits.best()->value == reading.digits.best()->value;
        });
        if (same == known.end()) {
            known.push_back(std::move(reading));
        } else if (reading.digits.best()->probability > same->digits.best()->probability) {
            *same = std::move(reading);
        }
    }
}

std::string without_private_numbers(std::string_view text) {
    std::string safe(text);
    const auto mask = [&](const DigitPiece& piece) {
        for (std::size_t i = piece.begin; i < piece.end; ++i) safe[i] = '*';
    };
    for (const DigitRun& run : digit_runs(text)) {
        const bool no_account = run.digit_count() == 9 && !can_mean(text[run.pieces.front().begin], '7');
        if (is_payment_card(run) || is_social_security(text, run) || (no_account && !is_zip_plus_4(run))) {
            for (const DigitPiece& piece : run.pieces) mask(piece);
        } else if (const auto piece = social_security_piece(run)) {
            for (std::size_t i = 0; i < 3; ++i) mask(run.pieces[*piece + i]);
        }
    }
    return safe;
}

bool names_telephone(std::string_view text) {
    const std::vector<DigitRun> runs = digit_runs(text);
    return std::any_of(runs.begin(), runs.end(), [&](const DigitRun& run) {
        return run.grouped({3, 3, 4}) || is_labelled_as_telephone(text, run);
    });
}

}  // namespace lockbox

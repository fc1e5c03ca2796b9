#include "ocr/courtesy_amount.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "ocr/fuzzy_text.h"

namespace lockbox {
namespace {

constexpr double kBestMax = 0.9;           // handwriting is never surer than this without a second witness
constexpr double kLetterForDigit = 0.6;    // each letter that had to be taken for a digit
constexpr double kExchangedDigit = 0.015;  // share of a neighbour one look-alike digit away
constexpr std::size_t kAlternativesMax = 12;
constexpr std::int64_t kDollarsMax = 99'999'999;

/// A string in the alphabet of the grammar: digits, '.' any separator, '/' the fraction's bar, '-' a closing dash.
struct Figures {
    std::string text;
    double trust = 1;
    int digits = 0, letters = 0;  ///< as read: true figures, and letters taken for them
};

char digit_for(char c) {
    switch (c) {
        case 'O':
        case 'o':
        case 'D':
        case 'Q':
            return '0';
        case 'l':
        case 'I':
        case 'i':
        case '|':
        case '!':
        case ']':
        case '[':
            return '1';
        case 'Z':
        case 'z':
            return '2';
        case 'A':
            return '4';
        case 'S':
        case 's':
            return '5';
        case 'G':
        case 'b':
            return '6';
        case 'T':
        case '?':
            return '7';
        case 'B':
            return '8';
        case 'g':
        case 'q':
            return '9';
        default:
            return 0;
    }
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "no/100" and "xx/100" say zero cents; afterwards only digits, separators and bars matter.
std::string with_zero_cents(std::string text) {
    for (const std::string_view zero : {"no/", "NO/", "No/", "xx/", "XX/"}) {
        const std::size_t at = text.rfind(zero);
        if (at != std::string::npos) text.replace(at, 2, "00");
    }
    return text;
}

Figures figures_of(std::string_view raw) {
    std::string text = with_zero_cents(std::string(raw));
    const std::size_t start = text.find_first_not_of(" $*#=~_");
    text.erase(0, start == std::string::npos ? text.size() : start);
    // The dollar sign itself is often read as S, B or 8; only a letter can be told from a figure.
    if (text.size() > 1 && (text[0] == 'S' || text[0] == 's' || text[0] == 'B')) text.erase(0, 1);
    Figures figures;
    for (const char c : text) {
        figures.digits += is_digit(c);
        if (is_digit(c) || c == '/')
            figures.text += c;
        else if (c == '.' || c == ',' || c == ' ' || c == ':' || c == '\'')
            figures.text += '.';
        else if (c == '-' || c == '=' || c == '~' || c == '_')
            figures.text += '-';
        else if (const char digit = digit_for(c); digit != 0) {
            figures.text += digit;
            ++figures.letters;
            figures.trust *= kLetterForDigit;
        } else if (c != '$' && c != '*')
            figures.trust *= kLetterForDigit;
    }
    return figures;
}

std::vector<std::string> groups_of(std::string_view text) {
    std::vector<std::string> groups;
    bool open = false;
    for (const char c : text) {
        if (!is_digit(c)) {
            open = false;
            continue;
        }
        if (!open) groups.emplace_back();
        groups.back() += c;
        open = true;
    }
    return groups;
}

std::string joined(const std::vector<std::string>& groups, std::size_t count) {
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += groups[i];
    return digits;
}

/// Thousands grouped as they should be: "1" "234", "12" "345" "678".
bool well_grouped(const std::vector<std::string>& groups, std::size_t count) {
    if (count == 0 || groups[0].size() > (count > 1 ? 3U : 7U)) return false;
    return std::all_of(groups.begin() + 1, groups.begin() + static_cast<std::ptrdiff_t>(count),
                       [](const std::string& group) { return group.size() == 3; });
}

/// Interpretations with their shares.
using Shares = std::map<Cents, double>;

void add(Shares& shares, const std::string& dollars, const std::string& cents, double share) {
    if (dollars.empty() || dollars.size() > 8 || cents.size() != 2) return;
    const std::int64_t whole = std::stoll(dollars);
    if (whole > kDollarsMax) return;
    const Cents amount(whole * 100 + std::stoll(cents));
    if (amount > Cents(0)) shares[amount] += share;
}

/// Takes off "/100", "/xx" or what is left of it; true when two digits stand before the bar.
bool take_fraction(std::string& text) {
    const std::size_t bar = text.find('/');
    if (bar == std::string::npos) return false;
    const bool hundredths = bar >= 2 && is_digit(text[bar - 1]) && is_digit(text[bar - 2]);
    text.erase(bar);
    return hundredths;
}

Shares interpret(std::string text) {
    Shares shares;
    const bool fraction = take_fraction(text);
    const bool closed = !text.empty() && text.back() == '-';
    const std::vector<std::string> groups = groups_of(text);
    if (groups.empty()) return shares;
    const std::string all = joined(groups, groups.size());
    const std::string dollars = joined(groups, groups.size() - 1);
    const std::string last = groups.back();
    if (groups.size() > 1 && last.size() == 2) {
        add(shares, dollars, last, well_grouped(groups, groups.size() - 1) ? 1.0 : 0.6);
        return shares;
    }
    const std::string but_two = all.size() > 2 ? all.substr(0, all.size() - 2) : "";
    const std::string two = all.size() > 2 ? all.substr(all.size() - 2) : "";
    if (fraction) {
        add(shares, but_two, two, 0.9);
    } else if (closed && well_grouped(groups, groups.size())) {
        add(shares, all, "00", 0.8);
        add(shares, but_two, two, 0.1);
    } else if (groups.size() > 1 && well_grouped(groups, groups.size())) {
        add(shares, all, "00", 0.4);  // "1,234": whole dollars, or a point taken for a comma and a digit too many
        add(shares, but_two, two, 0.2);
    } else if (groups.size() == 1) {
        add(shares, but_two, two, 0.65);  // the point is the first thing that scanning loses
        add(shares, all, "00", all.size() <= 4 ? 0.25 : 0.1);
    } else {
        add(shares, but_two, two, 0.35);
        if (last.size() == 1) add(shares, dollars, last + "0", 0.15);
    }
    return shares;
}

/// Amounts one exchanged digit away, for digits that look alike.
void add_neighbours(Shares& shares, Cents amount, double share) {
    constexpr std::array<std::string_view, 10> kLikeDigit = {"68", "74", "7", "58", "9", "63", "05", "19", "30", "47"};
    const std::string digits = std::to_string(amount.count());
    for (std::size_t i = 0; i < digits.size(); ++i) {
        for (const char other : kLikeDigit[static_cast<std::size_t>(digits[i] - '0')]) {
            std::string changed = digits;
            changed[i] = other;
            if (changed[0] == '0') continue;
            shares.try_emplace(Cents(std::stoll(changed)), share);
        }
    }
}

/// How often a figure string of the usual form is right at the engine's own opinion of it, relative to kBestMax.
/// Measured on Tesseract with many hands: a step, not a slope.
double credit(double reader_probability) {
    return 0.42 + 0.56 / (1 + std::exp(-25 * (reader_probability - 0.78)));
}

}  // namespace

Reading<Cents> parse_courtesy_amount(std::string_view text, double reader_probability) {
    Reading<Cents> reading;
    if (plain_words(text).empty()) return reading;
    reading.presence = Presence::illegible;
    const Figures figures = figures_of(text);
    if (figures.letters > figures.digits) return reading;
    Shares shares = interpret(figures.text);
    if (shares.empty()) return reading;
    reading.presence = Presence::read;
    const double trust = kBestMax * figures.trust * credit(reader_probability);
    for (auto& [amount, share] : shares) share *= trust;
    const auto best = std::max_element(shares.begin(), shares.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const Cents best_amount = best->first;
    add_neighbours(shares, best_amount, best->second * kExchangedDigit);
    double sum = 0;
    for (const auto& [amount, share] : shares) sum += share;
    const double scale = sum > 0.98 ? 0.98 / sum : 1.0;
    for (const auto& [amount, share] : shares) reading.alternatives.push_back({amount, share * scale});
    std::stable_sort(reading.alternatives.begin(), reading.alternatives.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    if (reading.alternatives.size() > kAlternativesMax) reading.alternatives.resize(kAlternativesMax);
    return reading;
}

bool names_a_limit(std::string_view line) {
    constexpr std::array<std::string_view, 4> kWords = {" over ", " exceed ", " exceeding ", " under "};
    const std::string words = " " + plain_words(line) + " ";
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return words.find(word) != std::string::npos; });
}

}  // namespace lockbox

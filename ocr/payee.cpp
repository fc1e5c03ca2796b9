#include "ocr/payee.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>
#include <string>

#include "ledger/identifiers.h"
#include "ocr/fuzzy_text.h"
#include "ocr/legend_words.h"

namespace lockbox {
namespace {

constexpr double kSameMax = 0.38;  // share of wrong characters up to which it is still the accepted name
constexpr double kSameMaxSure = 0.2, kSureMin = 0.75;
constexpr double kOtherMin = 0.6;    // ... and from which it is another
constexpr double kLegibleMin = 0.5;  // the reader's own opinion below which its text says nothing
constexpr std::size_t kNameLengthMin = 4;

bool has_word(std::string_view words, std::string_view word) {
    return (" " + std::string(words) + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

/// "100", "1,234.00"; more figures than that in a row are a number that follows a misread letter.
bool starts_with_money(std::string_view text) {
    constexpr std::size_t kFiguresMin = 2, kFiguresMax = 4;
    const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t end = std::min(text.find_first_not_of("0123456789", first), text.size());
    const bool grouped = end < text.size() && text[end] == ',';
    return end - first <= kFiguresMax && (end - first >= kFiguresMin || (grouped && end > first));
}

double share_of_errors(std::string_view accepted, std::string_view text) {
    return reading_distance(accepted, text) / static_cast<double>(std::max(accepted.size(), text.size()));
}

/// Whether the text holds one of the phrases with no more than one letter in so many misread. Readers lose spaces, and
/// find some: they do not count.
bool names_one_of(std::string_view text, const std::vector<std::string>& phrases, int letters_for_a_slip) {
    const auto letters_of = [](std::string_view of) {
        std::string letters = plain_words(of);
        std::erase(letters, ' ');
        return letters;
    };
    const std::string words = letters_of(text);
    return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
        const std::string plain = letters_of(phrase);
        return !plain.empty() &&
               distance_within(plain, words) <= static_cast<double>(plain.size()) / letters_for_a_slip;
    });
}

}  // namespace

bool names_another_state(std::string_view payee) {
    constexpr auto kStates = std::to_array<std::string_view>(
        {"alabama",  "alaska",    "arizona",  "arkansas",   "california",   "colorado",  "connecticut", "delaware",
         "florida",  "georgia",   "hawaii",   "idaho",      "illinois",     "indiana",   "iowa",        "kansas",
         "kentucky", "louisiana", "maine",    "maryland",   "michigan",     "minnesota", "mississippi", "missouri",
         "montana",  "nebraska",  "nevada",   "hampshire",  "jersey",       "mexico",    "york",        "carolina",
         "dakota",   "ohio",      "oklahoma", "oregon",     "pennsylvania", "rhode",     "tennessee",   "texas",
         "utah",     "vermont",   "virginia", "washington", "wisconsin",    "wyoming",   "columbia",    "puerto"});
    constexpr std::size_t kLettersForASlip = 6;
    std::istringstream words(plain_words(payee));
    for (std::string word; words >> word;) {
        for (const std::string_view state : kStates) {
            const double slips = static_cast<double>(state.size() / kLettersForASlip);
            if (reading_distance(state, word) <= slips) return true;
        }
    }
    return false;
}

PayeeVerdict judge_payee(std::string_view text, double reader_probability, const std::vector<std::string>& accepted) {
    const std::string name = plain_words(text);
    if (name.size() < kNameLengthMin) return PayeeVerdict::unreadable;
    if (names_another_state(text)) return PayeeVerdict::other;
    double whole = 1, within = 1;
    for (const std::string& spelling : accepted) {
        const std::string plain = plain_words(spelling);
        if (plain.empty()) continue;
        whole = std::min(whole, share_of_errors(plain, name));
        within = std::min(within, distance_within(plain, name) / static_cast<double>(plain.size()));
    }
    const bool legible = reader_probability >= kLegibleMin;
    // A reader who is sure has read another word; one who is not has misread ours.
    const double same_max = reader_probability >= kSureMin ? kSameMaxSure : kSameMax;
    if (whole <= same_max || within <= kSameMaxSure) return PayeeVerdict::health_connector;
    return legible && whole >= kOtherMin && within >= kOtherMin / 1.2 ? PayeeVerdict::other : PayeeVerdict::unreadable;
}

bool names_restriction(std::string_view text, const std::vector<std::string>& legends) {
    return names_one_of(text, legends, 16);
}

bool names_condition(std::string_view text) {
    // "Not good until ..." may go on in the next line; so short, pixels say it by chance: only what was read counts.
    return names_one_of(text, cashing_conditions(), 8) || names_one_of(text, {"not good"}, 8);
}

bool names_foreign_currency(std::string_view text) {
    constexpr std::array<std::string_view, 9> kCodes = {
        "cad", "eur", "gbp", "euro", "euros", "mxn", "peso", "pounds sterling", "yen"};
    constexpr std::array<std::string_view, 3> kPhrases = {"canadian dollars", "canadian funds", "canadian currency"};
    for (const std::string_view sign : {"\xC2\xA3", "\xE2\x82\xAC"}) {
        const std::size_t at = text.find(sign);
        if (at == std::string_view::npos) continue;
        // Alone, or within a word ("A/C" as "Al" and the sign), it is a misread letter more often than money.
        const bool within_word = at > 0 && std::isalpha(static_cast<unsigned char>(text[at - 1])) != 0;
        if (!within_word && starts_with_money(text.substr(at + sign.size()))) return true;
    }
    const std::string words = plain_words(text);
    if (std::any_of(kCodes.begin(), kCodes.end(), [&](std::string_view code) { return has_word(words, code); }))
        return true;
    if (std::any_of(kPhrases.begin(), kPhrases.end(), [&](std::string_view phrase) {
            return words.size() >= phrase.size() && distance_within(phrase, words) <= 1.5;
        })) {
        return true;
    }
    const std::size_t payable = words.find("payable in ");
    return payable != std::string::npos && words.find(" funds", payable) != std::string::npos &&
           words.find("payable in us", payable) != payable && words.find("payable in u s", payable) != payable &&
           words.find("payable in united states", payable) != payable;
}

}  // namespace lockbox

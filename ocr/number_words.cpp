#include "ocr/number_words.h"

#include <algorithm>
#include <array>

#include "ocr/fuzzy_text.h"

namespace lockbox {
namespace {

constexpr double kShareMax = 0.45;      // of a word's letters may be wrong
constexpr double kFractionTail = 0.35;  // "/100" is written small and says nothing: its loss costs little
constexpr double kFractionDigit = 1.4;  // one of the two digits is the whole difference between amounts
constexpr int kGrowthMax = 2;           // letters that a stretch may have more than its word

std::vector<NumberWord> all_words() {
    using enum NumberWordKind;
    std::vector<NumberWord> words = {
        {"one", unit, 1},          {"two", unit, 2},          {"three", unit, 3},         {"four", unit, 4},
        {"five", unit, 5},         {"six", unit, 6},          {"seven", unit, 7},         {"eight", unit, 8},
        {"nine", unit, 9},         {"ten", teen, 10},         {"eleven", teen, 11},       {"twelve", teen, 12},
        {"thirteen", teen, 13},    {"fourteen", teen, 14},    {"fifteen", teen, 15},      {"sixteen", teen, 16},
        {"seventeen", teen, 17},   {"eighteen", teen, 18},    {"nineteen", teen, 19},     {"twenty", tens, 20},
        {"thirty", tens, 30},      {"forty", tens, 40},       {"fourty", tens, 40},       {"fifty", tens, 50},
        {"sixty", tens, 60},       {"seventy", tens, 70},     {"eighty", tens, 80},       {"ninety", tens, 90},
        {"ninty", tens, 90},       {"hundred", hundred, 0},   {"thousand", thousand, 0},  {"and", joiner, 0},
        {"dollars", dollars, 0},   {"dollar", dollars, 0},    {"only", dollars, 0},       {"cents", cents, 0},
        {"no/100", hundredths, 0}, {"xx/100", hundredths, 0}, {"zero/100", hundredths, 0}};
    for (int value = 0; value < 100; ++value) {
        words.push_back({std::string(value < 10 ? "0" : "") + std::to_string(value) + "/100", hundredths, value});
    }
    return words;
}

/// What the i-th character of a word weighs.
double weight(const NumberWord& word, std::size_t i) {
    if (word.kind != NumberWordKind::hundredths) return 1.0;
    return i + 4 >= word.text.size() ? kFractionTail : kFractionDigit;
}

}  // namespace

const std::vector<NumberWord>& number_words() {
    static const std::vector<NumberWord> words = all_words();
    return words;
}

std::string number_letters(std::string_view text) {
    std::string letters;
    for (const char c : lower_case(text)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/';
        if (kept)
            letters += c;
        else if (c == '&')
            letters += "and";
        else if (c == '|')
            letters += '/';
    }
    return letters;
}

std::vector<WordMatch> words_at(std::string_view letters, std::size_t start) {
    std::vector<WordMatch> matches;
    std::array<double, 16> row{};
    for (const NumberWord& word : number_words()) {
        const std::size_t width = std::min(letters.size() - start, word.text.size() + kGrowthMax);
        const double cost_max = kShareMax * static_cast<double>(word.text.size());
        for (std::size_t j = 0; j <= width; ++j) row[j] = static_cast<double>(j);
        double least = 0;
        for (std::size_t i = 1; i <= word.text.size() && least <= cost_max; ++i) {
            const double gone = weight(word, i - 1);
            double diagonal = row[0];
            row[0] += gone;
            least = row[0];
            for (std::size_t j = 1; j <= width; ++j) {
                const double above = row[j];
                const double exchange = confusion_cost(word.text[i - 1], letters[start + j - 1]) * gone;
                row[j] = std::min({diagonal + exchange, above + gone, row[j - 1] + 1});
                diagonal = above;
                least = std::min(least, row[j]);
            }
        }
        for (std::size_t j = 1; j <= width && least <= cost_max; ++j) {
            if (row[j] <= cost_max) matches.push_back({&word, start + j, row[j]});
        }
    }
    return matches;
}

}  // namespace lockbox

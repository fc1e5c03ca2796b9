#include "ocr/micr_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>

namespace lockbox {

namespace {

constexpr std::size_t kAmountDigits = 10;

bool is_digit(char c) {
    return (c >= '0' && c <= '9') || c == '?';
}

/// Whether the amount symbol in front of `rest` opens an amount: ten digits and its other symbol, or what the end of
/// the line has left of them.
bool opens_amount(std::string_view rest) {
    const auto digits = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
    if (digits == rest.size()) return digits > 0 && digits <= kAmountDigits;
    return rest[digits] == 'B' && digits == kAmountDigits;
}

bool may_stand_together(char left, char right) {
    constexpr std::array<std::string_view, 4> kPairs = {"CA", "CB", "AC", "CD"};
    return is_digit(left) || is_digit(right) || std::any_of(kPairs.begin(), kPairs.end(), [&](std::string_view pair) {
               return pair[0] == left && pair[1] == right;
           });
}

}  // namespace

int layout_breaches(std::string_view line) {
    const std::string reversed(line.rbegin(), line.rend());
    int breaches = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0 && !may_stand_together(line[i - 1], line[i])) ++breaches;
        if (line[i] == 'B' && !opens_amount(line.substr(i + 1)) &&
            !opens_amount(std::string_view(reversed).substr(line.size() - i)))
            ++breaches;
    }
    return breaches;
}

void heed_layout(std::vector<MicrCharacter>& characters) {
    constexpr double kSeldom = 0.02;  // how rarely a line breaks its layout once more, against one that does not
    std::string text;
    for (const MicrCharacter& character : characters) text += character.symbol;
    const int breaches = layout_breaches(text);
    for (std::size_t i = 0; i < characters.size(); ++i) {
        MicrCharacter& character = characters[i];
        if (character.symbol == '?') continue;
        double rivals = 0, others = 1 - character.probability;
        std::string changed = text;
        for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol) {
            if (kE13bSymbols[symbol] == character.symbol) continue;
            changed[i] = kE13bSymbols[symbol];
            rivals += character.as[symbol] * std::pow(kSeldom, layout_breaches(changed) - breaches);
            others -= character.as[symbol];
        }
        character.probability /= character.probability + rivals + std::max(0.0, others);
    }
}

}  // namespace lockbox

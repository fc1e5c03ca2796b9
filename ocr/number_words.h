#pragma once
// The words of an amount, found in misread text: for each place the number words that could stand there, and what
// each would cost in reading errors. Spaces and hyphens carry no meaning: they are the first thing that goes wrong.

#include <string>
#include <string_view>
#include <vector>

namespace lockbox {

enum class NumberWordKind { unit, teen, tens, hundred, thousand, joiner, dollars, cents, hundredths };

struct NumberWord {
    std::string text;  ///< "eighty", "and", "87/100"
    NumberWordKind kind;
    int value = 0;  ///< 80; cents of "87/100"
};
[[nodiscard]] const std::vector<NumberWord>& number_words();

/// One word over one stretch of the text.
struct WordMatch {
    const NumberWord* word;
    std::size_t end = 0;  ///< behind the stretch
    double cost = 0;      ///< weighted edit distance
};

/// Letters, digits and bars of a text, in lower case: what number_words() are spelled in.
[[nodiscard]] std::string number_letters(std::string_view text);

/// Every word that could begin at `start`, with every end, at a tolerable cost.
[[nodiscard]] std::vector<WordMatch> words_at(std::string_view letters, std::size_t start);

}  // namespace lockbox

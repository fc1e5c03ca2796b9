#pragma once
// The legal amount: the words that govern when words and figures differ (UCC 3-114).
//   Eight hundred three and 87/100    One thousand two hundred seventy and no/100    Forty-five dollars and xx/100
//   Twelve hundred and 00/100         Ninety-nine and fifty cents

#include <string>
#include <string_view>

#include "ocr/remittance.h"

namespace lockbox {

/// The text as read, errors and all, against the grammar of amounts in words: the best sequences of number words by
/// weighted edit distance, as a distribution over cents. `illegible` when no sequence comes near.
[[nodiscard]] Reading<Cents> parse_legal_amount(std::string_view text, double reader_probability);

/// How well the text supports `amount`: near 1 when its spelling explains the text and no other amount's does better,
/// near 0 when another amount explains it better or nothing does. Text that says little supports nothing.
[[nodiscard]] double legal_agreement(std::string_view text, Cents amount);

/// The amount in words as one writes it: "eight hundred three and 87/100". For 0 < amount < $1,000,000.
[[nodiscard]] std::string amount_in_words(Cents amount);

}  // namespace lockbox

#pragma once
// What a lattice says, and how probable any given string is under it: Connectionist Temporal Classification, A. Graves
// et al., ICML 2006. A string's probability is the sum over all ways to stretch it over the steps, with blanks between.

#include <string>
#include <string_view>
#include <vector>

#include "ocr/lattice.h"

namespace lockbox {

/// log P(text | pixels), exact. Minus infinity when the text does not fit: too long, or a character that the alphabet
/// does not have.
[[nodiscard]] double log_probability(const Lattice& lattice, std::string_view text);

/// log P of the single best way to write the text: never above log_probability, mostly close below it, and several
/// times faster. For shortening long lists.
[[nodiscard]] double best_way_log_probability(const Lattice& lattice, std::string_view text);

/// How well the text fits with anything left and right of it: the best way to read the text somewhere in the line,
/// against the best reading of the whole line. 0 when the best reading holds the text; the more negative, the worse it
/// fits.
[[nodiscard]] double log_ratio_within(const Lattice& lattice, std::string_view text);

/// For asking one line about many texts.
class LineForTexts {
  public:
    LineForTexts() = default;
    explicit LineForTexts(Lattice lattice);
    [[nodiscard]] double log_ratio_within(std::string_view text) const;
    /// The same for a text of letters that stands as a word: with no letter right before or behind it.
    [[nodiscard]] double log_ratio_of_word(std::string_view text) const;
    [[nodiscard]] bool empty() const { return against_best_.empty(); }

  private:
    Lattice against_best_;  ///< each class against the best of its step
    // By step t, what it costs that the last character written before t is no letter, and that the first one from t on
    // is none; each against the best way through those steps.
    std::vector<double> no_letter_before_, no_letter_from_;
};

struct GreedyText {
    std::string text;
    double log_probability = 0;  ///< of the best way through the lattice, not of the text
};
/// The likeliest class at each step, repeats and blanks taken out, spaces at the ends cut.
[[nodiscard]] GreedyText greedy_text(const Lattice& lattice);

/// The lattice as if no characters but these could stand in the line. Where letters stand that are none of them, the
/// line becomes improbable for every string, which is what it should be.
[[nodiscard]] Lattice restricted(const Lattice& lattice, std::string_view characters);

/// Capitals and small letters as one: each small letter has the probability of both.
[[nodiscard]] Lattice folded_to_lower(const Lattice& lattice);

}  // namespace lockbox

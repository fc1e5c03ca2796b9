#pragma once
// Whether words may stand in a line that nobody could read: how well its pixels fit them, and whether better than what
// fits by chance.

#include <string_view>

#include "ocr/ctc.h"

namespace lockbox {

class WordsInPixels {
  public:
    /// Capitals and small letters are one.
    explicit WordsInPixels(const Lattice& lattice);

    /// How much worse than the best reading of their place the words fit, in nats a character: 0 at best. In small
    /// letters.
    [[nodiscard]] double nats(std::string_view words) const;
    /// Where a pattern or a scrawl says nothing, any words fit. Whether words of this length that fit by `nats` do so
    /// better than words of like length that nobody writes on a check.
    [[nodiscard]] bool is_ahead_of_chance(double nats, std::size_t length) const;
    /// They fit no worse than by `nats_max`, and not by chance.
    [[nodiscard]] bool show(std::string_view words, double nats_max) const;

  private:
    LineForTexts line_;
};

}  // namespace lockbox

#pragma once
// Amounts as machines print them: in words or figures, their place filled up with stars.

#include <optional>
#include <string_view>

#include "ocr/field_image.h"
#include "ocr/text_engine.h"

namespace lockbox {

/// The strokes of an amount in `band`, without the stars and dashes before and behind it: a reader of handwriting takes
/// them for figures.
[[nodiscard]] FieldImage cut_printed_amount(const CleanPage& page, const Box& band);

/// The words of an amount in a line, from behind "PAY" or "THE SUM OF" up to the fraction or "cents": what fills the
/// line behind them reads as anything. Nothing where there is neither.
[[nodiscard]] std::optional<TextLine> amount_in_words_of(const TextLine& line);

/// The word there with those right behind it that go on in figures, no more than `gap_px` apart.
[[nodiscard]] TextWord whole_figures(const TextLine& line, std::size_t first, int gap_px);

/// "153.00" and "*1,153.00*": figures that say their cents, and nothing else.
[[nodiscard]] bool has_form_of_amount(std::string_view word);

/// "***Fifty-three and 00/100***", however badly it was read behind its stars; not "**$53.00".
[[nodiscard]] bool begins_with_stars(std::string_view line);

}  // namespace lockbox

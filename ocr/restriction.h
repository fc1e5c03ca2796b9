#pragma once
// Restrictive legends ("paid in full") in writing that may be read wrongly.

#include <string>
#include <string_view>
#include <vector>

#include "ocr/identifiers_in_text.h"
#include "ocr/remittance.h"

namespace lockbox {

/// How much worse than the best reading of its place a legend may fit, nats a character. Of 435 drawn checks with a
/// legend, in hands never seen, 11 show less; of 4,200 without one 27 show as much, before it was asked whether other
/// words fit as well (words_in_pixels.h). What shows less still is weighed
/// against what else it may say, where that is known (matching/legend_suspicion).
inline constexpr double kMayStandNats = 1.8;
/// Beside a payer's print, which is no note: of 780 the nearest without a legend shows 2.5, one with a legend in it
/// 0.6.
inline constexpr double kMayStandInPrintNats = 1.0;

/// Where nobody can be sure of the text, the pixels are asked whether a legend may stand there: a legend that is
/// overlooked posts what the payer never meant to pay.
[[nodiscard]] bool shows_restriction(const TextReading& text, const std::vector<std::string>& legends,
                                     Typeface typeface = Typeface::handwriting, double may_stand_nats = kMayStandNats);

/// The stock's own line along its upper edge, lower than writing and long, often white on shade or too small to be
/// read. In so many places the pixels of a legend are found by chance: it says in words what it says.
[[nodiscard]] bool is_edge_band(const Box& line, int page_width_px, int dpi);

/// "VOID" and nothing else in its line: whoever crossed a check out so does not want it paid. Letters so `large` that
/// they run into what they cross are asked by their pixels too.
[[nodiscard]] bool says_void(const TextReading& text, bool large);

/// Whether behind the fraction of an amount in words a longer word of a legend begins ("... and xx/100l settlem"):
/// written across the check, the rest of it stands elsewhere.
[[nodiscard]] bool runs_into_restriction(std::string_view amount_in_words, const std::vector<std::string>& legends);

}  // namespace lockbox

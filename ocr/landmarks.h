#pragma once
// Which rule of a check is which, from their order and relation alone. On United States checks (ANSI X9.100-160 and
// custom) the payee's line stands above that of the words and ends before it, at the figures; some business stock has
// the words first, on the longer line, and the figures beside the payee below. The date stands above them at the right
// (seldom at the left), memo and signature side by side below, and the MICR line under everything.

#include <optional>
#include <vector>

#include "ocr/line_finder.h"

namespace lockbox {

/// Where the fields of a check are. `*_rule` is the line to write on, missing when not found.
struct CheckLayout {
    std::optional<Rule> date_rule, payee_rule, legal_rule, memo_rule, signature_rule;
    std::optional<Rule> courtesy_rule;  ///< where figures have a line instead of a box
    std::optional<Box> courtesy_box;
    double floor_px = 0;  ///< what stands below it is the MICR line, or its clear band
    bool signature_rule_in_part =
        false;                 ///< most of it is hidden, or it is something else: no ink there proves nothing
    /// Where the signature stands if `signature_rule` is empty because it is another line, above the one that the
    /// signature hides.
    std::optional<Rule> lower_signature_rule;
    std::optional<Rule> upper_signature_rule;  ///< of two that stand over each other; who signs there has signed
    bool words_first = false;  ///< the words stand above the payee

    /// Payee and words found in their relation: the other fields can be looked for around them.
    [[nodiscard]] bool is_ruled_check() const { return payee_rule && legal_rule; }
    /// The upper and the lower of the two; only of a ruled check.
    [[nodiscard]] const Rule& upper_rule() const { return words_first ? *legal_rule : *payee_rule; }
    [[nodiscard]] const Rule& lower_rule() const { return words_first ? *payee_rule : *legal_rule; }
};

/// `micr_line` is the place of the MICR line when it was found: no field stands below it.
[[nodiscard]] CheckLayout find_check_layout(const PageImage& ink, const std::vector<Rule>& rules,
                                            const std::vector<Box>& frames,
                                            const std::optional<Box>& micr_line = std::nullopt);

/// The band above a rule in which one writes on it, `height_in` inches high, with room for descenders below it.
[[nodiscard]] Box writing_band(const Rule& rule, double height_in, int dpi);

}  // namespace lockbox

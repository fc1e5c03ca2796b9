#pragma once
// Which rule of a check is which, from their order and relation alone. On every United States check (ANSI X9.100-160
// and custom) the payee's line stands above that of the words, the figures stand right of the payee, the date above
// them at the right, memo and signature side by side below, and the MICR line under everything.

#include <optional>
#include <vector>

#include "ocr/line_finder.h"

namespace lockbox {

/// Where the fields of a check are. `*_rule` is the line to write on, missing when not found.
struct CheckLayout {
    std::optional<Rule> date_rule, payee_rule, legal_rule, memo_rule, signature_rule;
    std::optional<Rule> courtesy_rule;  ///< where figures have a line instead of a box
    std::optional<Box> courtesy_box;

    /// Payee and words found in their relation: the other fields can be looked for around them.
    [[nodiscard]] bool is_ruled_check() const { return payee_rule && legal_rule; }
};

[[nodiscard]] CheckLayout find_check_layout(const PageImage& ink, const std::vector<Rule>& rules,
                                            const std::vector<Box>& frames);

/// The band above a rule in which one writes on it, `height_in` inches high, with room for descenders below it.
[[nodiscard]] Box writing_band(const Rule& rule, double height_in, int dpi);

}  // namespace lockbox

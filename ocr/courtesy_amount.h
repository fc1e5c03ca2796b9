#pragma once
// The courtesy amount: the figures beside the dollar sign, as people write them.
//   123.45   1,234.00   $ 352.50   **352.50   123 45/100   123 xx/100   123-   45.00--   and 24700 with a lost point

#include <string_view>

#include "ocr/remittance.h"

namespace lockbox {

/// What the figures may mean. `reader_probability` is the text engine's own; it is taken with much salt: no reading
/// of the usual form gets above 0.9, and what lost its decimal point or needed letters taken for digits gets less.
/// Besides the readings of the string itself the list holds those with one look-alike digit exchanged.
/// `illegible` when the text holds no amount; `absent` when it is empty.
[[nodiscard]] Reading<Cents> parse_courtesy_amount(std::string_view text, double reader_probability);

/// "NOT VALID OVER $500.00": an amount in such a line is not what the check is for.
[[nodiscard]] bool names_a_limit(std::string_view line);

}  // namespace lockbox

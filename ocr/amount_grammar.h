#pragma once
// How people write money: the grammars of the courtesy amount (figures) and of the legal amount (words). Values are
// cents.

#include "ocr/grammar_search.h"

namespace lockbox {

/// 123.45   1,234.00   $ 352.50   **352.50   123 45/100   123 xx/100   123-   45.00--   1.234,=   and 24700 with a lost
/// point, at a lower weight. Upper and lower case of x, n and o.
[[nodiscard]] const GrammarSearch& figures_grammar();

/// The dollars alone, beside raised cents: 123   $1,234   **352
[[nodiscard]] const GrammarSearch& whole_dollars_grammar();

/// Raised cents alone: 45   xx   no. The value is 100 and the cents, so that none are not nothing.
[[nodiscard]] const GrammarSearch& raised_cents_grammar();

/// "eight hundred three and 87/100", "twelve hundred and no/100", "forty-five dollars and fifty cents", with or without
/// hyphens and spaces and with the usual misspellings. For lattices in lower case (folded_to_lower).
[[nodiscard]] const GrammarSearch& words_grammar();

/// Digits with any signs between and around them. The value is the digits behind a leading 1: 10042 is "0042".
[[nodiscard]] const GrammarSearch& digits_grammar();

}  // namespace lockbox

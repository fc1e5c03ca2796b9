#pragma once
// Member IDs, Billing Account Numbers and Enrollment IDs in recognised text, wherever they stand in a line and however
// they are grouped: "Member ID 7802 8305 5252", "#7802-8305 5252", "Acct: 747535974", "RefID_1234567890123".
// Letters that readers confuse with digits (O and 0, l and 1, S and 5 ...) are taken for digits at a lower probability.
// What people write beside them is no identifier: telephone numbers, ZIP codes, dates, amounts. A Social Security
// number is never returned, and text that may hold one is masked before it is kept (domain.md, "Identifiers").

#include <string>
#include <string_view>
#include <vector>

#include "ocr/remittance.h"
#include "ocr/text_engine.h"

namespace lockbox {

enum class Typeface { print, handwriting };

/// In the order of the text. `probability` is the reader's for the whole text; every doubtful letter lowers it.
[[nodiscard]] std::vector<IdentifierReading> identifiers_in(std::string_view text, double probability,
                                                            Typeface typeface);
/// The same with the words' own probabilities and places.
[[nodiscard]] std::vector<IdentifierReading> identifiers_in(const TextLine& line, Side side, Typeface typeface);

/// Adds what is new; of two readings of the same number the surer one stays, because repeats are no further evidence.
void add_identifiers(std::vector<IdentifierReading>& known, std::vector<IdentifierReading> found);

/// The text with every number that is or may be a Social Security number or a payment card's as stars: three-two-four
/// groups, nine digits labelled as such, and nine digits that cannot be a Billing Account Number; four groups of four,
/// four-six- five, and fifteen or sixteen digits in one. Same length as the text.
[[nodiscard]] std::string without_private_numbers(std::string_view text);

/// Three-three-four groups, or digits behind "tel" or "cell": a digit lost, it has as many as a Billing Account Number.
[[nodiscard]] bool names_telephone(std::string_view text);

}  // namespace lockbox

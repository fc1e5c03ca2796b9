#pragma once
// Where in a line the digits of an identifier stand, whatever is written around them.

#include "ocr/grammar_search.h"
#include "ocr/remittance.h"

namespace lockbox {

/// The lattice with digits, space and dash kept and everything else as one character, '~'.
[[nodiscard]] Lattice digits_among_others(const Lattice& lattice);

/// How many digits an identifier of the kind has.
[[nodiscard]] std::size_t identifier_length(IdentifierKind kind);

/// One identifier of the kind, its digits together or in groups, with no digit right before or behind it; values are
/// its digits. For lattices of digits_among_others(). Which first digit and how many: ledger/identifiers.h.
[[nodiscard]] const GrammarSearch& identifier_grammar(IdentifierKind kind);

}  // namespace lockbox

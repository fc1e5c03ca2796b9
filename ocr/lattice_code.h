#pragma once
// A lattice as a short printable string, so that a written line keeps what the recogniser saw, not only what it made of
// it: whoever has the account file asks the pixels for each name or number that the file offers. About ten bytes a step.
//
// The string: "1", the number of characters in the alphabet as two hexadecimal digits, the alphabet; then for each step
// one digit (how many classes follow), the floor that all other classes have, and pairs of a class ('~' is the blank) and
// its score. A score c stands for -((c - '!') / 27)^2 nats: fine where probabilities are high, down to -11.9.

#include <string>
#include <string_view>

#include "ledger/result.h"
#include "ocr/lattice.h"

namespace lockbox {

/// At most eight classes of a step keep their own score. Empty for an empty lattice, and for one of more than 1,200 steps
/// (no line of a check is that long).
[[nodiscard]] std::string encode(const Lattice& lattice);

/// An empty lattice for an empty string; an error for anything that `encode` did not write.
[[nodiscard]] Result<Lattice> decode_lattice(std::string_view code);

}  // namespace lockbox

#pragma once
// What one envelope's records must agree on among themselves before they enter the book.

#include <optional>

#include "ledger/records.h"
#include "ledger/result.h"

namespace lockbox {

/// The first contradiction: a fault of the program that made the records, since no input may cause one.
[[nodiscard]] std::optional<Error> contradiction(const EnvelopeRecord& envelope);

}  // namespace lockbox

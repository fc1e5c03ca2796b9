#pragma once
// From the lattice of a line to what its field says: the decoder, grammar and calibration of each field in one place.

#include <optional>
#include <string_view>
#include <vector>

#include "ledger/date.h"
#include "ocr/lattice.h"
#include "ocr/remittance.h"

namespace lockbox {

/// Figures that seem to end in raised cents (raised_cents.h), each part read on its own.
struct RaisedCentsLines {
    Lattice dollars, cents;
};

/// The figures as a distribution over cents. `absent` without ink, `illegible` when nothing like an amount stands
/// there. Where cents are raised, both ways to read them are heard, each as far as it explains what stands there.
[[nodiscard]] Reading<Cents> read_figures(const Lattice& line,
                                          const std::optional<RaisedCentsLines>& raised = std::nullopt);

/// The words as a distribution over cents.
[[nodiscard]] Reading<Cents> read_words(const Lattice& line);

/// Both, and each is also asked how probable the other's amounts are, however far down its own list they stand: what
/// neither says alone is often plain from both.
struct WrittenAmount {
    Reading<Cents> figures, words;
};
[[nodiscard]] WrittenAmount read_amount(const Lattice& figures, const Lattice& words,
                                        const std::optional<RaisedCentsLines>& raised = std::nullopt);

/// The day; a check received on `received` bears a day shortly before likelier than another, and none that is more than
/// 18 months back or 13 months ahead.
[[nodiscard]] Reading<Date> read_date(const Lattice& line, Date received);

/// The likeliest text as it stands there, Social Security numbers masked.
[[nodiscard]] TextReading read_text(const Lattice& line);

/// Numbers in the shape of an identifier, wherever they stand in the line and however they are grouped, as the
/// likeliest digit strings.
[[nodiscard]] std::vector<IdentifierReading> read_identifiers(const Lattice& line);

/// Whether the line says one of the accepted payees (in any case), clearly something else, or cannot be told.
[[nodiscard]] PayeeVerdict read_payee(const Lattice& line, const std::vector<std::string>& accepted);

}  // namespace lockbox

#pragma once
// From a field's image to its text, with what is kept of it.

#include <optional>

#include "ocr/field_image.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/readers.h"
#include "ocr/remittance.h"
#include "ocr/written_fields.h"

namespace lockbox {

/// The engine's line with its boxes on the page; without words when the field is blank.
[[nodiscard]] TextLine read_field(const FieldImage& field, TextEngine& engine,
                                  TextAlphabet alphabet = TextAlphabet::any);

/// absent: the field is blank; illegible: there is ink and no text. Social Security numbers are masked.
[[nodiscard]] TextReading text_reading(const FieldImage& field, const TextLine& line, Side side);

/// Two readings of one line as one: the surer first, the other what it leaves room for.
[[nodiscard]] TextReading of_both(TextReading one, TextReading other);

/// The field's line as a lattice; empty when the field is blank.
[[nodiscard]] Lattice lattice_of(const FieldImage& field, LineReader& writing);
/// The parts of figures whose cents seem to be raised.
[[nodiscard]] std::optional<RaisedCentsLines> raised_cents_of(const FieldImage& figures, LineReader& writing);

/// What a line of words says, by both engines where it may be print: its text (the surer one first) and the identifiers
/// in it. A hand that looks like print is read by both.
struct WordsReading {
    TextReading text;
    std::vector<IdentifierReading> identifiers;
};
[[nodiscard]] WordsReading read_words_field(const FieldImage& field, const Readers& readers, Side side,
                                            Typeface typeface = Typeface::handwriting);

/// The one whose best alternative is more probable.
template <class T>
[[nodiscard]] Reading<T> surer(Reading<T> a, Reading<T> b) {
    const auto sureness = [](const Reading<T>& reading) { return reading.best() ? reading.best()->probability : 0.0; };
    if (!a.best() && !b.best()) return a.presence == Presence::absent ? b : a;
    return sureness(b) > sureness(a) ? b : a;
}

/// Mean of the words' probabilities, weighted by their letters; 0 without words.
[[nodiscard]] double mean_probability(const TextLine& line);

}  // namespace lockbox

#include "ocr/field_text.h"

#include <algorithm>
#include <utility>

#include "ocr/lattice_code.h"
#include "ocr/raised_cents.h"

namespace lockbox {
namespace {

// An engine that is sure of a whole line is still wrong about some of it.
constexpr double kTextProbabilityMax = 0.95;

/// A print engine's opinion of the number in a line of writing adds nothing where the line recogniser is surer of one.
/// Where it sees several of a kind, one may have been overlooked.
void drop_rivals(const std::vector<IdentifierReading>& written, std::vector<IdentifierReading>& printed) {
    const std::vector<IdentifierReading> all = printed;
    std::erase_if(printed, [&](const IdentifierReading& rival) {
        const auto of_kind = [&](const IdentifierReading& one) { return one.kind == rival.kind; };
        return std::count_if(all.begin(), all.end(), of_kind) == 1 &&
               std::any_of(written.begin(), written.end(), [&](const IdentifierReading& own) {
                   return of_kind(own) && own.digits.best()->probability > rival.digits.best()->probability;
               });
    });
}

}  // namespace

TextLine read_field(const FieldImage& field, TextEngine& engine, TextAlphabet alphabet) {
    if (field.blank()) return {{}, field.box};
    TextLine line = engine.read_line(field.image, field.image.bounds(), alphabet);
    line.box = field.box;
    for (TextWord& word : line.words) {
        word.box.left_px += field.image_box.left_px;
        word.box.top_px += field.image_box.top_px;
    }
    return line;
}

TextReading text_reading(const FieldImage& field, const TextLine& line, Side side) {
    TextReading reading;
    reading.region = Region{side, field.box};
    if (field.blank()) return reading;
    const std::string text = without_private_numbers(line.text());
    reading.presence = text.empty() ? Presence::illegible : Presence::read;
    const double probability = std::clamp(mean_probability(line), 0.01, kTextProbabilityMax);
    if (!text.empty()) reading.alternatives.push_back({text, probability});
    return reading;
}

TextReading of_both(TextReading one, TextReading other) {
    if (!other.best()) return one;
    if (!one.best()) return other;
    if (other.best()->probability >= one.best()->probability) std::swap(one, other);
    const double left = 1 - one.best()->probability;
    one.alternatives.push_back({other.best()->value, std::min(other.best()->probability, 0.9 * left)});
    return one;
}

Lattice lattice_of(const FieldImage& field, LineReader& writing) {
    return field.blank() ? Lattice{} : writing.read(field.image, field.image.bounds());
}

std::optional<RaisedCentsLines> raised_cents_of(const FieldImage& figures, LineReader& writing) {
    const std::optional<RaisedCents> parts = figures.blank() ? std::nullopt : find_raised_cents(figures.image);
    if (!parts) return std::nullopt;
    return RaisedCentsLines{writing.read(parts->dollars, parts->dollars.bounds()),
                            writing.read(parts->cents, parts->cents.bounds())};
}

WordsReading read_words_field(const FieldImage& field, const Readers& readers, Side side, Typeface typeface) {
    WordsReading words;
    const Lattice lattice = lattice_of(field, readers.writing);
    words.text = read_text(lattice);
    words.identifiers = read_identifiers(lattice);
    for (IdentifierReading& identifier : words.identifiers) {
        identifier.printed = typeface == Typeface::print;
        identifier.digits.region = Region{side, field.box};
    }
    if (!field.blank() && looks_printed(field)) {
        const TextLine line = read_field(field, readers.print);
        words.text = of_both(std::move(words.text), text_reading(field, line, side));
        std::vector<IdentifierReading> printed = identifiers_in(line, side, typeface);
        drop_rivals(words.identifiers, printed);
        add_identifiers(words.identifiers, std::move(printed));
    }
    words.text.region = Region{side, field.box};
    words.text.lattice = encode(lattice);
    if (!field.blank() && words.text.presence == Presence::absent) words.text.presence = Presence::illegible;
    return words;
}

double mean_probability(const TextLine& line) {
    double sum = 0, letters = 0;
    for (const TextWord& word : line.words) {
        sum += word.probability * static_cast<double>(word.text.size());
        letters += static_cast<double>(word.text.size());
    }
    return letters > 0 ? sum / letters : 0.0;
}

}  // namespace lockbox

#include "ocr/check_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "ocr/ctc.h"
#include "ocr/field_image.h"
#include "ocr/field_text.h"
#include "ocr/fuzzy_text.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/labelled_check.h"
#include "ocr/landmarks.h"
#include "ocr/lattice_code.h"
#include "ocr/micr_reader.h"
#include "ocr/payee.h"
#include "ocr/restriction.h"
#include "ocr/ruled_check.h"

namespace lockbox {
namespace {

constexpr double kSmallPrint_in = 0.1;  // "ENDORSE HERE", "DO NOT WRITE, STAMP OR SIGN BELOW THIS LINE"
constexpr std::size_t kBackLinesMax = 6;
constexpr double kLegibleText = 0.6;  // probability

bool is_postal_money_order(const MicrReading& micr) {
    return micr.line.find("A" + std::string(kPostalMoneyOrderRouting) + "A") != std::string::npos;
}

bool agree(const CheckReading& reading, double threshold) {
    const auto figures = reading.courtesy_amount.sure(threshold), words = reading.legal_amount.sure(threshold);
    return figures && words && *figures == *words;
}

/// Money orders, and checks with lines of their own, have rules that stand as a check's do. Where no amount is written
/// on them, the labels are asked instead.
void read_face(const CleanPage& page, const CheckLayout& layout, const Readers& readers,
               const CheckVocabulary& vocabulary, CheckReading& reading) {
    constexpr double kLegible = 0.5, kSure = 0.8;  // probability
    const CheckReading nothing_yet = reading;
    const bool ruled = layout.is_ruled_check() && !is_postal_money_order(reading.micr);
    if (ruled) {
        read_ruled_check(page, layout, readers, vocabulary, reading);
        if (reading.courtesy_amount.sure(kLegible) || reading.legal_amount.sure(kLegible)) return;
    }
    CheckReading labelled = nothing_yet;
    read_labelled_check(page, readers, vocabulary, labelled);
    if (!ruled || labelled.instrument == Instrument::money_order || agree(labelled, kSure))
        reading = std::move(labelled);
}

bool names_endorsement(std::string_view text) {
    constexpr std::array<std::string_view, 8> kPrint = {"endorse here",   "do not write",         "below this line",
                                                        "reserved for",   "for deposit only",     "check here if",
                                                        "mobile deposit", "financial institution"};
    const std::string words = plain_words(text);
    return std::any_of(kPrint.begin(), kPrint.end(), [&](std::string_view print) {
        return words.size() >= print.size() && distance_within(print, words) <= static_cast<double>(print.size()) / 5;
    });
}

/// What every back bears, also where it is too small to be read: then the pixels are asked for the whole of it.
bool is_endorsement_print(const TextReading& line) {
    constexpr std::array<std::string_view, 4> kLines = {"check here if mobile deposit", "for mobile deposit only",
                                                        "do not write, stamp or sign below this line",
                                                        "reserved for financial institution use"};
    constexpr double kNats = 1.2;  // per character. Of 12,600 lines none that a payer wrote comes nearer than 2.8
    if (std::any_of(line.alternatives.begin(), line.alternatives.end(),
                    [](const auto& text) { return names_endorsement(text.value); })) {
        return true;
    }
    const auto lattice = decode_lattice(line.lattice);
    if (!lattice || lattice.value().empty()) return false;
    const Lattice folded = folded_to_lower(*lattice);
    return std::any_of(kLines.begin(), kLines.end(), [&](std::string_view print) {
        return log_ratio_within(folded, print) > -kNats * static_cast<double>(print.size());
    });
}

/// A folded or torn corner shows as a dark mark there; nobody writes into it.
bool lies_in_a_corner(const Box& box, const PageImage& page) {
    const int near_px = page.dpi / 50;
    const bool at_side = box.left_px <= near_px || box.right_px() >= page.width_px - near_px;
    return at_side && (box.top_px <= near_px || box.bottom_px() >= page.height_px - near_px);
}

/// Payers write what the face has no room for on the back.
void read_back(const PageImage& back, const Readers& readers, CheckReading& reading) {
    const CleanPage page = clean_page(back);
    const int margin = static_cast<int>(0.08 * back.dpi);
    const Box area{margin, margin, back.width_px - 2 * margin, back.height_px - 2 * margin};
    std::size_t lines_read = 0;
    for (const FieldImage& field : find_text_lines(page, area)) {
        if (field.box.height_px < kSmallPrint_in * back.dpi || lies_in_a_corner(field.box, back)) continue;
        if (++lines_read > kBackLinesMax) return;
        WordsReading words = read_words_field(field, readers, Side::back);
        if (is_endorsement_print(words.text)) continue;
        reading.writing.push_back(std::move(words.text));
        add_identifiers(reading.identifiers, std::move(words.identifiers));
    }
}

/// A legend is long enough to be recognised in doubtful text; the code of a currency is not. `small_print_px`: what is
/// lower, nobody wrote; over the lines much is print that patterns spoil, and no scrawl for that.
void look_for_conditions(const CheckVocabulary& vocabulary, double small_print_px, CheckReading& reading) {
    const auto look_in = [&](const TextReading& text, Typeface typeface) {
        if (shows_restriction(text, vocabulary.restrictive_legends, typeface)) reading.restrictive_legend = true;
        if (!text.best()) return;
        const std::string& words = text.best()->value;
        if (names_restriction(words, vocabulary.restrictive_legends)) reading.restrictive_legend = true;
        if (text.sure(kLegibleText) && names_foreign_currency(words)) reading.foreign_currency = true;
    };
    look_in(reading.memo, Typeface::handwriting);
    look_in(reading.payee, Typeface::handwriting);
    for (const TextReading& text : reading.writing) {
        const bool is_small = text.region && text.region->box.height_px < small_print_px;
        look_in(text, is_small ? Typeface::print : Typeface::handwriting);
    }
    for (const TextReading& text : reading.upper_writing) look_in(text, Typeface::print);
    const bool legible_words = reading.legal_amount.sure(kLegibleText).has_value();
    if (legible_words && names_foreign_currency(reading.legal_text)) reading.foreign_currency = true;
}

}  // namespace

CheckReading read_check(const PageImage& front, const PageImage* back, const Readers& readers,
                        const CheckVocabulary& vocabulary) {
    CheckReading reading;
    reading.signature = Presence::illegible;
    if (front.empty()) return reading;
    reading.micr = read_micr(front);
    const CleanPage page = clean_page(front);
    const std::optional<Box> micr_line = reading.micr.region ? std::optional(reading.micr.region->box) : std::nullopt;
    const CheckLayout layout = find_check_layout(page.ink, page.rules, page.frames, micr_line);
    read_face(page, layout, readers, vocabulary, reading);
    if (back && !back->empty()) read_back(*back, readers, reading);
    look_for_conditions(vocabulary, kSmallPrint_in * front.dpi, reading);
    return reading;
}

}  // namespace lockbox

#include "ocr/check_fields.h"

#include <optional>

#include "ocr/check_back.h"
#include "ocr/field_image.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/labelled_check.h"
#include "ocr/landmarks.h"
#include "ocr/margin_writing.h"
#include "ocr/micr_reader.h"
#include "ocr/payee.h"
#include "ocr/restriction.h"
#include "ocr/routing_fraction.h"
#include "ocr/ruled_check.h"
#include "ocr/slanted_writing.h"
#include "ocr/stamp.h"

namespace lockbox {
namespace {

constexpr double kSmallPrint_in = 0.1;  // nobody writes so low
constexpr double kLarge_in = 0.3;       // nobody fills a check in so high
constexpr double kMicrBand_in = 0.6;    // along the lower edge (ANSI X9.100-160)
constexpr double kLegibleText = 0.6;    // probability

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

/// A stock's own line along the upper edge is no writing, unless it says a legend, and bears no number.
void drop_edge_bands(const PageImage& front, const CheckVocabulary& vocabulary, CheckReading& reading) {
    const auto is_band = [&](const std::optional<Region>& region) {
        return region && region->side == Side::front && is_edge_band(region->box, front.width_px, front.dpi);
    };
    std::erase_if(reading.writing, [&](const TextReading& text) {
        if (!is_band(text.region)) return false;
        return !text.best() || !names_restriction(text.best()->value, vocabulary.restrictive_legends);
    });
    std::erase_if(reading.identifiers, [&](const IdentifierReading& number) { return is_band(number.digits.region); });
}

void drop_routing_fraction(CheckReading& reading) {
    if (!reading.micr.routing) return;
    std::erase_if(reading.identifiers, [&](const IdentifierReading& number) {
        return number.digits.best() && is_routing_fraction(number.digits.best()->value, *reading.micr.routing);
    });
}

/// A legend is long enough to be recognised in doubtful text; the code of a currency is not. `small_print_px`: what is
/// lower, nobody wrote; over the lines much is print that patterns spoil. `large_px`: as high as that no hand fills in
/// a check.
void look_for_conditions(const CheckVocabulary& vocabulary, double small_print_px, double large_px,
                         CheckReading& reading) {
    const auto look_in = [&](const TextReading& text, Typeface typeface) {
        if (shows_restriction(text, vocabulary.restrictive_legends, typeface)) reading.restrictive_legend = true;
        if (!text.best()) return;
        const std::string& words = text.best()->value;
        if (names_restriction(words, vocabulary.restrictive_legends) || names_condition(words))
            reading.restrictive_legend = true;
        if (text.sure(kLegibleText) && names_foreign_currency(words)) reading.foreign_currency = true;
    };
    look_in(reading.memo, Typeface::handwriting);
    look_in(reading.payee, Typeface::handwriting);
    for (const TextReading& text : reading.writing) {
        const bool is_small = text.region && text.region->box.height_px < small_print_px;
        look_in(text, is_small ? Typeface::print : Typeface::handwriting);
        if (says_void(text, text.region && text.region->box.height_px > large_px)) reading.restrictive_legend = true;
    }
    for (const TextReading& text : reading.upper_writing) look_in(text, Typeface::print);
    // What is written right beside a name is read with it, and may run into it.
    if (shows_restriction(reading.payer_name, vocabulary.restrictive_legends, Typeface::print, kMayStandInPrintNats))
        reading.restrictive_legend = true;
    for (const auto& text : reading.payer_name.alternatives) {
        if (names_restriction(text.value, vocabulary.restrictive_legends) || names_condition(text.value))
            reading.restrictive_legend = true;
    }
    if (runs_into_restriction(reading.legal_text, vocabulary.restrictive_legends)) reading.restrictive_legend = true;
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
    read_margins(page, micr_line ? micr_line->top_px : front.height_px - kMicrBand_in * front.dpi, readers, reading);
    read_stamps(page, readers, reading);
    read_slanted_writing(page, readers, reading);
    if (back && !back->empty()) read_back(*back, readers, reading);
    drop_edge_bands(front, vocabulary, reading);
    drop_routing_fraction(reading);
    look_for_conditions(vocabulary, kSmallPrint_in * front.dpi, kLarge_in * front.dpi, reading);
    return reading;
}

}  // namespace lockbox

#include "ocr/coupon_print.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

#include "ocr/address_block.h"
#include "ocr/courtesy_amount.h"
#include "ocr/field_image.h"
#include "ocr/field_text.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/labelled_text.h"

namespace lockbox {
namespace {

using Labels = std::span<const std::string_view>;

// What bills and other forms call their fields; the most specific first.
constexpr std::array<std::string_view, 5> kInsurer = {"insurance company", "insurance carrier", "insurer", "carrier",
                                                      "health plan"};
constexpr std::array<std::string_view, 5> kTotalDue = {"total amount due", "pay this amount", "total due", "amount due",
                                                       "balance due"};
constexpr std::array<std::string_view, 4> kInvoice = {"invoice number", "invoice no", "bill number", "invoice"};
constexpr std::array<std::string_view, 5> kName = {"subscriber name", "member name", "account holder", "bill to",
                                                   "subscriber"};
constexpr std::array<std::string_view, 4> kEnclosed = {"amount enclosed", "payment enclosed", "amount paid",
                                                       "enclosed"};
// Read by their shape, or not needed: named so that they are not taken for another field's value.
constexpr std::array<std::string_view, 17> kOthers = {
    "member id",       "subscriber id",   "member number", "enrollment id", "billing account number",
    "billing account", "account number",  "account",       "plan name",     "plan",
    "coverage month",  "coverage period", "coverage",      "please pay by", "pay by",
    "due date",        "payment due"};

std::vector<std::string_view> all_labels() {
    std::vector<std::string_view> all;
    for (const Labels labels :
         {Labels(kInsurer), Labels(kTotalDue), Labels(kInvoice), Labels(kName), Labels(kEnclosed), Labels(kOthers)}) {
        all.insert(all.end(), labels.begin(), labels.end());
    }
    return all;
}

// An engine's own confidence says little about single digits. On bold bitonal print it is wrong in one number of ten,
// and of numbers that it reads the same twice still in one of twenty, because both readings err alike.
constexpr double kReadOnce = 0.8, kReadTwice = 0.93;
constexpr double kNeverCertain = 0.99;

std::size_t count_of(std::string_view text, int (*is_kind)(int)) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [&](char c) { return is_kind(static_cast<unsigned char>(c)) != 0; }));
}

bool is_words(const std::string& text) {
    return count_of(text, [](int c) { return std::isalpha(c); }) >= 3 &&
           count_of(text, [](int c) { return std::isdigit(c); }) == 0;
}

/// "$1,234.50" and what engines make of it: spaces, a lost dollar sign.
std::optional<Cents> dollars(std::string text) {
    std::erase_if(text, [](char c) { return c == '$' || c == ',' || c == ' '; });
    const auto amount = Cents::parse(text);
    return amount && *amount >= Cents(0) ? amount : std::nullopt;
}

std::string digits_only(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

template <class T>
Reading<T> reading_of(T value, const TextSegment& segment) {
    Reading<T> reading;
    reading.presence = Presence::read;
    reading.alternatives = {{std::move(value), std::clamp(segment.probability(), 0.01, kNeverCertain)}};
    reading.region = Region{Side::front, segment.box};
    return reading;
}

TextReading text_reading(const std::optional<TextSegment>& segment) {
    return segment ? reading_of(without_private_numbers(segment->text()), *segment) : TextReading{};
}

/// Reads the number again by itself: print that is read the same twice, in two settings, is rarely wrong. Two readings
/// that differ are both kept.
void read_again(const PageImage& front, TextEngine& engine, IdentifierReading& identifier) {
    const Box box = identifier.digits.region->box;
    const int margin_px = box.height_px / 3;
    const Box wider = intersection(
        {box.left_px - margin_px, box.top_px - margin_px, box.width_px + 2 * margin_px, box.height_px + 2 * margin_px},
        front.bounds());
    const TextLine line = engine.read_line(front, wider, TextAlphabet::digits);
    const auto again = identifiers_in(line.text(), kReadOnce, Typeface::print);
    auto& alternatives = identifier.digits.alternatives;
    for (const IdentifierReading& other : again) {
        if (other.kind != identifier.kind) continue;
        if (other.digits.best()->value == alternatives.front().value) {
            alternatives.resize(1);
            alternatives.front().probability = kReadTwice;
            return;
        }
        for (auto& alternative : alternatives) alternative.probability /= 2;
        alternatives.push_back({other.digits.best()->value, other.digits.best()->probability / 2});
        return;
    }
}

void read_identifiers(const PageImage& front, const std::vector<TextSegment>& segments, TextEngine& engine,
                      CouponReading& coupon) {
    for (const TextSegment& segment : segments) {
        auto found = identifiers_in(segment.line(), Side::front, Typeface::print);
        for (IdentifierReading& identifier : found) {
            for (auto& alternative : identifier.digits.alternatives) {
                alternative.probability = std::min(alternative.probability, kReadOnce);
            }
            if (segment.words.size() <= 6) read_again(front, engine, identifier);
        }
        add_identifiers(coupon.identifiers, std::move(found));
    }
}

/// The first line of the address block that is not the lockbox's own.
std::optional<TextSegment> name_above_address(const std::vector<TextSegment>& segments, int dpi) {
    for (const AddressBlock& block : find_address_blocks(segments, dpi)) {
        const bool lockbox = std::any_of(block.lines.begin(), block.lines.end(), [](const TextSegment& line) {
            std::string text = line.text();
            std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
            return text.find("connector") != std::string::npos;
        });
        if (!lockbox && block.lines.size() >= 3 && is_words(block.lines.front().text())) return block.lines.front();
    }
    return std::nullopt;
}

/// The frame that the label names: to its right or beneath it.
std::optional<Box> frame_of(const std::vector<Box>& frames, const Box& label, int dpi) {
    std::optional<Box> nearest;
    double nearest_in = 1.0;
    for (const Box& frame : frames) {
        const double right_in = static_cast<double>(frame.left_px - label.right_px()) / dpi;
        const double below_in = static_cast<double>(frame.top_px - label.bottom_px()) / dpi;
        const bool beside = right_in > -0.05 && intersection({label.left_px, frame.top_px, 1, frame.height_px},
                                                             {label.left_px, label.top_px, 1, label.height_px})
                                                        .height_px > 0;
        const bool beneath = below_in > -0.05 && frame.left_px < label.right_px() && frame.right_px() > label.left_px;
        const double distance_in = beside ? right_in : below_in;
        if ((beside || beneath) && distance_in < nearest_in) nearest_in = distance_in, nearest = frame;
    }
    return nearest;
}

void read_amount_enclosed(const PageImage& front, const LabelledText& text, TextEngine& engine, CouponReading& coupon) {
    const auto label = text.place_of(kEnclosed);
    if (!label) return;
    const CleanPage page = clean_page(front);
    const auto frame = frame_of(page.frames, *label, front.dpi);
    if (!frame) return;
    const FieldImage field = cut_field(page, *frame);
    if (!field.blank()) {
        const TextLine line = read_field(field, engine, TextAlphabet::amount);
        coupon.amount_enclosed = parse_courtesy_amount(line.text(), line.probability());
    }
    coupon.amount_enclosed.region = Region{Side::front, *frame};
}

}  // namespace

void read_printed_fields(const PageImage& front, TextEngine& engine, CouponReading& coupon) {
    if (front.empty()) return;
    const std::vector<std::string_view> labels = all_labels();
    const LabelledText text(segments_of(engine.read_block(front, front.bounds())), labels, front.dpi);
    read_identifiers(front, text.segments(), engine, coupon);
    coupon.insurer = text_reading(text.value_of(kInsurer, is_words));
    const auto is_invoice = [](const std::string& value) {
        return InvoiceNumber::parse(digits_only(value)).has_value();
    };
    if (const auto invoice = text.value_of(kInvoice, is_invoice)) {
        coupon.invoice_number = reading_of(digits_only(invoice->text()), *invoice);
    }
    const auto is_amount = [](const std::string& value) { return dollars(value).has_value(); };
    if (const auto due = text.value_of(kTotalDue, is_amount)) {
        coupon.total_due = reading_of(*dollars(due->text()), *due);
    }
    auto name = text.value_of(kName, is_words);
    if (!name) name = name_above_address(text.segments(), front.dpi);
    coupon.subscriber_name = text_reading(name);
    read_amount_enclosed(front, text, engine, coupon);
}

}  // namespace lockbox

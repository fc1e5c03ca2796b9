#include "scan/classify.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "scan/encoded_line.h"

namespace lockbox {
namespace {

// Log-odds (natural) of check against coupon for a slip on which no machine-readable check line was found.
constexpr double kCheckLogOdds = 1.5;  // a check that is missed costs more than a coupon looked at as a check
constexpr double kScanLineLogOdds = -5, kOtherBarcodeLogOdds = -3;
constexpr double kScanLineAtFootLogOdds = -4;  // typed amounts of bank checks keep a pitch too, but not down there
constexpr int kScanLineCharactersMin = 30;     // of the forty that a coupon's line has
constexpr double kWritingRuleLogOdds = 1.6;    // each rule beyond, or short of, the three that a check has at least
constexpr double kWritingRulesLimit = 4;
constexpr double kMuchPrintLogOdds = -1;     // coupons explain themselves in small print
constexpr double kLittlePrintLogOdds = 2.5;  // a check's back, fed alone, has rules to sign on and hardly a word
constexpr double kPersonalSizeLogOdds = 2;   // 6 x 2.75 in: no bill has a coupon that small

constexpr double kMicrProbability = 0.995, kCodeProbability = 0.995;
constexpr std::size_t kCouponCodeDigits = 40;  // interfaces.md section 2

/// What there is on one side, in numbers that do not depend on resolution.
struct Layout {
    double width_in = 0, height_in = 0;
    int letters = 0;        ///< marks of the size of a letter
    int writing_rules = 0;  ///< lines to write on: neither sides of a box nor dividers across the whole page
    int rules = 0;
    int rules_off_stamp = 0;  ///< of these, those outside the corner where a stamp and its cancellation are
    bool cancelled = false;   ///< bars of a postmark: nobody writes on lines that stand so close
    bool scan_line = false;
    bool scan_line_at_foot = false;  ///< a long one in the lowest quarter
    double micr = 0;                 ///< strength of the MICR line: characters x regularity; 0 where there is none
};

/// A rule with a twin of the same extent close below or above is a side of a box for an amount. Lines for a payee and
/// for an amount in words can also be twins, but are longer.
bool in_box(const Box& rule, const InkMap& ink) {
    constexpr double kBoxInchesMax = 2.5;
    const double near_px = ink.pixels(0.03), apart_px_max = ink.pixels(0.75), apart_px_min = ink.pixels(0.15);
    if (rule.width_px > ink.pixels(kBoxInchesMax)) return false;
    return std::any_of(ink.rules.begin(), ink.rules.end(), [&](const Box& other) {
        const double apart_px = std::abs(other.top_px - rule.top_px);
        return apart_px >= apart_px_min && apart_px <= apart_px_max &&
               std::abs(other.left_px - rule.left_px) <= near_px &&
               std::abs(other.right_px() - rule.right_px()) <= near_px;
    });
}

bool is_writing_rule(const Box& rule, const InkMap& ink) {
    constexpr double kLengthInchesMin = 0.8, kPageShareMax = 0.9;
    return rule.width_px >= ink.pixels(kLengthInchesMin) && rule.width_px <= kPageShareMax * ink.width_px &&
           !in_box(rule, ink);
}

bool is_full_page(const Layout& side) {
    return std::max(side.width_in, side.height_in) >= 8 && std::min(side.width_in, side.height_in) >= 5;
}

/// The upper right corner of an envelope: 2.5 x 1.6 in.
bool in_stamp_corner(const Box& rule, const InkMap& ink) {
    return rule.left_px >= ink.width_px - ink.pixels(2.5) && rule.bottom_px() <= ink.pixels(1.6);
}

/// The border of the sheet, where its edge shows: nothing stands on it.
bool at_edge(const Box& rule, const InkMap& ink) {
    const double edge_px = ink.pixels(0.12);
    return rule.top_px < edge_px || rule.bottom_px() > ink.height_px - edge_px;
}

/// Lines of about one length close under each other, in the upper right quarter.
bool is_cancelled(const InkMap& ink) {
    constexpr int kBarsMin = 4;
    const double apart_px_max = ink.pixels(0.17), near_px = ink.pixels(0.3);
    std::vector<Box> upper;
    std::copy_if(ink.rules.begin(), ink.rules.end(), std::back_inserter(upper), [&](const Box& rule) {
        return 2 * rule.left_px > ink.width_px && 2 * rule.bottom_px() < ink.height_px;
    });
    std::sort(upper.begin(), upper.end(), [](const Box& a, const Box& b) { return a.top_px < b.top_px; });
    return std::any_of(upper.begin(), upper.end(), [&](const Box& first) {
        int bars = 0;
        double y_px = first.top_px;
        for (const Box& rule : upper) {
            const bool twin = std::abs(rule.left_px - first.left_px) < near_px &&
                              std::abs(rule.right_px() - first.right_px()) < near_px;
            if (!twin || rule.top_px < y_px || rule.top_px - y_px > apart_px_max) continue;
            y_px = rule.top_px;
            ++bars;
        }
        return bars >= kBarsMin;
    });
}

/// On a slip the MICR line stands in the clear band at the bottom: spaced capitals of a heading can keep its pitch by
/// chance. On a full page a check may be anywhere.
bool may_be_micr(const EncodedLine& line, const InkMap& ink, const Layout& layout) {
    if (line.kind != EncodedLineKind::micr) return false;
    return is_full_page(layout) || line.box.top_px + line.box.height_px / 2 > ink.height_px / 2;
}

Layout layout_of(const InkMap& ink) {
    Layout layout;
    layout.width_in = ink.inches(ink.width_px);
    layout.height_in = ink.inches(ink.height_px);
    layout.cancelled = is_cancelled(ink);
    for (const Box& mark : ink.marks) {
        layout.letters += mark.height_px >= ink.pixels(0.03) && mark.height_px <= ink.pixels(0.3);
    }
    for (const Box& rule : ink.rules) {
        layout.rules_off_stamp += !in_stamp_corner(rule, ink);  // an envelope is filed: nothing is left out for it
        if (at_edge(rule, ink)) continue;
        ++layout.rules;
        layout.writing_rules += is_writing_rule(rule, ink);
    }
    for (const EncodedLine& line : find_encoded_lines(ink)) {
        if (line.kind == EncodedLineKind::ocr_scan_line) {
            layout.scan_line = true;
            layout.scan_line_at_foot |=
                line.characters >= kScanLineCharactersMin && 4 * line.box.top_px > 3 * ink.height_px;
        }
        if (may_be_micr(line, ink, layout)) layout.micr = std::max(layout.micr, line.characters * line.regularity);
    }
    return layout;
}

bool is_coupon_code(const Barcode& code) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return code.text.size() == kCouponCodeDigits && std::all_of(code.text.begin(), code.text.end(), digit);
}

/// Specks and the shadow of an edge are not content.
bool is_blank(const Layout& side) {
    constexpr int kLettersMax = 8;
    return side.letters < kLettersMax && side.rules == 0;
}

double sigmoid(double log_odds) {
    return 1 / (1 + std::exp(-log_odds));
}

/// A slip without a code and without a MICR line: what it leaves to write on, and how much it says.
Classification judge_slip(const Layout& face, bool has_barcode) {
    constexpr int kMuchPrint = 250, kLittlePrint = 70;
    double log_odds = kCheckLogOdds;
    log_odds += std::clamp(kWritingRuleLogOdds * (face.writing_rules - 2.5), -kWritingRulesLimit, kWritingRulesLimit);
    if (face.scan_line) log_odds += kScanLineLogOdds;
    if (face.scan_line_at_foot) log_odds += kScanLineAtFootLogOdds;
    if (has_barcode) log_odds += kOtherBarcodeLogOdds;
    if (face.letters >= kMuchPrint) log_odds += kMuchPrintLogOdds;
    if (face.letters < kLittlePrint && !has_barcode) log_odds += kLittlePrintLogOdds;
    if (face.width_in < 6.8 && face.height_in < 3.2) log_odds += kPersonalSizeLogOdds;
    const double check = sigmoid(log_odds);
    // One check called a coupon harms more than a few coupons called checks: those only wait for a person.
    return check >= 0.3 ? Classification{DocumentKind::check, check} : Classification{DocumentKind::coupon, 1 - check};
}

/// Nothing to write on; on paper taller than any check (3.67 in, ANSI X9.100-160) one line too short for that may be a
/// stroke of a pen, several are pieces of lines.
bool like_note(const Layout& face) {
    constexpr double kTallestCheck = 3.9;
    constexpr int kLettersMax = 200;
    if (face.scan_line) return false;
    return face.rules == 0 || (face.height_in > kTallestCheck && face.rules == 1 && face.writing_rules == 0 &&
                               face.letters <= kLettersMax);
}

/// Addresses on paper of envelope size, 6.5 x 3.6 in and up, that is bare or bears a postmark. A check or a coupon has
/// a rule or a box; an envelope may have a window.
bool like_envelope(const Layout& face) {
    constexpr int kLettersMax = 200;
    return (face.rules_off_stamp == 0 || face.cancelled) && !face.scan_line && face.letters <= kLettersMax &&
           face.width_in >= 6.3 && face.height_in >= 3.4;
}

Classification judge_face(const Layout& face, bool has_code, bool has_barcode) {
    if (face.micr > 0) return {DocumentKind::check, kMicrProbability};
    if (has_code) return {DocumentKind::coupon, kCodeProbability};
    if (is_full_page(face)) {
        if (face.scan_line) return {DocumentKind::coupon, 0.8};
        return {DocumentKind::letter, 0.9};
    }
    // Of a check that is cut off the payee's line and the date's may be left.
    const double height_in_min = face.writing_rules >= 2 ? 1 : 2;
    const bool slip = face.width_in >= 5 && face.height_in >= height_in_min && face.height_in <= 4.6;
    if (!slip) {
        // A stub that is taller than others: nothing else bears so long a scan line.
        if (face.scan_line_at_foot) return {DocumentKind::coupon, 0.7};
        return {DocumentKind::other, 0.6};
    }
    if (like_envelope(face) && !has_barcode) return {DocumentKind::envelope, 0.7};
    if (like_note(face) && !has_barcode) return {DocumentKind::other, 0.5};
    return judge_slip(face, has_barcode);
}

}  // namespace

Classification classify(const InkMap& front, const InkMap* back, std::span<const Barcode> barcodes) {
    const auto on = [&](Side side, auto test) {
        return std::any_of(barcodes.begin(), barcodes.end(),
                           [&](const Barcode& code) { return code.region.side == side && test(code); });
    };
    const auto any = [](const Barcode&) { return true; };
    const Layout face = layout_of(front);
    const bool front_has_code = on(Side::front, is_coupon_code);
    if (back) {
        const Layout reverse = layout_of(*back);
        const bool back_tells = !front_has_code && !face.scan_line &&
                                (reverse.micr > face.micr || (face.micr == 0 && on(Side::back, is_coupon_code)));
        if (back_tells || (is_blank(face) && !is_blank(reverse))) {
            Classification swapped = judge_face(reverse, on(Side::back, is_coupon_code), on(Side::back, any));
            swapped.face = Side::back;
            return swapped;
        }
    }
    if (is_blank(face) && face.micr == 0 && !on(Side::front, any)) return {DocumentKind::blank, 0.95};
    return judge_face(face, front_has_code, on(Side::front, any));
}

}  // namespace lockbox

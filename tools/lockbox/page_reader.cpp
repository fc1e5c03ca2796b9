#include "tools/lockbox/page_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "matching/other_tender.h"
#include "ocr/coupon_fields.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/letter_text.h"
#include "ocr/micr_reader.h"
#include "ocr/scan_line.h"
#include "scan/orientation.h"
#include "scan/upright.h"
#include "tools/lockbox/step_timer.h"

namespace lockbox {
namespace {

/// Both sides as they are read: as given, or turned the other way up.
struct Sheet {
    const UprightSide* front;
    const UprightSide* back;
    std::vector<Barcode> barcodes;
    UprightSide turned_front, turned_back;
};

Barcode upside_down(Barcode barcode, const PageImage& side) {
    Box& box = barcode.region.box;
    box.left_px = side.width_px - box.right_px();
    box.top_px = side.height_px - box.bottom_px();
    barcode.clockwise_degrees = (barcode.clockwise_degrees + 180) % 360;
    return barcode;
}

/// Both sides of a sheet pass the scanner the same way up, so they are turned together.
void turn_over(Sheet& sheet) {
    for (Barcode& barcode : sheet.barcodes) {
        const UprightSide* side = barcode.region.side == Side::front ? sheet.front : sheet.back;
        if (side) barcode = upside_down(std::move(barcode), side->image);
    }
    sheet.turned_front = turned(*sheet.front, 180);
    sheet.front = &sheet.turned_front;
    if (!sheet.back) return;
    sheet.turned_back = turned(*sheet.back, 180);
    sheet.back = &sheet.turned_back;
}

bool stands_on_its_head(const PageInput& page, const ReadingOptions& options) {
    constexpr double kClearly = 0.2;  // by which one way has to look better
    if (page.orientation_probability >= kSureOrientation) return false;
    const PageImage& as_given = page.front->image;
    if (page.kind == DocumentKind::check || page.kind == DocumentKind::money_order) {
        return micr_line_score(turned(*page.front, 180).image) > micr_line_score(as_given) + kClearly;
    }
    if (page.kind == DocumentKind::coupon && page.barcodes.empty()) {
        return !read_scan_line(as_given, options.coupon_code) &&
               read_scan_line(turned(*page.front, 180).image, options.coupon_code);
    }
    return false;
}

bool has_coupon_code(std::span<const Barcode> barcodes, const CouponCodeLayout& layout) {
    return std::any_of(barcodes.begin(), barcodes.end(),
                       [&](const Barcode& barcode) { return read_coupon_code(barcode.text, layout).ok(); });
}

class PageRun {
  public:
    PageRun(const PageInput& page, const Readers& readers, const ReadingOptions& options)
        : page_(page), readers_(readers), options_(options) {}

    PageReading run() {
        reading_.sequence = page_.sequence;
        reading_.kind = page_.kind;
        reading_.kind_probability = page_.kind_probability;
        if (!page_.front || page_.front->image.empty()) {
            reading_.failure = "the page has no front image";
            return std::move(reading_);
        }
        Sheet sheet = {page_.front, page_.back, {page_.barcodes.begin(), page_.barcodes.end()}, {}, {}};
        timed("orientation again", [&] {
            if (stands_on_its_head(page_, options_)) turn_over(sheet);
        });
        describe(sheet);
        timed("kind after all", [&] {
            settle_coupon(sheet);
            settle_check(sheet);
        });
        read(sheet);
        return std::move(reading_);
    }

  private:
    void timed(const char* step, auto work) {
        const double begin_ms = thread_ms();
        work();
        reading_.timings_ms.emplace_back(step, thread_ms() - begin_ms);
    }

    void describe(const Sheet& sheet) {
        reading_.front_transform = sheet.front->transform;
        reading_.front_quality = sheet.front->quality;
        reading_.has_back = sheet.back != nullptr;
        if (sheet.back) {
            reading_.back_transform = sheet.back->transform;
            reading_.back_quality = sheet.back->quality;
        }
        reading_.barcodes = sheet.barcodes;
    }

    /// Whatever its layout, a page with a valid code, in bars or in digits, is a coupon; unless it may be a check,
    /// which must not be lost.
    void settle_coupon(const Sheet& sheet) {
        const bool money = reading_.kind == DocumentKind::check || reading_.kind == DocumentKind::money_order;
        if (money || reading_.kind == DocumentKind::coupon) return;
        if (reading_.kind == DocumentKind::blank) return;
        const bool coded = has_coupon_code(sheet.barcodes, options_.coupon_code);
        if (!coded && !read_scan_line(sheet.front->image, options_.coupon_code)) return;
        reading_.kind = DocumentKind::coupon;
        reading_.kind_probability = 0.99;
    }

    /// A check whose lines have faded is laid out as anything: the MICR line makes it one.
    void settle_check(const Sheet& sheet) {
        const bool coded = has_coupon_code(sheet.barcodes, options_.coupon_code);
        const bool money = reading_.kind == DocumentKind::check || reading_.kind == DocumentKind::money_order;
        if (money || coded || reading_.kind == DocumentKind::blank) return;
        if (!read_micr(sheet.front->image).routing) return;
        reading_.kind = DocumentKind::check;
        reading_.kind_probability = 0.99;
    }

    void read(const Sheet& sheet) {
        switch (reading_.kind) {
            case DocumentKind::check:
            case DocumentKind::money_order:
                timed("check", [&] { read_check_of(sheet); });
                return;
            case DocumentKind::coupon:
                timed("coupon", [&] { read_coupon_of(sheet); });
                if (says_nothing(*reading_.coupon)) timed("check", [&] { read_as_money(sheet); });
                return;
            case DocumentKind::blank:
                return;
            case DocumentKind::letter:
            case DocumentKind::envelope:
            case DocumentKind::other:
                timed("letter", [&] { read_letter_of(sheet); });
                return;
        }
    }

    void read_check_of(const Sheet& sheet) {
        reading_.check = check_on(sheet);
        if (is_a_coupon_after_all(sheet)) return read_coupon_of(sheet);
        tell_money_order();
        if (!says_it_is_money(*reading_.check)) look_for_other_tender(sheet);
    }

    [[nodiscard]] CheckReading check_on(const Sheet& sheet) const {
        return read_check(sheet.front->image, sheet.back ? &sheet.back->image : nullptr, readers_, options_.vocabulary);
    }

    void tell_money_order() {
        const auto& routing = reading_.check->micr.routing;
        if (routing && routing->str() == kPostalMoneyOrderRouting) reading_.check->instrument = Instrument::money_order;
        if (reading_.check->instrument == Instrument::money_order) reading_.kind = DocumentKind::money_order;
    }

    /// A coupon without a barcode has boxes and a line of digits at its foot as a check has; no check has that line's
    /// code. Where there is no such line either its print says what it bills.
    [[nodiscard]] bool is_a_coupon_after_all(const Sheet& sheet) const {
        constexpr double kWritten = 0.5;  // probability
        const CheckReading& check = *reading_.check;
        if (check.micr.routing || check.legal_amount.sure(kWritten)) return false;
        if (read_scan_line(sheet.front->image, options_.coupon_code)) return true;
        if (check.micr.presence != Presence::absent || check.signature == Presence::read) return false;
        const CouponReading printed = read_coupon(sheet.front->image, {}, readers_.print, options_.coupon_code);
        return !printed.identifiers.empty() && printed.invoice_number.best() && printed.total_due.best();
    }

    void read_coupon_of(const Sheet& sheet) {
        if (reading_.kind != DocumentKind::coupon) reading_.kind_probability = 0.99;
        reading_.kind = DocumentKind::coupon;
        reading_.check.reset();
        reading_.coupon = read_coupon(sheet.front->image, sheet.barcodes, readers_.print, options_.coupon_code);
    }

    /// A name over an address is no bill: a payer's may be one.
    static bool says_nothing(const CouponReading& coupon) {
        return !coupon.code && coupon.identifiers.empty() && !coupon.invoice_number.best() && !coupon.total_due.best();
    }

    /// A check without a MICR line, its lines faded, is laid out as a coupon is: what says nothing of a bill may be
    /// one.
    void read_as_money(const Sheet& sheet) {
        CheckReading check = check_on(sheet);
        if (!says_it_is_money(check)) return;
        reading_.check = std::move(check);
        reading_.coupon.reset();
        reading_.kind = DocumentKind::check;
        reading_.kind_probability = 0.5;
        tell_money_order();
    }

    static bool says_it_is_money(const CheckReading& check) {
        return check.micr.presence == Presence::read || check.courtesy_amount.presence == Presence::read ||
               check.legal_amount.presence == Presence::read || check.payee_verdict == PayeeVerdict::health_connector;
    }

    /// A form for cash or a card has lines to write on as a check has.
    void look_for_other_tender(const Sheet& sheet) {
        LetterText text = read_letter(sheet.front->image, Side::front, readers_.print);
        if (!names_other_tender(text.lines)) return;
        reading_.kind = DocumentKind::other;
        reading_.check.reset();
        add(std::move(text));
    }

    void read_letter_of(const Sheet& sheet) {
        constexpr double kWrittenOn = 0.002;  // share of ink: a line or two on a sheet
        add(read_letter(sheet.front->image, Side::front, readers_.print));
        if (sheet.back && sheet.back->quality.ink_share > kWrittenOn) {
            add(read_letter(sheet.back->image, Side::back, readers_.print));
        }
    }

    void add(LetterText letter) {
        std::move(letter.lines.begin(), letter.lines.end(), std::back_inserter(reading_.text));
        add_identifiers(reading_.identifiers, std::move(letter.identifiers));
    }

    const PageInput& page_;
    const Readers& readers_;
    const ReadingOptions& options_;
    PageReading reading_;
};

}  // namespace

PageReading read_page(const PageInput& page, const Readers& readers, const ReadingOptions& options) {
    return PageRun(page, readers, options).run();
}

}  // namespace lockbox

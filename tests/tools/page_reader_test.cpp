#include "tools/lockbox/page_reader.h"

#include <doctest/doctest.h>

#include "ocr/letter_text.h"
#include "scan/image_file.h"
#include "scan/upright.h"
#include "tests/ocr/micr_drawing.h"
#include "tests/ocr/page_of_text.h"
#include "tests/tools/sample_batch.h"

using namespace lockbox;
using test::PageOfText;
using test::white_page;

namespace {

constexpr const char* kDigits = "0177203710524089491196000000461020261208";

UprightSide side(int width_px = 1700, int height_px = 730) {
    UprightSide made;
    made.image = white_page(width_px, height_px);
    made.transform.crop = {3, 4, width_px, height_px};
    made.quality.ink_share = 0.05;
    return made;
}

}  // namespace

TEST_CASE("Each kind of page is read in its own way") {
    struct Row {
        DocumentKind kind;
        bool check, coupon, text;
    };
    const Row rows[] = {
        {DocumentKind::check, true, false, false},  {DocumentKind::money_order, true, false, false},
        {DocumentKind::coupon, false, true, false}, {DocumentKind::letter, false, false, true},
        {DocumentKind::other, false, false, true},  {DocumentKind::envelope, false, false, true},
        {DocumentKind::blank, false, false, false},
    };
    for (const Row& row : rows) {
        CAPTURE(to_word(row.kind));
        PageOfText engine({{100, 100, "My Member ID is 780283055252"}});
        const UprightSide front = side();
        PageInput page;
        page.sequence = 9;
        page.front = &front;
        page.kind = row.kind;
        page.kind_probability = 0.9;
        const PageReading reading = read_page(page, {engine, *make_null_line_reader()}, {});
        CHECK(reading.sequence == 9);
        CHECK(reading.kind == row.kind);
        CHECK(reading.failure.empty());
        CHECK(reading.front_transform == front.transform);
        CHECK(reading.front_quality == front.quality);
        CHECK_FALSE(reading.has_back);
        CHECK(reading.check.has_value() == row.check);
        CHECK(reading.coupon.has_value() == row.coupon);
        CHECK(reading.text.empty() == !row.text);
        CHECK(reading.identifiers.empty() == !row.text);
        if (row.kind != DocumentKind::blank) CHECK(reading.timings_ms.size() == 3);
    }
}

TEST_CASE("A valid code makes a coupon of a letter, never of a check") {
    struct Row {
        DocumentKind given, expected;
        std::string text;
    };
    const Row rows[] = {
        {DocumentKind::letter, DocumentKind::coupon, kDigits},
        {DocumentKind::other, DocumentKind::coupon, kDigits},
        {DocumentKind::letter, DocumentKind::letter, "0177203710524089491196000000461020261209"},
        {DocumentKind::check, DocumentKind::check, kDigits},
    };
    for (const Row& row : rows) {
        CAPTURE(to_word(row.given));
        PageOfText engine({});
        const UprightSide front = side();
        const std::vector<Barcode> barcodes = {{Symbology::qr, row.text, {Side::front, {1, 2, 3, 4}}, 0}};
        PageInput page;
        page.front = &front;
        page.kind = row.given;
        page.barcodes = barcodes;
        const PageReading reading = read_page(page, {engine, *make_null_line_reader()}, {});
        CHECK(reading.kind == row.expected);
        CHECK(reading.barcodes == barcodes);
        CHECK((reading.coupon && reading.coupon->code) == (row.expected == DocumentKind::coupon));
    }
}

TEST_CASE("Whatever its layout, a page with a MICR line is a check; not where a coupon's code is") {
    PageOfText engine({});
    UprightSide front = side();
    front.image = micr_drawing::draw_page("A011396842A 9833994707C 3459", {}, {}, 3);
    PageInput page;
    page.front = &front;
    for (const DocumentKind kind : {DocumentKind::other, DocumentKind::letter, DocumentKind::coupon}) {
        CAPTURE(to_word(kind));
        page.kind = kind;
        page.barcodes = {};
        const PageReading reading = read_page(page, {engine, *make_null_line_reader()}, {});
        CHECK(reading.kind == DocumentKind::check);
        REQUIRE(reading.check);
        CHECK(reading.check->micr.routing);
        const std::vector<Barcode> barcodes = {{Symbology::qr, kDigits, {Side::front, {1, 2, 3, 4}}, 0}};
        page.barcodes = barcodes;
        CHECK(read_page(page, {engine, *make_null_line_reader()}, {}).kind == DocumentKind::coupon);
    }
}

TEST_CASE("The scan line makes a coupon of whatever a page is laid out as") {
    const auto bytes = read_image_file(test::kSamples / "batch/0007F.tif");  // a coupon without its barcode
    REQUIRE(bytes.ok());
    const auto scanned = decode(*bytes, "page 7");
    REQUIRE(scanned.ok());
    const UprightSide front = straighten(*scanned);
    PageOfText engine({});
    PageInput page;
    page.front = &front;
    for (const DocumentKind kind : {DocumentKind::check, DocumentKind::letter, DocumentKind::other}) {
        CAPTURE(to_word(kind));
        page.kind = kind;
        const PageReading reading = read_page(page, {engine, *make_null_line_reader()}, {});
        CHECK(reading.kind == DocumentKind::coupon);
        CHECK_FALSE(reading.check);
        REQUIRE(reading.coupon);
        CHECK(reading.coupon->code);
    }
    // A check without such a line stays one.
    const UprightSide blank = side();
    page.front = &blank;
    page.kind = DocumentKind::check;
    CHECK(read_page(page, {engine, *make_null_line_reader()}, {}).kind == DocumentKind::check);
}

namespace {

/// What becomes of a page of this print that is laid out as `kind`.
PageReading read_as(DocumentKind kind, std::vector<test::PlacedText> print) {
    PageOfText engine(std::move(print));
    const UprightSide front = side();
    PageInput page;
    page.front = &front;
    page.kind = kind;
    page.kind_probability = 0.5;
    PageReading reading = read_page(page, {engine, *make_null_line_reader()}, {});
    CHECK(reading.coupon.has_value() == (reading.kind == DocumentKind::coupon));
    CHECK(reading.check.has_value() == (reading.kind == DocumentKind::check));
    return reading;
}

}  // namespace

TEST_CASE("A coupon that was taken for a check, without a code, is known by what it says") {
    const test::PlacedText invoice{100, 200, "Invoice: 5020024638"}, due{100, 300, "Total due: $560.92"};
    const auto kind_with = [&](const char* account) {
        return read_as(DocumentKind::check, {{100, 100, account}, invoice, due}).kind;
    };
    CHECK(kind_with("Billing Account Number: 749369615") == DocumentKind::coupon);
    CHECK(kind_with("Pay to") == DocumentKind::check);
}

TEST_CASE("A check that is laid out as a coupon is known by what it says, and by its bill saying nothing") {
    const test::PlacedText label{100, 300, "PAY TO THE ORDER OF"}, payee{320, 300, "Health Connector"};
    const auto kind_of = [](std::vector<test::PlacedText> print) {
        return read_as(DocumentKind::coupon, std::move(print)).kind;
    };
    CHECK(kind_of({label, payee}) == DocumentKind::check);
    CHECK(kind_of({{100, 300, "Thank you"}}) == DocumentKind::coupon);
    CHECK(kind_of({label, payee, {100, 100, "Invoice: 5020024638"}}) == DocumentKind::coupon);
    // A payer's name over an address is no bill.
    const std::vector<test::PlacedText> payers = {
        {100, 60, "Ana Ramos"}, {100, 84, "12 Elm St"}, {100, 108, "Salem, MA 01970"}, label, payee};
    CHECK(kind_of(payers) == DocumentKind::check);
}

TEST_CASE("A form for cash that is laid out as a check is no check") {
    PageOfText engine({{100, 100, "CASH PAYMENT"}, {100, 150, "Member ID: 780283055252"}});
    const UprightSide front = side();
    PageInput page;
    page.front = &front;
    page.kind = DocumentKind::check;
    const PageReading reading = read_page(page, {engine, *make_null_line_reader()}, {});
    CHECK(reading.kind == DocumentKind::other);
    CHECK_FALSE(reading.check);
    CHECK(reading.text.size() == 2);
    CHECK(reading.identifiers.size() == 1);
}

TEST_CASE("Backs of letters are read when there is something on them") {
    for (const double ink_share : {0.0, 0.01}) {
        PageOfText engine({{100, 100, "thank you"}});
        const UprightSide front = side();
        UprightSide back = side();
        back.quality.ink_share = ink_share;
        PageInput page;
        page.front = &front;
        page.back = &back;
        page.kind = DocumentKind::letter;
        const PageReading reading = read_page(page, {engine, *make_null_line_reader()}, {});
        CHECK(reading.has_back);
        CHECK(reading.text.size() == (ink_share > 0 ? 2 : 1));
        if (ink_share > 0) CHECK(reading.text[1].region->side == Side::back);
    }
}

TEST_CASE("A page without a front says so") {
    PageOfText engine({});
    CHECK(read_page({}, {engine, *make_null_line_reader()}, {}).failure == "the page has no front image");
}

TEST_CASE("Letters give their lines and identifiers once, without Social Security numbers") {
    PageOfText engine({{100, 100, "Re: Member ID 7802 8305 5252"},
                       {100, 150, "My SSN is 123-45-6789"},
                       {100, 200, "I paid for 780283055252 in May, call (617) 555-1212"}});
    const LetterText letter = read_letter(white_page(), Side::front, engine);
    REQUIRE(letter.lines.size() == 3);
    CHECK(letter.lines[1].best()->value == "My SSN is ***-**-****");
    CHECK(letter.lines[1].region->box.top_px == 150);
    REQUIRE(letter.identifiers.size() == 1);
    CHECK(letter.identifiers[0].digits.best()->value == "780283055252");
}

#include "scan/classify.h"

#include <doctest/doctest.h>

#include "drawn_page.h"

using namespace lockbox;
using lockbox::testing::DrawnPage;

namespace {

Classification kind_of(const DrawnPage& front, std::vector<Barcode> barcodes = {}) {
    return classify(find_ink(front.image()), nullptr, barcodes);
}

Barcode barcode(std::string text) {
    return {Symbology::code128, std::move(text), {Side::front, {}}};
}

const std::string kCode = "0177203710524089491196000000461020261208";

DrawnPage endorsed_back() {
    DrawnPage page(6, 2.75);
    page.print(4.2, 0.3, 11, 1);
    page.rule(4.1, 0.5, 1.6);
    page.rule(4.1, 0.7, 1.6);
    page.print(3.6, 1, 30, 2, 0.04);
    return page;
}

/// An envelope with a sender and an address.
DrawnPage addressed(double height_in) {
    DrawnPage envelope(9.5, height_in);
    envelope.print(0.3, 0.4, 16, 1);
    envelope.print(4.2, 2.2, 18, 3);
    return envelope;
}

/// A bank's bill-payment check: a letter page, the check at its head or in its middle.
DrawnPage check_on_page(double top_in) {
    DrawnPage page = lockbox::testing::drawn_letter();
    page.fill(0, top_in, 8.5, 3.2, 235);
    page.rule(1.2, top_in + 1, 4.6);
    page.rule(0.3, top_in + 1.3, 6);
    page.micr(0.8, top_in + 2.9, "1011906863 2892033592 0346");
    return page;
}

}  // namespace

TEST_CASE("documents of every kind") {
    CHECK(kind_of(lockbox::testing::drawn_check()).kind == DocumentKind::check);
    CHECK(kind_of(lockbox::testing::drawn_coupon()).kind == DocumentKind::coupon);
    CHECK(kind_of(lockbox::testing::drawn_letter()).kind == DocumentKind::letter);
    CHECK(kind_of(DrawnPage(6, 2.75)).kind == DocumentKind::blank);
    CHECK(kind_of(DrawnPage(8.5, 11)).kind == DocumentKind::blank);
    CHECK(kind_of(check_on_page(0.2)).kind == DocumentKind::check);
    CHECK(kind_of(check_on_page(4)).kind == DocumentKind::check);

    DrawnPage envelope(9.5, 4.1);
    envelope.print(0.3, 0.4, 16, 1);
    envelope.print(0.3, 0.6, 20, 2);
    envelope.print(4.2, 2.2, 18, 3);
    envelope.print(4.2, 2.4, 14, 4);
    CHECK(kind_of(envelope).kind == DocumentKind::envelope);
}

TEST_CASE("a heading that keeps the pitch of a MICR line makes no check of a coupon") {
    DrawnPage coupon = lockbox::testing::drawn_coupon();
    coupon.micr(5.2, 0.4, "1011906863 28920");
    CHECK(kind_of(coupon, {barcode(kCode)}).kind == DocumentKind::coupon);
}

TEST_CASE("a stamp is no line to write on") {
    DrawnPage envelope = addressed(4.1);
    envelope.rule(8.2, 0.4, 0.9);
    envelope.rule(8.2, 1.4, 0.9);
    CHECK(kind_of(envelope).kind == DocumentKind::envelope);
}

TEST_CASE("the bars of a postmark make an envelope, also of one with a window; lines to write on do not") {
    for (const double apart_in : {0.13, 0.3}) {
        CAPTURE(apart_in);
        DrawnPage envelope(9.5, 4.1);
        envelope.print(0.3, 0.4, 16, 1);
        envelope.print(1.2, 2.4, 18, 3);
        for (int i = 0; i < 5; ++i) envelope.rule(6.5 + 0.05 * i, 0.3 + apart_in * i, 1.8);
        envelope.box(1, 2, 4.3, 1.2);
        CHECK((kind_of(envelope).kind == DocumentKind::envelope) == (apart_in < 0.2));
    }
    DrawnPage check = lockbox::testing::drawn_check();
    for (int i = 0; i < 5; ++i) check.rule(3.6, 0.2 + 0.13 * i, 1.8);
    CHECK(kind_of(check).kind == DocumentKind::check);
}

TEST_CASE("the sheet's own edge is no line to write on, but no sheet is filed for it") {
    DrawnPage envelope = addressed(4.3);
    envelope.rule(4.8, 0.03, 4.6);
    envelope.rule(0.1, 4.22, 4.6);
    CHECK(kind_of(envelope).kind == DocumentKind::other);
    DrawnPage picture(6.1, 3.8);
    for (int i = 0; i < 12; ++i) picture.print(0.4, 0.4 + 0.25 * i, 6, i);
    picture.rule(0.1, 0.03, 3);
    CHECK(kind_of(picture).kind == DocumentKind::other);
}

TEST_CASE("what is left of a check that was cut off is one, with a single line it is not") {
    for (const bool ruled : {true, false}) {
        CAPTURE(ruled);
        DrawnPage half(6, 1.5);
        half.print(0.3, 0.3, 14, 1);
        half.print(1.2, 0.9, 12, 2);
        if (ruled) half.rule(0.8, 0.7, 1.5);
        half.rule(1, 1.17, 3);
        CHECK((kind_of(half).kind == DocumentKind::check) == ruled);
    }
}

TEST_CASE("a note with a stroke of the pen on it is none of the checks, which are not so high") {
    struct Row {
        double height_in;
        int strokes, letters_a_line;
        bool is_note;
    };
    for (const Row& row : {Row{4.3, 1, 9, true}, Row{2.8, 1, 9, false}, Row{4.3, 3, 9, false}, Row{4.3, 1, 60, false}}) {
        CAPTURE(row.height_in);
        CAPTURE(row.strokes);
        CAPTURE(row.letters_a_line);
        DrawnPage note(5.6, row.height_in);
        for (int i = 0; i < 4; ++i) note.print(0.7, 0.5 + 0.3 * i, row.letters_a_line, i);
        for (int i = 0; i < row.strokes; ++i) note.rule(0.2 + i, 1.8, 0.45);
        CHECK((kind_of(note).kind == DocumentKind::other) == row.is_note);
    }
}

TEST_CASE("a coupon code makes a coupon of a letter page, but never of a check") {
    CHECK(kind_of(lockbox::testing::drawn_letter(), {barcode(kCode)}).kind == DocumentKind::coupon);
    CHECK(kind_of(lockbox::testing::drawn_letter(), {barcode("1234567890")}).kind == DocumentKind::letter);
    CHECK(kind_of(lockbox::testing::drawn_check(), {barcode(kCode)}).kind == DocumentKind::check);
}

TEST_CASE("a check stays a check without its MICR line, at any size") {
    DrawnPage personal = lockbox::testing::drawn_check();
    personal.fill(0, 2.3, 6, 0.45, 235);
    CHECK(kind_of(personal).kind == DocumentKind::check);

    DrawnPage business(8.5, 3.5);  // as wide as a coupon
    business.rule(6, 0.7, 1.4);
    business.rule(1, 1.2, 5.5);
    business.box(6.9, 1, 1.2, 0.3);
    business.rule(0.3, 1.6, 6.8);
    business.rule(0.6, 2.8, 2.6);
    business.rule(4.8, 2.8, 3.2);
    for (unsigned line = 0; line < 4; ++line) business.print(0.4, 0.3 + 0.15 * line, 22, line);
    CHECK(kind_of(business).kind == DocumentKind::check);
}

TEST_CASE("a coupon stays a coupon without its codes") {
    DrawnPage page = lockbox::testing::drawn_coupon();
    page.fill(0, 2.9, 8.5, 0.6, 235);
    CHECK(kind_of(page).kind == DocumentKind::coupon);
}

TEST_CASE("a tall stub is a coupon by its scan line") {
    DrawnPage stub(5.4, 7.5);
    for (unsigned line = 0; line < 10; ++line) stub.print(0.3, 1 + 0.3 * line, 30, line);
    CHECK(kind_of(stub).kind == DocumentKind::other);
    stub.scan_line(0.3, 6.9, kCode);
    CHECK(kind_of(stub).kind == DocumentKind::coupon);
}

TEST_CASE("the bars of a code that stands on its end are no lines to write on") {
    DrawnPage page(8.5, 3.67);
    for (unsigned line = 0; line < 8; ++line) page.print(0.4, 0.5 + 0.3 * line, 30, line);
    page.box(3.7, 2.4, 2.2, 0.34);
    for (int bar = 0; bar < 30; ++bar) page.rule(7.2, 0.4 + 0.09 * bar + (bar % 3) * 0.02, 0.9);
    CHECK(kind_of(page).kind == DocumentKind::coupon);
}

TEST_CASE("a check that was fed the wrong way round is found on its back image") {
    const InkMap face = find_ink(lockbox::testing::drawn_check().image()), back = find_ink(endorsed_back().image());
    const Classification right_way = classify(face, &back, {}), wrong_way = classify(back, &face, {});
    CHECK(right_way.kind == DocumentKind::check);
    CHECK(right_way.face == Side::front);
    CHECK(wrong_way.kind == DocumentKind::check);
    CHECK(wrong_way.face == Side::back);
    CHECK(classify(back, nullptr, {}).kind == DocumentKind::check);
}

#include "ocr/coupon_fields.h"

#include <doctest/doctest.h>

#include "ocr/coupon_print.h"
#include "tests/ocr/page_of_text.h"

using namespace lockbox;
using test::PageOfText;
using test::PlacedText;
using test::white_page;

namespace {

constexpr const char* kDigits = "0177203710524089491196000000461020261208";
constexpr const char* kOther = "0177203710514089491190000000461020261292";

Barcode barcode(std::string text) {
    return {Symbology::code128, std::move(text), {Side::front, {10, 20, 300, 100}}, 0};
}

std::string other_code() {
    CouponCode code = *read_coupon_code(kDigits);
    code.plan_kind = PlanKind::health;
    return write_coupon_code(code);
}

const std::vector<PlacedText> kColumns = {{70, 45, "MASSACHUSETTS HEALTH CONNECTOR"},
                                          {890, 52, "Member ID"},
                                          {1275, 52, "Billing Account Number"},
                                          {890, 76, "714663962069"},
                                          {1275, 76, "761262346"},
                                          {890, 124, "Insurer"},
                                          {890, 148, "Blue Cross Blue Shield of MA"},
                                          {70, 153, "ETHAN KELLY"},
                                          {70, 184, "143 LINCOLN CT"},
                                          {890, 191, "Plan"},
                                          {890, 215, "Standard Gold"},
                                          {70, 216, "EVERETT, MA02149"},
                                          {890, 261, "Coverage month"},
                                          {1275, 261, "Please pay by"},
                                          {890, 285, "2026-12"},
                                          {1275, 285, "2026-11-23"},
                                          {890, 339, "Total due"},
                                          {1275, 339, "Amount enclosed"},
                                          {890, 364, "$1,878.79"},
                                          {70, 359, "Health Connector"},
                                          {70, 389, "P.O. BOX 412612"},
                                          {70, 419, "Boston, MA 02241-2612"},
                                          {500, 520, "Invoice No. 4089491196"}};

const std::vector<PlacedText> kRows = {{57, 60, "Health Connector Insurance Bill"},
                                       {57, 125, "Billing Account Number:"},
                                       {327, 125, "761262346"},
                                       {640, 125, "Insurer: Altus Dental"},
                                       {1280, 116, "Total due"},
                                       {57, 167, "Member ID:"},
                                       {327, 167, "7146-6396-2069"},
                                       {640, 166, "Plan name: Family High"},
                                       {1280, 151, "$352.50"},
                                       {57, 210, "Coverage:"},
                                       {327, 210, "December 2026"},
                                       {57, 328, "JEFFREY WANG"},
                                       {57, 360, "412 SALEM ST"},
                                       {57, 392, "LOWELL MA 01852"}};

std::string best(const TextReading& reading) {
    return reading.best() ? reading.best()->value : "-";
}

std::string identifiers_of(const CouponReading& coupon) {
    std::string all;
    for (const IdentifierReading& identifier : coupon.identifiers) all += best(identifier.digits) + " ";
    return all;
}

}  // namespace

TEST_CASE("With a code in a barcode nothing else is read") {
    PageOfText engine({});
    const auto coupon = read_coupon(white_page(), {barcode("hello"), barcode(kDigits)}, engine);
    REQUIRE(coupon.code);
    CHECK(coupon.code->billing_account.str() == "772037105");
    CHECK(coupon.code_source == CouponCodeSource::barcode);
    REQUIRE(coupon.code_region);
    CHECK(coupon.code_region->box == Box{10, 20, 300, 100});
    CHECK(coupon.further_codes.empty());
    CHECK(engine.blocks_asked + engine.lines_asked == 0);
}

TEST_CASE("Several codes on one page are all kept, repeats once") {
    PageOfText engine({});
    const auto coupon = read_coupon(
        white_page(), {barcode(kDigits), barcode(other_code()), barcode(kDigits), barcode(other_code())}, engine);
    REQUIRE(coupon.code);
    CHECK(coupon.code->plan_kind == PlanKind::dental);
    REQUIRE(coupon.further_codes.size() == 1);
    CHECK(coupon.further_codes[0].plan_kind == PlanKind::health);
}

TEST_CASE("A code inside other text of a symbol counts, a wrong one does not") {
    struct Row {
        std::string text;
        bool code;
    };
    const Row rows[] = {
        {std::string("https://example.org/pay?c=") + kDigits + "&v=2", true},
        {std::string("0") + kDigits, false},
        {kOther, false},
        {"", false},
    };
    for (const Row& row : rows) {
        PageOfText engine({});
        CAPTURE(row.text);
        CHECK(read_coupon(white_page(), {barcode(row.text)}, engine).code.has_value() == row.code);
    }
}

TEST_CASE("Without any code the print is read by its labels: labels above values") {
    PageOfText engine(kColumns);
    const auto coupon = read_coupon(white_page(), {}, engine);
    CHECK_FALSE(coupon.code);
    CHECK(identifiers_of(coupon) == "714663962069 761262346 ");
    CHECK(coupon.identifiers[0].printed);
    CHECK(best(coupon.insurer) == "Blue Cross Blue Shield of MA");
    CHECK(best(coupon.subscriber_name) == "ETHAN KELLY");
    CHECK(best(coupon.invoice_number) == "4089491196");
    REQUIRE(coupon.total_due.best());
    CHECK(coupon.total_due.best()->value == Cents(187879));
    CHECK(coupon.total_due.region->box.left_px == 890);
    CHECK(coupon.amount_enclosed.presence == Presence::absent);
}

TEST_CASE("Without any code the print is read by its labels: labels left of values") {
    PageOfText engine(kRows);
    const auto coupon = read_coupon(white_page(), {}, engine);
    CHECK(identifiers_of(coupon) == "761262346 714663962069 ");
    CHECK(best(coupon.insurer) == "Altus Dental");
    CHECK(best(coupon.subscriber_name) == "JEFFREY WANG");
    CHECK(coupon.total_due.best()->value == Cents(35250));
    CHECK(coupon.invoice_number.presence == Presence::absent);
}

TEST_CASE("A number that is read differently the second time is in doubt") {
    const std::vector<PlacedText> text = {{100, 50, "Billing Account: 761262346"}};
    struct Row {
        const char* again;
        std::size_t alternatives;
        double at_least, at_most;
    };
    const Row rows[] = {
        {"761262346", 1, 0.9, 0.95}, {"761262846", 2, 0.3, 0.5}, {"", 1, 0.7, 0.85}, {"76126234", 1, 0.7, 0.85}};
    for (const Row& row : rows) {
        CAPTURE(std::string(row.again));
        PageOfText engine(text, row.again);
        CouponReading coupon;
        read_printed_fields(white_page(), engine, coupon);
        REQUIRE(coupon.identifiers.size() == 1);
        const auto& alternatives = coupon.identifiers[0].digits.alternatives;
        CHECK(alternatives.size() == row.alternatives);
        CHECK(alternatives[0].value == "761262346");
        CHECK(alternatives[0].probability >= row.at_least);
        CHECK(alternatives[0].probability <= row.at_most);
    }
}

TEST_CASE("The lockbox's own address is no subscriber, and an empty page has no fields") {
    PageOfText lockbox(
        {{70, 359, "Health Connector"}, {70, 389, "P.O. BOX 412612"}, {70, 419, "Boston, MA 02241-2612"}});
    CouponReading coupon;
    read_printed_fields(white_page(), lockbox, coupon);
    CHECK(coupon == CouponReading{});
    PageOfText nothing({});
    read_printed_fields(white_page(), nothing, coupon);
    read_printed_fields(PageImage{}, nothing, coupon);
    CHECK(coupon == CouponReading{});
}

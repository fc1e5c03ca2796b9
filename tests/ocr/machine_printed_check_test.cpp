#include <doctest/doctest.h>

#include <utility>

#include "ocr/check_date.h"
#include "ocr/check_fields.h"
#include "ocr/landmarks.h"
#include "ocr/line_net.h"
#include "tests/ocr/drawn_check.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

TextLine line_of(const std::vector<std::string>& words, Box place, double probability = 0.95) {
    TextLine line{{}, place};
    const int step = place.width_px / static_cast<int>(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Box box{place.left_px + static_cast<int>(i) * step, place.top_px, step - 4, place.height_px};
        line.words.push_back({words[i], probability, box});
    }
    return line;
}

/// Reads these lines in every block and nothing in a single line.
class ScriptedEngine final : public TextEngine {
  public:
    explicit ScriptedEngine(std::vector<TextLine> lines) : lines_(std::move(lines)) {}
    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override { return {{}, box}; }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override { return lines_; }

  private:
    std::vector<TextLine> lines_;
};

CheckVocabulary received_on_18_november() {
    CheckVocabulary words;
    words.received = *Date::parse("2026-11-18");
    return words;
}

CheckReading read_with(const std::vector<TextLine>& lines, const PageImage& page) {
    ScriptedEngine engine(lines);
    const auto writing = make_null_line_reader();
    return read_check(page, nullptr, {engine, *writing}, received_on_18_november());
}

const std::vector<TextLine> kBillPayPrint = {
    line_of({"Date:", "November", "14,", "2026"}, {900, 60, 240, 18}),
    line_of({"Customer", "acct", "no.", "714664064572"}, {60, 370, 300, 16}),
    line_of({"SIGNATURE", "ON", "FILE"}, {800, 370, 260, 16}),
};

}  // namespace

TEST_CASE("what a machine printed on a check is read wherever it stands") {
    Writing writing;
    writing.typed = true;
    writing.date.clear();
    writing.signature.clear();
    const CheckReading reading = read_with(kBillPayPrint, DrawnCheck({}, writing).page());
    REQUIRE(reading.identifiers.size() == 1);
    CHECK(reading.identifiers[0].digits.best()->value == "714664064572");
    CHECK(reading.identifiers[0].printed);
    CHECK(reading.instrument == Instrument::bank_bill_pay);
    CHECK(reading.signature == Presence::read);
    REQUIRE(reading.date.best() != nullptr);
    CHECK(reading.date.best()->value == *Date::parse("2026-11-14"));
}

TEST_CASE("on a check that a bank mails nothing is taken for writing") {
    Writing writing;
    writing.typed = true;
    PageImage page = DrawnCheck({}, writing).page();
    cv::putText(cv::Mat(page.height_px, page.width_px, CV_8UC1, page.pixels.data()), "For account 4471", {290, 350},
                cv::FONT_HERSHEY_SIMPLEX, 0.6, 30, 1, cv::LINE_AA);
    CHECK(read_with(kBillPayPrint, page).writing.empty());
    const std::vector<TextLine> without_signature(kBillPayPrint.begin(), kBillPayPrint.begin() + 2);
    CHECK_FALSE(read_with(without_signature, page).writing.empty());
}

TEST_CASE("a hand as low and even as print is no print, and a date on its line is the check's") {
    const std::vector<TextLine> without_signature(kBillPayPrint.begin(), kBillPayPrint.begin() + 2);
    Writing writing;
    writing.typed = true;
    const CheckReading reading = read_with(without_signature, DrawnCheck({}, writing).page());
    REQUIRE(reading.identifiers.size() == 1);
    CHECK_FALSE(reading.identifiers[0].printed);
    CHECK(reading.date.presence == Presence::illegible);
    CHECK(reading.instrument == Instrument::personal);
}

namespace {

/// A private money order: its rules stand as a check's, but the labels say otherwise.
struct DrawnMoneyOrder {
    DrawnMoneyOrder() : image(600, 1300, CV_8UC1, cv::Scalar(240)) {
        rule(220, 310, 1020), rule(288, 410, 1020), rule(352, 180, 880), rule(412, 300, 960);
        cv::putText(image, "714664064572", {340, 405}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 30, 2, cv::LINE_AA);
        cv::putText(image, "12 Elm St", {230, 345}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 30, 2, cv::LINE_AA);
        cv::putText(image, "Jane Payer", {450, 280}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 30, 2, cv::LINE_AA);
        cv::putText(image, "Health Connector", {340, 214}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 30, 2, cv::LINE_AA);
    }
    void rule(int y, int left, int right) { cv::line(image, {left, y}, {right, y}, 60, 2); }
    [[nodiscard]] PageImage page() const {
        PageImage page{image.cols, image.rows, 200, false, {}};
        page.pixels.assign(image.data, image.data + image.total());
        return page;
    }
    cv::Mat image;
};

const std::vector<TextLine> kMoneyOrderPrint = {
    line_of({"INTERNATIONAL", "MONEY", "ORDER"}, {420, 50, 460, 24}),
    line_of({"PAY", "TO", "THE", "ORDER", "OF:"}, {60, 204, 230, 14}),
    line_of({"PURCHASER,", "SIGNER", "FOR", "DRAWER:"}, {60, 272, 320, 14}),
    line_of({"ADDRESS:"}, {60, 338, 100, 14}),
    line_of({"PAYMENT", "FOR/ACCT.", "#:"}, {60, 396, 220, 14}),
    line_of({"**$548.66**"}, {1060, 150, 180, 26}),
};

}  // namespace

TEST_CASE("a money order whose rules stand as a check's is read by its labels") {
    const CheckReading reading = read_with(kMoneyOrderPrint, DrawnMoneyOrder().page());
    CHECK(reading.instrument == Instrument::money_order);
    CHECK(reading.courtesy_amount.sure(0.5) == Cents(54866));
    const auto stands_at = [](const TextReading& field, int x_px, int y_px) {
        return field.region && field.region->box.left_px < x_px && field.region->box.right_px() > x_px &&
               field.region->box.top_px < y_px && field.region->box.bottom_px() > y_px;
    };
    CHECK(stands_at(reading.memo, 440, 395));
    CHECK(stands_at(reading.payer_name, 520, 270));
    CHECK(stands_at(reading.payee, 440, 205));
}

TEST_CASE("a signature stands over the line under which its label is printed") {
    for (const bool is_signed : {true, false}) {
        CAPTURE(is_signed);
        cv::Mat form(600, 1300, CV_8UC1, cv::Scalar(240));  // a firm's check, the payee without a line
        cv::line(form, {100, 280}, {900, 280}, 60, 2);
        cv::line(form, {700, 470}, {1230, 470}, 60, 2);
        cv::putText(form, "AUTHORIZED SIGNATURE", {830, 492}, cv::FONT_HERSHEY_SIMPLEX, 0.6, 60, 1, cv::LINE_AA);
        if (is_signed)
            cv::putText(form, "Ina Hall", {750, 436}, cv::FONT_HERSHEY_SCRIPT_SIMPLEX, 1.4, 30, 2, cv::LINE_AA);
        PageImage page{form.cols, form.rows, 200, false, {}};
        page.pixels.assign(form.data, form.data + form.total());
        const CheckReading reading = read_with(
            {line_of({"Fifty-three", "and", "00/100"}, {110, 256, 300, 18}),
             line_of({"**$53.00"}, {1060, 256, 110, 18}), line_of({"AUTHORIZED", "SIGNATURE"}, {830, 478, 230, 14})},
            page);
        CHECK(reading.courtesy_amount.best());
        CHECK(reading.signature == (is_signed ? Presence::read : Presence::absent));
    }
}

TEST_CASE("an amount that fine print names is not the money order's") {
    std::vector<TextLine> print = kMoneyOrderPrint;
    print.push_back(line_of({"NOT", "VALID", "OVER", "$500.00"}, {60, 560, 300, 14}));
    print[print.size() - 2].words.back().probability = 0.5;  // the amount itself
    CHECK(read_with(print, DrawnMoneyOrder().page()).courtesy_amount.best()->value == Cents(54866));
}

TEST_CASE("the year of a typewriter's date may stand apart") {
    std::vector<TextLine> print = kMoneyOrderPrint;
    print.push_back(line_of({"2026"}, {1004, 82, 46, 14}));
    print.push_back(line_of({"NOV", "10,"}, {900, 80, 80, 16}));
    const CheckReading reading = read_with(print, DrawnMoneyOrder().page());
    REQUIRE(reading.date.best());
    CHECK(reading.date.best()->value == *Date::parse("2026-11-10"));
    print[print.size() - 2].box.left_px += 200;  // another column's number
    print[print.size() - 2].words[0].box.left_px += 200;
    CHECK_FALSE(read_with(print, DrawnMoneyOrder().page()).date.best());
}

TEST_CASE("words between stars that the engine of print makes nothing of are read as a line") {
    DrawnMoneyOrder order;
    cv::putText(order.image, "***Fifty-three and 00/100*********", {120, 130}, cv::FONT_HERSHEY_SIMPLEX, 0.8, 30, 2,
                cv::LINE_AA);
    std::vector<TextLine> print = kMoneyOrderPrint;
    print.push_back(line_of({"***Fifivlhre", "AN", "0010O****", "ttt", "eeeeke"}, {118, 106, 520, 30}, 0.1));
    ScriptedEngine engine(print);
    LineNet writing = LineNet::shipped();
    const CheckReading reading = read_check(order.page(), nullptr, {engine, writing}, received_on_18_november());
    REQUIRE(reading.legal_amount.best());
    CHECK(reading.legal_amount.best()->value == Cents(5300));
}

TEST_CASE("a day on a money order that the engine of words misreads is read as a line") {
    struct Row {
        const char* printed;
        const char* misread;
        const char* date;
    };
    const Row rows[] = {
        {"2026-11-08", "2O2G-lI-O8", "2026-11-08"},
        {"11/10/26", "lI/lO/2G", "2026-11-10"},
        {"617-555-0148", "G17-555-O148", nullptr},  // a telephone number
        {"021180", "O2118O", nullptr},
    };
    LineNet writing = LineNet::shipped();
    for (const Row& row : rows) {
        CAPTURE(row.printed);
        DrawnMoneyOrder order;
        cv::putText(order.image, row.printed, {120, 130}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 30, 2, cv::LINE_AA);
        std::vector<TextLine> print = kMoneyOrderPrint;
        print.push_back(line_of({row.misread}, {118, 108, 190, 24}));
        ScriptedEngine engine(print);
        const CheckReading reading = read_check(order.page(), nullptr, {engine, writing}, received_on_18_november());
        CHECK((reading.date.best() != nullptr) == (row.date != nullptr));
        if (reading.date.best() && row.date) CHECK(reading.date.best()->value == *Date::parse(row.date));
    }
}

TEST_CASE("a legend in a hand as low and even as print is seen on a form with labels") {
    DrawnMoneyOrder order;
    cv::putText(order.image, "PAID IN FULL", {620, 130}, cv::FONT_HERSHEY_SIMPLEX, 0.95, 30, 2, cv::LINE_AA);
    std::vector<TextLine> print = kMoneyOrderPrint;
    print.push_back(line_of({"PAID", "IN", "FULL"}, {616, 106, 220, 28}));
    LineNet writing = LineNet::shipped();
    ScriptedEngine engine(print);
    CHECK(read_check(order.page(), nullptr, {engine, writing}, received_on_18_november()).restrictive_legend);
}

TEST_CASE("print above the payee's rule is none of what is written on it") {
    DrawnMoneyOrder order;
    cv::rectangle(order.image, {330, 170}, {900, 217}, 240, cv::FILLED);
    cv::putText(order.image, "THREE HUNDRED EIGHTY-SIX AND 31/100", {320, 184}, cv::FONT_HERSHEY_SIMPLEX, 0.5, 30, 1,
                cv::LINE_AA);
    cv::putText(order.image, "Health Connector", {330, 216}, cv::FONT_HERSHEY_SIMPLEX, 0.8, 30, 2, cv::LINE_AA);
    LineNet writing = LineNet::shipped();
    ScriptedEngine engine(kMoneyOrderPrint);
    const CheckReading reading = read_check(order.page(), nullptr, {engine, writing}, received_on_18_november());
    CHECK(reading.payee_verdict == PayeeVerdict::health_connector);
    REQUIRE(reading.payee.region);
    CHECK(reading.payee.region->box.top_px > 186);
}

TEST_CASE("a label that the engine of words leaves out is read by the line reader") {
    std::vector<TextLine> print = kMoneyOrderPrint;
    print.erase(print.begin() + 1);  // "PAY TO THE ORDER OF:"
    LineNet writing = LineNet::shipped();
    struct Row {
        const char* label;
        bool is_payee;
    };
    for (const Row& row : {Row{"PAY TO", true}, Row{"PAY TQ", true}, Row{"TOWN OF", false}, Row{"", true}}) {
        CAPTURE(row.label);
        DrawnMoneyOrder order;
        cv::putText(order.image, row.label, {120, 218}, cv::FONT_HERSHEY_SIMPLEX, 0.6, 30, 2, cv::LINE_AA);
        ScriptedEngine engine(print);
        const CheckReading reading = read_check(order.page(), nullptr, {engine, writing}, received_on_18_november());
        CHECK((reading.payee_verdict == PayeeVerdict::health_connector) == row.is_payee);
        CHECK(reading.payee.region.has_value() == row.is_payee);
    }
}

TEST_CASE("a money order's number is read when both readers see it in the upper part") {
    struct Row {
        const char* what;
        const char* label;
        const char* printed;
        const char* read;
        int top_px;
        bool found;
    };
    const Row rows[] = {
        {"as it stands", "", "34049086636", "34049086636", 108, true},
        {"misread by one", "", "34049086636", "34049086686", 108, false},
        {"too short for a number", "", "3404908", "3404908", 108, false},
        {"further down", "", "34049086636", "34049086636", 500, false},
        {"after its label", "No.", "34049086636", "34049086636", 108, true},
        {"after a longer one", "Serial #:", "34049086636", "34049086636", 108, true},
        {"another's number", "Account", "34049086636", "34049086636", 108, false},
    };
    LineNet writing = LineNet::shipped();
    for (const Row& row : rows) {
        CAPTURE(row.what);
        DrawnMoneyOrder order;
        cv::putText(order.image, row.printed, {1002, row.top_px + 22}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 30, 2,
                    cv::LINE_AA);
        std::vector<TextLine> print = kMoneyOrderPrint;
        print.push_back(line_of({row.read}, {1000, row.top_px, 230, 24}));
        if (*row.label) {
            const Box box{900, row.top_px, 92, 24};
            print.back().words.insert(print.back().words.begin(), {row.label, 0.95, box});
        }
        ScriptedEngine engine(print);
        const CheckReading reading = read_check(order.page(), nullptr, {engine, writing}, received_on_18_november());
        REQUIRE(reading.instrument == Instrument::money_order);
        CHECK(reading.printed_number.sure(0.98).has_value() == row.found);
        if (row.found) CHECK(reading.printed_number.best()->value == row.printed);
    }
}

TEST_CASE("early in a year many write the last one's number") {
    const auto day = [](const char* text) { return *Date::parse(text); };
    CHECK(date_prior(day("2026-01-12"), day("2027-01-20")) > 10 * date_prior(day("2026-06-12"), day("2027-06-20")));
    CHECK(date_prior(day("2026-02-10"), day("2027-01-20")) < 0.01);  // after the day it was received
    CHECK(date_prior(day("2027-01-12"), day("2027-01-20")) == 1);
    CHECK(date_prior(day("2025-01-12"), day("2027-01-20")) == 0);
}

TEST_CASE("dates are found among printed words") {
    struct Row {
        std::vector<std::string> words;
        const char* date;
    };
    const Row rows[] = {
        {{"Date:", "November", "14,", "2026"}, "2026-11-14"},
        {{"DATE", "11/10/2026"}, "2026-11-10"},
        {{"2026-11-09", "021230"}, "2026-11-09"},
        {{"Void", "after", "90", "days"}, nullptr},
        {{"BOSTON", "MA", "02241-2612"}, nullptr},
        {{"Acct", "714664064572"}, nullptr},
    };
    for (const Row& row : rows) {
        CAPTURE(row.words.front());
        const Reading<Date> date = date_in_print(line_of(row.words, {0, 0, 400, 20}), *Date::parse("2026-11-18"));
        CHECK((date.best() != nullptr) == (row.date != nullptr));
        if (date.best() && row.date) CHECK(date.best()->value == *Date::parse(row.date));
    }
}

TEST_CASE("a signature that hides its line is found by what is left of it, or beside the memo's") {
    const auto rule = [](int y, int left, int right) { return Rule{left, right, y * 1.0, y * 1.0, 2}; };
    const PageImage ink{1200, 550, 200, true, {}};
    struct Row {
        const char* name;
        std::vector<Rule> rules;
        bool found, in_part;
    };
    const Row rows[] = {
        {"whole line",
         {rule(210, 220, 880), rule(280, 60, 1000), rule(440, 130, 510), rule(440, 660, 1140)},
         true,
         false},
        {"its end", {rule(210, 220, 880), rule(280, 60, 1000), rule(440, 130, 510), rule(442, 980, 1140)}, true, true},
        {"the memo's line alone", {rule(210, 220, 880), rule(280, 60, 1000), rule(440, 130, 510)}, true, true},
        {"nothing", {rule(210, 220, 880), rule(280, 60, 1000)}, false, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const CheckLayout layout = find_check_layout(ink, row.rules, {});
        CHECK(layout.signature_rule.has_value() == row.found);
        CHECK(layout.signature_rule_in_part == row.in_part);
        if (layout.signature_rule) CHECK(layout.signature_rule->left_px <= 660);
    }
}

TEST_CASE("figures in a box of their own are known by the heading over them") {
    PageImage paper{1700, 700, 200, false, std::vector<std::uint8_t>(std::size_t{1700} * 700, 235)};
    for (const char* heading : {"AMOUNT", "CHECK NO."}) {
        CAPTURE(heading);
        const CheckReading reading =
            read_with({line_of({heading}, {900, 200, 80, 14}), line_of({"867.37"}, {905, 232, 70, 16}),
                       line_of({"Eight", "hundred", "sixty-seven", "and", "37/100"}, {60, 100, 500, 18})},
                      paper);
        CHECK(reading.courtesy_amount.sure(0.5).has_value() == (std::string_view(heading) == "AMOUNT"));
        REQUIRE(reading.legal_amount.best());
        CHECK(reading.legal_amount.best()->value == Cents(86737));
    }
}

#include <doctest/doctest.h>

#include <random>

#include "ocr/check_fields.h"
#include "ocr/field_image.h"
#include "ocr/frame_finder.h"
#include "ocr/landmarks.h"
#include "ocr/line_net.h"
#include "ocr/printed_text.h"
#include "ocr/ruled_fields.h"
#include "tests/ocr/drawn_check.h"
#include "tests/ocr/drawn_lattice.h"
#include "tests/ocr/page_of_text.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

struct NamedStock {
    const char* name;
    Stock stock;
};

const NamedStock kStocks[] = {
    {"personal, box", {}},
    {"personal, rule for the figures", {.courtesy = Courtesy::rule}},
    {"personal, leaning", {.skew = 0.006}},
    {"personal, shaded", {.shaded = true}},
    {"business",
     {.width_in = 8.5,
      .height_in = 3.5,
      .left_in = 0.4,
      .payee_y_in = 1.3,
      .legal_y_in = 1.75,
      .date_y_in = 0.9,
      .bottom_y_in = 2.8,
      .payee_left_in = 1.4,
      .payee_right_in = 6.6}},
    {"long payee line, close rows",
     {.courtesy = Courtesy::rule,
      .payee_y_in = 1.0,
      .legal_y_in = 1.28,
      .date_y_in = 0.6,
      .payee_left_in = 0.9,
      .payee_right_in = 4.6}},
    {"labels below the lines", {.labels_below = true}},
    {"payee's line faded", {.payee_rule_faded = true}},
    {"border around the sheet", {.border = true}},
    {"date at the left", {.payer_left_in = 3.2, .date_left_in = 0.6}},
    {"business, words above the payee",
     {.width_in = 8.5,
      .height_in = 3.5,
      .left_in = 0.6,
      .payee_y_in = 1.75,
      .legal_y_in = 1.3,
      .date_y_in = 0.9,
      .bottom_y_in = 2.8,
      .payee_left_in = 0.88,
      .payee_right_in = 5.6}},
};

/// Reads the same in every line.
class Saying : public LineReader {
  public:
    Saying(std::string_view text, double clear) : lattice_(clear_lattice(text, clear)) {}
    Lattice read(const PageImage&, const Box&) override { return lattice_; }

  private:
    Lattice lattice_;
};

}  // namespace

TEST_CASE("fields are located on every stock, even when nothing can be read") {
    const auto engine = make_null_engine();
    Writing writing;
    writing.memo = "714664064572";
    writing.free_line = "Altus Dental";
    for (const NamedStock& stock : kStocks) {
        CAPTURE(stock.name);
        const DrawnCheck drawn(stock.stock, writing);
        const CheckReading reading =
            read_check(drawn.page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
        CHECK(covers(reading.courtesy_amount.region, drawn.figures));
        CHECK(covers(reading.legal_amount.region, drawn.words));
        CHECK(covers(reading.date.region, drawn.date));
        CHECK(covers(reading.payee.region, drawn.payee));
        CHECK(covers(reading.memo.region, drawn.memo));
        CHECK(reading.signature == Presence::read);
        REQUIRE(reading.writing.size() == 1);
        CHECK(covers(reading.writing[0].region, drawn.free_line));
        for (const Presence presence : {reading.courtesy_amount.presence, reading.legal_amount.presence,
                                        reading.date.presence, reading.payee.presence, reading.memo.presence}) {
            CHECK(presence == Presence::illegible);
        }
        CHECK(reading.payee_verdict == PayeeVerdict::unreadable);
        CHECK(reading.instrument == (stock.stock.width_in > 7 ? Instrument::business : Instrument::personal));
    }
}

TEST_CASE("words written right under the line before, far above their own, are whole and nobody else's") {
    const auto engine = make_null_engine();
    for (const double payee_to_words_in : {0.48, 0.5, 0.6}) {
        Stock stock;
        stock.legal_y_in = stock.payee_y_in + payee_to_words_in;
        Writing writing;
        writing.words_above_rule_in = payee_to_words_in - 0.24;
        writing.words_size = 1.1;
        const DrawnCheck drawn(stock, writing);
        const CheckReading reading =
            read_check(drawn.page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
        CAPTURE(payee_to_words_in);
        CHECK(covers(reading.legal_amount.region, drawn.words));
        CHECK(covers(reading.payee.region, drawn.payee));
    }
}

TEST_CASE("a hand that the engine of print can read is writing all the same") {
    cv::Mat sheet(550, 1200, CV_8UC1, cv::Scalar(240));
    cv::putText(sheet, "Paid in full", {300, 300}, cv::FONT_HERSHEY_SIMPLEX, 1.5, 30, 2, cv::LINE_AA);
    PageImage page{sheet.cols, sheet.rows, 200, false, {}};
    page.pixels.assign(sheet.data, sheet.data + sheet.total());
    OneLine engine(
        {{{"Paid", 0.96, {300, 265, 100, 35}}, {"in", 0.96, {425, 265, 40, 35}}, {"full", 0.96, {490, 265, 90, 35}}},
         {300, 265, 280, 35}});
    Saying hand("Paid in full", 0.995);
    const CheckReading reading = read_check(page, nullptr, {engine, hand}, vocabulary());
    REQUIRE(reading.writing.size() == 1);
    CHECK(reading.restrictive_legend);
}

TEST_CASE("the payer is the name above an address, left or in the middle, and no part of it is cut off") {
    for (const int left_px : {60, 520}) {
        Stock stock;
        stock.payer_left_in = left_px / 200.0;
        PageOfText engine({{950, 20, "53-7917/110"},
                           {60, 0, "Old Cape Savings"},
                           {left_px, 26, "owes", 7},  // what a border's pattern reads as
                           {left_px, 46, "Dennis Dorsey"},
                           {left_px, 72, "389 River Rd"},
                           {left_px, 98, "North Adams, MA 01247"}});
        Writing writing;
        writing.payer = "Dennis C. Dorsey";
        const CheckReading reading =
            read_check(DrawnCheck(stock, writing).page(), nullptr, {engine, *make_null_line_reader()}, vocabulary());
        CAPTURE(left_px);
        REQUIRE(reading.payer_name.best());
        CHECK(reading.payer_name.best()->value == "Dennis Dorsey");
        CHECK(reading.payer_address == std::vector<std::string>{"389 River Rd", "North Adams, MA 01247"});
    }
}

TEST_CASE("what a counter check asks its payer for is nobody's name") {
    PageOfText engine({{60, 46, "NAME"}, {60, 98, "ADDRESS"}});
    const CheckReading reading =
        read_check(DrawnCheck({}, {}).page(), nullptr, {engine, *make_null_line_reader()}, vocabulary());
    CHECK_FALSE(reading.payer_name.best());
}

TEST_CASE("a date without a line of its own is looked for in the print over the fields") {
    PageOfText engine({{60, 46, "Dennis Dorsey"}, {820, 60, "Date: NOV 13, 2026"}, {60, 300, "NOV 3, 2026"}});
    Writing writing;
    writing.date.clear();
    PageImage page = DrawnCheck({}, writing).page();
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    sheet(cv::Rect(700, 120, 480, 40)).setTo(235);  // its line
    const CheckReading reading = read_check(page, nullptr, {engine, *make_null_line_reader()}, vocabulary());
    REQUIRE(reading.date.best());
    CHECK(reading.date.best()->value == *Date::parse("2026-11-13"));
}

TEST_CASE("a year that stands apart, behind a printed 20, is the date's") {
    Writing writing;
    writing.date = "11/14";
    PageImage page = DrawnCheck({.date_left_in = 3.4}, writing).page();
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    cv::putText(sheet, "20", {940, 140}, cv::FONT_HERSHEY_SIMPLEX, 0.5, 60, 1, cv::LINE_AA);
    cv::putText(sheet, "26", {970, 138}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 30, 2, cv::LINE_AA);
    const auto engine = make_null_engine();
    LineNet hand = LineNet::shipped();
    CheckReading reading = read_check(page, nullptr, {*engine, hand}, vocabulary());
    REQUIRE(reading.date.best());
    CHECK(reading.date.best()->value == *Date::parse("2026-11-14"));
    cv::putText(sheet, "53-3944", {1056, 132}, cv::FONT_HERSHEY_SIMPLEX, 0.5, 60, 1, cv::LINE_AA);  // the fraction
    cv::putText(sheet, "110", {1070, 152}, cv::FONT_HERSHEY_SIMPLEX, 0.5, 60, 1, cv::LINE_AA);
    reading = read_check(page, nullptr, {*engine, hand}, vocabulary());
    REQUIRE(reading.date.sure(0.5));
    CHECK(reading.date.best()->value == *Date::parse("2026-11-14"));
}

TEST_CASE("words are read without what is printed far behind them") {
    Writing writing;
    writing.words = "Forty and 50/100";
    writing.figures = "40.50";
    PageImage page = DrawnCheck({}, writing).page();
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    cv::putText(sheet, "Void 90 dys", {800, 276}, cv::FONT_HERSHEY_SIMPLEX, 0.7, 60, 1, cv::LINE_AA);
    const auto engine = make_null_engine();
    LineNet hand = LineNet::shipped();
    const CheckReading reading = read_check(page, nullptr, {*engine, hand}, vocabulary());
    REQUIRE(reading.legal_amount.best());
    CHECK(reading.legal_amount.best()->value == Cents(4050));
    CHECK(reading.legal_amount.best()->probability > 0.9);
}

TEST_CASE("in columns a label stands between the line before and its own") {
    cv::Mat form(550, 1200, CV_8UC1, cv::Scalar(240));
    for (const auto& [left, right] : {std::pair(150, 680), std::pair(780, 1150)}) {
        cv::line(form, {left, 250}, {right, 250}, 90, 2);
    }
    cv::putText(form, "Health Connector", {330, 244}, cv::FONT_HERSHEY_SIMPLEX, 1.3, 30, 2, cv::LINE_AA);
    cv::putText(form, "From", {712, 248}, cv::FONT_HERSHEY_SIMPLEX, 0.6, 60, 1, cv::LINE_AA);
    cv::putText(form, "Ana Ramos", {800, 244}, cv::FONT_HERSHEY_SIMPLEX, 1.3, 30, 2, cv::LINE_AA);
    PageImage page{form.cols, form.rows, 200, false, {}};
    page.pixels.assign(form.data, form.data + form.total());
    const auto engine = make_null_engine();
    Saying hand("from", 0.995);
    const CheckReading reading = read_check(page, nullptr, {*engine, hand}, vocabulary());
    REQUIRE(reading.payer_name.region);
    CHECK(reading.payer_name.region->box.left_px > 780);
}

TEST_CASE("a payer's name that the engine of print overlooked is read above the street") {
    Stock stock;
    stock.payer_left_in = 0.3;
    PageOfText engine({{60, 72, "389 River Rd"}, {60, 98, "North Adams, MA 01247"}});
    Writing writing;
    writing.payer = "Dennis C. Dorsey";
    Saying hand("Dennis Dorsey", 0.995);
    const CheckReading reading = read_check(DrawnCheck(stock, writing).page(), nullptr, {engine, hand}, vocabulary());
    REQUIRE(reading.payer_name.best());
    CHECK(reading.payer_name.best()->value == "Dennis Dorsey");
    CHECK(reading.payer_name.region->box.bottom_px() < 72);
    CHECK(reading.payer_address == std::vector<std::string>{"389 River Rd", "North Adams, MA 01247"});
}

TEST_CASE("lines close above the memo and past its end are lines of their own, and the memo is whole") {
    const auto engine = make_null_engine();
    for (const NamedStock& stock : kStocks) {
        CAPTURE(stock.name);
        Writing writing;
        writing.memo = "ID 714664064572";
        writing.above_memo = "Altus Dental 7";
        writing.signature = "JP";
        const DrawnCheck drawn(stock.stock, writing);
        const CheckReading reading =
            read_check(drawn.page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
        CHECK(covers(reading.memo.region, drawn.memo));
        CHECK(std::any_of(reading.writing.begin(), reading.writing.end(),
                          [&](const TextReading& line) { return covers(line.region, drawn.above_memo); }));
    }
}

TEST_CASE("a note above an empty memo's line is a line of its own") {
    const auto engine = make_null_engine();
    for (const NamedStock& stock : kStocks) {
        CAPTURE(stock.name);
        Writing writing;
        writing.above_memo = "Paid in full";
        writing.above_memo_size = 1.2;  // higher than print: dealt to the line below it at first
        writing.signature = "JP";
        const DrawnCheck drawn(stock.stock, writing);
        const CheckReading reading =
            read_check(drawn.page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
        CHECK(reading.memo.presence == Presence::absent);
        CHECK(std::any_of(reading.writing.begin(), reading.writing.end(),
                          [&](const TextReading& line) { return covers(line.region, drawn.above_memo); }));
    }
}

TEST_CASE("a blank field is absent, not illegible") {
    const auto engine = make_null_engine();
    const Writing blank{"", "", "", "", "", "", "", ""};
    for (const NamedStock& stock : kStocks) {
        CAPTURE(stock.name);
        const CheckReading reading = read_check(DrawnCheck(stock.stock, blank).page(), nullptr,
                                                {*engine, *make_null_line_reader()}, vocabulary());
        CHECK(reading.courtesy_amount.presence == Presence::absent);
        CHECK(reading.legal_amount.presence == Presence::absent);
        CHECK(reading.date.presence == Presence::absent);
        CHECK(reading.payee.presence == Presence::absent);
        CHECK(reading.memo.presence == Presence::absent);
        CHECK(reading.signature == Presence::absent);
        CHECK(reading.courtesy_amount.region);
        CHECK(reading.memo.region);
        CHECK(reading.writing.empty());
    }
}

TEST_CASE("a legend in a crowded hand is seen where its text is misread") {
    const auto engine = make_null_engine();
    Writing writing;
    writing.free_line = "legend";
    struct Row {
        std::string_view text;
        double clear;
        bool restricts;
    };
    for (const Row& row :
         {Row{"Filland final payment", 0.6, true}, Row{"Fell Hill planting", 0.6, false},
          Row{"YHENTIN FULL", 0.95, true}, Row{"and fural payment", 0.9, true}, Row{"Marvin Fuller", 0.95, false},
          Row{"sai gefinal set", 0.95, true}, Row{"finally settled", 0.95, false},
          Row{"Jxid am bulk", 0.36, false} /* for matching to weigh */}) {
        CAPTURE(row.text);
        Saying reader(row.text, row.clear);
        const CheckReading reading =
            read_check(DrawnCheck({}, writing).page(), nullptr, {*engine, reader}, vocabulary());
        CHECK(reading.restrictive_legend == row.restricts);
    }
}

TEST_CASE("a legend that runs into the amount in words restricts the check") {
    const auto engine = make_null_engine();
    for (const bool runs_in : {true, false}) {
        CAPTURE(runs_in);
        Saying reader(runs_in ? "one hundred and xx/100l settlem" : "one hundred and xx/100 only", 0.95);
        const CheckReading reading = read_check(DrawnCheck({}, {}).page(), nullptr, {*engine, reader}, vocabulary());
        CHECK(reading.restrictive_legend == runs_in);
    }
}

TEST_CASE("what every back bears is nobody's writing, also where it is misread") {
    const auto engine = make_null_engine();
    const PageImage front{1200, 550, 200, false, std::vector<std::uint8_t>(std::size_t{1200} * 550, 255)};
    struct Row {
        std::string_view text;
        double clear;
        bool written;
    };
    for (const Row& row :
         {Row{"CHECK HERE IF MOBILE DEPOSIT", 0.99, false}, Row{"chxck hxre ix moxixe dxposit", 0.12, false},
          Row{"DO NOT WAITE, STAMP OR SGN BELOW", 0.9, false}, Row{"Reserved for financial use", 0.9, false},
          Row{"Maria Lopez 776100000103", 0.9, true}, Row{"Maria Lopez 776100000103", 0.12, true},
          Row{"Check for Maria, deposit", 0.9, true}}) {
        CAPTURE(row.text);
        Saying reader(row.text, row.clear);
        const PageImage back = DrawnCheck({}, {}).page();
        const CheckReading reading = read_check(front, &back, {*engine, reader}, vocabulary());
        CHECK(reading.writing.empty() == !row.written);
    }
}

TEST_CASE("an upright line beside the writing is no part of it") {
    const auto engine = make_null_engine();
    Stock stock;
    stock.fold_by_date = true;
    const DrawnCheck drawn(stock, {});
    const CheckReading reading = read_check(drawn.page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
    CHECK(covers(reading.date.region, drawn.date));
    REQUIRE(reading.date.region);
    CHECK(reading.date.region->box.height_px < 1.5 * drawn.date.height_px);
    CHECK(reading.date.region->box.right_px() < drawn.date.right_px() + 10);
}

TEST_CASE("what is left of a leaning box's side is no figure") {
    const auto engine = make_null_engine();
    const DrawnCheck drawn({}, {});
    PageImage page = drawn.page();
    for (int y = 168; y < 193; ++y) {
        for (int x = 1129; x < 1131; ++x) page.pixels[static_cast<std::size_t>(y * page.width_px + x)] = 60;
    }
    const CheckReading reading = read_check(page, nullptr, {*engine, *make_null_line_reader()}, vocabulary());
    CHECK(covers(reading.courtesy_amount.region, drawn.figures));
}

TEST_CASE("a signature that hides all of its line is found beside the memo; without one nobody can say") {
    const auto engine = make_null_engine();
    Stock stock;
    stock.signature_rule_hidden = true;
    for (const bool is_signed : {true, false}) {
        CAPTURE(is_signed);
        Writing writing;
        if (!is_signed) writing.signature = "";
        const CheckReading reading =
            read_check(DrawnCheck(stock, writing).page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
        CHECK(reading.signature == (is_signed ? Presence::read : Presence::illegible));
    }
}

TEST_CASE("a signature that hides its line is found under another line to write on") {
    const auto engine = make_null_engine();
    for (const bool is_signed : {true, false}) {
        CAPTURE(is_signed);
        Writing writing;
        if (!is_signed) writing.signature = "";
        const Stock stock{.signature_rule_hidden = is_signed, .rule_over_signature = true};
        const CheckReading reading =
            read_check(DrawnCheck(stock, writing).page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
        CHECK(reading.signature == (is_signed ? Presence::read : Presence::absent));
    }
}

TEST_CASE("who signs on the upper of two lines has signed") {
    const auto engine = make_null_engine();
    const DrawnCheck check({.rule_over_signature = true, .signed_over_line = true}, {});
    const CheckReading reading =
        read_check(check.page(), nullptr, {*engine, *make_null_line_reader()}, vocabulary());
    CHECK(reading.signature == Presence::read);
}

TEST_CASE("a check without lines has no signature line to judge") {
    const auto engine = make_null_engine();
    PageImage paper{1200, 550, 200, false, std::vector<std::uint8_t>(1200 * 550, 240)};
    const CheckReading reading = read_check(paper, &paper, {*engine, *make_null_line_reader()}, vocabulary());
    CHECK(reading.signature == Presence::illegible);
    CHECK(reading.courtesy_amount.presence == Presence::absent);
    CHECK(reading.instrument == Instrument::unknown);
}

TEST_CASE("the back's writing is found and the endorsement print is not writing") {
    const auto engine = make_null_engine();
    cv::Mat back(550, 1200, CV_8UC1, cv::Scalar(240));
    cv::putText(back, "780283055252", {120, 140}, cv::FONT_HERSHEY_SIMPLEX, 1.0, 30, 2, cv::LINE_AA);
    cv::putText(back, "ENDORSE HERE", {850, 60}, cv::FONT_HERSHEY_SIMPLEX, 0.4, 60, 1, cv::LINE_AA);
    cv::line(back, {850, 80}, {1150, 80}, 90, 2);
    cv::line(back, {0, 60}, {60, 0}, 60, 8);  // a folded corner
    PageImage page{back.cols, back.rows, 200, false, {}};
    page.pixels.assign(back.data, back.data + back.total());
    const CheckReading reading =
        read_check(DrawnCheck({}, {}).page(), &page, {*engine, *make_null_line_reader()}, vocabulary());
    REQUIRE(reading.writing.size() == 1);
    CHECK(reading.writing[0].region->side == Side::back);
    CHECK(covers(reading.writing[0].region, {120, 116, 232, 24}));
}

TEST_CASE("rules: long, thin, straight, and gone afterwards") {
    const DrawnCheck drawn({}, {});
    const PageImage ink = ink_of(drawn.page());
    const std::vector<Rule> rules = find_rules(ink);
    CHECK(rules.size() == 7);  // date, payee, words, memo, signature, and two of the box
    CHECK(find_frames(ink, rules).size() == 1);
    const std::vector<Rule> left = find_rules(without_rules(ink, rules));
    CHECK(left.empty());
}

TEST_CASE("a rule that a threshold broke into dashes is one rule; a row of letters is none") {
    PageImage page{1200, 300, 200, true, std::vector<std::uint8_t>(1200 * 300, 255)};
    const auto ink = [&](int left, int top, int width, int height) {
        for (int y = top; y < top + height; ++y) {
            for (int x = left; x < left + width; ++x) page.pixels[static_cast<std::size_t>(y * 1200 + x)] = 0;
        }
    };
    for (int x = 100; x < 900; x += 14) ink(x, 100 + x / 400, 3 + x % 5, 2);  // leaning a little
    for (int x = 100; x < 900; x += 24) ink(x, 200, 16, 24);                  // letters stand as high as they are wide
    const std::vector<Rule> rules = find_rules(page);
    REQUIRE(rules.size() == 1);
    CHECK(rules[0].left_px <= 110);
    CHECK(rules[0].right_px >= 880);
    CHECK(std::abs(rules[0].middle_y_px() - 101) < 3);
}

TEST_CASE("both readers together read neat figures, words, date and payee") {
    auto engine = make_tesseract_engine();
    REQUIRE(engine);
    LineNet writing = LineNet::shipped();
    const DrawnCheck drawn({}, {});
    const CheckReading reading = read_check(drawn.page(), nullptr, {**engine, writing}, vocabulary());
    REQUIRE(reading.courtesy_amount.best());
    CHECK(reading.courtesy_amount.best()->value == Cents(35250));
    REQUIRE(reading.legal_amount.best());
    CHECK(reading.legal_amount.best()->value == Cents(35250));
    CHECK(reading.date.sure(0.3) == Date::parse("2026-11-14"));
    CHECK(reading.payee_verdict == PayeeVerdict::health_connector);
}

TEST_CASE("missing language data is an error with a remedy") {
    const auto engine = make_tesseract_engine({.data_folder = "/nonexistent", .language = "eng"});
    REQUIRE_FALSE(engine);
    CHECK(engine.error().remedy.find("tesseract-ocr-eng") != std::string::npos);
}

TEST_CASE("garbage pixels do not crash") {
    const auto engine = make_null_engine();
    std::mt19937 random(7);
    struct Size {
        int width_px, height_px;
    };
    for (const Size size : {Size{0, 0}, {1, 1}, {3, 900}, {900, 3}, {37, 41}, {640, 300}}) {
        for (const int kind : {0, 1, 2}) {
            PageImage page{size.width_px, size.height_px, 200, kind == 2, {}};
            page.pixels.resize(static_cast<std::size_t>(size.width_px) * size.height_px);
            for (std::uint8_t& pixel : page.pixels) {
                pixel = static_cast<std::uint8_t>(kind == 0 ? 0 : kind == 1 ? random() % 256 : (random() % 2) * 255);
            }
            const CheckReading reading = read_check(page, &page, {*engine, *make_null_line_reader()}, vocabulary());
            CHECK_FALSE(reading.courtesy_amount.best());
        }
    }
}

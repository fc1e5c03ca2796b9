// What is written on a check beside its fields: notes over, under and beside its lines.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "ocr/landmarks.h"
#include "ocr/line_net.h"
#include "ocr/ruled_fields.h"
#include "tests/ocr/drawn_check.h"
#include "tests/ocr/drawn_lattice.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("a note over the lines is seen, and the payer's print there is none") {
    LineNet reader = LineNet::shipped();
    for (const double size : {1.3, 1.1}) {  // higher than print, and as low
        CAPTURE(size);
        Writing writing;
        writing.upper_line = "PAID IN FULL";
        writing.upper_line_size = size;
        writing.payer = "J PAYER";
        writing.payer_size = 1.1;  // bold and large
        const DrawnCheck drawn({.payer_left_in = 0.8, .date_y_in = 0.8, .logo = true}, writing);
        OneLine engine({{{"J", 0.9, {160, 34, 16, 26}},
                         {"PAYER", 0.9, {190, 34, 104, 26}},
                         {"PAID IN FULL", 0.9, {470, 50, 240, 34}}},  // too far off to be of one line
                        {160, 34, 550, 50}});
        const CheckReading reading = read_check(drawn.page(), nullptr, {engine, reader}, vocabulary());
        REQUIRE(reading.upper_writing.size() == 1);
        CHECK(covers(reading.upper_writing[0].region, drawn.upper_line));
        CHECK(reading.restrictive_legend);
    }
}

namespace {

/// Pieces of letters, as a threshold leaves them, in a row along the sheet's upper edge.
PageImage with_pieces_along_the_edge(PageImage page, int bottom_px) {
    std::minstd_rand random(7);
    const auto below = [&](unsigned bound) { return static_cast<int>(random() % bound); };
    for (int x = 24; x < page.width_px - 30; x += 3) {
        const int left = x + below(3), top = 6 + below(6), bottom = bottom_px - below(6);
        for (int y = top; y < bottom; ++y) {
            for (int i = below(3); i >= 0; --i) {
                if (below(3) != 0) page.pixels[static_cast<std::size_t>(y) * page.width_px + left + i] = 0;
            }
        }
    }
    return page;
}

/// Reads these words wherever it is asked for one line.
class SaysThis : public TextEngine {
  public:
    explicit SaysThis(std::string words) : words_(std::move(words)) {}
    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override { return {{{words_, 0.9, box}}, box}; }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override { return {}; }

  private:
    std::string words_;
};

}  // namespace

TEST_CASE("no legend is made out in the line of small print along a sheet's upper edge, but one may be read there") {
    LineNet reader = LineNet::shipped();
    const PageImage page = DrawnCheck({.date_y_in = 0.85}, {}).page();
    const auto shows_legend = [&](int bottom_px, const char* words) {
        SaysThis engine(words);
        const PageImage spoilt = with_pieces_along_the_edge(page, bottom_px);
        return read_check(spoilt, nullptr, {engine, reader}, vocabulary()).restrictive_legend;
    };
    CHECK_FALSE(shows_legend(28, "THIS CHECK"));
    CHECK(shows_legend(28, "PAID IN FULL"));
    CHECK_FALSE(shows_legend(50, "THIS CHECK"));  // as high as writing: what fits pieces of letters by chance is none
}

TEST_CASE("a member's number over the lines is read, the check's own is not taken for a note") {
    LineNet reader = LineNet::shipped();
    const auto engine = make_null_engine();
    struct Row {
        const char* number;
        double size;
        bool is_identifier, is_writing;
    };
    const Row rows[] = {{"780283055252", 1.5, true, true},
                        {"780283055252", 0.9, true, false},         // as even as print
                        {"Member 780283055252", 0.7, true, false},  // ... and as low
                        {"773 511 708", 0.9, true, false},
                        {"508 555 0190", 0.9, false, false},
                        {"1728121180101", 1.5, true, true},
                        {"1728121180101", 0.9, false, false},  // may be the fraction and the check's number
                        {"4550", 1.5, false, false}};
    for (const Row& row : rows) {
        CAPTURE(row.number);
        CAPTURE(row.size);
        Writing writing;
        writing.upper_line = row.number;
        writing.upper_line_size = row.size;
        const CheckReading reading =
            read_check(DrawnCheck({.date_y_in = 0.85}, writing).page(), nullptr, {*engine, reader}, vocabulary());
        CHECK(reading.upper_writing.empty() != row.is_writing);
        REQUIRE(reading.identifiers.empty() != row.is_identifier);
        std::string digits = row.number;
        std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
        if (row.is_identifier) CHECK(reading.identifiers[0].digits.best()->value == digits);
    }
}

TEST_CASE("a telephone under the payer's print is no number of a member's") {
    LineNet reader = LineNet::shipped();
    Writing writing;
    writing.upper_line = "750815550190";  // as "(508) 555-0190" has been read
    writing.upper_line_size = 1.5;
    const PageImage page = DrawnCheck({.date_y_in = 0.85}, writing).page();
    for (const int payer_left_px : {470, 60}) {
        CAPTURE(payer_left_px);
        const bool is_over_it = payer_left_px == 470;
        const Box name{payer_left_px, 14, 120, 26};
        OneLine engine({{{"PAYER", 0.9, name}}, name});
        const CheckReading reading = read_check(page, nullptr, {engine, reader}, vocabulary());
        CHECK(reading.upper_writing.empty() == is_over_it);
        CHECK(reading.identifiers.empty() == is_over_it);
    }
}

TEST_CASE("a legend that runs into the payer's print is one") {
    LineNet reader = LineNet::shipped();
    for (const char* line : {"Paid in full", "Carlos Ivanova"}) {
        CAPTURE(line);
        Writing writing;
        writing.upper_line = line;
        const PageImage page = DrawnCheck({.date_y_in = 0.85}, writing).page();
        const Box name{620, 68, 60, 26};
        OneLine engine({{{"PAYER", 0.9, name}}, name});
        const CheckReading reading = read_check(page, nullptr, {engine, reader}, vocabulary());
        CHECK(reading.restrictive_legend == (line[0] == 'P'));
        CHECK(reading.upper_writing.empty() == (line[0] != 'P'));
    }
}

TEST_CASE("a member's number right under the payer's print is one") {
    LineNet reader = LineNet::shipped();
    Writing writing;
    writing.upper_line = "720492287085";
    writing.upper_line_size = 1.5;
    const PageImage page = DrawnCheck({.date_y_in = 0.85}, writing).page();
    const Box name{470, 14, 120, 26};
    OneLine engine({{{"PAYER", 0.9, name}}, name});
    const CheckReading reading = read_check(page, nullptr, {engine, reader}, vocabulary());
    REQUIRE(reading.identifiers.size() == 1);
    CHECK(reading.identifiers[0].digits.best()->value == "720492287085");
    CHECK(reading.upper_writing.empty());
}

TEST_CASE("a legend right beside the payer's name is seen") {
    LineNet reader = LineNet::shipped();
    Writing writing;
    writing.payer = "J PAYER PAID IN FULL";
    OneLine engine({{{"J", 0.9, {50, 44, 12, 18}}, {"PAYER", 0.9, {74, 44, 66, 18}}}, {50, 44, 250, 18}});
    const CheckReading reading = read_check(DrawnCheck({}, writing).page(), nullptr, {engine, reader}, vocabulary());
    CHECK(reading.restrictive_legend);
}

TEST_CASE("a note beside the bank's print is a line of its own") {
    Stock stock;
    stock.bank_under_lines = true;
    for (const double size : {1.3, 0.5}) {  // higher than print, and as low, letter by letter
        CAPTURE(size);
        Writing writing;
        writing.free_line = size > 1 ? "Paid in full" : "p a y m e n t i n f u l l";
        writing.free_line_size = size;
        const DrawnCheck drawn(stock, writing);
        const CleanPage page = clean_page(drawn.page());
        const CheckLayout layout = find_check_layout(page.ink, page.rules, page.frames, {});
        REQUIRE(layout.is_ruled_check());
        const std::vector<FieldImage> lines = cut_ruled_fields(page, layout).writing;
        CHECK(std::any_of(lines.begin(), lines.end(), [&](const FieldImage& line) {
            return covers(Region{Side::front, line.box}, drawn.free_line);
        }));
    }
}

TEST_CASE("a line of writing whose middle is as even as print is one line") {
    for (const char* line : {"loooooooooooool", "Joooooooooooool", "(xxxxxxxxxxxxxx)", "WnnnnnnnnnnnnnnW"}) {
        CAPTURE(line);
        Writing writing;
        writing.free_line = line;
        writing.free_line_size = 1.1;
        const DrawnCheck drawn({}, writing);
        const CleanPage page = clean_page(drawn.page());
        const std::vector<FieldImage> lines =
            cut_ruled_fields(page, find_check_layout(page.ink, page.rules, page.frames, {})).writing;
        REQUIRE(lines.size() == 1);
        CHECK(covers(Region{Side::front, lines[0].box}, drawn.free_line));
    }
}

TEST_CASE("a stroke under raised cents belongs to the figures, one that fills their box does not") {
    Writing writing;
    writing.figures = "352";
    const DrawnCheck drawn({}, writing);
    for (const bool has_cents : {true, false}) {
        CAPTURE(has_cents);
        PageImage paper = drawn.page();
        cv::Mat image(paper.height_px, paper.width_px, CV_8UC1, paper.pixels.data());
        const int left_px = drawn.figures.right_px() + 12, y_px = drawn.figures.top_px + 22;
        cv::line(image, {left_px, y_px}, {left_px + 70, y_px}, 30, 2);
        for (const int at : {15, 50}) {
            if (has_cents) cv::ellipse(image, {left_px + at, y_px - 12}, {9, 8}, 0, 0, 360, 30, 2);
        }
        const CleanPage page = clean_page(paper);
        const RuledFields fields = cut_ruled_fields(page, find_check_layout(page.ink, page.rules, page.frames, {}));
        CHECK(std::any_of(fields.courtesy.strokes.begin(), fields.courtesy.strokes.end(),
                          [](const Box& stroke) { return stroke.width_px > 60; }) == has_cents);
    }
}

TEST_CASE("a letter's tail that runs into a note under its line takes none of it away") {
    Writing writing;
    writing.free_line = "Paid in full";
    const DrawnCheck drawn({}, writing);
    for (const int above_px : {0, 20, 40}) {  // how much of it stands over the line
        CAPTURE(above_px);
        PageImage paper = drawn.page();
        const int tail_px = drawn.free_line.right_px() - 4;  // through the last letter
        for (int y = drawn.words.top_px - above_px; y < drawn.free_line.bottom_px(); ++y) {
            const int lean_px = (drawn.free_line.bottom_px() - y) / 4;
            for (int x = tail_px - lean_px; x < tail_px - lean_px + 3; ++x)
                paper.pixels[static_cast<std::size_t>(y) * paper.width_px + x] = 30;
        }
        const CleanPage page = clean_page(paper);
        const std::vector<FieldImage> lines =
            cut_ruled_fields(page, find_check_layout(page.ink, page.rules, page.frames, {})).writing;
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].box.left_px <= drawn.free_line.left_px + 4);
        CHECK(lines[0].box.right_px() >= tail_px);
    }
}

TEST_CASE("a date over the lines is read without a line of its own, behind a label too") {
    LineNet reader = LineNet::shipped();
    const auto engine = make_null_engine();
    for (const std::string written : {"10/24/26", "Date  10/24/26", "4550"}) {
        CAPTURE(written);
        Writing writing;
        writing.date = written;
        const CheckReading reading = read_check(DrawnCheck({.date_y_in = 0.6, .date_ruled = false}, writing).page(),
                                                nullptr, {*engine, reader}, vocabulary());
        const auto date = reading.date.sure(0.5);
        REQUIRE(date.has_value() == (written != "4550"));
        if (date) CHECK(date->to_string() == "2026-10-24");
    }
}

namespace {

/// Reads these words in lines at least so wide, and nothing in others.
class SayingInLong : public LineReader {
  public:
    SayingInLong(std::string_view text, double clear, int width_px_min)
        : SayingInLong(clear_lattice(text, clear), width_px_min) {}
    SayingInLong(Lattice line, int width_px_min) : lattice_(std::move(line)), width_px_min_(width_px_min) {}
    Lattice read(const PageImage&, const Box& box) override {
        return box.width_px < width_px_min_ ? Lattice{} : lattice_;
    }

  private:
    Lattice lattice_;
    int width_px_min_;
};

const Writing kBlank{"", "", "", "", "", "", "", ""};

}  // namespace

TEST_CASE("a legend that runs into the payer's print is asked of the pixels") {
    Writing writing = kBlank;
    writing.payer = "J PAYER PAID IN FULL";
    OneLine engine({{{"J", 0.9, {50, 44, 12, 18}}, {"PAYER", 0.9, {74, 44, 66, 18}}}, {50, 44, 90, 18}});
    for (const auto& [read, restricts] : {std::pair{"J Payer paix in full", true}, std::pair{"J Payer Not good", true},
                                          std::pair{"J Payer and Anne Hull", false}}) {
        CAPTURE(read);
        SayingInLong reader(read, 0.6, 200);
        const CheckReading reading =
            read_check(DrawnCheck({}, writing).page(), nullptr, {engine, reader}, vocabulary());
        REQUIRE_FALSE(reading.payer_name.lattice.empty());
        CHECK(reading.restrictive_legend == restricts);
    }
}

TEST_CASE("a number over the lines two digits of which are in doubt stands there none the less") {
    const auto engine = make_null_engine();
    constexpr std::string_view kNumber = "780283055252";
    Lattice line = clear_lattice(kNumber);
    for (const std::size_t doubtful : {4U, 7U}) test::make_doubtful(line, kNumber, doubtful, '1');
    Writing writing = kBlank;
    writing.upper_line = kNumber;  // as even as print
    SayingInLong reader(line, 200);
    const CheckReading reading =
        read_check(DrawnCheck({.date_y_in = 0.85}, writing).page(), nullptr, {*engine, reader}, vocabulary());
    REQUIRE_FALSE(reading.identifiers.empty());
    CHECK(reading.identifiers[0].digits.best()->probability < 0.4);
}

TEST_CASE("on a form without lines, too, the line along the upper edge says a legend in words only, and no number") {
    const auto engine = make_null_engine();
    SayingInLong reader("jaid ia full", 0.6, 200), number("ID 780283055252", 0.9, 200);
    for (const int down_px : {0, 60}) {
        CAPTURE(down_px);
        PageImage paper{1200, 550, 200, false, std::vector<std::uint8_t>(std::size_t{1200} * 550, 235)};
        const PageImage pieces = with_pieces_along_the_edge(paper, 30);
        for (int y = 0; y < 32; ++y) {
            const auto row = pieces.pixels.begin() + std::ptrdiff_t{1200} * y;
            std::copy(row, row + 1200, paper.pixels.begin() + std::ptrdiff_t{1200} * (y + down_px));
        }
        const CheckReading reading = read_check(paper, nullptr, {*engine, reader}, vocabulary());
        CHECK(reading.writing.empty() == (down_px == 0));
        CHECK(reading.restrictive_legend == (down_px > 0));
        const CheckReading numbered = read_check(paper, nullptr, {*engine, number}, vocabulary());
        CHECK(numbered.identifiers.empty() == (down_px == 0));
    }
}

TEST_CASE("a foreign currency in a hand as even as print is seen over the lines") {
    LineNet reader = LineNet::shipped();
    for (const auto& [note, is_foreign] :
         {std::pair{"Payable in CAD $", true}, std::pair{"Payable in Boston", false}}) {
        CAPTURE(note);
        Writing writing;
        writing.upper_line = note;
        SaysThis engine(note);
        const CheckReading reading =
            read_check(DrawnCheck({.date_y_in = 0.85}, writing).page(), nullptr, {engine, reader}, vocabulary());
        CHECK(reading.foreign_currency == is_foreign);
    }
}

TEST_CASE("a typewriter's legend is seen though it is as low as print, which is nobody's writing") {
    LineNet reader = LineNet::shipped();
    const auto engine = make_null_engine();
    for (const auto& [typed, is_legend] :
         {std::pair{"Accord and satisfaction", true}, std::pair{"Nashoba River Bank", false}}) {
        CAPTURE(typed);
        Writing writing;
        writing.free_line = typed;
        writing.free_line_size = 0.65;
        writing.words_size = 1.1;  // the rest is by hand
        const CheckReading reading =
            read_check(DrawnCheck({}, writing).page(), nullptr, {*engine, reader}, vocabulary());
        CHECK(reading.restrictive_legend == is_legend);
        CHECK(reading.writing.empty());
    }
}

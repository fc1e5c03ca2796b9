#include "ocr/margin_writing.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/check_fields.h"
#include "ocr/line_net.h"
#include "tests/ocr/drawn_check.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

enum class Runs { up, down };

/// A check whose print begins 0.5 in from its sides, with `note` at 0.05 to 0.2 in from one of them.
PageImage with_note(const char* note, Runs runs, bool at_left, double size = 0.9) {
    PageImage page = DrawnCheck({.left_in = 0.5}, {}).page();
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    int base = 0;
    const cv::Size extent = cv::getTextSize(note, cv::FONT_HERSHEY_SIMPLEX, size, 2, &base);
    cv::Mat line(extent.height + base + 4, extent.width + 8, CV_8UC1, cv::Scalar(235)), turned;
    cv::putText(line, note, {4, extent.height + 2}, cv::FONT_HERSHEY_SIMPLEX, size, 30, 2, cv::LINE_AA);
    cv::rotate(line, turned, runs == Runs::up ? cv::ROTATE_90_COUNTERCLOCKWISE : cv::ROTATE_90_CLOCKWISE);
    const int x = at_left ? 12 : page.width_px - 12 - turned.cols;
    turned.copyTo(sheet(cv::Rect(x, 120, turned.cols, turned.rows)));
    return page;
}

CheckReading read(const PageImage& page) {
    LineNet writing = LineNet::shipped();
    const auto engine = make_null_engine();
    CheckVocabulary vocabulary;
    vocabulary.restrictive_legends = {"paid in full"};
    return read_check(page, nullptr, {*engine, writing}, vocabulary);
}

}  // namespace

TEST_CASE("a legend up or down a side of a check is seen") {
    for (const Runs runs : {Runs::up, Runs::down}) {
        for (const bool at_left : {true, false}) {
            CAPTURE(at_left);
            CAPTURE((runs == Runs::up));
            CHECK(read(with_note("Paid in full", runs, at_left)).restrictive_legend);
        }
    }
    CHECK_FALSE(read(with_note("for Ana Ramos", Runs::up, true)).restrictive_legend);
    CHECK_FALSE(read(DrawnCheck({.left_in = 0.5}, {}).page()).restrictive_legend);
}

TEST_CASE("a legend is seen between pictures of the paper in the same margin") {
    PageImage page = with_note("Paid in full", Runs::up, true, 0.7);
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    for (const int y : {20, 400}) cv::circle(sheet, {24, y}, 8, 60, cv::FILLED);
    CHECK(read(page).restrictive_legend);
}

TEST_CASE("a number in the margin is a number, told by its place on the page") {
    const CheckReading reading = read(with_note("ID 714664064572", Runs::up, true));
    const auto number =
        std::find_if(reading.identifiers.begin(), reading.identifiers.end(),
                     [](const auto& identifier) { return identifier.kind == IdentifierKind::member_id; });
    REQUIRE(number != reading.identifiers.end());
    CHECK(number->digits.best()->value == "714664064572");
    REQUIRE(number->digits.region);
    CHECK(number->digits.region->box.right_px() < 60);
    CHECK(number->digits.region->box.height_px > 150);
}

TEST_CASE("what is printed at a side, a border and a blot are no lines in the margin") {
    const auto lines_on = [](const Stock& stock, auto&& draw) {
        PageImage page = DrawnCheck(stock, {}).page();
        cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
        draw(sheet);
        return find_margin_lines(clean_page(page), page.height_px - 120).size();
    };
    const auto nothing = [](cv::Mat&) {};
    CHECK(lines_on({}, nothing) == 0);
    CHECK(lines_on({.border = true}, nothing) == 0);
    CHECK(lines_on({.left_in = 0.5}, [](cv::Mat& sheet) { cv::line(sheet, {20, 100}, {20, 400}, 60, 6); }) == 0);
    CHECK(lines_on({.left_in = 0.5}, [](cv::Mat& sheet) { cv::circle(sheet, {30, 200}, 14, 60, cv::FILLED); }) == 0);
}

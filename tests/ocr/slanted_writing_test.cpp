#include "ocr/slanted_writing.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/check_fields.h"
#include "ocr/line_net.h"
#include "tests/ocr/drawn_check.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

/// A check with words written across it, turned by so many degrees.
PageImage crossed(const char* words, double degrees, double size = 1.0) {
    PageImage page = DrawnCheck({}, {}).page();
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    cv::Mat note(sheet.size(), CV_8UC1, cv::Scalar(255)), turned;
    cv::putText(note, words, {380, 367}, cv::FONT_HERSHEY_SIMPLEX, size, 30, 2, cv::LINE_AA);
    const cv::Mat turn = cv::getRotationMatrix2D({580, 355}, degrees, 1);
    cv::warpAffine(note, turned, turn, note.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    cv::min(sheet, turned, sheet);
    return page;
}

PageImage with_rows_of_print(PageImage page) {
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    for (int row = 0; row < 6; ++row)
        cv::putText(sheet, "terms of this account apply", {420, 300 + 22 * row}, cv::FONT_HERSHEY_SIMPLEX, 0.4, 0, 1);
    return page;
}

}  // namespace

TEST_CASE("a legend that climbs or falls across a check is seen") {
    LineNet writing = LineNet::shipped();
    const auto engine = make_null_engine();
    const CheckVocabulary vocabulary;
    const auto is_held = [&](const char* words, double degrees) {
        return read_check(crossed(words, degrees), nullptr, {*engine, writing}, vocabulary).restrictive_legend;
    };
    for (const double degrees : {-18.0, -8.0, 8.0, 12.0}) {
        CAPTURE(degrees);
        CHECK(is_held("by cashing this you agree", degrees));
        CHECK_FALSE(is_held("with love from all of us", degrees));
    }
    const std::vector<FieldImage> lines =
        find_slanted_lines(clean_page(with_rows_of_print(crossed("by cashing this you agree", 10, 1.4))));
    REQUIRE(lines.size() == 1);  // what it crosses stays behind
    CHECK(lines[0].image.height_px < 100);
}

TEST_CASE("VOID written large across a check holds it") {
    LineNet writing = LineNet::shipped();
    const auto engine = make_null_engine();
    const auto is_held = [&](const char* word, double size) {
        return read_check(crossed(word, 0, size), nullptr, {*engine, writing}, {}).restrictive_legend;
    };
    CHECK(is_held("VOID", 2.6));
    CHECK_FALSE(is_held("LOVE", 2.6));
}

TEST_CASE("slanted lines are turned level; level ones, in rows or not, are none") {
    const auto lines_of = [](const PageImage& page) { return find_slanted_lines(clean_page(page)); };
    CHECK(lines_of(DrawnCheck({}, {}).page()).empty());
    CHECK(lines_of(crossed("by cashing this you agree", 0)).empty());
    CHECK_FALSE(lines_of(crossed("FINAL SETTLEM", 7, 1.2)).empty());  // one level band holds it all
    CHECK(lines_of(crossed("by cashing this you", 0, 1.7)).empty());  // too high for print
    CHECK_FALSE(lines_of(crossed("by cashing this you", 9, 1.7)).empty());
    CHECK(lines_of(with_rows_of_print(DrawnCheck({}, {}).page())).empty());
    const std::vector<FieldImage> lines = lines_of(crossed("by cashing this you agree", 10));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].image.height_px < 70);  // of letters 30 px high: level
    CHECK(lines[0].box.height_px > 80);    // as they stand on the page
}

#include "ocr/stamp.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/check_fields.h"
#include "ocr/line_net.h"
#include "tests/ocr/drawn_check.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

/// A check with words in a frame under the lines, turned by so many degrees.
PageImage stamped(const char* words, double degrees, bool framed = true) {
    Writing writing;
    writing.signature = "JP";
    PageImage page = DrawnCheck({}, writing).page();
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    cv::Mat stamp(sheet.size(), CV_8UC1, cv::Scalar(255)), turned;
    if (framed) cv::rectangle(stamp, {400, 325}, {760, 385}, 30, 3);
    cv::putText(stamp, words, {420, 367}, cv::FONT_HERSHEY_SIMPLEX, 1.0, 30, 2, cv::LINE_AA);
    const cv::Mat turn = cv::getRotationMatrix2D({580, 355}, degrees, 1);
    cv::warpAffine(stamp, turned, turn, stamp.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    cv::min(sheet, turned, sheet);
    return page;
}

}  // namespace

TEST_CASE("a legend stamped askew is seen") {
    LineNet writing = LineNet::shipped();
    const auto engine = make_null_engine();
    CheckVocabulary vocabulary;
    vocabulary.restrictive_legends = {"paid in full"};
    const auto read = [&](const PageImage& page) { return read_check(page, nullptr, {*engine, writing}, vocabulary); };
    for (const double degrees : {-12.0, -4.0, 3.0, 9.0}) {
        CAPTURE(degrees);
        CHECK(read(stamped("PAID IN FULL", degrees)).restrictive_legend);
        CHECK_FALSE(read(stamped("FIRST CLASS", degrees)).restrictive_legend);
    }
}

TEST_CASE("what stands level, a signature and words without a frame are no stamps") {
    CHECK(find_stamps(clean_page(stamped("PAID IN FULL", 8))).size() == 1);
    CHECK(find_stamps(clean_page(stamped("PAID IN FULL", 0))).empty());
    CHECK(find_stamps(clean_page(stamped("PAID IN FULL", 8, false))).empty());
    CHECK(find_stamps(clean_page(DrawnCheck({}, {}).page())).empty());
    PageImage page = DrawnCheck({}, {}).page();
    cv::Mat sheet(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    for (int i = 0; i < 8; ++i) cv::ellipse(sheet, {720 + 40 * i, 410}, {40, 25}, 20.0 * i, 0, 330, 40, 3);
    CHECK(find_stamps(clean_page(page)).empty());
}

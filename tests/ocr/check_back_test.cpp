#include "ocr/check_back.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/line_net.h"
#include "ocr/restriction.h"
#include "ocr/text_engine.h"

using namespace lockbox;

namespace {

constexpr Box kNumber{140, 130, 250, 30}, kPrint{60, 420, 470, 24};

PageImage back_with(const char* number, const char* print) {
    cv::Mat image(550, 1200, CV_8UC1, cv::Scalar(240));
    cv::putText(image, number, {kNumber.left_px, kNumber.bottom_px()}, cv::FONT_HERSHEY_SIMPLEX, 1.0, 30, 2,
                cv::LINE_AA);
    cv::putText(image, print, {kPrint.left_px, kPrint.bottom_px()}, cv::FONT_HERSHEY_SIMPLEX, 1.0, 60, 2, cv::LINE_AA);
    PageImage page{image.cols, image.rows, 200, false, {}};
    page.pixels.assign(image.data, image.data + image.total());
    return page;
}

CheckReading read(const PageImage& back) {
    LineNet writing = LineNet::shipped();
    const auto engine = make_null_engine();
    CheckReading reading;
    read_back(back, {*engine, writing}, reading);
    return reading;
}

/// More than these shares of the place's width and height lie within the reading's.
bool covers(const TextReading& text, const Box& place, double width_share, double height_share) {
    const Box shared = text.region ? intersection(text.region->box, place) : Box{};
    return shared.width_px > width_share * place.width_px && shared.height_px > height_share * place.height_px;
}

}  // namespace

TEST_CASE("writing on the back is read also on its head, and its place told as it was scanned") {
    for (const char* print : {"", "CHECK HERE IF MOBILE DEPOSIT"}) {
        for (const bool on_its_head : {false, true}) {
            CAPTURE(print);
            CAPTURE(on_its_head);
            PageImage back = back_with("780283055252", print);
            Box place = kNumber;
            if (on_its_head) {
                std::reverse(back.pixels.begin(), back.pixels.end());
                place.left_px = back.width_px - kNumber.right_px();
                place.top_px = back.height_px - kNumber.bottom_px();
            }
            const CheckReading reading = read(back);
            REQUIRE(reading.writing.size() == 1);
            CHECK(covers(reading.writing[0], place, 0.8, 0.6));
            REQUIRE_FALSE(reading.identifiers.empty());
            REQUIRE(reading.identifiers[0].digits.best());
            CHECK(reading.identifiers[0].digits.best()->value == "780283055252");
        }
    }
}

TEST_CASE("print that runs up the sheet is no line, and hides none") {
    PageImage back = back_with("", "Paid in full");
    cv::Mat image(back.height_px, back.width_px, CV_8UC1, back.pixels.data());
    for (int i = 0; i < 9; ++i) {  // one letter a line, all above what is written
        cv::putText(image, "IE", {1000 + i % 2, 30 + 46 * i}, cv::FONT_HERSHEY_SIMPLEX, 1.0, 60, 2, cv::LINE_AA);
    }
    const CheckReading reading = read(back);
    REQUIRE(reading.writing.size() == 1);
    CHECK(reading.writing[0].region->box.left_px < 400);
}

TEST_CASE("of more lines than anybody writes the longest are read") {
    PageImage back = back_with("", "Paid in full");
    cv::Mat image(back.height_px, back.width_px, CV_8UC1, back.pixels.data());
    for (int i = 0; i < 10; ++i)
        cv::putText(image, "IOS", {900 + i % 2, 30 + 38 * i}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 60, 2, cv::LINE_AA);
    const CheckReading reading = read(back);
    CHECK(std::any_of(reading.writing.begin(), reading.writing.end(),
                      [](const TextReading& line) { return shows_restriction(line, {"paid in full"}); }));
}

TEST_CASE("a sentence in small capitals is heard for a legend, small print is no writing") {
    PageImage back = back_with("", "");
    cv::Mat image(back.height_px, back.width_px, CV_8UC1, back.pixels.data());
    cv::putText(image, "ENDORSEMENT HEREOF CONSTITUTES FULL RELEASE", {80, 300}, cv::FONT_HERSHEY_SIMPLEX, 0.7, 30, 1,
                cv::LINE_AA);
    const CheckReading reading = read(back);
    CHECK(reading.writing.empty());
    REQUIRE(reading.upper_writing.size() == 1);
    CHECK(shows_restriction(reading.upper_writing[0], {"full release"}, Typeface::print));
}

TEST_CASE("a legend on its head is heard also where a stamp stands upright") {
    PageImage back = back_with("", "Paid in full");
    std::reverse(back.pixels.begin(), back.pixels.end());
    cv::Mat image(back.height_px, back.width_px, CV_8UC1, back.pixels.data());
    const char* const stamp[] = {"PAY TO THE ORDER OF", "ANY BANK OR TRUST CO.", "CEUTRAL SAVlNGS BANK"};
    for (int i = 0; i < 3; ++i)
        cv::putText(image, stamp[i], {80, 300 + 60 * i}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 90, 2, cv::LINE_AA);
    const CheckReading reading = read(back);
    const auto shows = [](const TextReading& line) { return shows_restriction(line, {"paid in full"}); };
    CHECK_FALSE(std::any_of(reading.writing.begin(), reading.writing.end(), shows));
    CHECK(std::any_of(reading.upper_writing.begin(), reading.upper_writing.end(), shows));
}

TEST_CASE("what runs up or down the ends of a back is read, and told where it stands") {
    const Box up{40, 60, 34, 420}, down{1120, 60, 34, 420};
    for (const bool upwards : {true, false}) {
        CAPTURE(upwards);
        const Box place = upwards ? up : down;
        PageImage back = back_with("", "");
        cv::Mat line(place.width_px, place.height_px, CV_8UC1, cv::Scalar(240)), turned;
        cv::putText(line, "Paid in full 780283055252", {6, 26}, cv::FONT_HERSHEY_SIMPLEX, 0.95, 30, 2, cv::LINE_AA);
        cv::rotate(line, turned, upwards ? cv::ROTATE_90_COUNTERCLOCKWISE : cv::ROTATE_90_CLOCKWISE);
        cv::Mat page(back.height_px, back.width_px, CV_8UC1, back.pixels.data());
        turned.copyTo(page(cv::Rect(place.left_px, place.top_px, place.width_px, place.height_px)));
        const CheckReading reading = read(back);
        REQUIRE(reading.writing.size() == 1);
        CHECK(covers(reading.writing[0], place, 0.4, 0.8));
        CHECK(shows_restriction(reading.writing[0], {"paid in full"}));
        REQUIRE_FALSE(reading.identifiers.empty());
    }
}

#include "ocr/ruled_fields.h"

#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/landmarks.h"

using namespace lockbox;

namespace {

// A personal check at 200 dpi.
constexpr int kPayeeLine = 200, kWordsLine = 275;

cv::Mat blank_check() {
    cv::Mat image(550, 1200, CV_8UC1, cv::Scalar(255));
    cv::line(image, {190, kPayeeLine}, {870, kPayeeLine}, 0, 2);
    cv::line(image, {60, kWordsLine}, {1030, kWordsLine}, 0, 2);
    cv::line(image, {120, 420}, {550, 420}, 0, 2);
    cv::line(image, {660, 420}, {1140, 420}, 0, 2);
    return image;
}

/// Letters as high as small print, each a stroke of its own, on one straight line.
void write_small_capitals(cv::Mat& image, int left_px, int foot_px, int count) {
    for (int i = 0; i < count; ++i) {
        const int x = left_px + 20 * i;
        cv::rectangle(image, {x, foot_px - 17}, {x + 11, foot_px}, 0, 3);
    }
}

RuledFields fields_of(const cv::Mat& image) {
    PageImage page{image.cols, image.rows, 200, true, {}};
    page.pixels.assign(image.data, image.data + image.total());
    const CleanPage clean = clean_page(page);
    const CheckLayout layout = find_check_layout(clean.ink, clean.rules, clean.frames, Box{100, 488, 900, 24});
    REQUIRE(layout.is_ruled_check());
    return cut_ruled_fields(clean, layout);
}

}  // namespace

TEST_CASE("words in small capitals stand on their line, whatever specks float over it") {
    cv::Mat image = blank_check();
    write_small_capitals(image, 80, kWordsLine - 8, 25);
    for (const int x : {820, 860, 900, 940}) cv::rectangle(image, {x, 215}, {x + 9, 227}, 0, cv::FILLED);
    const FieldImage words = fields_of(image).legal;
    CHECK(words.strokes.size() >= 25);
    CHECK(words.box.left_px < 85);
}

TEST_CASE("who writes the words far above their line writes there, whatever is printed at its end") {
    cv::Mat image = blank_check();
    for (int i = 0; i < 8; ++i) cv::rectangle(image, {80 + 60 * i, 208}, {80 + 60 * i + 40, 236}, 0, 4);
    write_small_capitals(image, 800, kWordsLine - 4, 10);
    const FieldImage words = fields_of(image).legal;
    CHECK(words.box.left_px < 85);
    CHECK(words.box.top_px < 215);
    CHECK(words.box.right_px() < 780);
}

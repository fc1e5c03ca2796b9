#include "ocr/text_rows.h"

#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

using namespace lockbox;

namespace {

/// Letters as blocks, at 200 dpi.
std::size_t lines_of(const std::vector<Box>& letters) {
    cv::Mat image(200, 900, CV_8UC1, cv::Scalar(255));
    for (const Box& letter : letters) {
        cv::rectangle(image, cv::Rect(letter.left_px, letter.top_px, letter.width_px, letter.height_px), 0, cv::FILLED);
    }
    PageImage page{image.cols, image.rows, 200, true, {}};
    page.pixels.assign(image.data, image.data + image.total());
    return find_text_lines(clean_page(page), page.bounds()).size();
}

}  // namespace

TEST_CASE("tall letters at one end and low ones at the other are one row") {
    // As one writer put "Paid in full": the tall ones stand mostly at the right.
    CHECK(lines_of({{190, 36, 18, 26},
                    {212, 39, 23, 24},
                    {239, 41, 5, 21},
                    {241, 32, 4, 5},
                    {249, 31, 19, 31},
                    {287, 38, 4, 22},
                    {297, 40, 19, 23},
                    {336, 28, 18, 32},
                    {355, 38, 18, 23},
                    {379, 30, 8, 30},
                    {394, 32, 8, 28}}) == 1);
}

TEST_CASE("rows that climb and nearly touch are two") {
    std::vector<Box> letters;
    for (int i = 0; i < 12; ++i) {
        letters.push_back({100 + 30 * i, 60 - i, 18, 22});
        letters.push_back({105 + 30 * i, 85 - i, 18, 22});
    }
    CHECK(lines_of(letters) == 2);
}

TEST_CASE("letters that a threshold tore are one row, and rows that sink beside each other are two") {
    std::vector<Box> torn;
    for (int i = 0; i < 4; ++i) {
        torn.push_back({100 + 20 * i, 40, 14, 80});  // whole
        torn.push_back({182 + 10 * i, 40, 8, 32});   // the upper parts of some
        torn.push_back({224 + 14 * i, 88, 10, 32});  // the lower parts of others
        torn.push_back({290 + 20 * i, 40, 14, 80});
    }
    CHECK(lines_of(torn) == 1);
    std::vector<Box> sinking;
    for (int i = 0; i < 24; ++i) {
        sinking.push_back({60 + 30 * i, 40 + i, 18, 26});
        sinking.push_back({64 + 30 * i, 84 + i, 18, 26});
    }
    CHECK(lines_of(sinking) == 2);
}

#include "ocr/raised_cents.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

using namespace lockbox;

namespace {

constexpr int kFree_px = 55;  // between cents that stand free and their bar
constexpr int kLean_px = 4;   // the cut follows the bar: where cents touch it, its ends lie so much apart
constexpr int kBetween_px = 124, kCentsLeft_px = 130, kBarY_px = 62;

/// "824", then what a row of the table adds, at 200 dpi.
class Figures {
  public:
    Figures() : image_(120, 300, CV_8UC1, cv::Scalar(255)) { text("824", 20, 75, 1.3); }
    Figures& text(const std::string& what, int x, int y, double size) {
        cv::putText(image_, what, {x, y}, cv::FONT_HERSHEY_SIMPLEX, size, 0, 2);
        return *this;
    }
    Figures& bold(const std::string& what, int x, int y, double size) {
        cv::putText(image_, what, {x, y}, cv::FONT_HERSHEY_COMPLEX_SMALL, size, 0, 6);
        return *this;
    }
    Figures& line(int left, int y, int right, int rise = 0) {
        cv::line(image_, {left, y}, {right, y - rise}, 0, 3);
        return *this;
    }
    [[nodiscard]] PageImage image() const {
        PageImage image{image_.cols, image_.rows, 200, true, {}};
        image.pixels.assign(image_.data, image_.data + image_.total());
        return image;
    }

  private:
    cv::Mat image_;
};

Figures with_cents() {
    return Figures().text("65", kCentsLeft_px, 52, 0.6);
}

long ink_in(const PageImage& image, int left_px, int right_px, int top_px, int bottom_px) {
    long ink = 0;
    for (int y = top_px; y < bottom_px; ++y) {
        for (int x = left_px; x < right_px; ++x) ink += image.at(x, y) < 128 ? 1 : 0;
    }
    return ink;
}
long ink_in(const PageImage& image) {
    return ink_in(image, 0, image.width_px, 0, image.height_px);
}

}  // namespace

TEST_CASE("small figures on a stroke are cents, and nothing else is") {
    struct Row {
        const char* name;
        Figures figures;
        bool raised;
        int cents_bottom_px = kFree_px;
    };
    const Row rows[] = {
        {"over 100", with_cents().line(126, kBarY_px, 172).text("100", 128, 88, 0.55), true},
        {"over xx", with_cents().line(126, kBarY_px, 172).text("xx", 132, 86, 0.6), true},
        {"the bar runs into the 100", with_cents().line(126, kBarY_px, 172).text("100", 128, 76, 0.55), true},
        {"touching the bar, over 100",
         Figures().text("65", kCentsLeft_px, 61, 0.6).line(126, kBarY_px, 172).text("100", 128, 88, 0.55), true, 60},
        {"as high as the dollars, over 100",
         Figures().text("65", kCentsLeft_px, 56, 1.0).line(126, kBarY_px, 182).text("100", 134, 88, 0.55), true, 60},
        {"touching the bar, over nothing", Figures().text("65", kCentsLeft_px, 61, 0.6).line(126, kBarY_px, 172),
         false},
        {"over nothing", with_cents().line(126, kBarY_px, 172), true},
        {"over two strokes", with_cents().line(126, kBarY_px, 172).line(128, kBarY_px + 9, 174), true},
        {"over a stroke that climbs", with_cents().line(126, kBarY_px + 4, 172, 8), true},
        {"touching the bar, close over a small 100",
         Figures().text("65", kCentsLeft_px, 61, 0.6).line(126, kBarY_px, 172).text("100", 132, 74, 0.3), true, 60},
        {"level with the dollars, over a low xx",
         Figures().text("65", kCentsLeft_px, 58, 0.6).line(126, 64, 172).text("xx", 136, 77, 0.4), true, 60},
        {"over a short stroke", with_cents().line(128, kBarY_px, 148), true},
        {"touching a short one", Figures().text("65", kCentsLeft_px, 61, 0.6).line(128, kBarY_px, 148), false},
        {"touching a short one over an x",
         Figures().text("65", kCentsLeft_px, 61, 0.6).line(128, kBarY_px, 144).text("x", 132, 86, 0.6), false},
        {"no stroke", with_cents(), false},
        {"point", Figures().text(".65", 105, 75, 1.3), false},
        {"figures with feet", Figures().text(".22", 105, 75, 1.3), false},
        {"figures with bars", Figures().text(".77", 105, 75, 1.3), false},
        {"bold figures", Figures().bold("33", 132, 75, 1.6), false},
        {"dashes", Figures().line(130, 56, 200), false},
        {"all of it underlined", Figures().text("65", kCentsLeft_px, 75, 1.3).line(15, 88, 190), false},
        {"more behind the fraction", with_cents().line(126, kBarY_px, 172).text("17", 190, 75, 1.3), false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const PageImage image = row.figures.image();
        const auto parts = find_raised_cents(image);
        CHECK(parts.has_value() == row.raised);
        if (!parts) continue;
        // The dollars are whole, the cents are, and what is below them is in neither.
        CHECK(ink_in(parts->dollars) == ink_in(image, 0, kBetween_px, 0, image.height_px));
        const auto cents_above = [&](int bottom_px) {
            return ink_in(image, kBetween_px, image.width_px, 0, bottom_px);
        };
        const int lean_px = row.cents_bottom_px == kFree_px ? 0 : kLean_px;
        CHECK(ink_in(parts->cents) <= cents_above(row.cents_bottom_px));
        CHECK(ink_in(parts->cents) >= cents_above(row.cents_bottom_px - lean_px));
    }
}

TEST_CASE("the last figure of the dollars that stands on the bar's beginning is none of the cents") {
    const PageImage image = with_cents().line(90, kBarY_px, 172).image();
    const auto parts = find_raised_cents(image);
    REQUIRE(parts);
    CHECK(ink_in(parts->cents) == ink_in(image, kBetween_px, image.width_px, 0, 55));
    CHECK(ink_in(parts->dollars, 88, kBetween_px, 0, 55) > 0);
}

TEST_CASE("nothing is found where nothing is, or too little to be figures") {
    CHECK_FALSE(find_raised_cents({}).has_value());
    PageImage blank{40, 20, 200, true, {}};
    blank.pixels.assign(800, 255);
    CHECK_FALSE(find_raised_cents(blank).has_value());
    PageImage black = blank;
    std::fill(black.pixels.begin(), black.pixels.end(), std::uint8_t{0});
    CHECK_FALSE(find_raised_cents(black).has_value());
    PageImage dot{1, 1, 1200, false, {0}};
    CHECK_FALSE(find_raised_cents(dot).has_value());
}

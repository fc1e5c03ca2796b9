#include "ocr/line_image.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace lockbox;

namespace {

/// Paper of one gray level with strokes of ink: upright bars, as an "11" has them.
PageImage page_with_bars(int width_px, int height_px, int top_px, int bottom_px, const std::vector<int>& columns) {
    PageImage page;
    page.width_px = width_px;
    page.height_px = height_px;
    page.pixels.assign(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px), 230);
    for (const int column : columns) {
        for (int y = top_px; y < bottom_px; ++y) {
            for (int x = column; x < column + 4; ++x) page.pixels[static_cast<std::size_t>(y * width_px + x)] = 40;
        }
    }
    return page;
}

void rule(PageImage& page, int y_px) {
    for (int y = y_px; y < y_px + 2; ++y) {
        for (int x = 0; x < page.width_px; ++x) page.pixels[static_cast<std::size_t>(y * page.width_px + x)] = 60;
    }
}

int inked_columns(const LineImage& line) {
    int count = 0;
    for (int x = 0; x < line.width_px; ++x) {
        for (int y = 0; y < kLineHeight_px; ++y) {
            if (line.ink[static_cast<std::size_t>(y * line.width_px + x)] > 128) {
                ++count;
                break;
            }
        }
    }
    return count;
}

}  // namespace

TEST_CASE("a line fills the height, whatever its size on the page") {
    for (const int height : {20, 40, 80}) {
        CAPTURE(height);
        const PageImage page = page_with_bars(300, height * 2, height / 2, height / 2 + height, {60, 120, 200});
        const LineImage line = normalise_line(page, page.bounds());
        REQUIRE_FALSE(line.empty());
        CHECK(line.width_px % 4 == 0);
        CHECK(line.ink.size() == static_cast<std::size_t>(line.width_px) * kLineHeight_px);
        CHECK(line.scale == doctest::Approx(32.0 / height).epsilon(0.25));
        int top = kLineHeight_px, bottom = 0;
        for (int y = 0; y < kLineHeight_px; ++y) {
            for (int x = 0; x < line.width_px; ++x) {
                if (line.ink[static_cast<std::size_t>(y * line.width_px + x)] < 128) continue;
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
        }
        CHECK(top <= 5);
        CHECK(bottom >= 26);
    }
}

TEST_CASE("a rule under the writing is taken out, the writing is not") {
    PageImage page = page_with_bars(300, 60, 10, 44, {60, 120, 200});
    const int without = inked_columns(normalise_line(page, page.bounds()));
    rule(page, 50);
    const LineImage line = normalise_line(page, page.bounds());
    REQUIRE_FALSE(line.empty());
    CHECK(inked_columns(line) <= without + 6);
    CHECK(inked_columns(line) >= without - 6);
}

TEST_CASE("what looks in from the line above is taken out, what touches the line stays") {
    const auto with_feet = [](int feet_px) {
        PageImage page = page_with_bars(300, 60, 18, 54, {60, 120, 200});
        const PageImage above = page_with_bars(300, 60, 0, feet_px, {20, 150, 250});
        std::transform(page.pixels.begin(), page.pixels.end(), above.pixels.begin(), page.pixels.begin(),
                       [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); });
        return normalise_line(page, page.bounds());
    };
    const LineImage alone = with_feet(0);
    CHECK(inked_columns(with_feet(8)) == inked_columns(alone));
    CHECK(with_feet(8).scale == doctest::Approx(alone.scale));
    CHECK(with_feet(22).scale < alone.scale);  // too high to be a neighbour: kept
}

TEST_CASE("nothing comes of nothing") {
    const PageImage blank = page_with_bars(100, 40, 0, 0, {});
    CHECK(normalise_line(blank, blank.bounds()).empty());
    CHECK(normalise_line(blank, {-50, -50, 20, 20}).empty());
    CHECK(normalise_line(blank, {90, 30, 500, 500}).empty());
    CHECK(normalise_line(PageImage{}, {0, 0, 10, 10}).empty());
}

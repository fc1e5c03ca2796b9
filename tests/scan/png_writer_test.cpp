#include "scan/png_writer.h"

#include <doctest/doctest.h>

#include "scan/image_file.h"

using namespace lockbox;

namespace {

PageImage numbered(int width_px, int height_px) {
    PageImage image;
    image.width_px = width_px;
    image.height_px = height_px;
    for (int i = 0; i < width_px * height_px; ++i) image.pixels.push_back(static_cast<std::uint8_t>(i));
    return image;
}

}  // namespace

TEST_CASE("what is written as PNG reads back pixel by pixel") {
    const PageImage image = numbered(15, 11);
    const auto png = to_png(image);
    REQUIRE(png);
    const auto read = decode(*png, "a test");
    REQUIRE(read);
    CHECK(read->width_px == 15);
    CHECK(read->pixels == image.pixels);
    CHECK_FALSE(to_png(PageImage{}));
}

TEST_CASE("a part of an image, turned") {
    using Pixels = std::vector<std::uint8_t>;
    const PageImage image = numbered(4, 3);  // 0 1 2 3 / 4 5 6 7 / 8 9 10 11
    const Box part{1, 1, 2, 2};
    CHECK(cropped(image, part, 0).pixels == Pixels{5, 6, 9, 10});
    CHECK(cropped(image, part, 90).pixels == Pixels{9, 5, 10, 6});
    CHECK(cropped(image, part, 180).pixels == Pixels{10, 9, 6, 5});
    CHECK(cropped(image, part, 270).pixels == Pixels{6, 10, 5, 9});
    const PageImage clipped = cropped(image, {2, -5, 50, 7}, 90);
    CHECK(clipped.width_px == 2);
    CHECK(clipped.height_px == 2);
    CHECK(clipped.pixels == Pixels{6, 2, 7, 3});
    CHECK(cropped(image, {40, 40, 5, 5}, 0).empty());
}

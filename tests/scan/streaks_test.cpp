#include "scan/streaks.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace lockbox;

namespace {

PageImage paper(int width_px = 400, int height_px = 300) {
    PageImage image;
    image.width_px = width_px;
    image.height_px = height_px;
    image.pixels.assign(static_cast<std::size_t>(width_px) * height_px, 255);
    return image;
}
void ink(PageImage& image, const Box& box) {
    for (int y = box.top_px; y < box.bottom_px(); ++y) {
        for (int x = box.left_px; x < box.right_px(); ++x)
            image.pixels[static_cast<std::size_t>(y) * image.width_px + x] = 0;
    }
}

}  // namespace

TEST_CASE("a line from end to end goes, what crosses it stays whole") {
    for (const bool upright : {false, true}) {
        CAPTURE(upright);
        PageImage image = paper();
        const Box stroke{100, 100, 8, 8};
        ink(image, stroke);
        ink(image, upright ? Box{103, 0, 1, 300} : Box{0, 103, 400, 1});
        CHECK(erase_streaks(image) == 1);
        PageImage wanted = paper();
        ink(wanted, stroke);
        CHECK(image.pixels == wanted.pixels);
    }
}

TEST_CASE("a faint streak over noisy gray paper goes from edge to edge of the sheet, not of the bed around it") {
    PageImage image = paper();
    std::uint32_t chance = 7;
    for (std::uint8_t& pixel : image.pixels) {
        chance = chance * 1664525U + 1013904223U;
        pixel = static_cast<std::uint8_t>(215 + (chance >> 28U));
    }
    ink(image, {0, 0, 400, 12});  // the bed of the scanner
    const Box stroke{196, 100, 8, 8};
    ink(image, stroke);
    const PageImage before = image;
    for (int y = 12; y < 300; ++y) {
        std::uint8_t& pixel = image.pixels[static_cast<std::size_t>(y) * 400 + 200];
        pixel = static_cast<std::uint8_t>(pixel * 0.8);
    }
    CHECK(erase_streaks(image) == 1);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) CHECK(std::abs(image.pixels[i] - before.pixels[i]) <= 15);
}

TEST_CASE("rules, bars, edges and pictures stay") {
    for (const Box& box : {Box{30, 103, 340, 2},     // a rule that ends before the edge
                           Box{0, 103, 400, 9},      // a bar
                           Box{0, 0, 400, 2},        // the edge of the bed
                           Box{0, 60, 400, 200}}) {  // a picture
        CAPTURE(box.top_px);
        PageImage image = paper();
        ink(image, box);
        const PageImage before = image;
        CHECK(erase_streaks(image) == 0);
        CHECK(image.pixels == before.pixels);
    }
    PageImage nothing;
    CHECK(erase_streaks(nothing) == 0);
}

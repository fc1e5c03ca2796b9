#include "scan/encoded_line.h"

#include <doctest/doctest.h>

#include <random>

#include "drawn_page.h"

using namespace lockbox;
using lockbox::testing::DrawnPage;

TEST_CASE("the MICR line of a check is found where it stands, flush right") {
    const auto lines = find_encoded_lines(find_ink(lockbox::testing::drawn_check().image()));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].kind == EncodedLineKind::micr);
    CHECK(lines[0].characters == 24);
    CHECK(lines[0].pitch_px == doctest::Approx(25).epsilon(0.02));
    CHECK(lines[0].regularity > 0.95);
    CHECK(lines[0].flush_right > 0.1);
    CHECK(lines[0].box.bottom_px() == doctest::Approx(510).epsilon(0.01));
}

TEST_CASE("on its head the same line is flush left") {
    const auto page = lockbox::testing::drawn_check().turned().turned();
    const auto lines = find_encoded_lines(find_ink(page.image()));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].flush_right < -0.1);
}

TEST_CASE("a scan line is told from a MICR line by its pitch") {
    const auto lines = find_encoded_lines(find_ink(lockbox::testing::drawn_coupon().image()));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].kind == EncodedLineKind::ocr_scan_line);
    CHECK(lines[0].characters == 40);
}

TEST_CASE("print and characters of uneven pitch are no encoded lines") {
    CHECK(find_encoded_lines(find_ink(lockbox::testing::drawn_letter().image())).empty());
    for (unsigned seed = 0; seed < 40; ++seed) {
        // As high as E-13B, but spaced as a hand spaces digits.
        std::mt19937 random(seed);
        DrawnPage page(6, 2.75);
        double x_in = 0.4;
        for (int i = 0; i < 14; ++i) {
            const double width_in = 0.05 + 0.01 * static_cast<double>(random() % 5);
            page.fill(x_in, 2.4, width_in, 0.117);
            x_in += width_in + 0.02 + 0.01 * static_cast<double>(random() % 12);
        }
        CAPTURE(seed);
        CHECK(find_encoded_lines(find_ink(page.image())).empty());
    }
}

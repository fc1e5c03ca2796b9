#include "scan/orientation.h"

#include <doctest/doctest.h>

#include "drawn_page.h"

using namespace lockbox;
using lockbox::testing::DrawnPage;

namespace {

/// Turns the page to each of its four sides and asks for the way back.
void check_all_turns(DrawnPage page, std::string_view name) {
    for (int turned_degrees = 0; turned_degrees < 360; turned_degrees += 90) {
        CAPTURE(name);
        CAPTURE(turned_degrees);
        const Orientation found = find_orientation(find_ink(page.image()));
        CHECK(found.clockwise_degrees == (360 - turned_degrees) % 360);
        CHECK(found.probability >= kSureOrientation);
        page = page.turned();
    }
}

}  // namespace

TEST_CASE("checks, coupons and letters are turned upright from each of the four sides") {
    check_all_turns(lockbox::testing::drawn_check(), "check");
    check_all_turns(lockbox::testing::drawn_coupon(), "coupon");
    check_all_turns(lockbox::testing::drawn_letter(), "letter");
}

TEST_CASE("a blank page keeps its orientation, unsure") {
    const Orientation found = find_orientation(find_ink(DrawnPage(6, 2.75).image()));
    CHECK(found.clockwise_degrees == 0);
    CHECK(found.probability < kSureOrientation);
}

TEST_CASE("an endorsement of two words is not enough to be sure") {
    DrawnPage page(6, 2.75);
    page.print(4, 0.4, 8, 7);
    const Orientation found = find_orientation(find_ink(page.image()));
    CHECK(found.probability < kSureOrientation);
}

TEST_CASE("the way that a barcode stands decides where print does not") {
    const InkMap blank = find_ink(DrawnPage(8.5, 3.5).image());
    for (const int stands_degrees : {0, 90, 180, 270}) {
        Barcode first{Symbology::qr, "A", {}, stands_degrees}, second{Symbology::qr, "B", {}, stands_degrees};
        const std::vector<Barcode> both{first, second};
        CHECK(find_orientation(blank, both).clockwise_degrees == (360 - stands_degrees) % 360);
    }
}

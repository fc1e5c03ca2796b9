#include "scan/resolution.h"

#include <doctest/doctest.h>

#include "drawn_page.h"

using namespace lockbox;
using lockbox::testing::DrawnPage;

namespace {

/// The page as a scanner of another resolution gives it, in a file that does not say so.
PageImage scanned_at(const DrawnPage& page, int dpi) {
    const PageImage& drawn = page.image();
    PageImage scan;
    scan.dpi_is_told = false;
    scan.width_px = drawn.width_px * dpi / drawn.dpi;
    scan.height_px = drawn.height_px * dpi / drawn.dpi;
    for (int y = 0; y < scan.height_px; ++y) {
        for (int x = 0; x < scan.width_px; ++x)
            scan.pixels.push_back(drawn.at(x * drawn.dpi / dpi, y * drawn.dpi / dpi));
    }
    return scan;
}

/// As broad as no document is: the bed around it was not cut away.
DrawnPage check_of_no_usual_size() {
    DrawnPage page(7.3, 3.6);
    page.print(0.3, 0.25, 14, 1);
    page.rule(1, 0.95, 3.6);
    page.rule(0.2, 1.25, 4.8);
    page.micr(0.6, 2.55, "1011906863 2892033592 0346");
    return page;
}

}  // namespace

TEST_CASE("a scan that does not say its resolution is taken for what its size and its machine's line are") {
    const struct {
        const char* what;
        DrawnPage page;
    } rows[] = {{"check", lockbox::testing::drawn_check()},
                {"check of no usual size", check_of_no_usual_size()},
                {"coupon", lockbox::testing::drawn_coupon()},
                {"letter", lockbox::testing::drawn_letter()},
                {"letter, scanned lying", lockbox::testing::drawn_letter().turned()},
                {"check, scanned standing", lockbox::testing::drawn_check().turned()}};
    for (const auto& row : rows) {
        for (const int dpi : {200, 240, 300}) {
            CAPTURE(row.what);
            CAPTURE(dpi);
            CHECK(likely_dpi(scanned_at(row.page, dpi)) == dpi);
        }
    }
    CHECK(likely_dpi(scanned_at(DrawnPage(6, 2.75), 300)) == 300);
    CHECK(likely_dpi(scanned_at(DrawnPage(7, 3), 200)) == 200);
}

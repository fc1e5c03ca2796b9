#include "scan/resolution.h"

#include <doctest/doctest.h>

#include "drawn_page.h"

using namespace lockbox;
using lockbox::testing::DrawnPage;
using lockbox::testing::scanned_at;

namespace {

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
            CHECK(likely_dpi(scanned_at(dpi, row.page)) == dpi);
        }
    }
    CHECK(likely_dpi(scanned_at(300, DrawnPage(6, 2.75))) == 300);
    CHECK(likely_dpi(scanned_at(200, DrawnPage(7, 3))) == 200);
}

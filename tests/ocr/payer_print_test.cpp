#include "ocr/payer_print.h"

#include <doctest/doctest.h>

#include "tests/ocr/drawn_check.h"
#include "tests/ocr/page_of_text.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("a payer right of a bank with a ZIP code of its own") {
    Writing writing;
    writing.payer = "DIANE CASTILLO";
    const DrawnCheck drawn({.payer_left_in = 3.1, .logo = true}, writing);  // something stands at the left, too
    PageOfText engine({{40, 40, "Quinsigamond Savings"},
                       {40, 64, "Lowell, MA 01852"},
                       {622, 46, "Diane Castillo", 16},
                       {622, 70, "358 Grove Ter"},
                       {622, 94, "Beverly, MA 01915"}});
    const CheckReading reading = read_check(drawn.page(), nullptr, {engine, *make_null_line_reader()}, vocabulary());
    REQUIRE(reading.payer_name.best());
    CHECK(reading.payer_name.best()->value == "Diane Castillo");
}

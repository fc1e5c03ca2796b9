#include "ocr/routing_fraction.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/ocr/drawn_check.h"
#include "tests/ocr/drawn_lattice.h"
#include "tests/ocr/micr_drawing.h"

using namespace lockbox;

namespace {

/// Reads the same in every line.
class Saying : public LineReader {
  public:
    explicit Saying(std::string_view text) : lattice_(test::clear_lattice(text)) {}
    Lattice read(const PageImage&, const Box&) override { return lattice_; }

  private:
    Lattice lattice_;
};

}  // namespace

TEST_CASE("a fraction is told from an account's number, its stroke lost or read as a digit") {
    struct Row {
        const char *digits, *routing;
        bool is_fraction;
    };
    for (const Row& row : {
             Row{"777912113", "211377797", true},  // the end of 77-7779/2113
             Row{"123777912113", "211377797", false},
             Row{"77777912113", "211377797", true},  // 77-7779/2113
             Row{"7777792113", "211377797", true},   // its stroke lost
             Row{"778210115", "011507822", true},    // 7-782/0115
             Row{"77821115", "011507822", true},     // 7-782/115
             Row{"778330115", "011507822", false},   // another institution
             Row{"777528018", "211377797", false},
             Row{"776100000001", "211377797", false},
         }) {
        CAPTURE(row.digits);
        CHECK(is_routing_fraction(row.digits, RoutingNumber::parse(row.routing).value()) == row.is_fraction);
    }
}

TEST_CASE("on a check its own routing number's fraction is no account's, another number is") {
    const auto engine = make_null_engine();
    for (const auto& [number, is_kept] : {std::pair{"777912113", false}, std::pair{"777912131", true}}) {
        CAPTURE(number);
        test::Writing writing;
        writing.memo = "a note";
        PageImage page = test::DrawnCheck({}, writing).page();
        const PageImage micr = micr_drawing::draw_page("A211377797A 9833994707C 3459", {}, {}, 3);
        REQUIRE(micr.pixels.size() == page.pixels.size());
        std::transform(page.pixels.begin(), page.pixels.end(), micr.pixels.begin(), page.pixels.begin(),
                       [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); });
        Saying reader(number);
        const CheckReading reading = read_check(page, nullptr, {*engine, reader}, test::vocabulary());
        REQUIRE(reading.micr.routing);
        const auto bears_it = [&](const IdentifierReading& one) { return one.digits.best()->value == number; };
        CHECK(std::any_of(reading.identifiers.begin(), reading.identifiers.end(), bears_it) == is_kept);
    }
}

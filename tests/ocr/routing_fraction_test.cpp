#include "ocr/routing_fraction.h"

#include <doctest/doctest.h>

using namespace lockbox;

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

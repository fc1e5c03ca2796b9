#include "ocr/lattice_code.h"

#include <doctest/doctest.h>

#include "drawn_lattice.h"
#include "ocr/ctc.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("a lattice survives its code: what it says of any text hardly changes") {
    Lattice lattice = clear_lattice("ID 785663394117");
    make_doubtful(lattice, "ID 785663394117", 6, '9');
    make_doubtful(lattice, "ID 785663394117", 9, '8');
    const std::string code = encode(lattice);
    CHECK(code.size() < 12 * lattice.steps);
    const auto decoded = decode_lattice(code);
    REQUIRE(decoded.ok());
    REQUIRE(decoded.value().steps == lattice.steps);
    CHECK(decoded.value().alphabet == lattice.alphabet);
    for (const std::string_view text : {"ID 785663394117", "ID 785963394117", "ID 785663894117", "ID 785663394111"}) {
        CAPTURE(text);
        CHECK(log_probability(decoded.value(), text) == doctest::Approx(log_probability(lattice, text)).epsilon(0.04));
    }
}

TEST_CASE("nothing has no code, and no code is nothing") {
    CHECK(encode(Lattice{}).empty());
    REQUIRE(decode_lattice("").ok());
    CHECK(decode_lattice("").value().empty());
    Lattice endless = clear_lattice("1");
    endless.steps = 2000;
    endless.log_probability.resize(endless.steps * endless.classes());
    CHECK(encode(endless).empty());
}

TEST_CASE("a damaged code is an error, or another lattice of sane numbers, never more") {
    const std::string code = encode(clear_lattice("12.50"));
    for (std::size_t at = 0; at < code.size(); ++at) {
        for (const char damage : {'\0', '0', '9', '~', '\x80'}) {
            std::string damaged = code;
            damaged[at] = damage;
            const auto decoded = decode_lattice(damaged);
            if (!decoded) continue;
            for (const float value : decoded.value().log_probability) CHECK((value <= 0 && value > -12.1F));
        }
        const auto cut = decode_lattice(std::string_view(code).substr(0, at));
        if (cut) CHECK(cut.value().steps < clear_lattice("12.50").steps);
    }
    for (const std::string_view nonsense : {"2", "1", "1zz", "100", "1ffab", "103abc9!", "103abc1!d!"}) {
        CAPTURE(nonsense);
        CHECK_FALSE(decode_lattice(nonsense));
    }
}

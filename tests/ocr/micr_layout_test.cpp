// The layout of a MICR line moves probabilities, and never a character.

#include "ocr/micr_layout.h"

#include <doctest/doctest.h>

#include <string>

using namespace lockbox;

namespace {

std::size_t number_of(char symbol) {
    return kE13bSymbols.find(symbol);
}

/// All certain, but for place `doubtful`, where the network gives `rival` what it does not give the symbol itself.
std::vector<MicrCharacter> characters_of(const std::string& line, std::size_t doubtful, double probability,
                                         char rival) {
    std::vector<MicrCharacter> characters;
    for (std::size_t i = 0; i < line.size(); ++i) {
        MicrCharacter character{line[i], i == doubtful ? probability : 0.9999, 25.0 * static_cast<double>(i + 1), {}};
        if (line[i] != '?') character.as[number_of(line[i])] = character.probability;
        if (i == doubtful) character.as[number_of(rival)] = 1 - probability;
        characters.push_back(character);
    }
    return characters;
}

}  // namespace

TEST_CASE("breaches of the layout are counted") {
    struct Row {
        const char* line;
        int breaches;
    };
    // clang-format off
    const std::vector<Row> rows = {
        {"",                                           0},
        {"A211886686A5649202444C1071",                 0},
        {"C008357CA011058067A7617944507C",             0},
        {"A031300465AC0238D0145C1172B0000120000B",     0},
        {"A031300465A0238C1172B00001",                 0},  // cut off
        {"20000BC",                                    1},  // after an amount there is nothing
        {"0000120000B",                                0},  // begins within the amount
        {"12345678901B",                               1},  // eleven digits
        {"1172B00001?0000B",                           0},  // a doubt may be a digit
        {"C1172B000012000B",                           2},  // nine digits: neither symbol has its amount
        {"C0000120000B",                               1},
        {"B0000120000C",                               1},
        {"1172B",                                      0},  // may end an amount that was cut off
        {"A1172B",                                     1},
        {"AA211886686A",                               1},
        {"A211886686A564CC1071",                       1},
        {"A211886686A564DA",                           1},
        {"A211886686ADC",                              2},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(std::string(row.line));
        CHECK(layout_breaches(row.line) == row.breaches);
    }
}

TEST_CASE("rivals that would break the layout weigh little, those that would mend it weigh much") {
    struct Row {
        const char* name;
        const char* line;
        std::size_t place;
        char rival;
        double least, most;  // probability afterwards; 0.9 before
    };
    // clang-format off
    const std::vector<Row> rows = {
        {"amount symbol or on-us, at the end",   "A211886686A564C1071B0000120000B", 30, 'C', 0.99, 0.9999},
        {"on-us or amount symbol",               "A211886686A5649202444C",          21, 'B', 0.99, 0.9999},
        {"where an amount may be cut off",       "A211886686A5649202444C1071",      21, 'B', 0.89, 0.91},
        {"a digit in an amount, or a symbol",    "A211886686A564C1071B0000120000B", 25, 'D', 0.99, 0.99999},
        {"two digits",                           "A211886686A5649202444C1071",      13, '9', 0.89, 0.91},
        {"breaks the layout where none need be", "A211886686A564C1071B0000120000C", 30, 'B', 0.1,  0.2},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(std::string(row.name));
        auto characters = characters_of(row.line, row.place, 0.9, row.rival);
        heed_layout(characters);
        std::string line;
        for (std::size_t i = 0; i < characters.size(); ++i) {
            line += characters[i].symbol;
            if (i != row.place) CHECK(characters[i].probability == doctest::Approx(0.9999));
        }
        CHECK(line == row.line);
        CHECK(characters[row.place].probability >= row.least);
        CHECK(characters[row.place].probability <= row.most);
    }
}

TEST_CASE("what the network gives no rival stays in doubt, and so does a '?'") {
    auto characters = characters_of("A211886686A5649202444C", 21, 0.9, 'B');
    characters[21].as[number_of('B')] = 0;  // the rest is "nothing, or more than one"
    heed_layout(characters);
    CHECK(characters[21].probability == doctest::Approx(0.9));
    characters = characters_of("A2118?6686A", 0, 0.9, 'B');
    characters[5].probability = 0;
    heed_layout(characters);
    CHECK(characters[5].symbol == '?');
    CHECK(characters[5].probability == 0);
}

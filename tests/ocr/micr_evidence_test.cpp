// Evidence moves the probabilities of MICR characters and never a character.

#include "ocr/micr_evidence.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace lockbox;

namespace {

constexpr double kField_px = 25;

std::vector<MicrCharacter> characters_of(const std::string& text, double probability) {
    std::vector<MicrCharacter> characters;
    for (std::size_t i = 0; i < text.size(); ++i)
        characters.push_back({text[i], text[i] == '?' ? 0 : probability, kField_px * static_cast<double>(i + 1), {}});
    return characters;
}

std::string text_of(const std::vector<MicrCharacter>& characters) {
    std::string text;
    for (const MicrCharacter& character : characters) text += character.symbol;
    return text;
}

}  // namespace

TEST_CASE("a check digit that holds makes the digits of the routing number more certain") {
    struct Row {
        const char* line;
        double probability;  // of every character before
        double most;         // that a digit of the routing number may be in doubt after
    };
    // clang-format off
    const std::vector<Row> rows = {
        {"A011000015A1234C", 0.999, 0.0001},   // 0.001 times the chance of another error, 0.008
        {"A011000015A1234C", 0.95,  0.02},
        {"A011000015A1234C", 0.85,  0.15},     // too doubtful: as before
        {"A011000016A1234C", 0.95,  0.05},     // does not hold: as before
        {"C011000015A1234C", 0.95,  0.05},     // no transit field: as before
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(std::string(row.line));
        CAPTURE(row.probability);
        auto characters = characters_of(row.line, row.probability);
        heed_check_digit(characters);
        CHECK(text_of(characters) == row.line);
        for (std::size_t i = 0; i < characters.size(); ++i) {
            const bool routing_digit = i >= 1 && i <= 9;
            CHECK(characters[i].probability < 1);
            if (routing_digit)
                CHECK(1 - characters[i].probability <= row.most + 1e-9);
            else
                CHECK(characters[i].probability == row.probability);
        }
    }
}

TEST_CASE("one doubtful digit gains by the certainty of the others") {
    auto characters = characters_of("A011000015A", 0.9999);
    characters[5].probability = 0.95;
    heed_check_digit(characters);
    CHECK(characters[5].probability > 0.9999);
    characters = characters_of("A011000015A", 0.9999);
    characters[5].probability = 0.5;  // a guess stays one
    heed_check_digit(characters);
    CHECK(characters[5].probability == 0.5);
}

TEST_CASE("templates doubt, and tell where a character ends") {
    struct Row {
        const char* name;
        std::vector<MicrMark> marks;
        const char* line;    // after; before it is "123"
        double least, most;  // probability of the second character
    };
    // clang-format off
    const std::vector<Row> rows = {
        {"agree",                   {{'1', 26, 0, 0.95}, {'2', 51, 0, 0.95}, {'3', 76, 0, 0.95}}, "123",  0.999, 0.9999},
        {"agree, poorly",           {{'1', 26, 0, 0.95}, {'2', 51, 0, 0.70}, {'3', 76, 0, 0.95}}, "123",  0.99, 0.99},
        {"of another opinion",      {{'1', 26, 0, 0.95}, {'7', 51, 0, 0.95}, {'3', 76, 0, 0.95}}, "123",  0.8,  0.85},
        {"do not fit well",         {{'1', 26, 0, 0.95}, {'7', 51, 0, 0.70}, {'3', 76, 0, 0.95}}, "123",  0.99, 0.99},
        {"one more",                {{'1', 26, 0, 0.95}, {'3', 76, 0, 0.95}, {'4', 101, 0, 0.9}}, "123?", 0.99, 0.99},
        {"ink that is none",        {{'1', 26, 0, 0.95}, {'3', 76, 0, 0.95}, {'?', 101, 0, 0.0}}, "123",  0.99, 0.99},
        {"none at all",             {},                                                           "123",  0.99, 0.99},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(std::string(row.name));
        auto characters = characters_of("123", 0.99);
        heed_templates(row.marks, characters);
        CHECK(text_of(characters) == row.line);
        CHECK(characters[1].probability >= row.least);
        CHECK(characters[1].probability <= row.most);
        if (!row.marks.empty()) CHECK(characters[0].right_px == 26);
    }
    std::vector<MicrCharacter> none;
    heed_templates({{'4', 101, 0, 0.9}}, none);
    CHECK(text_of(none) == "?");
}

TEST_CASE("a template of another opinion is outweighed only where the network is far surer") {
    const std::vector<MicrMark> marks = {{'7', 25, 0, 0.95}};
    for (const auto& [before, least, most] :
         {std::array{0.99, 0.8, 0.85}, std::array{0.999, 0.97, 0.99}, std::array{0.9999, 0.99, 0.999}}) {
        CAPTURE(before);
        auto characters = characters_of("1", before);
        heed_templates(marks, characters);
        CHECK(characters[0].symbol == '1');
        CHECK(characters[0].probability > least);
        CHECK(characters[0].probability < most);
    }
}

#include "ocr/field_text.h"

#include <doctest/doctest.h>

#include "drawn_lattice.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

struct PrintEngine final : TextEngine {
    TextWord word;
    PrintEngine(std::string text, double probability) : word{std::move(text), probability, {}} {}
    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override { return {{word}, box}; }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override { return {}; }
};
struct WritingReader final : LineReader {
    std::string text;
    explicit WritingReader(std::string said) : text(std::move(said)) {}
    Lattice read(const PageImage&, const Box&) override { return clear_lattice(text); }
};

/// Eight low strokes in a row, which may be print.
FieldImage printed_field() {
    FieldImage field;
    field.box = field.image_box = {100, 50, 200, 20};
    field.image = {200, 20, 200, true, std::vector<std::uint8_t>(200 * 20, 255)};
    for (int i = 0; i < 8; ++i) field.strokes.push_back({100 + 25 * i, 50, 15, 20});
    return field;
}

TextReading read(const std::string& written, const std::string& printed, double print_probability) {
    PrintEngine print(printed, print_probability);
    WritingReader writing(written);
    return read_words_field(printed_field(), {print, writing}, Side::front).text;
}

}  // namespace

TEST_CASE("of two readings of what may be print the surer counts, and the other is kept beside it") {
    const auto texts = [](const TextReading& reading) {
        std::vector<std::string> values;
        for (const auto& alternative : reading.alternatives) values.push_back(alternative.value);
        return values;
    };
    const TextReading by_hand = read("Pamela Martinez", "Parnela Martlnez", 0.3);
    CHECK(texts(by_hand) == std::vector<std::string>{"Pamela Martinez", "Parnela Martlnez"});
    const TextReading by_print = read("Dightal Credit Union", "Digital Credit Union", 0.95);
    CHECK(texts(by_print) == std::vector<std::string>{"Digital Credit Union", "Dightal Credit Union"});
    for (const TextReading& reading : {by_hand, by_print}) {
        REQUIRE(reading.alternatives.size() == 2);
        CHECK(reading.presence == Presence::read);
        CHECK(reading.region->box == printed_field().box);
        CHECK(reading.alternatives[0].probability + reading.alternatives[1].probability < 1);
        CHECK(reading.alternatives[0].probability > reading.alternatives[1].probability);
    }
}

TEST_CASE("of one number in a line of writing a print engine is not heard where the line recogniser is surer") {
    const auto numbers = [](const std::string& written, const std::string& printed) {
        PrintEngine print(printed, 0.6);
        WritingReader writing(written);
        std::vector<std::string> digits;
        for (const IdentifierReading& one :
             read_words_field(printed_field(), {print, writing}, Side::front).identifiers) {
            if (one.kind == IdentifierKind::member_id) digits.push_back(one.digits.best()->value);
        }
        return digits;
    };
    CHECK(numbers("ID 718979377876", "1D: 718 976 377 842") == std::vector<std::string>{"718979377876"});
    CHECK(numbers("illegible", "ID 718976377842") == std::vector<std::string>{"718976377842"});
    const std::vector<std::string> two = numbers("ID 718979377876", "718979377876 718976377842");
    CHECK(std::find(two.begin(), two.end(), "718976377842") != two.end());
}

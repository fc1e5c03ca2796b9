#include "ocr/printed_amount.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

using namespace lockbox;

namespace {

/// Words of 10 px a letter, side by side.
TextLine line_of(const std::string& text) {
    TextLine line{{}, {100, 50, 0, 20}};
    std::istringstream words(text);
    int left_px = line.box.left_px;
    for (std::string word; words >> word;) {
        const int width_px = 10 * static_cast<int>(word.size());
        line.words.push_back({word, 0.9, {left_px, 50, width_px, 20}});
        left_px += width_px + 10;
    }
    line.box.width_px = left_px - 10 - line.box.left_px;
    return line;
}

}  // namespace

TEST_CASE("an amount in words is cut out of the line that it is printed in") {
    struct Row {
        const char *line, *amount;
    };
    const Row rows[] = {
        {"PAY SIXTY-SEVEN AND 08/XX AARAAAARARAAK", "SIXTY-SEVEN AND 08/XX"},
        {"THE SUM OF NINETY FOUR 15/100 ##Oaeserena", "NINETY FOUR 15/100"},
        {"***Thirty Four Dollars and One Cents***", "***Thirty Four Dollars and One Cents***"},
        {"PAY EXACTLY **ONE HUNDRED AND 44/100**", "**ONE HUNDRED AND 44/100**"},
        {"Fifty-three and 00/100", "Fifty-three and 00/100"},
        {"NOT GOOD FOR MORE THAN ONE THOUSAND DOLLARS", ""},  // no cents: a limit
        {"53-7054/2113", ""},
        {"Health Connector", ""},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        const TextLine line = line_of(row.line);
        const auto amount = amount_in_words_of(line);
        REQUIRE(amount.has_value() == (std::string(row.amount) != ""));
        if (!amount) continue;
        CHECK(amount->text() == row.amount);
        CHECK(amount->box.left_px == amount->words.front().box.left_px);
        CHECK(amount->box.right_px() == amount->words.back().box.right_px());
        CHECK(amount->box.height_px == 20);
    }
}

TEST_CASE("figures that say their cents are told from numbers and days") {
    for (const char* amount : {"867.37", "*152.00*", "1,173.46", "**0.53"}) CHECK(has_form_of_amount(amount));
    for (const char* other : {"867", "98747", "11.10.26", ".37", "8.6.37", "1O2.00", "", "**", "12.345"}) {
        CAPTURE(other);
        CHECK_FALSE(has_form_of_amount(other));
    }
}

TEST_CASE("figures that the engine of words parts are whole again") {
    const TextLine line = line_of("No. 12 $1 ,237 .08 5 pay");  // 10 px between all of them
    CHECK(whole_figures(line, 2, 12).text == "$1,237.085");
    CHECK(whole_figures(line, 2, 12).box == Box{170, 50, 130, 20});
    CHECK(whole_figures(line, 2, 8).text == "$1");
    CHECK(whole_figures(line, 0, 12).text == "No.");
}

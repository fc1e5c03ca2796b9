#include <doctest/doctest.h>

#include <random>
#include <string>

#include "ocr/courtesy_amount.h"
#include "ocr/legal_amount.h"

using namespace lockbox;

TEST_CASE("courtesy amounts as people write them") {
    struct Row {
        const char* text;
        const char* amount;  // best reading
    };
    constexpr Row kRows[] = {
        {"123.45", "123.45"},      {"$ 485.35", "485.35"},   {"1,234.00", "1234.00"},  {"**352.50", "352.50"},
        {"$ ***688.64", "688.64"}, {"123 45/100", "123.45"}, {"123 xx/100", "123.00"}, {"123 no/100", "123.00"},
        {"123-", "123.00"},        {"45.00--", "45.00"},     {"230,00", "230.00"},     {"1.342.12", "1342.12"},
        {"1 362 36", "1362.36"},   {"54-32", "54.32"},       {"O.99", "0.99"},         {"l03.00", "103.00"},
        {"S485.35", "485.35"},     {"247 00", "247.00"},     {"24700", "247.00"},      {"=85.10", "85.10"},
        {"12,345.67", "12345.67"}, {"716", "7.16"},
    };
    for (const Row& row : kRows) {
        CAPTURE(row.text);
        const Reading<Cents> reading = parse_courtesy_amount(row.text, 0.9);
        REQUIRE(reading.best() != nullptr);
        CHECK(reading.presence == Presence::read);
        CHECK(reading.best()->value.to_string() == row.amount);
        CHECK(reading.best()->probability <= 0.9);
    }
}

TEST_CASE("what is no amount") {
    for (const char* text : {"abc", "$", "--", "...x", "/100", "0.00", "99999999999999999999"}) {
        CAPTURE(text);
        const Reading<Cents> reading = parse_courtesy_amount(text, 0.9);
        CHECK(reading.best() == nullptr);
        CHECK(reading.presence != Presence::read);
    }
    CHECK(parse_courtesy_amount("", 0.9).presence == Presence::absent);
}

TEST_CASE("a lost decimal point leaves both amounts possible, and less certain than a seen one") {
    const Reading<Cents> lost = parse_courtesy_amount("5300", 0.9), seen = parse_courtesy_amount("53.00", 0.9);
    REQUIRE(lost.alternatives.size() >= 2);
    CHECK(lost.alternatives[0].value == Cents(5300));
    CHECK(lost.alternatives[1].value == Cents(530000));
    CHECK(lost.best()->probability < seen.best()->probability);
}

TEST_CASE("probabilities are those of exclusive alternatives, best first") {
    for (const char* text : {"123.45", "24700", "1,234", "12.3", "888888.88", "l,O0O.SS"}) {
        CAPTURE(text);
        double sum = 0, previous = 1;
        for (const Alternative<Cents>& alternative : parse_courtesy_amount(text, 1.0).alternatives) {
            CHECK(alternative.probability > 0);
            CHECK(alternative.probability <= previous);
            CHECK(alternative.value > Cents(0));
            previous = alternative.probability;
            sum += alternative.probability;
        }
        CHECK(sum < 1);
    }
}

TEST_CASE("legal amounts, with the errors of writers and readers") {
    struct Row {
        const char* text;
        const char* amount;
    };
    constexpr Row kRows[] = {
        {"Eight hundred three and 87/100", "803.87"},
        {"EIGHTY-SEVEN AND 50/100", "87.50"},
        {"One hundred ninety-seven and no/100", "197.00"},
        {"One hundred and three and 00/100", "103.00"},
        {"One thousand two hundred seventy and 05/100", "1270.05"},
        {"Twelve hundred thirty-four and 56/100", "1234.56"},
        {"Ten thousand and 00/100", "10000.00"},
        {"Forty-five dollars and xx/100", "45.00"},
        {"Forty-five dollars and sixty-five", "45.65"},
        {"One thousand dollars and seventy", "1000.70"},
        {"Forty five dollars only", "45.00"},
        {"Ninety-nine and fifty cents", "99.50"},
        {"fourty-two & 17/100 dollars", "42.17"},
        {"Seventy-two And 36/6 00", "72.36"},
        {"Three hundred twenty-three and 66/100 ------", "323.66"},
        {"Twenty-six ard 50/l00", "26.50"},
        {"Ninty-ona and 44/100", "91.44"},
        {"Seven and 16/100", "7.16"},
        {"Seventy and 16/100", "70.16"},
        {"nine thousand nine hundred ninety-nine and 99/100", "9999.99"},
    };
    for (const Row& row : kRows) {
        CAPTURE(row.text);
        const Reading<Cents> reading = parse_legal_amount(row.text, 0.9);
        REQUIRE(reading.best() != nullptr);
        CHECK(reading.best()->value.to_string() == row.amount);
        CHECK(legal_agreement(row.text, *Cents::parse(row.amount)) > 0.5);
    }
}

TEST_CASE("words that name no amount support none") {
    for (const char* text : {"", "-", "Health Connector", "Member ID 714664064572", "la , ome M/E", "qqqqqqqqqqqqq"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_legal_amount(text, 0.9).sure(0.3));
        CHECK(legal_agreement(text, Cents(10300)) < 0.2);
    }
}

TEST_CASE("words do not agree with an amount that only looks like theirs") {
    struct Row {
        const char* text;
        const char* other;
    };
    constexpr Row kRows[] = {
        {"Forty-nine and 45/100", "53.45"},
        {"Forty-nine and 45/100", "49.54"},
        {"Fifty-three and 00/100", "43.00"},
        {"Six hundred and 10/100", "60.10"},
        {"Sixty-six and 10/100", "66.16"},
        {"Seventeen and 20/100", "70.20"},
        {"One hundred thirty and 00/100", "113.00"},
        {"One hundred thirteen and 00/100", "130.00"},
        {"Two hundred thirty-five and no/100", "235.10"},
        {"One thousand two hundred and 00/100", "200.00"},
        {"Two hundred and 00/100", "1200.00"},
        {"Eighty-seven and 81/100", "87.87"},
        {"Four hundred and 00/100", "500.00"},
    };
    for (const Row& row : kRows) {
        CAPTURE(row.text);
        CAPTURE(row.other);
        CHECK(legal_agreement(row.text, *Cents::parse(row.other)) < 0.15);
    }
}

TEST_CASE("property: an amount in words is read back, and agrees with itself alone") {
    std::mt19937 random(20261118);
    std::uniform_int_distribution<int> any(1, 1'500'000);
    for (int i = 0; i < 60; ++i) {
        const Cents amount(any(random) + 100);
        const std::string words = amount_in_words(amount);
        CAPTURE(words);
        const Reading<Cents> reading = parse_legal_amount(words, 1.0);
        REQUIRE(reading.best() != nullptr);
        CHECK(reading.best()->value == amount);
        CHECK(legal_agreement(words, amount) > 0.9);
        CHECK(legal_agreement(words, amount + Cents(any(random))) < 0.15);
    }
}

TEST_CASE("hostile text neither crashes nor costs") {
    const std::string endless(100'000, 'e'), bars(5'000, '/');
    for (const std::string& text : {endless, bars, std::string("\xff\xfe\x80\x00", 4), std::string(3'000, '9')}) {
        CHECK_FALSE(parse_courtesy_amount(text, 2.0).sure(0.95));
        CHECK_FALSE(parse_legal_amount(text, -1.0).sure(0.5));
        CHECK(legal_agreement(text, Cents(100)) < 0.5);
    }
}

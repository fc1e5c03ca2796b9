#include "ocr/identifiers_in_text.h"

#include <doctest/doctest.h>

#include <random>

using namespace lockbox;

namespace {

/// "M780283055252 B747535974": kinds and best values in order.
std::string summary(const std::vector<IdentifierReading>& found) {
    std::string all;
    for (const IdentifierReading& reading : found) {
        if (!all.empty()) all += ' ';
        all += "MBE"[static_cast<int>(reading.kind)] + reading.digits.best()->value;
    }
    return all;
}

std::string found_in(std::string_view text) {
    return summary(identifiers_in(text, 0.9, Typeface::print));
}

TextLine line_of(std::initializer_list<std::pair<const char*, double>> words) {
    TextLine line;
    int left_px = 0;
    for (const auto& [text, probability] : words) {
        line.words.push_back({text, probability, {left_px, 10, 50, 20}});
        left_px += 60;
    }
    return line;
}

}  // namespace

TEST_CASE("Identifiers are found among words and however they are grouped") {
    struct Row {
        const char* text;
        const char* expected;
    };
    const Row rows[] = {
        {"780283055252", "M780283055252"},
        {"Member ID 780283055252", "M780283055252"},
        {"Member ID: 7802 8305 5252", "M780283055252"},
        {"#7802-8305 5252", "M780283055252"},
        {"ID7802.8305.5252 thanks", "M780283055252"},
        {"780 283 055 252", "M780283055252"},
        {"7802 \xE2\x80\x93 83055252", "M780283055252"},
        {"ID 7761 7234 7049", "M776172347049"},
        {"Acct: 747535974", "B747535974"},
        {"No747535974", "B747535974"},
        {"Bill 747 535 974 for December", "B747535974"},
        {"to 747535974 for Io", "B747535974"},
        {"RefID_1234567890123", "E1234567890123"},
        {"Ref ID 1234567890123", "E1234567890123"},
        {"1234567890123", "E1234567890123"},
        {"747535974 and 780283055252", "B747535974 M780283055252"},
        {"747535974 23", "B747535974"},
        {"01 747535974 2 4089491196 0000004610 202612 08", "B747535974"},
        {"747535974 / 11/15/2026", "B747535974"},
        {"Account 747535974 phone (617) 555-1212", "B747535974"},
        // look-alikes of digits
        {"7475359Z4", "B747535924"},
        {"Acct 74753S97A", ""},
        {"74753S974", "B747535974"},
        {"78O283o55252", "M780283055252"},
        {"78028305525l", "M780283055251"},
        {"7B02 83O5 5252", "M780283055252"},
        {"T47535974", "B747535974"},
        {"74753597q", "B747535979"},
        {"RefID_I234567890123", "E1234567890123"},
        // what is no identifier
        {"", ""},
        {"(617) 555-1212", ""},
        {"617-555-1212", ""},
        {"Boston, MA 02241-2612", ""},
        {"Dallas, TX 75001-2612", ""},
        {"11/15/2026", ""},
        {"723-45-6789", ""},
        {"723 45 6789", ""},
        {"my number is 7-723-45-6789", ""},
        {"SSN 723456789", ""},
        {"S5N: 723 456 789", ""},
        {"SS# 723456789", ""},
        {"Social Security No. 723456789", ""},
        {"Routing 747535974", ""},
        {"847535974", ""},
        {"74753597", ""},
        {"7475359741", ""},
        {"7802830552523", ""},
        {"2780283055252", ""},
        {"123456789012", ""},
        {"$747,535.97", ""},
        {"SoilISoIlO", ""},

    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.text));
        CHECK(found_in(row.text) == row.expected);
    }
}

TEST_CASE("A doubtful character gives alternatives, and every one lowers the probability") {
    const auto clean = identifiers_in("780283055252", 0.9, Typeface::handwriting);
    REQUIRE(clean.size() == 1);
    CHECK(clean[0].digits.presence == Presence::read);
    CHECK_FALSE(clean[0].printed);
    CHECK(clean[0].digits.alternatives.size() == 1);
    CHECK(clean[0].digits.best()->probability == doctest::Approx(0.9));

    const auto doubtful = identifiers_in("7802830S525l", 0.9, Typeface::print);
    REQUIRE(doubtful.size() == 1);
    CHECK(doubtful[0].printed);
    REQUIRE(doubtful[0].digits.alternatives.size() == 4);
    double sum = 0, last = 1;
    for (const auto& alternative : doubtful[0].digits.alternatives) {
        CHECK(MemberId::parse(alternative.value));
        CHECK(alternative.probability <= last);
        last = alternative.probability;
        sum += alternative.probability;
    }
    CHECK(sum < 0.9);
    CHECK(doubtful[0].digits.best()->value == "780283055251");
    CHECK(doubtful[0].digits.best()->probability < 0.8);
}

TEST_CASE("A number cut out of a longer row is less likely, and no reader is certain") {
    CHECK(identifiers_in("747535974 23", 0.9, Typeface::print)[0].digits.best()->probability <
          identifiers_in("747535974", 0.9, Typeface::print)[0].digits.best()->probability);
    CHECK(identifiers_in("747535974", 1.0, Typeface::print)[0].digits.best()->probability < 1);
    CHECK(identifiers_in("747535974", 0.0, Typeface::print).empty());
}

TEST_CASE("In a line the words that hold the number give its place and probability") {
    const TextLine line = line_of({{"Member", 0.2}, {"ID", 0.3}, {"#7802", 0.9}, {"8305", 0.8}, {"5252", 0.95}});
    const auto found = identifiers_in(line, Side::back, Typeface::print);
    REQUIRE(found.size() == 1);
    CHECK(found[0].digits.best()->value == "780283055252");
    CHECK(found[0].digits.best()->probability == doctest::Approx(0.8));
    REQUIRE(found[0].digits.region);
    CHECK(found[0].digits.region->side == Side::back);
    CHECK(found[0].digits.region->box == Box{120, 10, 170, 20});
}

TEST_CASE("A repeated number is kept once, at its surest") {
    auto known = identifiers_in("747535974", 0.6, Typeface::print);
    add_identifiers(known, identifiers_in("Acct 747535974, member 780283055252", 0.8, Typeface::print));
    add_identifiers(known, identifiers_in("747535974", 0.3, Typeface::print));
    REQUIRE(summary(known) == "B747535974 M780283055252");
    CHECK(known[0].digits.best()->probability == doctest::Approx(0.8));
}

TEST_CASE("Social Security numbers are masked, other numbers are not") {
    struct Row {
        const char* text;
        const char* safe;
    };
    const Row rows[] = {
        {"123-45-6789", "***-**-****"},
        {"my SSN 123 45 6789.", "my SSN *** ** ****."},
        {"SSN 723456789", "SSN *********"},
        {"ss# l23-4S-6789 thanks", "ss# ***-**-**** thanks"},
        {"123456789", "*********"},
        {"acct 747535974 ssn 123-45-6789", "acct 747535974 ssn ***-**-****"},
        {"747535974 123-45-6789", "747535974 ***-**-****"},
        {"747535974", "747535974"},
        {"780283055252", "780283055252"},
        {"Card number: 4000 1234 5678 9017", "Card number: **** **** **** ****"},
        {"3700-123456-78901", "****-******-*****"},
        {"4000123456789017 exp 09/28", "**************** exp 09/28"},
        {"1188880155252 12", "1188880155252 12"},
        {"7802 8305 5252", "7802 8305 5252"},
        {"Boston, MA 02241-2612", "Boston, MA 02241-2612"},
        {"(617) 555-1212 on 11/15/2026", "(617) 555-1212 on 11/15/2026"},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.text));
        CHECK(without_private_numbers(row.text) == row.safe);
    }
}

TEST_CASE("Whatever the text, what is found has its shape and keeps its probability in bounds") {
    std::mt19937 random(7);
    const std::string_view alphabet = "0123456789777OIlSB-- ._#:$/abcT?\xE2\x80\x93";
    for (int round = 0; round < 20000; ++round) {
        std::string text(random() % 40, ' ');
        for (char& c : text) c = alphabet[random() % alphabet.size()];
        CAPTURE(text);
        CHECK(without_private_numbers(text).size() == text.size());
        for (const IdentifierReading& reading : identifiers_in(text, 1, Typeface::print)) {
            double sum = 0;
            for (const auto& alternative : reading.digits.alternatives) {
                const std::string& digits = alternative.value;
                CHECK((MemberId::parse(digits) || BillingAccount::parse(digits) || EnrollmentId::parse(digits)));
                CHECK(alternative.probability > 0);
                sum += alternative.probability;
            }
            CHECK(sum < 1);
        }
    }
}

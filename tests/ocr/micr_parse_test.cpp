// What the characters of a MICR line mean.

#include "ocr/micr_parse.h"

#include <doctest/doctest.h>

using namespace lockbox;

namespace {

struct Row {
    std::string line;
    std::string routing, account, serial;  // empty: not set
    bool whole;                            // everything that is there was understood
};

// clang-format off
const std::vector<Row> kLines = {
    // personal: account C serial
    {"A211886686A 5649202444C 1071",        "211886686", "5649202444",   "1071",        true},
    {"A211886686A 5649202444C1071",         "211886686", "5649202444",   "1071",        true},
    {"A011396842A 0098339947C 0475",        "011396842", "0098339947",   "0475",        true},
    {"A031300465A C0238D0145C 1172",        "031300465", "0238-0145",    "1172",        true},
    {"A211886686A 5649202444C",             "211886686", "5649202444",   "",            true},
    // the amount field, already encoded, is left out; also when it is cut off
    {"A031300465A C0238D0145C 1172 B0000120000B", "031300465", "0238-0145", "1172",     true},
    {"A211886686A 5649202444C 1071 B00001",  "211886686", "5649202444",  "1071",        true},
    // business: C serial C before the transit field
    {"C008357C A011058067A 7617944507C",    "011058067", "7617944507",   "008357",      true},
    {"C008357CA011058067A 761 7944507C",    "011058067", "7617944507",   "008357",      true},
    {"C008357C A011058067A 7617944507C 65", "011058067", "7617944507",   "008357",      true},
    {"C008357C 4 A011058067A 7617944507C",  "011058067", "7617944507",   "008357",      true},
    // postal money order
    {"A000000204A 16236732071C",            "000000204", "",             "16236732071", false},
    {"A000000204A 48472388460C",            "000000204", "",             "48472388460", false},
    {"A000000204A 48472388461C",            "000000204", "",             "",            false},
    {"A000000204A 4847238846C",             "000000204", "",             "",            false},
    // a group before the account may be the serial: the symbols do not say
    {"A211886686A 1071 5649202444C",        "211886686", "",             "",            false},
    {"A211886686A 1071C5649202444C",        "211886686", "",             "",            false},
    {"A211886686A 5649202444C 10 71",       "211886686", "5649202444",   "",            false},
    {"A211886686A 5649202444 1071",         "211886686", "",             "",            false},
    // doubts stay doubts
    {"A21188?686A 5649202444C 1071",        "",          "",             "",            false},
    {"A211886687A 5649202444C 1071",        "",          "",             "",            false},
    {"A211886686A 56492?2444C 1071",        "211886686", "",             "1071",        false},
    {"A211886686A 5649202444? 1071",        "211886686", "",             "",            false},
    {"A211886686A 5649202444C 1?71",        "211886686", "5649202444",   "",            false},
    {"A211886686A 5649202444C 1071?",       "211886686", "5649202444",   "",            false},
    {"A211886686A 5649202444C 1071 ?",      "211886686", "5649202444",   "1071",        true},
    {"A211886686A 5649202444C 1071 ??",     "211886686", "5649202444",   "",            false},
    {"? A211886686A 5649202444C 1071",      "211886686", "5649202444",   "1071",        true},
    {"?? A211886686A 5649202444C 1071",     "211886686", "5649202444",   "",            false},
    {"? A211886686A 5649202444C 1071 ? ?",  "211886686", "5649202444",   "1071",        true},
    {"? C008357C A011058067A 7617944507C ?", "011058067", "7617944507",  "008357",      true},
    {"A211886686A 5649202444C ?",           "211886686", "5649202444",   "",            false},
    {"A000000204A 48472388460C ?",          "000000204", "",             "48472388460", false},
    {"A211886686A ? 5649202444C 1071",      "211886686", "",             "1071",        false},
    {"?211886686A 5649202444C 1071",        "211886686", "5649202444",   "1071",        true},
    {"A211886686? 5649202444C 1071",        "211886686", "5649202444",   "1071",        true},
    {"?211886686? 5649202444C 1071",        "",          "",             "",            false},
    {"C00?357C A011058067A 7617944507C",    "011058067", "7617944507",   "",            false},
    {"C008357? A011058067A 7617944507C",    "011058067", "7617944507",   "",            false},
    // no transit field, two of them, stray symbols, nothing
    {"5649202444C 1071",                    "",          "",             "",            false},
    {"A211886686A A211886686A 5649202444C", "",          "",             "",            false},
    {"A211886686A 5649A202444C",            "",          "",             "",            false},
    {"A2118866861A 5649202444C",            "",          "",             "",            false},
    {"A000000000A 5649202444C",             "",          "",             "",            false},
    {"A211886686A 5649202444564920244456492C", "211886686", "",          "",            false},
    {"A211886686A 12C 1071",                "211886686", "",             "1071",        false},
    {"AAAAAAAAAAAAAAAA",                    "",          "",             "",            false},
    {"",                                    "",          "",             "",            false},
};
// clang-format on

}  // namespace

TEST_CASE("the fields of a MICR line") {
    for (const Row& row : kLines) {
        CAPTURE(row.line);
        const bool postal = row.routing == kPostalMoneyOrderRouting && !row.serial.empty();
        const MicrFields fields = parse_micr(row.line, std::vector<double>(row.line.size(), 0.9999));
        CHECK((fields.routing ? fields.routing->str() : "") == row.routing);
        CHECK(fields.account.value_or("") == row.account);
        CHECK(fields.serial.value_or("") == row.serial);
        CHECK((fields.probability > 0.99) == (row.whole || postal));
        CHECK(fields.probability < 1);
    }
}

TEST_CASE("the line is as certain as all its characters together") {
    const std::string line = "A211886686A 5649202444C 1071";
    std::vector<double> probabilities(line.size(), 1);
    probabilities[3] = 0.9, probabilities[15] = 0.8;
    CHECK(parse_micr(line, probabilities).probability == doctest::Approx(0.72));
}

TEST_CASE("check digit of postal money orders") {
    CHECK(postal_serial_ok("16236732071"));
    CHECK(postal_serial_ok("48605564485"));
    CHECK_FALSE(postal_serial_ok("48605564486"));
    CHECK_FALSE(postal_serial_ok("4860556448"));
    CHECK_FALSE(postal_serial_ok("4860556448x"));
    CHECK_FALSE(postal_serial_ok(""));
}

TEST_CASE("a doubtful serial is the number in the corner where it can be read as that, and else stays in doubt") {
    struct Row {
        const char *line, *printed, *serial;
    };
    const Row rows[] = {
        {"A011362009A 6933280851C 544?", "5444", "5444"},     {"A011362009A 4364877501C?5722", "5722", "5722"},
        {"A011362009A 309975924833C 4644?", "4644", "4644"},  {"C002594? A011362009A 48778850C", "2594", "2594"},
        {"C00?594C A011362009A 48778850C", "2594", "2594"},   {"A011362009A 6933280851C 0544?", "05441", "5441"},
        {"A011362009A 6933280851C 544?", "5544", ""},         {"A011362009A 6933280851C 544?", "513110", ""},
        {"A011362009A 6933280851C 5??4", "5124", ""},         {"A011362009A 6933280851C 12???4", "123454", ""},
        {"A011362009A 6933280851C", "5444", ""},              {"A01136?009A 6933280851C 544?", "5444", ""},
        {"A011784535A 674693769C 558 0??", "558", "558"},     {"A011418393A 95152282C?1971 ??", "1971", "1971"},
        {"A211841702A 24053225C 7227 ? ? 0? ??", "7227", "7227"}, {"A011784535A 674693769C 558 077", "558", ""},
        {"A011784535A 674693769C 558 0??", "5580", ""},
        {"", "5444", ""},                                     {"A011362009A 6933280851C 544?", "", ""}};
    for (const Row& row : rows) {
        CAPTURE(row.line);
        CAPTURE(row.printed);
        CHECK(serial_as_printed(row.line, row.printed).value_or("") == row.serial);
    }
}

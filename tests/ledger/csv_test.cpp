#include "ledger/csv.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace lockbox;

namespace {

// Gives a text a few bytes at a time, so that every state meets the end of a buffer.
CsvSource in_pieces(std::string text, std::size_t piece) {
    return [text = std::move(text), piece, at = std::size_t{0}](std::span<char> buffer) mutable {
        const std::size_t count = std::min({piece, buffer.size(), text.size() - at});
        std::copy_n(text.data() + at, count, buffer.data());
        at += count;
        return count;
    };
}

// "[a|b]" for a row, "!line:field" for a fault.
std::string parsed(const std::string& text, std::size_t piece = 1000, CsvLimits limits = {}) {
    CsvReader csv(in_pieces(text, piece), limits);
    std::string all;
    for (;;) {
        switch (csv.next()) {
            case CsvReader::Next::end:
                return all;
            case CsvReader::Next::fault:
                all.append("!").append(std::to_string(csv.fault().line));
                all.append(":").append(std::to_string(csv.fault().field));
                break;
            case CsvReader::Next::row: {
                std::string row;
                for (const std::string& field : csv.fields()) row += (&field == csv.fields().data() ? "" : "|") + field;
                all.append("[").append(row).append("]");
            }
        }
    }
}

std::string quoted(const std::string& field) {
    std::string text = "\"";
    for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text += '"';
}

}  // namespace

TEST_CASE("rows, quotes and faults") {
    struct Row {
        std::string text;
        std::string expected;
    };
    const std::vector<Row> rows = {
        {"", ""},
        {"\n\r\n\n", ""},
        {"a,b\nc,d\n", "[a|b][c|d]"},
        {"a,b\r\nc,d", "[a|b][c|d]"},
        {"a,b\n\n\nc,d\n\n", "[a|b][c|d]"},
        {"a,\n,\n", "[a|][|]"},
        {"\"a,b\",c\n", "[a,b|c]"},
        {"\"a\"\"b\",c\n", "[a\"b|c]"},
        {"\"a\nb\",c\nd,e", "[a\nb|c][d|e]"},
        {"\"a\r\nb\",c\n", "[a\r\nb|c]"},
        {"\"\",\"\"\n", "[|]"},
        {"\"\"\"\"\n", "[\"]"},
        {"\xEF\xBB\xBF"
         "a,b\n",
         "[a|b]"},
        {"Zo\xC3\xAB,\xE2\x82\xAC,\xF0\x9F\x98\x80\n", "[Zo\xC3\xAB|\xE2\x82\xAC|\xF0\x9F\x98\x80]"},
        {"ok\nZo\xEB,x\nok\n", "[ok]!2:1[ok]"},  // Latin-1
        {"x,\xC0\xAF\nok", "!1:2[ok]"},          // overlong
        {"x,\xED\xA0\x80\nok", "!1:2[ok]"},      // surrogate
        {"x,\xF4\x90\x80\x80\nok", "!1:2[ok]"},  // beyond U+10FFFF
        {"x,\xE2\x82\nok", "!1:2[ok]"},          // cut short
        {"a\"b,c\nok", "!1:1[ok]"},
        {"a,\"b\"c\nok", "!1:2[ok]"},
        {"a,\"b\" ,c\nok", "!1:2[ok]"},
        {"a\rb\nok", "!1:1[ok]"},
        {"ok\na,\"b,c\nd,e\n", "[ok]!2:2"},  // never closed
        {std::string("a,\0b\nok", 7), "!1:2[ok]"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        for (const std::size_t piece : {1U, 2U, 3U, 1000U}) CHECK(parsed(row.text, piece) == row.expected);
    }
}

TEST_CASE("fields and rows are bounded") {
    const CsvLimits limits{.field_bytes_max = 4, .fields_max = 3};
    CHECK(parsed("abcd,b,c\nok", 1000, limits) == "[abcd|b|c][ok]");
    CHECK(parsed("a,abcde\nok", 1000, limits) == "!1:2[ok]");
    CHECK(parsed("a,\"abcde\",x\nok", 1000, limits) == "!1:2[ok]");
    CHECK(parsed("a,b,c,d\nok", 1000, limits) == "!1:3[ok]");
    CHECK(parsed(std::string(10'000'000, 'a') + "\nok", 1 << 16, limits) == "!1:1[ok]");
}

TEST_CASE("whatever is written in quotes reads back") {
    std::mt19937 random(3);
    const std::string alphabet = "a,\"\n\r b;'\t";
    for (int i = 0; i < 500; ++i) {
        std::string text, expected;
        for (auto row = 1 + random() % 4; row > 0; --row) {
            std::string fields;
            for (auto field = 1 + random() % 4; field > 0; --field) {
                std::string value;
                for (auto n = random() % 6; n > 0; --n) value += alphabet[random() % alphabet.size()];
                text += quoted(value) + (field > 1 ? "," : "\r\n");
                fields += value + (field > 1 ? "|" : "");
            }
            expected.append("[").append(fields).append("]");
        }
        CAPTURE(text);
        CHECK(parsed(text, 1 + random() % 9) == expected);
    }
}

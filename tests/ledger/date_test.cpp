#include "ledger/date.h"

#include <doctest/doctest.h>

#include <vector>

using namespace lockbox;

TEST_CASE("a date is a day that exists") {
    struct Row {
        std::string text;
        bool valid;
    };
    const std::vector<Row> rows = {
        {"2026-11-18", true},
        {"1900-01-01", true},
        {"2199-12-31", true},
        {"2024-02-29", true},
        {"2000-02-29", true},
        {"2026-02-29", false},
        {"1900-02-29", false},
        {"2100-02-29", false},
        {"2026-04-31", false},
        {"2026-00-10", false},
        {"2026-13-10", false},
        {"2026-10-00", false},
        {"1899-12-31", false},
        {"2200-01-01", false},
        {"2026-1-8", false},
        {"20261118", false},
        {"2026/11/18", false},
        {"18-11-2026", false},
        {"2026-11-18 ", false},
        {" 2026-11-18", false},
        {"2026-11-1x", false},
        {"-026-11-18", false},
        {"", false},
        {"2026-11-18T00:00", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const std::optional<Date> date = Date::parse(row.text);
        CHECK(date.has_value() == row.valid);
        if (date) CHECK(date->to_string() == row.text);
    }
}

TEST_CASE("every day of two centuries prints, reads and follows the one before") {
    Date day = *Date::of(1900, 1, 1);
    const Date last = *Date::of(2199, 12, 31);
    int days = 0;
    while (day < last) {
        const Date next = day.plus_days(1);
        REQUIRE(next.days_since(day) == 1);
        REQUIRE(day < next);
        REQUIRE(Date::parse(next.to_string()) == next);
        REQUIRE(Date::of(next.year(), next.month(), next.day()) == next);
        day = next;
        ++days;
    }
    CHECK(days == 300 * 365 + 73 - 1);  // leap years 1904 to 2196, without 1900 and 2100: 74 - 1 centuries
}

TEST_CASE("the distance of two days") {
    const Date received = *Date::of(2026, 11, 18);
    CHECK(received.days_since(*Date::of(2026, 11, 18)) == 0);
    CHECK(received.days_since(*Date::of(2026, 5, 22)) == 180);
    CHECK(received.days_since(*Date::of(2026, 11, 19)) == -1);
    CHECK(received.plus_days(-180) == *Date::of(2026, 5, 22));
    CHECK_FALSE(Date::of(2026, 2, 30));
}

TEST_CASE("coverage months") {
    struct Row {
        std::string text;
        const char* printed;  ///< nullptr: refused
    };
    const std::vector<Row> rows = {
        {"2026-12", "2026-12"}, {"202612", "2026-12"},   {"2026-01", "2026-01"}, {"2026-00", nullptr},
        {"2026-13", nullptr},   {"202613", nullptr},     {"2026", nullptr},      {"2026-1", nullptr},
        {"26-12", nullptr},     {"2026/12", nullptr},    {"1899-12", nullptr},   {"2200-01", nullptr},
        {"", nullptr},          {"2026-12-01", nullptr}, {"-202612", nullptr},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const std::optional<Month> month = Month::parse(row.text);
        CHECK(month.has_value() == (row.printed != nullptr));
        if (month && row.printed != nullptr) CHECK(month->to_string() == row.printed);
    }
    CHECK(*Month::parse("2025-12") < *Month::parse("2026-01"));
}

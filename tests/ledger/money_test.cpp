#include "ledger/money.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

using namespace lockbox;

TEST_CASE("decimal dollars become cents, or nothing") {
    struct Row {
        std::string text;
        std::optional<std::int64_t> cents;
    };
    const std::vector<Row> rows = {
        {"46.10", 4610},
        {"0.00", 0},
        {"0.05", 5},
        {"-0.05", -5},
        {"-12.34", -1234},
        {"0046.10", 4610},
        {"10000.00", 1'000'000},
        {"92233720368547758.07", std::numeric_limits<std::int64_t>::max()},
        {"92233720368547758.08", {}},
        {"99999999999999999999.00", {}},
        {"", {}},
        {"-", {}},
        {".", {}},
        {"46", {}},
        {"46.", {}},
        {"46.1", {}},
        {"46.100", {}},
        {".10", {}},
        {"-.10", {}},
        {"--1.00", {}},
        {"+1.00", {}},
        {"1,000.00", {}},
        {"$1.00", {}},
        {" 1.00", {}},
        {"1.00 ", {}},
        {"1.-5", {}},
        {"1. 5", {}},
        {"1e5.00", {}},
        {"1.00.00", {}},
        {"\xD9\xA1.00", {}},  // an Arabic digit
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const std::optional<Cents> cents = Cents::parse(row.text);
        CHECK(cents.has_value() == row.cents.has_value());
        if (cents && row.cents) CHECK(cents->count() == *row.cents);
    }
}

TEST_CASE("cents print for files and for people") {
    struct Row {
        std::int64_t cents;
        const char* file;
        const char* people;
    };
    const std::vector<Row> rows = {
        {0, "0.00", "$0.00"},
        {5, "0.05", "$0.05"},
        {-5, "-0.05", "-$0.05"},
        {4610, "46.10", "$46.10"},
        {99999, "999.99", "$999.99"},
        {100000, "1000.00", "$1,000.00"},
        {123456789, "1234567.89", "$1,234,567.89"},
        {-100000000, "-1000000.00", "-$1,000,000.00"},
        {std::numeric_limits<std::int64_t>::min(), "-92233720368547758.08", "-$92,233,720,368,547,758.08"},
    };
    for (const Row& row : rows) {
        CHECK(Cents(row.cents).to_string() == row.file);
        CHECK(Cents(row.cents).to_display() == row.people);
    }
}

TEST_CASE("what is printed reads back") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 10'000; ++i) {
        const Cents cents(static_cast<std::int64_t>(random() >> (random() % 64)) * (i % 2 == 0 ? 1 : -1));
        CHECK(Cents::parse(cents.to_string()) == cents);
    }
}

TEST_CASE("sums that leave 64 bits do not wrap") {
    const Cents most(std::numeric_limits<std::int64_t>::max());
    const Cents least(std::numeric_limits<std::int64_t>::min());
    CHECK(most + Cents(0) == most);
    CHECK(Cents(2) - Cents(5) == Cents(-3));
    CHECK(Cents(250) * 3 == Cents(750));
    CHECK_THROWS_AS(static_cast<void>(most + Cents(1)), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(least - Cents(1)), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(most * 2), std::overflow_error);
    Cents sum(1);
    sum += Cents(2);
    CHECK(sum == Cents(3));
}

TEST_CASE("money is made of whole numbers only") {
    CHECK(std::is_constructible_v<Cents, int>);
    CHECK_FALSE(std::is_constructible_v<Cents, double>);
    CHECK_FALSE(std::is_constructible_v<Cents, float>);
    CHECK_FALSE(std::is_constructible_v<Cents, bool>);
    CHECK_FALSE(std::is_constructible_v<Cents, std::uint64_t>);  // its upper half would turn negative
    CHECK_FALSE(std::is_convertible_v<int, Cents>);
}

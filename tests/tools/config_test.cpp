#include "tools/lockbox/config.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace lockbox;

namespace {

Result<Config> load_text(const std::string& text) {
    const auto file = std::filesystem::temp_directory_path() / "lockbox-config-test.toml";
    std::ofstream(file) << text;
    auto config = load_config(file);
    std::filesystem::remove(file);
    return config;
}

}  // namespace

TEST_CASE("the defaults are complete and valid, and survive being printed and read again") {
    const auto config = load_config(std::nullopt);
    REQUIRE_MESSAGE(config.ok(), (config.ok() ? "" : config.error().message()));
    CHECK(config.value().posting.over_limit == Cents(1'000'000));
    CHECK(config.value().posting.risk_max == doctest::Approx(1e-4));
    CHECK(config.value().insurers.size() == 10);
    CHECK_FALSE(config.value().payees.empty());
    const auto again = load_text(to_toml(*config));
    REQUIRE_MESSAGE(again.ok(), (again.ok() ? "" : again.error().message()));
    CHECK(to_toml(*again) == to_toml(*config));
}

TEST_CASE("a file overlays only what it names") {
    const auto config = load_text("[posting]\nover_limit = \"250.00\"\n");
    REQUIRE(config.ok());
    CHECK(config.value().posting.over_limit == Cents(25'000));
    CHECK(config.value().posting.stale_after_days == 180);
}

TEST_CASE("what is wrong is named with its line and a remedy") {
    const struct {
        const char* text;
        const char* place;
        const char* what;
    } rows[] = {
        {"[posting]\nover_limit = 250.00\n", ":2:", "posting.over_limit"},
        {"[posting]\nover_limit = \"-1.00\"\n", ":2:", "posting.over_limit"},
        {"[posting]\nriskmax = 0.1\n", ":2:", "does not exist"},
        {"[posting]\nrisk_max = 2.0\n", ":2:", "between"},
        {"[posting]\nstale_after_days = 1.5\n", ":2:", "must be a number"},
        {"[postings]\n", ":1:", "does not exist"},
        {"[log]\n\nlevel = \"loud\"\n", ":3:", "is unknown"},
        {"[payees]\nnames = []\n", ":2:", "list of texts"},
        {"[[insurers]]\naliases = [\"X\"]\n", ":1:", "insurers.name"},
        {"[workers]\njobs = 1\njobs = 2\n", ":3:", "jobs"},
        {"[coupon_code]\nfields = [\"account:9\"]\n", ":1:", "account:9"},
        {"[coupon_code]\nfields = [\"version:2\"]\n", ":1:", "coupon_code.fields"},
        {"[coupon_code]\nhealth = \"12\"\n", ":1:", "one digit"},
        {"this is not toml", ":1:", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto config = load_text(row.text);
        REQUIRE_FALSE(config.ok());
        CAPTURE(config.error().message());
        CHECK(config.error().where.find(row.place) != std::string::npos);
        CHECK(config.error().message().find(row.what) != std::string::npos);
        CHECK_FALSE(config.error().remedy.empty());
    }
    CHECK_FALSE(load_config("/nowhere/lockbox.toml").ok());
}

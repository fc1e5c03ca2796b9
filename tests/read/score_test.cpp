#include "tools/read/score.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "tools/read/fit.h"
#include "tools/read/labelled_lines.h"
#include "tools/read/reliability.h"

using namespace lockbox;
namespace fs = std::filesystem;

namespace {

std::vector<LineOutcome> ten_outcomes() {
    std::vector<LineOutcome> outcomes;
    for (int i = 0; i < 10; ++i) outcomes.push_back({i == 7 ? "18" : "17", "17", 1.0 - 0.05 * i});
    return outcomes;
}

}  // namespace

TEST_CASE("exact rate and character errors") {
    const Score score = score_of(ten_outcomes());
    CHECK(score.lines == 10);
    CHECK(score.exact == 9);
    CHECK(score.character_error_rate == doctest::Approx(1.0 / 20));
    const LineOutcome rows[] = {{"", "abcd", 0}, {"abd", "abcd", 0}, {"xabcd", "abcd", 0}};
    CHECK(score_of(rows).character_error_rate == doctest::Approx(6.0 / 12));
}

TEST_CASE("the share read at an error rate takes no line that would break it") {
    CHECK(read_share_at(ten_outcomes(), 0.0).share == doctest::Approx(0.7));
    CHECK(read_share_at(ten_outcomes(), 0.1).share == doctest::Approx(1.0));
    CHECK(read_share_at(ten_outcomes(), 0.11).error_share == doctest::Approx(0.1));
    // Lines of one probability stand or fall together.
    std::vector<LineOutcome> tied = ten_outcomes();
    for (LineOutcome& outcome : tied) outcome.probability = 0.5;
    CHECK(read_share_at(tied, 0.05).share == 0);
    CHECK(read_share_at({}, 0.01).share == 0);
}

TEST_CASE("reliability: claimed and observed, and their distance") {
    std::vector<LineOutcome> outcomes;
    for (int i = 0; i < 100; ++i) outcomes.push_back({i % 10 == 0 ? "x" : "y", "y", 0.9});
    const auto bins = reliability(outcomes, 4);
    REQUIRE(bins.size() == 4);
    CHECK(calibration_error(bins) < 0.03);
    for (LineOutcome& outcome : outcomes) outcome.probability = 0.5;
    CHECK(calibration_error(reliability(outcomes, 1)) == doctest::Approx(0.4));
    const fs::path folder = fs::temp_directory_path() / "lockbox-reliability-test";
    fs::create_directories(folder);
    REQUIRE(write_reliability(bins, (folder / "r").string()).ok());
    CHECK(fs::file_size(folder / "r.png") > 1000);
    std::ifstream table(folder / "r.csv");
    std::string head;
    std::getline(table, head);
    CHECK(head == "lines,claimed,observed");
    fs::remove_all(folder);
    CHECK_FALSE(write_reliability(bins, "/nonexistent/r").ok());
}

TEST_CASE("a fit finds back how sure readings may be") {
    // Right as often as sharpness 0.5 would claim of these gaps, with a rival far away.
    std::vector<FitLine> lines;
    for (int i = 0; i < 2000; ++i) {
        const double gap = (i % 20) / 4.0;
        const double p = 1 / (1 + std::exp(-0.5 * gap));
        FitLine fit;
        fit.line.meanings = {{1, 0}, {2, -gap}};
        fit.line.free = {};
        fit.right = (i / 20) % 100 < static_cast<int>(100 * p + 0.5);
        lines.push_back(fit);
    }
    const Fit fit = fit_calibration(lines);
    CHECK(fit.calibration.sharpness == doctest::Approx(0.5).epsilon(0.2));
    CHECK(fit.calibration.rival_nats > 3);
}

TEST_CASE("a labels file says where it is wrong") {
    const fs::path file = fs::temp_directory_path() / "lockbox-labels-test.tsv";
    std::ofstream(file) << "a.png\tone\nb.png two\n";
    const auto lines = labelled_lines(".", file.string());
    REQUIRE_FALSE(lines.ok());
    CHECK(lines.error().where.ends_with(":2"));
    fs::remove(file);
    CHECK_FALSE(labelled_lines("/nonexistent", std::nullopt).ok());
    CHECK_FALSE(labelled_lines(".", "/nonexistent").ok());
}

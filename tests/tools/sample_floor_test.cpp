// The whole program with its real readers on the sample batch: what must be read and posted, and what must never be.

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "sample_batch.h"

using namespace lockbox::test;
using nlohmann::json;

namespace {

std::string run(const Scratch& scratch, const std::string& words) {
    const std::string command = std::string("'") + LOCKBOX_PROGRAM + "' " + words + " --db '" +
                                (scratch / "lockbox.db").string() + "' > '" + (scratch / "out").string() + "'";
    REQUIRE(WEXITSTATUS(std::system(command.c_str())) <= 1);  // 1: some items wait for a person
    return text_of(scratch / "out");
}

/// The checks of the sample batch as the program decided them, by page.
std::map<int, json> decided_checks() {
    const Scratch scratch;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    write_text(scratch / "lockbox.toml", "[workers]\nmemory_mib_max = 0\n");
#endif
    run(scratch, "init");
    run(scratch, "accounts load '" + (kSamples / "accounts.csv").string() + "'");
    run(scratch, "process '" + (kSamples / "batch").string() + "'");
    const std::string id = json::parse(text_of(kSamples / "batch/batch.json"))["batch_id"];
    std::istringstream lines(run(scratch, "results " + id + " --format jsonl"));
    std::map<int, json> checks;
    for (std::string line; std::getline(lines, line);) {
        const json envelope = json::parse(line);
        for (const json& check : envelope["checks"]) checks[check["sequence"]] = check;
    }
    return checks;
}

std::string dollars(int cents) {
    const std::string rest = std::to_string(cents % 100);
    return std::to_string(cents / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

}  // namespace

TEST_CASE("the sample batch: nothing posted wrong, and enough read right") {
    const std::map<int, json> checks = decided_checks();
    int posted_wrong = 0, posted_right = 0, amounts_right = 0, amounts_wrong = 0, dates_right = 0, count = 0;
    int taken_for_another = 0;
    const json envelopes = json::parse(text_of(kSamples / "truth.json"));
    for (const json& envelope : envelopes) {
        for (const json& truth : envelope["checks"]) {
            ++count;
            if (checks.count(truth["sequence"]) == 0) {  // taken for no check, and in review as such
                ++taken_for_another;
                continue;
            }
            const json& check = checks.at(truth["sequence"]);
            const std::string amount = dollars(truth["cents"]);
            if (check["decision"] == "posted") {
                const bool right = truth.value("decision", "") == "post" && check["amount"] == amount &&
                                   check["billing_account"] == truth["billing_account"] &&
                                   check["plan_id"] == truth["plan_id"];
                ++(right ? posted_right : posted_wrong);
            }
            if (!check["amount"].is_null()) ++(check["amount"] == amount ? amounts_right : amounts_wrong);
            if (check["date"] == truth.value("date", "")) ++dates_right;
        }
    }
    MESSAGE("of " << count << " checks " << posted_right << " posted right, " << posted_wrong << " wrong; amounts "
                  << amounts_right << " right, " << amounts_wrong << " wrong; dates right " << dates_right);
    CHECK(taken_for_another <= 2);
    CHECK(posted_wrong == 0);
    CHECK(posted_right >= 6);
    CHECK(amounts_wrong <= 1);
    CHECK(amounts_right >= 36);
    CHECK(dates_right >= 22);
}

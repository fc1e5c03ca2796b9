// A whole batch through the rooms, with a page worker whose text engine aborts, hangs and eats memory on some pages.

#include "tools/lockbox/pipeline.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ledger/account_store.h"
#include "sample_batch.h"
#include "tools/lockbox/accounts_file.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::int64_t kMemory = RLIM_INFINITY;  // the sanitizers reserve terabytes of address space
constexpr const char* kThirdDeed = "crash";
#else
constexpr std::int64_t kMemory = std::int64_t{1} << 30;
constexpr const char* kThirdDeed = "eat";
#endif

/// Pages of the sample batch that hold a check, in scan order.
std::vector<int> check_pages() {
    std::vector<int> pages;
    for (const auto& transaction : nlohmann::json::parse(text_of(kSamples / "truth.json"))) {
        for (const auto& check : transaction["checks"]) pages.push_back(check["sequence"]);
    }
    return pages;
}

}  // namespace

TEST_CASE("a page that breaks its worker waits in review, and the batch finishes") {
    const std::vector<int> checks = check_pages();
    REQUIRE(checks.size() > 10);
    const std::vector<int> broken = {checks[1], checks[4], checks[8]};
    const std::string deeds = std::to_string(broken[0]) + ":abort," + std::to_string(broken[1]) + ":hang," +
                              std::to_string(broken[2]) + ":" + kThirdDeed;
    const Scratch scratch;
    const auto book = Book::create(scratch / "lockbox.db");
    REQUIRE(book.ok());
    REQUIRE(AccountStore(*book).load(kSamples / "accounts.csv").ok());
    const auto accounts = open_accounts(*book, scratch / "lockbox.db");
    REQUIRE(accounts.ok());
    const auto config = load_config(std::nullopt);
    REQUIRE(config.ok());
    WorkerPool workers({LOCKBOX_SABOTEUR, "--engine", deeds}, {2, kMemory, std::chrono::seconds(20)});
    Pipeline pipeline(*book, *accounts, *config, workers, *Date::parse("2026-11-18"));

    const auto outcome = pipeline.process(kSamples / "batch", {});
    REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : outcome.error().message()));
    const BatchSummary& summary = outcome.value().summary;
    CHECK(summary.adds_up());
    CHECK(summary.pages == summary.pages_filed + summary.pages_review + summary.pages_check);
    CHECK(summary.state != BalanceState::in_progress);
    std::vector<int> failed;
    for (const PageProblem& problem : outcome.value().problems) failed.push_back(problem.sequence);
    CHECK(failed == broken);
    const auto results = BatchStore(*book).results(outcome.value().id);
    REQUIRE(results.ok());
    int seen = 0;
    for (const EnvelopeResult& envelope : results.value()) {
        for (const DocumentResult& document : envelope.documents) {
            if (std::find(broken.begin(), broken.end(), document.sequence) == broken.end()) continue;
            ++seen;
            CHECK(document.disposition == Disposition::review);
            CHECK(document.reasons == std::vector{Reason::image_quality});
        }
    }
    CHECK(seen == 3);
}

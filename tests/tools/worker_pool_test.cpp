#include "tools/lockbox/worker_pool.h"

#include <doctest/doctest.h>

#include <sys/resource.h>

#include <map>

using namespace lockbox;

namespace {

std::map<std::size_t, PageOutcome> run(const std::vector<std::string>& deeds, WorkerLimits limits) {
    std::vector<PageTask> tasks;
    for (const std::string& deed : deeds) {
        PageTask task;
        task.sequence = static_cast<int>(tasks.size()) + 1;
        task.front.file = deed;
        tasks.push_back(task);
    }
    WorkerPool pool({LOCKBOX_SABOTEUR}, limits);
    std::map<std::size_t, PageOutcome> outcomes;
    const auto result = pool.run(tasks, [&](PageOutcome outcome) {
        CHECK_FALSE(outcomes.contains(outcome.task));  // once for each
        outcomes[outcome.task] = std::move(outcome);
    });
    CHECK(result.ok());
    return outcomes;
}

// The sanitizers reserve terabytes of address space: under them no limit on memory can be set.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryLimits = false;
constexpr std::int64_t kMemory = RLIM_INFINITY;
#else
constexpr bool kMemoryLimits = true;
constexpr std::int64_t kMemory = 512 << 20;
#endif

WorkerLimits limits(int workers) {
    return {workers, kMemory, std::chrono::milliseconds(1500)};
}

}  // namespace

TEST_CASE("a worker that fails loses the page it had and no other") {
    for (const int workers : {1, 2, 4}) {
        CAPTURE(workers);
        const std::vector<std::string> deeds = {"one",   "abort", "two",    "hang", "crash",
                                                "three", "exit",  "babble", "four"};
        const auto outcomes = run(deeds, limits(workers));
        REQUIRE(outcomes.size() == deeds.size());
        for (std::size_t i = 0; i < deeds.size(); ++i) {
            CAPTURE(deeds[i]);
            const bool good = deeds[i] == "one" || deeds[i] == "two" || deeds[i] == "three" || deeds[i] == "four";
            CHECK(outcomes.at(i).reply == (good ? "read " + deeds[i] : ""));
            CHECK(outcomes.at(i).failure.empty() == good);
        }
        CHECK(outcomes.at(1).failure.find("signal 6") != std::string::npos);
        CHECK(outcomes.at(3).failure.find("no answer within") != std::string::npos);
    }
}

TEST_CASE("a worker that eats memory meets its limit" * doctest::skip(!kMemoryLimits)) {
    WorkerLimits patient = limits(1);
    patient.page_time_max = std::chrono::minutes(1);  // on a busy machine even eating takes its time
    const auto outcomes = run({"one", "eat", "two"}, patient);
    CHECK(outcomes.at(0).reply == "read one");
    CHECK(outcomes.at(1).failure.find("signal") != std::string::npos);
    CHECK(outcomes.at(2).reply == "read two");
}

TEST_CASE("a worker that cannot start is an error of the run, not of a page") {
    const std::vector<PageTask> tasks(3);
    for (const auto& command :
         {std::vector<std::string>{LOCKBOX_SABOTEUR, "--stillborn"}, std::vector<std::string>{"/nowhere/worker"}}) {
        WorkerPool pool(command, limits(2));
        int outcomes = 0;
        const auto result = pool.run(tasks, [&](const PageOutcome&) { ++outcomes; });
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().message().find("did not start") != std::string::npos);
        CHECK(outcomes == 0);
    }
}

TEST_CASE("no task, no worker") {
    CHECK(run({}, limits(2)).empty());
}

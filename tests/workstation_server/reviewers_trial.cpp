// reviewers_trial --items 20000 --reviewers 10 --seconds 60 --think-ms 1500
//
// Scripted reviewers at the real server, as the page does it: one item on the screen, the next one fetched with its
// images meanwhile. Prints how long after Enter the next item is there, and the memory of the process as time goes on.
// Ends with an error when an item was decided twice, a request failed, or the 95th of a hundred waits longer than
// allowed.

#define DOCTEST_CONFIG_IMPLEMENT  // the checks of desk_for_test.h, outside of a test
#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "desk_for_test.h"

using namespace lockbox;
using namespace lockbox::test;
using Value = nlohmann::json;
using Clock = std::chrono::steady_clock;

namespace {

struct Wishes {
    int items = 20'000, reviewers = 10, seconds = 60, think_ms = 1'500, p95_ms_max = 0;
};

double ms_since(Clock::time_point then) {
    return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
}

struct Memory {
    double resident_mib = 0;
    double own_mib = 0;  ///< of it, what is no file's
};

Memory memory_now() {
    std::ifstream file("/proc/self/status");
    Memory memory;
    for (std::string name; file >> name;) {
        double kib = 0;
        if (name == "VmRSS:" && file >> kib) memory.resident_mib = kib / 1024;
        if (name == "RssAnon:" && file >> kib) memory.own_mib = kib / 1024;
    }
    return memory;
}

/// After each tenth of the time.
std::vector<Memory> watch_memory(Clock::time_point from, std::chrono::seconds lasts) {
    constexpr int kTimes = 10;
    std::vector<Memory> seen;
    for (int i = 1; i <= kTimes; ++i) {
        std::this_thread::sleep_until(from + lasts * i / kTimes);
        seen.push_back(memory_now());
    }
    return seen;
}

struct Told {
    std::mutex mutex;
    std::vector<double> enter_ms, fetch_ms;
    std::multiset<int> decided;
    int failed = 0;
};

class Reviewer {
  public:
    Reviewer(const ServedDesk& desk, Person person, const Wishes& wishes, Told& told)
        : wire_(desk.port()), person_(std::move(person)), wishes_(wishes), told_(told) {}

    void work(Clock::time_point until) {
        Value shown = fetch(Value::array());
        while (shown.is_object() && Clock::now() < until) {
            const auto displayed = Clock::now();
            Value next = fetch(Value::array({shown["item"]}));
            const auto enter = displayed + std::chrono::milliseconds(wishes_.think_ms);
            std::this_thread::sleep_until(enter);
            decide(shown);
            const double waited = ms_since(enter);
            const std::lock_guard lock(told_.mutex);
            told_.enter_ms.push_back(waited);
            shown = std::move(next);
        }
    }

  private:
    Reply ask(const std::string& method, const std::string& path, const std::string& body) {
        wire_.send(
            person_.text_of(method, path, body, {"Content-Type: application/json", "X-CSRF-Token: " + person_.csrf}));
        return wire_.receive();
    }
    /// The next item with all its images.
    Value fetch(const Value& but) {
        const auto begun = Clock::now();
        Value item = ask("POST", "/api/next", Value{{"not", but}}.dump()).json().value("item", Value());
        if (!item.is_object()) return item;
        for (const Value& page : item["pages"]) {
            for (const char* side : {"front", "back"}) {
                const Value& image = page["sides"][side];
                if (image.is_object() && ask("GET", image["url"], "").status != 200) fail();
            }
        }
        for (const Value& question : item["questions"]) {
            if (ask("GET", question["url"], "").status != 200) fail();
        }
        const std::lock_guard lock(told_.mutex);
        told_.fetch_ms.push_back(ms_since(begun));
        return item;
    }
    void decide(const Value& item) {
        const Value body = {{"act", "post"}, {"billing_account", account_of(0).str()}, {"plan_id", plan_of(0).str()}};
        const std::string path = "/api/items/" + std::to_string(item["item"].get<int>()) + "/resolve";
        const Reply reply = ask("POST", path, body.dump());
        const std::lock_guard lock(told_.mutex);
        if (reply.status == 200) {
            told_.decided.insert(item["item"].get<int>());
        } else {
            ++told_.failed;
        }
    }
    void fail() {
        const std::lock_guard lock(told_.mutex);
        ++told_.failed;
    }

    Wire wire_;
    Person person_;
    const Wishes& wishes_;
    Told& told_;
};

double part(std::vector<double>& values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

int run(const Wishes& wishes) {
    give_freed_memory_back();  // as `lockbox serve` does
    ServedDesk desk;
    desk.book().connection().run("PRAGMA synchronous = OFF");  // of this connection, which makes the queue
    constexpr int kBatch = 500;
    for (int made = 0, batch = 1; made < wishes.items; made += kBatch, ++batch) {
        desk.add_items("b" + std::to_string(batch), std::min(kBatch, wishes.items - made),
                       {Reason::account_not_found, Reason::over_limit}, Cents(4610));
    }
    std::vector<Person> people;
    for (int i = 0; i < wishes.reviewers; ++i) people.push_back(desk.person("user" + std::to_string(i), Role::review));
    std::printf("%d items wait; %d reviewers, %d ms of thought each\n", wishes.items, wishes.reviewers,
                wishes.think_ms);
    std::fflush(stdout);

    desk.book().connection().run("PRAGMA shrink_memory");  // what the queue was made with is none of the server's

    Told told;
    const auto from = Clock::now();
    const auto until = from + std::chrono::seconds(wishes.seconds);
    std::vector<std::thread> threads;
    for (Person& person : people) {
        threads.emplace_back([&] { Reviewer(desk, person, wishes, told).work(until); });
    }
    const std::vector<Memory> memory = watch_memory(from, std::chrono::seconds(wishes.seconds));
    for (std::thread& thread : threads) thread.join();

    const double enter_p95 = part(told.enter_ms, 0.95);
    std::printf("after Enter the next item is there in %.0f ms (median), %.0f ms (p95), %zu decisions\n",
                part(told.enter_ms, 0.5), enter_p95, told.decided.size());
    std::printf("fetched ahead, with images, in %.0f ms (median), %.0f ms (p95)\n", part(told.fetch_ms, 0.5),
                part(told.fetch_ms, 0.95));
    std::printf("memory after each tenth, in MiB, and without files:");
    for (const Memory& then : memory) std::printf("  %.0f (%.0f)", then.resident_mib, then.own_mib);
    std::printf("\n%d requests failed\n", told.failed);
    const bool once = std::set<int>(told.decided.begin(), told.decided.end()).size() == told.decided.size();
    if (!once) std::puts("an item was decided twice");
    const bool quick = wishes.p95_ms_max == 0 || enter_p95 <= wishes.p95_ms_max;
    if (!quick) std::puts("that is too slow");
    return once && quick && told.failed == 0 && !told.decided.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    Wishes wishes;
    CLI::App app("Scripted reviewers at the workstation");
    app.add_option("--items", wishes.items, "In the queue")->capture_default_str();
    app.add_option("--reviewers", wishes.reviewers, "At once")->capture_default_str();
    app.add_option("--seconds", wishes.seconds, "So long")->capture_default_str();
    app.add_option("--think-ms", wishes.think_ms, "Between an item on the screen and Enter")->capture_default_str();
    app.add_option("--p95-ms", wishes.p95_ms_max, "Fail above it; 0: only print")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    doctest::Context context;
    context.setAsDefaultForAssertsOutOfTestCases();
    return run(wishes);
}

// A large book, and how long its questions take.

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <optional>

#include <doctest/doctest.h>

#include "../ledger/book_for_test.h"
#include "ledger/auditor.h"
#include "ledger/day_report.h"
#include "ledger/review_queue.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

using namespace lockbox::test;
using Clock = std::chrono::steady_clock;

constexpr int kPerBatch = 400;

double seconds_since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Of this process, all threads: what a busy machine does not change much.
double processor_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The slowest of some tries, in milliseconds.
template <class Ask>
double slowest_ms(Ask&& ask) {
    double slowest = 0;
    for (int i = 0; i < 5; ++i) {
        const auto begun = Clock::now();
        ask(i);
        slowest = std::max(slowest, 1000 * seconds_since(begun));
    }
    return slowest;
}

/// A book that grows, and what it is asked.
class LargeBook {
  public:
    LargeBook(const std::filesystem::path& path, int members) : path_(path), members_(members) {
        Book::Options options;
        options.day = [this] { return today_; };
        book_.emplace(*Book::create(path, options));
        write_file(path.string() + ".csv", account_file(members));
        REQUIRE(AccountStore(*book_).load(path.string() + ".csv").ok());
        std::filesystem::remove(path.string() + ".csv");
        book_->connection().run("PRAGMA synchronous = OFF");  // a book for trials alone: made faster
    }

    /// One check in a hundred waits; readings of a page's usual size.
    void grow_to(std::int64_t checks) {
        const auto begun = Clock::now();
        BatchStore store(*book_);
        const std::string reading = "{\"text\":\"" + std::string(700, 'x') + "\"}";
        while (checks_ < checks) {
            BatchHeader head = header("b" + std::to_string(++batches_), 2 * kPerBatch);
            head.received = Date::of(2020, 1, 1)->plus_days(batches_ / 4);
            head.deposit_date = today_ = head.received;
            REQUIRE(store.begin(head));
            for (int i = 0; i < kPerBatch; ++i, ++checks_) {
                EnvelopeRecord envelope = paid_envelope(i + 1, 2 * i + 1, static_cast<int>(checks_ % members_),
                                                        Cents(4610), static_cast<int>(checks_ + 1));
                for (PageRecord& page : envelope.pages) page.reading_json = reading;
                if (checks_ % 100 == 99) {
                    envelope.checks[0].decision = {};
                    envelope.checks[0].decision.reasons = {Reason::account_ambiguous};
                }
                REQUIRE(store.record(head.id, envelope));
            }
            REQUIRE(store.finish(head.id));
        }
        std::printf("size: %lld checks, %d plans, %.1f GB, after %.0f s more\n", static_cast<long long>(checks_),
                    members_, static_cast<double>(std::filesystem::file_size(path_)) / 1e9, seconds_since(begun));
    }

    [[nodiscard]] bool answers_in_time() {
        const BatchStore store(*book_);
        const ReviewQueue queue(*book_);
        const double results = slowest_ms(
            [&](int i) { REQUIRE(store.results(batch_id("b" + std::to_string(1 + i * (batches_ - 1) / 4)))); });
        const double list = slowest_ms([&](int) {
            REQUIRE(queue.list({.limit = 100}));
            REQUIRE(queue.totals());
        });
        const double show = slowest_ms([&](int i) { REQUIRE(store.check(CheckId{1 + i * (checks_ - 1) / 4})); });
        const double item = slowest_ms([&](int i) { REQUIRE(queue.show(ReviewId{1 + i})); });
        const double report = slowest_ms([&](int) { REQUIRE(day_report(*book_, today_)); });
        std::printf(
            "  slowest of 5: results %.1f ms, review list with totals %.1f ms, show %.1f ms, review show %.1f ms, "
            "a day's report %.1f ms\n",
            results, list, show, item, report);
        std::fflush(stdout);
        const bool quick = results <= 100 && list <= 100 && show <= 100 && item <= 100 && report <= 1000;
        return quick || failed("a question takes too long");
    }

    [[nodiscard]] bool verifies_in_time() {
        const auto begun = Clock::now();
        const double used = processor_seconds();
        const auto verified =
            verify_book(*book_, {.images = false, .step = [&](std::string_view step) {
                                     std::printf("  %.0f s: %s\n", seconds_since(begun), std::string(step).c_str());
                                 }});
        REQUIRE(verified);
        const double seconds = seconds_since(begun);
        std::printf("  verify without images %.1f s (%.1f s of processor time)\n", seconds, processor_seconds() - used);
        std::fflush(stdout);
        if (verified->first_wrong) return failed(verified->first_wrong->where + ": " + verified->first_wrong->what);
        return seconds <= 120 || failed("verify takes too long");
    }

  private:
    std::filesystem::path path_;
    int members_, batches_ = 0;
    std::int64_t checks_ = 0;
    Date today_ = *Date::of(2020, 1, 1);
    std::optional<Book> book_;
};

}  // namespace

bool size(std::int64_t checks, const std::string& folder) {
    const std::filesystem::path path = std::filesystem::path(folder) / "lockbox-size.db";
    const auto remove = [&] {
        for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + tail);
        std::filesystem::remove_all(path.string() + ".images");
    };
    remove();
    bool good = true;
    {
        LargeBook book(path, static_cast<int>(std::min<std::int64_t>(300'000, checks / 4 + 10)));
        // On the way too: how the answers slow down as the book grows.
        for (const std::int64_t part : {8, 4, 2, 1}) {
            book.grow_to(checks / part);
            const bool quick = book.answers_in_time(), verified = book.verifies_in_time();
            good = good && quick && verified;
        }
    }
    remove();
    return good;
}

}  // namespace lockbox::trials

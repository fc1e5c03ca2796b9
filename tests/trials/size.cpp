// A large book, and how long its questions take.

#include <chrono>
#include <cstdio>

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

/// One check in a hundred waits; readings of a page's usual size.
void fill(const Book& book, std::int64_t checks, int members) {
    BatchStore store(book);
    const std::string reading = "{\"text\":\"" + std::string(700, 'x') + "\"}";
    std::int64_t done = 0;
    for (int batch = 1; done < checks; ++batch) {
        const std::string name = "b" + std::to_string(batch);
        BatchHeader head = header(name, 2 * kPerBatch);
        head.received = Date::of(2020, 1, 1)->plus_days(batch / 4);
        head.deposit_date = head.received;
        REQUIRE(store.begin(head));
        for (int i = 0; i < kPerBatch; ++i, ++done) {
            EnvelopeRecord envelope = paid_envelope(i + 1, 2 * i + 1, static_cast<int>(done % members), Cents(4610),
                                                    static_cast<int>(done + 1));
            for (PageRecord& page : envelope.pages) page.reading_json = reading;
            if (done % 100 == 99) {
                envelope.checks[0].decision = {};
                envelope.checks[0].decision.reasons = {Reason::account_ambiguous};
            }
            const auto recorded = store.record(head.id, envelope);
            REQUIRE(recorded);
        }
        REQUIRE(store.finish(head.id));
    }
}

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
        Date today = *Date::of(2026, 11, 18);
        Book::Options options;
        options.day = [&] { return today; };
        const Book book = *Book::create(path, options);
        const int members = static_cast<int>(std::min<std::int64_t>(300'000, checks / 4 + 10));
        write_file(path.string() + ".csv", account_file(members));
        REQUIRE(AccountStore(book).load(path.string() + ".csv").ok());
        std::filesystem::remove(path.string() + ".csv");
        auto begun = Clock::now();
        book.connection().run("PRAGMA synchronous = OFF");  // a book for trials alone: made faster
        fill(book, checks, members);
        std::printf("size: %lld checks, %d plans, %.1f GB, made in %.0f s\n", static_cast<long long>(checks), members,
                    static_cast<double>(std::filesystem::file_size(path)) / 1e9, seconds_since(begun));
        const BatchStore store(book);
        const ReviewQueue queue(book);
        const int batches = static_cast<int>((checks + kPerBatch - 1) / kPerBatch);
        const double results = slowest_ms(
            [&](int i) { REQUIRE(store.results(batch_id("b" + std::to_string(1 + i * (batches - 1) / 4)))); });
        const double list = slowest_ms([&](int) {
            REQUIRE(queue.list({.limit = 100}));
            REQUIRE(queue.totals());
        });
        const double show = slowest_ms([&](int i) { REQUIRE(store.check(CheckId{1 + i * (checks - 1) / 4})); });
        const double item = slowest_ms([&](int i) { REQUIRE(queue.show(ReviewId{1 + i})); });
        const double report = slowest_ms([&](int) { REQUIRE(day_report(book, today)); });
        std::printf(
            "  slowest of 5: results %.1f ms, review list with totals %.1f ms, show %.1f ms, review show %.1f ms, "
            "a day's report %.1f ms\n",
            results, list, show, item, report);
        begun = Clock::now();
        const auto verified =
            verify_book(book, {.images = false, .step = [&](std::string_view step) {
                                   std::printf("  %.0f s: %s\n", seconds_since(begun), std::string(step).c_str());
                               }});
        REQUIRE(verified);
        const double verify = seconds_since(begun);
        std::printf("  verify without images %.1f s\n", verify);
        if (verified->first_wrong) good = failed(verified->first_wrong->where + ": " + verified->first_wrong->what);
        if (results > 100 || list > 100 || show > 100 || item > 100 || report > 1000 || verify > 120) {
            good = failed("a question takes too long");
        }
    }
    remove();
    return good;
}

}  // namespace lockbox::trials

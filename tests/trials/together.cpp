// Eight processes on one book: scanners that record, reviewers that claim and resolve, one that reprocesses, one that
// reports. No error may reach anybody, no decision may be lost, and a resolve is quick.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <thread>

#include <doctest/doctest.h>

#include "../ledger/book_for_test.h"
#include "days_work.h"
#include "ledger/auditor.h"
#include "ledger/day_report.h"
#include "ledger/redecide.h"
#include "ledger/review_queue.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

namespace fs = std::filesystem;
using namespace lockbox::test;
using Clock = std::chrono::steady_clock;
using Work = std::function<void(const Book&, std::ofstream& told, Clock::time_point until)>;

[[noreturn]] void complain(const std::string& what) {
    failed(what);
    ::_exit(1);
}

template <class T>
T must(Result<T> result) {
    if (!result) complain(result.error().message());
    return *std::move(result);
}

// A real scanner brings some envelopes a second.
void scan(const Book& book, std::ofstream& told, Clock::time_point until, int scanner) {
    BatchStore store(book);
    int recorded = 0;
    for (int batch = 1; Clock::now() < until; ++batch) {
        const std::string name = "s" + std::to_string(scanner) + "-" + std::to_string(batch);
        must(store.begin(header(name, 40)));
        std::vector<EnvelopeRecord> envelopes = some_envelopes(20, 1'000'000 * scanner + 100 * batch);
        for (EnvelopeRecord& envelope : envelopes) {
            for (CheckRecord& check : envelope.checks) {
                const CheckRecord numbers = posted_check(check.sequence, 0, Cents(1),
                                                         1'000'000 * scanner + 100 * batch + 50 + envelope.transaction);
                if (!check.instrument) check.instrument = numbers.instrument;
            }
            must(store.record(batch_id(name), envelope));
            ++recorded;
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
        }
        must(store.finish(batch_id(name)));
    }
    told << "recorded " << recorded << "\n";
}

void review(const Book& book, std::ofstream& told, Clock::time_point until, const std::string& user) {
    ReviewQueue queue(book, {std::chrono::minutes(5), Cents(1'000'000'000)});
    while (Clock::now() < until) {
        const auto item = must(queue.claim_next(user));
        if (!item) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            continue;
        }
        Resolution resolution;
        resolution.item = item->id;
        resolution.act = item->check ? ResolutionAct::post : ResolutionAct::file;
        if (item->check) {
            resolution.billing_account = account_of(static_cast<int>(item->id.value % 5));
            resolution.plan_id = plan_of(0);
            resolution.amount = Cents(1000 + item->id.value);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));  // to look at it
        const auto begun = Clock::now();
        must(queue.resolve(resolution, user));
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
        told << "resolved " << item->id.value << " " << took.count() << "\n";
    }
}

void reprocess(const Book& book, std::ofstream& told, Clock::time_point until) {
    const BatchStore store(book);
    int moved = 0;
    for (std::int64_t number = 1; Clock::now() < until; ++number) {
        const auto check = store.check(CheckId{number});
        if (!check) {
            number = 0;
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            continue;
        }
        if (check->now.outcome != Outcome::posted || !check->now.routing) continue;
        const CheckResult& now = check->now;
        RedecideOrder order;
        order.check = now.id;
        order.now = {
            check->decisions.back().decision, now.amount, now.routing, now.account, now.number, now.date, {}, "{}"};
        order.now.instrument =
            InstrumentNumbers{InstrumentNumbers::Kind::check, now.routing->str(), *now.account, *now.number};
        order.now.decision.billing_account = account_of(static_cast<int>((number + moved) % 5));
        moved += must(redecide(book, order)) == LeftAlone::no ? 1 : 0;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    told << "moved " << moved << "\n";
}

void report(const Book& book, std::ofstream& told, Clock::time_point until) {
    int reports = 0;
    for (; Clock::now() < until; ++reports) {
        must(day_report(book, book.day()));
        must(ReviewQueue(book).list());
        for (const BatchRow& row : must(BatchStore(book).batches())) {
            if (!must(BatchStore(book).summary(row.id)).adds_up()) complain("a batch does not add up");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    told << "reports " << reports << "\n";
}

struct Told {
    std::vector<std::int64_t> items, microseconds;
    std::string counts;
};

Told what_they_told(const fs::path& folder, int processes) {
    Told told;
    for (int i = 0; i < processes; ++i) {
        std::ifstream in(folder / ("told" + std::to_string(i)));
        std::string word;
        std::int64_t value = 0;
        while (in >> word >> value) {
            if (word != "resolved") {
                told.counts += word + " " + std::to_string(value) + ", ";
                continue;
            }
            told.items.push_back(value);
            in >> value;
            told.microseconds.push_back(value);
        }
    }
    return told;
}

}  // namespace

bool together(int seconds) {
    const TrialFolder folder;
    { const Book made = *Book::create(folder.path() / "lockbox.db"); }
    {
        const Book book = *Book::open(folder.path() / "lockbox.db");
        write_file(folder.path() / "accounts.csv", account_file(5));
        REQUIRE(AccountStore(book).load(folder.path() / "accounts.csv").ok());
    }
    std::vector<Work> works;
    for (int scanner = 1; scanner <= 3; ++scanner) {
        works.push_back([scanner](const Book& b, std::ofstream& t, Clock::time_point u) { scan(b, t, u, scanner); });
    }
    for (const char* user : {"ann", "ben", "cyd"}) {
        works.push_back([user](const Book& b, std::ofstream& t, Clock::time_point u) { review(b, t, u, user); });
    }
    works.push_back(reprocess);
    works.push_back(report);
    std::vector<pid_t> children;
    const auto until = Clock::now() + std::chrono::seconds(seconds);
    for (std::size_t i = 0; i < works.size(); ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            std::ofstream told(folder.path() / ("told" + std::to_string(i)));
            const Result<Book> book = Book::open(folder.path() / "lockbox.db");
            if (!book) complain(book.error().message());
            works[i](*book, told, until);
            told.close();
            ::_exit(0);
        }
        children.push_back(child);
    }
    bool good = true;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        good = good && status == 0;
    }
    if (!good) return failed("a process met an error");
    Told told = what_they_told(folder.path(), static_cast<int>(works.size()));
    const Book book = *Book::open(folder.path() / "lockbox.db");
    for (const std::int64_t item : told.items) {
        if (ReviewQueue(book).show(ReviewId{item})->resolutions.size() != 1)
            return failed("a decision was lost or doubled");
    }
    const auto report = verify_book(book, {.images = false});
    if (!report || report->first_wrong) return failed("the book does not verify");
    std::sort(told.microseconds.begin(), told.microseconds.end());
    if (told.microseconds.empty()) return failed("nothing was resolved");
    const std::int64_t p99 = told.microseconds[told.microseconds.size() * 99 / 100];
    std::printf("together: %d s, %s%zu resolved; a resolve takes %.1f ms (median), %.1f ms (p99).\n", seconds,
                told.counts.c_str(), told.items.size(),
                static_cast<double>(told.microseconds[told.microseconds.size() / 2]) / 1000,
                static_cast<double>(p99) / 1000);
    return p99 <= 200'000 || failed("a resolve takes too long");
}

}  // namespace lockbox::trials

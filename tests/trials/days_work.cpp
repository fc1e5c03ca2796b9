#include "days_work.h"

#include <unistd.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "../ledger/book_for_test.h"
#include "ledger/auditor.h"
#include "ledger/redecide.h"
#include "ledger/review_queue.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

namespace fs = std::filesystem;
using namespace lockbox::test;

constexpr int kMembers = 40, kEnvelopes = 24;

std::vector<EnvelopeRecord> envelopes() {
    std::vector<EnvelopeRecord> all = some_envelopes(kEnvelopes, 1);
    for (EnvelopeRecord& envelope : all) {
        for (CheckRecord& check : envelope.checks) {
            if (check.decision.outcome == Outcome::posted) continue;
            const CheckRecord numbers = posted_check(check.sequence, 0, Cents(1), 900 + envelope.transaction);
            check.instrument = numbers.instrument;
            check.routing = numbers.routing;
            check.account = numbers.account;
            check.number = numbers.number;
        }
    }
    return all;
}

bool load(const Book& book, const fs::path& file) {
    return AccountStore(book).load(file).ok();
}

int record(const Book& book) {
    BatchStore store(book);
    const auto begun = store.begin(header("A", 2 * kEnvelopes));
    if (!begun) return 11;
    if (begun->start == BatchStart::complete) return 0;
    for (const EnvelopeRecord& envelope : envelopes()) {
        if (begun->recorded.contains(envelope.transaction)) continue;
        if (!store.record(batch_id("A"), envelope)) return 12;
    }
    return store.finish(batch_id("A")) ? 0 : 13;
}

/// Each item as it first came is decided in a way that follows from its number; what is decided stays decided.
int resolve(const Book& book) {
    ReviewQueue queue(book, {std::chrono::minutes(5), Cents(8000)});
    for (std::int64_t number = 1;; ++number) {
        const auto detail = queue.show(ReviewId{number});
        if (!detail) return 0;
        if (!detail->open || !detail->resolutions.empty()) {
            const bool half = detail->open && detail->resolutions.back().is_first;
            if (!half) continue;
        }
        Resolution resolution;
        resolution.item = ReviewId{number};
        resolution.note = "because";
        if (!detail->item.check) {
            resolution.act = number % 2 == 0 ? ResolutionAct::file : ResolutionAct::send_back;
        } else {
            resolution.act = number % 3 == 0 ? ResolutionAct::send_back : ResolutionAct::post;
            resolution.amount = Cents(7000 + 100 * number);
            if (resolution.act == ResolutionAct::post) {
                resolution.billing_account = account_of(20 + static_cast<int>(number));
                resolution.plan_id = plan_of(0);
            }
        }
        const bool first_done = !detail->resolutions.empty();
        const auto resolved = queue.resolve(resolution, first_done ? "ben" : "ann");
        if (!resolved) return 21;
        if (resolved->needs_second && !queue.resolve(resolution, "ben")) return 22;
    }
}

/// Every third posting of the program moves to the next plan.
int reprocess(const Book& book) {
    const BatchStore store(book);
    for (int sequence = 2; sequence <= 2 * kEnvelopes; sequence += 6) {
        const auto id = store.find_check(batch_id("A"), sequence);
        if (!id) continue;
        const auto check = store.check(*id);
        if (!check || check->decisions.front().decision.outcome != Outcome::posted) continue;
        RedecideOrder order;
        order.check = *id;
        const CheckResult& now = check->now;
        order.now = {
            check->decisions.front().decision, now.amount, now.routing, now.account, now.number, now.date, {}, "{}"};
        order.now.instrument =
            InstrumentNumbers{InstrumentNumbers::Kind::check, now.routing->str(), *now.account, *now.number};
        order.now.decision.billing_account = account_of(10 + sequence % 5);
        if (!redecide(book, order)) return 31;
    }
    return 0;
}

}  // namespace

void prepare(const fs::path& folder) {
    std::string first = account_header(), next = account_header();
    for (int n = 0; n < kMembers; ++n) {
        first += account_row(n);
        if (n != 7)
            next += account_row(n, {{"invoice_number", std::to_string(4100000000 + n)}, {"coverage_month", "2027-01"}});
    }
    write_file(folder / "first.csv", first);
    write_file(folder / "next.csv", next);
    REQUIRE(Book::create(folder / "lockbox.db"));
}

int do_days_work(const fs::path& folder, volatile int* step) {
    const auto at = [&](int number) {
        if (step != nullptr) *step = number;
    };
    Book::Options options;
    options.day = [] { return *Date::of(2026, 11, 18); };
    const Result<Book> book = Book::open(folder / "lockbox.db", options);
    if (!book) return 1;
    const auto loads = query_one<int>(book->connection(), "SELECT COUNT(*) FROM account_load");
    at(0);
    if (*loads == 0 && !load(*book, folder / "first.csv")) return 2;
    if (*loads < 2) {
        at(1);
        if (const int failure = record(*book)) return failure;
        at(2);
        if (const int failure = resolve(*book)) return failure;
        at(3);
        if (const int failure = reprocess(*book)) return failure;
    }
    at(4);
    return load(*book, folder / "next.csv") ? 0 : 3;
}

std::string sound_book(const fs::path& folder) {
    const Result<Book> book = Book::open(folder / "lockbox.db");
    if (!book) return failed(book.error().message()), "";
    VerifyOptions options;
    options.images = false;
    const auto report = verify_book(*book, options);
    if (!report) return failed(report.error().message()), "";
    if (report->first_wrong) return failed(report->first_wrong->where + ": " + report->first_wrong->what), "";
    return dump(book->connection());
}

bool same_book(const std::string& expected, const std::string& disturbed) {
    if (expected == disturbed) return true;
    std::istringstream wanted(expected), found(disturbed);
    std::string table, one, other;
    while (std::getline(wanted, one) && std::getline(found, other) && one == other) {
        if (one.starts_with("[")) table = one;
    }
    std::size_t at = 0;
    while (at < one.size() && at < other.size() && one[at] == other[at]) ++at;
    at -= std::min<std::size_t>(at, 60);
    return failed("a disturbed book differs from the undisturbed one, in " + table +
                  "\n  expected: " + one.substr(std::min(at, one.size()), 200) +
                  "\n  found:    " + other.substr(std::min(at, other.size()), 200));
}

TrialFolder::TrialFolder() {
    const bool in_memory = ::access("/dev/shm", W_OK) == 0;
    std::string name = (in_memory ? fs::path("/dev/shm") : fs::temp_directory_path()) / "lockbox-trial-XXXXXX";
    path_ = ::mkdtemp(name.data());
}

TrialFolder::~TrialFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

}  // namespace lockbox::trials

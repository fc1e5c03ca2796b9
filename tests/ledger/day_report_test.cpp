// What the book says of a day.

#include "ledger/day_report.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

#include "book_for_test.h"
#include "ledger/bank_day.h"
#include "ledger/clock.h"
#include "ledger/review_queue.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

/// The operator's wall in another place.
class TimeZone {
  public:
    explicit TimeZone(const char* zone) {
        const char* before = std::getenv("TZ");
        if (before != nullptr) before_ = before;
        ::setenv("TZ", zone, 1);
        ::tzset();
    }
    ~TimeZone() {
        before_ ? ::setenv("TZ", before_->c_str(), 1) : ::unsetenv("TZ");
        ::tzset();
    }
    TimeZone(const TimeZone&) = delete;
    TimeZone& operator=(const TimeZone&) = delete;

  private:
    std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("a day begins at the operator's midnight, in summer and in winter") {
    const TimeZone boston("EST5EDT,M3.2.0,M11.1.0");
    CHECK(utc_of_local_midnight(*Date::of(2026, 11, 18)) == "2026-11-18T05:00:00.000Z");
    CHECK(utc_of_local_midnight(*Date::of(2026, 7, 1)) == "2026-07-01T04:00:00.000Z");
}

TEST_CASE("what people did on a weekend or a holiday is reported with the bank day that follows") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 2)));
    EnvelopeRecord envelope = paid_envelope(1, 1, 0, Cents(5000), 77);
    envelope.checks[0].decision = {};
    envelope.checks[0].decision.reasons = {Reason::account_ambiguous};
    REQUIRE(store.record(batch_id("A"), envelope));
    // Opened now: on whatever day of the week this test runs.
    const Date now = local_today(), of_bank = bank_day(now, false);
    CHECK(day_report(book, of_bank)->opened == 1);
    CHECK(day_report(book, of_bank)->settled == 0);
    const Date next = bank_day(of_bank, true);
    CHECK(day_report(book, next)->opened == 0);
    Resolution resolution;
    resolution.item = ReviewId{1};
    resolution.act = ResolutionAct::send_back;
    REQUIRE(ReviewQueue(book).resolve(resolution, "ann"));
    CHECK(day_report(book, of_bank)->settled == 1);
    CHECK(day_report(book, of_bank)->items_open == 0);
}

TEST_CASE("the money of a check is told from its first cent to its last") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 2)));
    REQUIRE(store.record(batch_id("A"), paid_envelope(1, 1, 0, Cents(5000), 77)));
    const auto money = store.money(CheckId{1});
    REQUIRE(money);
    REQUIRE(money->size() == 3);
    CHECK(money->at(0).kind == EntryKind::received);
    CHECK(money->at(0).amount == Cents(5000));
    CHECK_FALSE(money->at(0).billing_account);
    CHECK(money->at(1).kind == EntryKind::applied);
    CHECK(money->at(1).billing_account == account_of(0));
    CHECK(money->at(2).kind == EntryKind::credited);
    CHECK(money->at(2).amount == Cents(390));
}

#include "ledger/review_queue.h"

#include <doctest/doctest.h>

#include "book_for_test.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

Book book_with_queue(const TempFolder& folder) {
    Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    BatchHeader later = header("later", 10);
    later.received = *Date::of(2026, 11, 19);
    REQUIRE(store.begin(later));  // begun first, received later
    for (const EnvelopeRecord& envelope : some_envelopes(5, 1)) REQUIRE(store.record(later.id, envelope));
    REQUIRE(store.begin(header("earlier", 2)));
    EnvelopeRecord waiting;
    waiting.transaction = 1;
    waiting.pages = {page(1, "coupon"), page(2, "check")};
    waiting.checks = {check_in_review(2, {Reason::signature_missing, Reason::over_limit}, Cents(2'000'000))};
    waiting.checks[0].decision.confidence = 0.75;
    waiting.checks[0].decision.evidence_json = R"({"rule":"limit"})";
    REQUIRE(store.record(batch_id("earlier"), waiting));
    return book;
}

}  // namespace

TEST_CASE("the queue lists what waits, oldest first, with the money at stake") {
    const TempFolder folder;
    const Book book = book_with_queue(folder);
    const ReviewQueue queue(book);
    const auto items = queue.list();
    REQUIRE(error_of(items) == "");
    REQUIRE(items->size() == 3);
    const ReviewItem& first = (*items)[0];
    CHECK(first.batch == batch_id("earlier"));
    CHECK(first.transaction == 1);
    CHECK(first.sequences == std::vector{2});
    CHECK(first.reasons == std::vector{Reason::over_limit, Reason::signature_missing});
    CHECK(first.at_stake == Cents(2'000'000));
    CHECK(first.confidence == doctest::Approx(0.75));
    const ReviewItem& unknown = (*items)[1];
    CHECK(unknown.batch == batch_id("later"));
    CHECK(unknown.transaction == 4);
    CHECK(unknown.check);
    CHECK_FALSE(unknown.at_stake);
    const ReviewItem& letter = (*items)[2];
    CHECK_FALSE(letter.check);
    CHECK_FALSE(letter.at_stake);
    CHECK(letter.sequences == std::vector{9});
    CHECK(letter.reasons == std::vector{Reason::correspondence});
}

TEST_CASE("the queue filters by batch and by reason") {
    const TempFolder folder;
    const Book book = book_with_queue(folder);
    const ReviewQueue queue(book);
    struct Row {
        ReviewFilter filter;
        std::size_t items;
    };
    const std::vector<Row> rows = {
        {{batch_id("later"), {}}, 2},
        {{batch_id("earlier"), {}}, 1},
        {{{}, Reason::correspondence}, 1},
        {{{}, Reason::signature_missing}, 1},
        {{{}, Reason::postdated}, 0},
        {{batch_id("later"), Reason::micr_unreadable}, 1},
        {{batch_id("earlier"), Reason::micr_unreadable}, 0},
    };
    for (const Row& row : rows) {
        const auto items = queue.list(row.filter);
        REQUIRE(error_of(items) == "");
        CHECK(items->size() == row.items);
    }
    CHECK_FALSE(queue.list({batch_id("none"), {}}));
}

TEST_CASE("one item shows its envelope, its check and why it is here") {
    const TempFolder folder;
    const Book book = book_with_queue(folder);
    const ReviewQueue queue(book);
    const auto items = queue.list();
    REQUIRE(items);
    const auto check = queue.show((*items)[0].id);
    REQUIRE(error_of(check) == "");
    CHECK(check->documents.size() == 2);
    REQUIRE(check->check);
    CHECK(check->check->now.id == *(*items)[0].check);
    CHECK(check->evidence_json == R"({"rule":"limit"})");
    const auto letter = queue.show((*items)[2].id);
    REQUIRE(letter);
    CHECK_FALSE(letter->check);
    CHECK_FALSE(queue.show(ReviewId{999}));
}

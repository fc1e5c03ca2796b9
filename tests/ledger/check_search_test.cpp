#include "ledger/check_search.h"

#include <doctest/doctest.h>

#include "book_for_test.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("a check is found by each thing that is known of it, as it stands now") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 40)));
    for (const EnvelopeRecord& envelope : some_envelopes(20, 1000)) REQUIRE(store.record(batch_id("A"), envelope));
    struct Row {
        CheckQuery query;
        std::size_t found;
    };
    const std::vector<Row> rows = {
        {{.amount = Cents(4612)}, 1},
        {{.amount = Cents(107)}, 1},
        {{.amount = Cents(1)}, 0},
        {{.number = "1002"}, 1},
        {{.account = "9127-911303"}, 12},
        {{.billing_account = account_of(0)}, 3},
        {{.amount = Cents(4612), .number = "1002"}, 1},
        {{.amount = Cents(4612), .number = "1001"}, 0},
        {{.account = "9127-911303", .limit = 5}, 5},
        {{.amount = Cents(4612), .received_from = *Date::of(2026, 11, 18), .received_to = *Date::of(2026, 11, 18)}, 1},
        {{.amount = Cents(4612), .received_from = *Date::of(2026, 11, 19)}, 0},
        {{.number = "1002", .dated = *Date::of(2026, 11, 15)}, 1},
        {{.number = "1002", .dated = *Date::of(2026, 11, 16)}, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows.data());
        const auto found = search_checks(book, row.query);
        REQUIRE(error_of(found) == "");
        CHECK(found->size() == row.found);
    }
    CHECK_FALSE(search_checks(book, {.received_from = *Date::of(2026, 11, 18)}));
    const auto one = search_checks(book, {.number = "1002"});
    CHECK((*one)[0].batch == batch_id("A"));
    CHECK((*one)[0].transaction == 3);
    CHECK((*one)[0].check.amount == Cents(4612));
}

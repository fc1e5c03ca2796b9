#include "tools/lockbox/accounts_file.h"

#include <doctest/doctest.h>

#include <fstream>

#include "ledger/account_store.h"
#include "sample_batch.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

std::filesystem::file_time_type made_at(const std::filesystem::path& file) {
    return std::filesystem::last_write_time(file);
}

}  // namespace

TEST_CASE("the map is made once for each load, and again when it is damaged") {
    const Scratch scratch;
    const std::filesystem::path database = scratch / "lockbox.db", file = accounts_file(database);
    const auto book = Book::create(database);
    REQUIRE(book.ok());
    CHECK(open_accounts(*book, database).value()->plan_count() == 0);
    REQUIRE(AccountStore(*book).load(kSamples / "accounts.csv").ok());
    const auto plans = AccountStore(*book).read_all();
    REQUIRE(plans.ok());

    const auto map = open_accounts(*book, database);
    REQUIRE(map.ok());
    REQUIRE(map.value()->plan_count() == plans->size());
    for (std::uint32_t i = 0; i < plans->size(); ++i) CHECK(map.value()->plan(i) == (*plans)[i]);
    const auto first = made_at(file);
    REQUIRE(AccountStore(*book).load(kSamples / "accounts.csv").ok());  // nothing new
    REQUIRE(open_accounts(*book, database).ok());
    CHECK(made_at(file) == first);

    // A file with fewer plans closes the others.
    std::string text = text_of(kSamples / "accounts.csv");
    text.erase(text.rfind('\n', text.size() - 2) + 1);
    write_text(scratch / "fewer.csv", text);
    REQUIRE(AccountStore(*book).load(scratch / "fewer.csv").ok());
    const auto fewer = open_accounts(*book, database);
    REQUIRE(fewer.ok());
    int closed = 0;
    for (std::uint32_t i = 0; i < plans->size(); ++i) {
        closed += fewer.value()->plan(i)->status == PlanStatus::closed ? 1 : 0;
    }
    CHECK(closed == 1);

    std::fstream(file, std::ios::in | std::ios::out).seekp(5000).write("damage", 6);
    const auto again = open_accounts(*book, database);
    REQUIRE(again.ok());
    CHECK(again.value()->plan(0) == fewer.value()->plan(0));
}

#include "ledger/account_store.h"

#include <doctest/doctest.h>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "book_for_test.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

LoadResult load(const TempFolder& folder, const Book& book, const std::string& text) {
    write_file(folder / "accounts.csv", text);
    return AccountStore(book).load(folder / "accounts.csv");
}

std::string first_error(const LoadResult& result) {
    return result.errors.empty() ? "" : result.errors[0].message();
}

Book empty_book(const TempFolder& folder) {
    Result<Book> book = Book::create(folder / "lockbox.db");
    REQUIRE(error_of(book) == "");
    return *std::move(book);
}

std::vector<Plan> plans(const Book& book) {
    const auto all = AccountStore(book).read_all();
    REQUIRE(error_of(all) == "");
    return *all;
}

}  // namespace

TEST_CASE("an account file reads back field by field") {
    const TempFolder folder;
    const Book book = empty_book(folder);
    const LoadResult result = load(folder, book,
                                   account_header() + account_row(7, {{"first_name", "\"Zo\xC3\xAB, \"\"Z\"\"\""},
                                                                      {"address", "\"2 Main St\r\nApt 3\""},
                                                                      {"plan_kind", "dental"},
                                                                      {"status", "pending"},
                                                                      {"monthly_premium", "0.00"},
                                                                      {"amount_due", "-12.34"}}));
    REQUIRE(first_error(result) == "");
    const std::vector<Plan> all = plans(book);
    REQUIRE(all.size() == 1);
    const Plan& plan = all[0];
    CHECK(plan.billing_account.str() == "700000007");
    CHECK(plan.member_id.str() == "710000000007");
    CHECK(plan.enrollment_id.str() == "1100000000007");
    CHECK(plan.first_name == "Zo\xC3\xAB, \"Z\"");
    CHECK(plan.last_name == "Member7");
    CHECK(plan.address == "2 Main St\r\nApt 3");
    CHECK(plan.city == "Boston");
    CHECK(plan.state == "MA");
    CHECK(plan.zip == "02108");
    CHECK(plan.plan_id.str() == "10001MA0000001");
    CHECK(plan.kind == PlanKind::dental);
    CHECK(plan.insurer == "Tufts Health Plan");
    CHECK(plan.plan_name == "Silver");
    CHECK(plan.status == PlanStatus::pending);
    CHECK(plan.monthly_premium == Cents(0));
    CHECK(plan.amount_due == Cents(-1234));
    CHECK(plan.invoice_number.str() == "4000000007");
    CHECK(plan.invoice_date == Date::of(2026, 11, 3));
    CHECK(plan.coverage_month == Month::parse("2026-12"));
    CHECK(plan.due_date == Date::of(2026, 11, 23));
}

TEST_CASE("a load adds, changes and closes, and again changes nothing") {
    const TempFolder folder;
    const Book book = empty_book(folder);
    struct Row {
        std::string what;
        std::string file;
        std::int64_t rows, added, changed, unchanged, closed;
    };
    const std::string changed = account_row(1, {{"amount_due", "99.99"}});
    const std::vector<Row> rows = {
        {"first", account_file(3), 3, 3, 0, 0, 0},
        {"again", account_file(3), 3, 0, 0, 3, 0},
        {"one changed", account_header() + account_row(0) + changed + account_row(2), 3, 0, 1, 2, 0},
        {"one missing, one new", account_header() + changed + account_row(2) + account_row(3), 3, 1, 0, 2, 1},
        {"again", account_header() + changed + account_row(2) + account_row(3), 3, 0, 0, 3, 0},
        {"in another order", account_header() + account_row(3) + account_row(2) + changed, 3, 0, 0, 3, 0},
        {"come back", account_file(4), 4, 0, 2, 2, 0},
        {"a dental plan beside it",
         account_file(4) + account_row(3, {{"plan_id", "DENTAL-1"}, {"plan_kind", "dental"}}), 5, 1, 0, 4, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const std::string before = dump(book.connection());
        const LoadResult result = load(folder, book, row.file);
        REQUIRE(first_error(result) == "");
        CHECK(result.report->rows == row.rows);
        CHECK(result.report->added == row.added);
        CHECK(result.report->changed == row.changed);
        CHECK(result.report->unchanged == row.unchanged);
        CHECK(result.report->closed == row.closed);
        CHECK(result.report->digest == sha256_hex(row.file));
        CHECK(result.report->nothing_changed() == (dump(book.connection()) == before));
    }
    load(folder, book, account_file(2));
    const std::vector<Plan> all = plans(book);
    REQUIRE(all.size() == 5);
    CHECK(std::is_sorted(all.begin(), all.end(), [](const Plan& a, const Plan& b) {
        return std::pair(a.billing_account, a.plan_id) < std::pair(b.billing_account, b.plan_id);
    }));
    CHECK(std::count_if(all.begin(), all.end(), [](const Plan& p) { return p.status == PlanStatus::closed; }) == 3);
}

TEST_CASE("columns come in any order, with CRLF and a byte order mark") {
    const TempFolder folder;
    const Book book = empty_book(folder);
    const auto backwards = [](std::string line) {
        std::vector<std::string> fields;
        line.pop_back();
        for (std::size_t at = 0; at != std::string::npos;) {
            const std::size_t comma = line.find(',', at);
            fields.push_back(line.substr(at, comma - at));
            at = comma == std::string::npos ? comma : comma + 1;
        }
        std::string turned;
        for (auto field = fields.rbegin(); field != fields.rend(); ++field)
            turned += (turned.empty() ? "" : ",") + *field;
        return turned + "\r\n";
    };
    CHECK(load(folder, book, "\xEF\xBB\xBF" + backwards(account_header()) + backwards(account_row(0))).ok());
    CHECK(load(folder, book, account_file(1)).report->unchanged == 1);
}

TEST_CASE("a bad file changes nothing and says where it is bad") {
    struct Row {
        std::string what;
        std::string text;
        const char* message;  ///< the first one holds this
    };
    const std::string good = account_header() + account_row(0);
    const auto with = [&](Changes changes) { return good + account_row(1, changes); };
    const std::string head = account_header();
    const std::vector<Row> rows = {
        {"empty", "", "the file is empty"},
        {"no rows", head, "a header and no rows"},
        {"no header", account_row(0), "the header has no column billing_account"},
        {"missing column", head.substr(head.find(',') + 1) + account_row(0),
         "the header has no column billing_account"},
        {"unknown column", "x," + head, "accounts.csv, line 1, column 1: a column that is not known: \"x\""},
        {"repeated column", "zip," + head, "column 10 (zip): a column for the second time"},
        {"amount", with({{"amount_due", "12.5"}}),
         "accounts.csv, line 3, column 16 (amount_due): not decimal dollars with two places: \"12.5\""},
        {"dollar sign", with({{"monthly_premium", "$12.50"}}), "line 3, column 15 (monthly_premium)"},
        {"empty amount", with({{"amount_due", ""}}), "line 3, column 16 (amount_due)"},
        {"negative premium", with({{"monthly_premium", "-1.00"}}), "an amount out of range"},
        {"huge amount", with({{"amount_due", "1000000.01"}}), "an amount out of range"},
        {"account", with({{"billing_account", "812345678"}}),
         "line 3, column 1 (billing_account): not 9 digits that begin with 7: \"*****5678\""},
        {"member", with({{"member_id", "71000000000"}}), "column 2 (member_id)"},
        {"enrollment", with({{"enrollment_id", "RefID_1100000000001"}}), "column 3 (enrollment_id)"},
        {"plan id", with({{"plan_id", "a b"}}), "column 10 (plan_id)"},
        {"kind", with({{"plan_kind", "vision"}}), "column 11 (plan_kind): not health or dental"},
        {"insurer", with({{"insurer", ""}}), "column 12 (insurer)"},
        {"status", with({{"status", "closed"}}), "column 14 (status): not active, pending or terminated"},
        {"invoice", with({{"invoice_number", "123"}}), "column 17 (invoice_number)"},
        {"date", with({{"invoice_date", "2026-02-30"}}),
         "column 18 (invoice_date): not a date as YYYY-MM-DD: \"2026-02-30\""},
        {"month", with({{"coverage_month", "202612"}}), "column 19 (coverage_month)"},
        {"due date", with({{"due_date", "11/23/2026"}}), "column 20 (due_date)"},
        {"Latin-1", with({{"last_name", "Zo\xEB"}}),
         "accounts.csv, line 3, column 5 (last_name): bytes that are not UTF-8"},
        {"control character", with({{"last_name", "Zo\x1b[31m"}}), "column 5 (last_name): a control character"},
        {"long text", with({{"city", std::string(201, 'x')}}), "column 7 (city)"},
        {"very long field", with({{"city", std::string(5000, 'x')}}), "column 7 (city): the field is longer than 4096"},
        {"open quote", good + "\"" + account_row(1), "line 3, column 1 (billing_account): a quote is opened"},
        {"too few fields", good + "1,2,3\n", "line 3: the row has 3 fields and the header 20 fields"},
        {"too many fields", with({{"city", "Boston,MA"}}), "line 3: the row has 21 fields and the header 20 fields"},
        {"duplicate row", good + account_row(1) + account_row(0), "line 4, column 10 (plan_id): a second row"},
        {"duplicate of a loaded row", good + account_row(0), "line 3, column 10 (plan_id): a second row"},
    };
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 1);
    const std::string before = dump(book.connection());
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const LoadResult result = load(folder, book, row.text);
        CHECK_FALSE(result.ok());
        CAPTURE(first_error(result));
        CHECK(first_error(result).find(row.message) != std::string::npos);
        for (const Error& error : result.errors) {
            for (const char* secret : {"812345678", "710000000001", "Member", "Main St"}) {
                CHECK(error.message().find(secret) == std::string::npos);
            }
        }
    }
    CHECK(dump(book.connection()) == before);
}

TEST_CASE("every bad place is reported, up to a limit") {
    const TempFolder folder;
    const Book book = empty_book(folder);
    std::string text = account_header() + account_row(0, {{"amount_due", "x"}, {"status", "gone"}}) + account_row(1);
    const LoadResult two = load(folder, book, text);
    REQUIRE(two.errors.size() == 2);
    CHECK(two.errors_total == 2);
    for (int n = 2; n < 102; ++n) text += account_row(n, {{"zip", "\"a\"b"}});
    const LoadResult many = load(folder, book, text);
    CHECK(many.errors.size() == kLoadErrorsMax);
    CHECK(many.errors_total == 102);
    CHECK(plans(book).empty());
}

TEST_CASE("a file that cannot be read") {
    const TempFolder folder;
    const Book book = empty_book(folder);
    AccountStore store(book);
    CHECK(first_error(store.load(folder / "none.csv")).find("No such file") != std::string::npos);
    CHECK(first_error(store.load(folder.path())).find("this is a folder") != std::string::npos);
}

TEST_CASE("progress runs to the end of the file") {
    const TempFolder folder;
    const Book book = empty_book(folder);
    const std::string text = account_file(3000);
    write_file(folder / "accounts.csv", text);
    std::vector<std::uint64_t> reads;
    const LoadResult result =
        AccountStore(book).load(folder / "accounts.csv", [&](std::uint64_t read, std::uint64_t total) {
            CHECK(total == text.size());
            reads.push_back(read);
        });
    CHECK(result.ok());
    CHECK(std::is_sorted(reads.begin(), reads.end()));
    CHECK(reads.back() == text.size());
    CHECK(reads.size() > 2);
}

// Minutes in Debug: run it in the release build, `test_ledger --no-skip -tc="a million*"`.
TEST_CASE("a million rows load in a minute and half a gigabyte" * doctest::skip()) {
    const TempFolder folder;
    const Book book = empty_book(folder);
    {
        std::ofstream file(folder / "accounts.csv", std::ios::binary);
        file << account_header();
        for (int n = 0; n < 1'000'000; ++n) file << account_row(n);
    }
    for (const std::string what : {"first load", "the same again"}) {
        const auto start = std::chrono::steady_clock::now();
        const LoadResult result = AccountStore(book).load(folder / "accounts.csv");
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        REQUIRE(first_error(result) == "");
        CHECK(result.report->rows == 1'000'000);
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        MESSAGE(what << ": " << seconds.count() << " s, peak " << usage.ru_maxrss / 1024 << " MiB");
        CHECK(seconds.count() < 60);
        CHECK(usage.ru_maxrss < 500 * 1000);
    }
}

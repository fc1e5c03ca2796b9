// Double entry: what the journal writes, what the tables refuse, and what a book of schema 1 becomes.

#include "ledger/entry.h"

#include <doctest/doctest.h>

#include "book_for_test.h"
#include "ledger/journal.h"
#include "ledger/schema.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

std::string entry(const std::string& columns, const std::string& values) {
    return "INSERT INTO entry (" + columns + ", day, made_at, made_by, program) VALUES (" + values +
           ", '2026-11-18', '2026-11-18T00:00:00.000Z', 'me', 'p');";
}

std::string refusal_of(const Book& book, const std::string& sql) {
    const Transaction rolled_back(book.connection(), Transaction::Kind::write);
    try {
        book.connection().run(sql);
        return "";
    } catch (const BookFailure& failure) {
        return failure.error().message();
    }
}

// Check 1 (50.00) is posted to member 0, who owes 46.10; check 2 (7.00) waits.
Book book_with_money(const TempFolder& folder) {
    Book book = book_with_accounts(folder, 3);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 4)));
    REQUIRE(store.record(batch_id("A"), paid_envelope(1, 1, 0, Cents(5000), 77)));
    EnvelopeRecord waiting = paid_envelope(2, 3, 1, Cents(700), 78);
    waiting.checks[0].decision = {};
    waiting.checks[0].decision.reasons = {Reason::signature_missing};
    REQUIRE(store.record(batch_id("A"), waiting));
    return book;
}

LoadReport load(const Book& book, const TempFolder& folder, const std::string& rows) {
    write_file(folder / "next.csv", account_header() + rows);
    const LoadResult result = AccountStore(book).load(folder / "next.csv");
    REQUIRE(result.ok());
    return *result.report;
}

PlanMoney money_of(const Book& book, int member) {
    return plan_money(book.connection(), plan_number_of(book.connection(), account_of(member), plan_of(member)));
}

}  // namespace

TEST_CASE("words of accounts and kinds read back, and every kind has two sides") {
    for (const EntrySides& sides : entry_sides()) {
        CHECK(entry_kind_from(to_word(sides.kind)) == sides.kind);
        CHECK(book_account_from(to_word(sides.debit)) == sides.debit);
        CHECK(sides.debit != sides.credit);
        CHECK(static_cast<std::size_t>(sides.kind) == static_cast<std::size_t>(&sides - entry_sides().data()));
    }
    CHECK_FALSE(entry_kind_from("lost"));
    CHECK_FALSE(book_account_from(""));
    CHECK(split_payment(Cents(500), Cents(300)).applied == Cents(300));
    CHECK(split_payment(Cents(500), Cents(300)).credited == Cents(200));
    CHECK(split_payment(Cents(500), Cents(-5)).credited == Cents(500));
    CHECK(split_payment(Cents(200), Cents(300)).credited == Cents(0));
}

TEST_CASE("the tables refuse an entry that is not right") {
    const TempFolder folder;
    const Book book = book_with_money(folder);
    CHECK(balance(book, BookAccount::deposits) == Cents(-5700));
    CHECK(balance(book, BookAccount::unapplied) == Cents(700));
    CHECK(balance(book, BookAccount::receivable, 0) == Cents(4610));
    CHECK(balance(book, BookAccount::credits, 0) == Cents(390));
    const std::string kReceipt = "kind, debit, credit, amount_cents, check_id";
    const std::string kApplied = "kind, debit, credit, amount_cents, plan_number, check_id, posting_id";
    const std::string kReverse = kApplied + ", reverses";
    struct Row {
        std::string what, sql, says;
    };
    const std::vector<Row> rows = {
        {"other sides", entry(kReceipt, "'returned', 'unapplied', 'refunds', 5, 2"), "CHECK"},
        {"no such kind", entry(kReceipt, "'gift', 'deposits', 'unapplied', 5, 2"), "CHECK"},
        {"a float", entry(kReceipt, "'received', 'deposits', 'unapplied', 5.5, 2"), "cannot store REAL"},
        {"text", entry(kReceipt, "'received', 'deposits', 'unapplied', 'five', 2"), "cannot store TEXT"},
        {"nothing", entry(kReceipt, "'returned', 'unapplied', 'returned', 0, 2"), "CHECK"},
        {"negative", entry(kReceipt, "'returned', 'unapplied', 'returned', -5, 2"), "CHECK"},
        {"twice", entry(kReceipt, "'received', 'deposits', 'unapplied', 5, 2"), "received once"},
        {"for nobody", entry("kind, debit, credit, amount_cents", "'received', 'deposits', 'unapplied', 5"), "CHECK"},
        {"more than came", entry(kReceipt, "'returned', 'unapplied', 'returned', 701, 2"), "than it brought"},
        {"as much as came", entry(kReceipt, "'returned', 'unapplied', 'returned', 700, 2"), ""},
        {"no plan", entry(kReceipt, "'fee', 'receivable', 'fees', 5, 2"), "CHECK"},
        {"no posting", entry(kApplied, "'applied', 'unapplied', 'receivable', 5, 1, 2, NULL"), "CHECK"},
        {"posting of another", entry(kApplied, "'applied', 'unapplied', 'receivable', 5, 1, 2, 1"), "and no more"},
        {"plan of another", entry(kReceipt + ", plan_number", "'refunded', 'unapplied', 'refunds', 5, 2, 1"), "CHECK"},
        {"too much credit",
         entry("kind, debit, credit, amount_cents, plan_number", "'credit_refunded', 'credits', 'refunds', 391, 1"),
         "than a plan has"},
        {"all the credit",
         entry("kind, debit, credit, amount_cents, plan_number", "'credit_refunded', 'credits', 'refunds', 390, 1"),
         ""},
        {"no mirror", entry(kReceipt + ", reverses", "'received', 'unapplied', 'deposits', 699, 2, 4"), "mirrors"},
        {"mirror", entry(kReceipt + ", reverses", "'received', 'unapplied', 'deposits', 700, 2, 4"), ""},
        {"mirror twice",
         entry(kReceipt + ", reverses", "'received', 'unapplied', 'deposits', 700, 2, 4") +
             entry(kReceipt + ", reverses", "'received', 'unapplied', 'deposits', 700, 2, 4"),
         "never replaced"},
        {"reversal with its posting still there",
         entry(kReverse, "'applied', 'receivable', 'unapplied', 4610, 1, 1, 1, 2"), "and no more"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const std::string message = refusal_of(book, row.sql);
        CAPTURE(message);
        if (row.says.empty()) CHECK(message.empty());
        CHECK(message.find(row.says) != std::string::npos);
    }
}

TEST_CASE("credit meets the next bill when it is loaded") {
    const TempFolder folder;
    const Book book = book_with_money(folder);
    CHECK(money_of(book, 0).open == Cents(0));
    CHECK(money_of(book, 0).credit == Cents(390));
    const std::string others = account_row(1) + account_row(2);
    // The same bill again: nothing is billed anew.
    CHECK(load(book, folder, account_row(0, {{"city", "Lynn"}}) + others).credit_used == Cents(0));
    CHECK(money_of(book, 0).open == Cents(0));
    // The next one.
    const std::string next = account_row(0, {{"invoice_number", "4100000000"}, {"coverage_month", "2027-01"}});
    CHECK(load(book, folder, next + others).credit_used == Cents(390));
    CHECK(money_of(book, 0).open == Cents(4220));
    CHECK(money_of(book, 0).credit == Cents(0));
    CHECK(load(book, folder, next + others).credit_used == Cents(0));
    // The billing system has heard of a payment: what it says is open is open.
    const std::string heard =
        account_row(0, {{"invoice_number", "4100000000"}, {"coverage_month", "2027-01"}, {"amount_due", "20.00"}});
    CHECK(load(book, folder, heard + others).credit_used == Cents(0));
    CHECK(money_of(book, 0).open == Cents(2000));
    // A bill of nothing leaves the credit alone.
    CHECK(money_of(book, 1).credit == Cents(0));
}

TEST_CASE("the payment that completes a first bill is an event, once, and its reversal too") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 1);
    load(book, folder, account_row(0, {{"status", "pending"}}));
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 8)));
    const auto events = [&] {
        return *query_one<std::string>(
            book.connection(),
            "SELECT COALESCE(group_concat(kind || ' ' || posting_id || ' ' || received), '') "
            "FROM plan_event");
    };
    REQUIRE(store.record(batch_id("A"), paid_envelope(1, 1, 0, Cents(4000), 77)));
    CHECK(events() == "");
    REQUIRE(store.record(batch_id("A"), paid_envelope(2, 3, 0, Cents(700), 78)));
    CHECK(events() == "first_payment_complete 2 2026-11-18");
    REQUIRE(store.record(batch_id("A"), paid_envelope(3, 5, 0, Cents(700), 79)));
    CHECK(events() == "first_payment_complete 2 2026-11-18");
    Act act(book);
    Journal(act).reverse_posting(CheckId{2}, DecisionId{2});
    CHECK(events() == "first_payment_complete 2 2026-11-18,first_payment_undone 4 2026-11-18");
}

TEST_CASE("a book of schema 1 gets the entries of its money") {
    const TempFolder folder;
    const auto path = folder / "lockbox.db";
    {
        // A book of today, said again in the words of schema 1.
        const Book today = book_with_money(folder);
        Connection old(folder / "old.db", Connection::Missing::create, std::chrono::milliseconds(100));
        old.run(schema_001() + "PRAGMA application_id = " + std::to_string(kApplicationId) +
                "; PRAGMA user_version = 1; DROP TRIGGER reason_no_replace; ATTACH '" + path.string() + "' AS today;");
        Statement tables(old, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'reason'");
        while (tables.step()) {
            const auto table = tables.get<std::string>(0);
            std::string columns;
            Statement names(old, "SELECT name FROM pragma_table_info(?1, 'main')");
            names.bind(table);
            while (names.step()) columns.append(columns.empty() ? "" : ", ").append(names.text(0));
            std::string sql = "INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM today.";
            sql += table + (table == "migration" ? " WHERE number = 1" : "");
            old.run("PRAGMA foreign_keys = OFF; " + sql);
        }
    }
    CHECK(error_of(Book::open(folder / "old.db")).find("`lockbox init`") != std::string::npos);
    const Result<Book> book = Book::create(folder / "old.db");
    REQUIRE(error_of(book) == "");
    CHECK(query_one<int>(book->connection(), "PRAGMA user_version") == kSchemaNumber);
    CHECK_FALSE(query_one<std::string>(book->connection(), "PRAGMA foreign_key_check"));
    CHECK(balance(*book, BookAccount::deposits) == Cents(-5700));
    CHECK(balance(*book, BookAccount::unapplied) == Cents(700));
    CHECK(balance(*book, BookAccount::receivable, 0) == Cents(5000));  // schema 1 knew no credits
    CHECK(BatchStore(*book).summary(batch_id("A"))->adds_up());
    CHECK(BatchStore(*book).results(batch_id("A"))->size() == 2);
}

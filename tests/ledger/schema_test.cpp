// Tries to break the book with raw SQL: what must never happen has to be impossible in the tables themselves.

#include "ledger/schema.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "book_for_test.h"
#include "ledger/auditor.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

struct Attempt {
    std::string what;
    std::string sql;
    const char* refusal;  ///< part of the message; nullptr: allowed
};

// "" when the statement went through; the book is as it was before either way.
std::string tried(Connection& connection, const std::string& sql) {
    const Transaction rolled_back(connection, Transaction::Kind::write);
    try {
        connection.run(sql);
        return "";
    } catch (const BookFailure& failure) {
        return failure.error().message();
    }
}

void try_all(Connection& connection, const std::vector<Attempt>& attempts) {
    const std::string before = dump(connection);
    for (const Attempt& attempt : attempts) {
        CAPTURE(attempt.what);
        const std::string message = tried(connection, attempt.sql);
        CAPTURE(message);
        if (attempt.refusal == nullptr) {
            CHECK(message.empty());
        } else {
            CHECK(message.find(attempt.refusal) != std::string::npos);
        }
    }
    CHECK(dump(connection) == before);
}

// Check 1 and 4 are posted, 2 is a second image of the instrument of 1 (held), 3 is in review without numbers.
Book book_with_checks(const TempFolder& folder) {
    Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 8)));
    REQUIRE(store.record(batch_id("A"), paid_envelope(1, 1, 0, Cents(4610), 77)));
    REQUIRE(store.record(batch_id("A"), paid_envelope(2, 3, 1, Cents(4610), 77)));
    EnvelopeRecord waiting;
    waiting.transaction = 3;
    waiting.pages = {page_in_review(5, "letter", Reason::correspondence), page(6, "check")};
    waiting.checks = {check_in_review(6, {Reason::account_not_found}, Cents(4610))};
    waiting.decision = DecisionRecord{};
    waiting.decision->reasons = {Reason::correspondence};
    REQUIRE(store.record(batch_id("A"), waiting));
    REQUIRE(store.record(batch_id("A"), paid_envelope(4, 7, 2, Cents(999), 78)));
    return book;
}

std::string decide(int check, int account, int cents) {
    return "INSERT INTO decision (envelope_id, check_id, outcome, billing_account, plan_id, amount_cents, evidence, "
           "program, decided_by, decided_at) VALUES (" +
           std::to_string(check) + ", " + std::to_string(check) + ", 'posted', '" + std::to_string(account) +
           "', '10001MA0000001', " + std::to_string(cents) + ", '{}', 'p', 'me', '2026-11-18T00:00:00.000Z');";
}

std::string post(int check, const std::string& decision, int account, int cents, const std::string& reverses = "NULL") {
    return "INSERT INTO posting (check_id, decision_id, billing_account, plan_id, amount_cents, reverses, posted_at, "
           "posted_by, program) VALUES (" +
           std::to_string(check) + ", " + decision + ", '" + std::to_string(account) + "', '10001MA0000001', " +
           std::to_string(cents) + ", " + reverses + ", '2026-11-18T00:00:00.000Z', 'me', 'p');";
}

const std::string kLatest = "(SELECT MAX(decision_id) FROM decision)";

}  // namespace

TEST_CASE("one check, one plan, one live posting") {
    const TempFolder folder;
    const Book book = book_with_checks(folder);
    const std::string reversal = post(1, "1", 700000000, -4610, "1");
    try_all(
        book.connection(),
        {
            {"a second posting", post(1, "1", 700000000, 4610), "at most one live posting"},
            {"a second plan", decide(1, 700000001, 4610) + post(1, kLatest, 700000001, 4610),
             "at most one live posting"},
            {"after a reversal", reversal + decide(1, 700000001, 4610) + post(1, kLatest, 700000001, 4610), nullptr},
            {"twice after a reversal",
             reversal + decide(1, 700000001, 4610) + post(1, kLatest, 700000001, 4610) +
                 post(1, kLatest, 700000001, 4610),
             "at most one live posting"},
            {"the instrument again", decide(2, 700000001, 4610) + post(2, kLatest, 700000001, 4610),
             "an instrument has at most one"},
            {"the instrument after a reversal",
             reversal + decide(2, 700000001, 4610) + post(2, kLatest, 700000001, 4610), nullptr},
            {"no numbers", decide(3, 700000001, 4610) + post(3, kLatest, 700000001, 4610), "without its numbers"},
            {"no decision", post(2, "2", 700000001, 4611), "repeats the latest decision"},
            {"of another check", post(2, "1", 700000000, 4611), "repeats the latest decision"},
            {"another account than decided", decide(2, 700000001, 4611) + post(2, kLatest, 700000002, 4611),
             "repeats the latest decision"},
            {"another amount than decided", decide(2, 700000001, 4611) + post(2, kLatest, 700000001, 4612),
             "repeats the latest decision"},
            {"a plan that is not there", decide(2, 700000099, 4611), "FOREIGN KEY"},
            {"nothing", decide(2, 700000001, 0) + post(2, kLatest, 700000001, 0), "CHECK"},
            {"a reversal of part", post(1, "1", 700000000, -4600, "1"), "mirrors a live posting"},
            {"a reversal twice", reversal + post(1, "1", 700000000, -4610, "1"), "never replaced"},
            {"a reversal of another check", post(4, "5", 700000000, -4610, "1"), "mirrors a live posting"},
            {"a reversal of a reversal", reversal + post(1, "1", 700000000, -4610, "3"), "mirrors a live posting"},
            {"a positive reversal", post(1, "1", 700000000, 4610, "1"), "mirrors a live posting"},
            {"a page with two checks", "INSERT INTO check_item (page_id, envelope_id) VALUES (2, 1)", "never replaced"},
            {"a check on a coupon", "INSERT INTO check_item (page_id, envelope_id) VALUES (1, 1)",
             "whose disposition is check"},
            {"posted without a plan",
             "INSERT INTO decision (envelope_id, check_id, outcome, amount_cents, evidence, program, decided_by, "
             "decided_at) VALUES (2, 2, 'posted', 1, '{}', 'p', 'me', '2026-11-18T00:00:00.000Z')",
             "CHECK"},
        });
}

TEST_CASE("what is written stays written") {
    const TempFolder folder;
    const Book book = book_with_checks(folder);
    Connection& connection = book.connection();
    std::vector<Attempt> attempts;
    struct Table {
        std::string name;
        const char* column;
    };
    const std::vector<Table> tables = {
        {"migration", "name"},    {"account_load", "digest"},    {"reason", "precedence"},  {"image", "size_bytes"},
        {"envelope", "number"},   {"page", "reading"},           {"page_reason", "reason"}, {"check_item", "account"},
        {"decision", "evidence"}, {"decision_reason", "reason"}, {"posting", "plan_id"},    {"audit", "detail"},
        {"entry", "day"}};
    for (const Table& table : tables) {
        const std::string name = table.name, column = table.column;
        attempts.push_back({table.name, "UPDATE " + name + " SET " + column + " = " + column, "never changed"});
        attempts.push_back({table.name, "DELETE FROM " + name, "never changed or deleted"});
        attempts.push_back({table.name, "INSERT OR REPLACE INTO " + name + " SELECT * FROM " + name, "never replaced"});
    }
    for (const std::string name : {"plan", "batch", "review_item"}) {
        attempts.push_back({"delete", "DELETE FROM " + name, "never changed or deleted"});
        if (name == "plan") continue;  // replacing its rows is changing them
        attempts.push_back({"replace", "INSERT OR REPLACE INTO " + name + " SELECT * FROM " + name, "never replaced"});
    }
    attempts.push_back({"batch", "UPDATE batch SET received = '2026-11-19'", "only its state changes"});
    attempts.push_back({"plan", "UPDATE plan SET plan_id = 'X' WHERE plan_number = 1", "keeps its key"});
    attempts.push_back({"item", "UPDATE review_item SET check_id = NULL", "only closes"});
    attempts.push_back(
        {"item", "UPDATE review_item SET state = 'closed', closed_at = '2026-11-18T00:00:00.000Z'", nullptr});
    attempts.push_back({"item",
                        "UPDATE review_item SET state = 'closed', closed_at = '2026-11-18T00:00:00.000Z';"
                        "UPDATE review_item SET state = 'open', closed_at = NULL",
                        "only closes"});
    try_all(connection, attempts);
    connection.run("PRAGMA recursive_triggers = OFF");  // as another program's connection has it
    try_all(connection, attempts);
}

TEST_CASE("no step walks the whole book") {
    const TempFolder folder;
    const Book book = book_with_checks(folder);
    const std::vector<std::string> steps = {
        "SELECT * FROM live_posting WHERE check_id = 1",
        "SELECT * FROM check_now WHERE check_id = 1",
        "SELECT * FROM check_now c JOIN envelope e ON e.envelope_id = c.envelope_id WHERE e.batch_id = 1",
        "SELECT * FROM live_posting l JOIN check_item c ON c.check_id = l.check_id "
        "JOIN envelope e ON e.envelope_id = c.envelope_id WHERE e.batch_id = 1",
        "SELECT * FROM check_item i LEFT JOIN live_posting l ON l.check_id = i.check_id WHERE i.instrument_key = 'k'",
        "SELECT * FROM review_item i JOIN envelope e ON e.envelope_id = i.envelope_id WHERE e.batch_id = 1",
        "SELECT * FROM page WHERE batch_id = 1",
        "SELECT * FROM plan WHERE billing_account = 'a' AND plan_id = 'p'",
        "SELECT hash FROM audit ORDER BY audit_id DESC LIMIT 1",
    };
    for (const std::string& step : steps) {
        CAPTURE(step);
        Statement plan(book.connection(), "EXPLAIN QUERY PLAN " + step);
        while (plan.step()) {
            const auto detail = plan.get<std::string>(3);
            CAPTURE(detail);
            CHECK((!detail.starts_with("SCAN") || detail == "SCAN audit"));
            CHECK_FALSE(detail.starts_with("SEARCH p USING INDEX posting_reversed_once"));
        }
    }
}

TEST_CASE("a book is made once, and only this program's schema is opened") {
    const TempFolder folder;
    const auto path = folder / "lockbox.db";
    {
        const Result<Book> made = Book::create(path);
        REQUIRE(error_of(made) == "");
        CHECK(made->is_new());
        CHECK_FALSE(made->was_older());
        const Result<Book> again = Book::create(path);
        REQUIRE(error_of(again) == "");
        CHECK_FALSE(again->is_new());
        CHECK_FALSE(again->was_older());
        CHECK(query_one<int>(again->connection(), "SELECT COUNT(*) FROM migration") == kSchemaNumber);
        CHECK(query_one<int>(again->connection(), "SELECT COUNT(*) FROM reason") == static_cast<int>(kReasonCount));
    }
    CHECK(error_of(Book::open(path)) == "");
    const auto set_version = [&](int number) {
        Connection connection(path, Connection::Missing::refuse, std::chrono::milliseconds(100));
        connection.run("PRAGMA user_version = " + std::to_string(number));
    };
    set_version(kSchemaNumber + 1);
    CHECK(error_of(Book::open(path)).find("newer than this program's") != std::string::npos);
    CHECK(error_of(Book::create(path)).find("newer than this program's") != std::string::npos);
    set_version(kSchemaNumber - 1);
    CHECK(error_of(Book::open(path)).find("`lockbox init`") != std::string::npos);
}

TEST_CASE("a book of an earlier schema is brought up, and its seals hold") {
    const TempFolder folder;
    for (int from = 2; from < kSchemaNumber; ++from) {
        CAPTURE(from);
        const auto path = folder / ("from" + std::to_string(from));
        {
            Connection connection(path, Connection::Missing::create, std::chrono::milliseconds(100));
            CHECK(migrate(connection, Author{}, from) == 0);
            CHECK(migrate(connection, Author{}, from) == from);
        }
        CHECK(error_of(Book::open(path)).find("`lockbox init`") != std::string::npos);
        const Result<Book> book = Book::create(path);
        REQUIRE(error_of(book) == "");
        CHECK(book->was_older());
        const auto report = verify_book(*book);
        REQUIRE(error_of(report) == "");
        CHECK((report->first_wrong ? report->first_wrong->where + report->first_wrong->what : "") == "");
    }
}

TEST_CASE("the queue of a book that is brought up to schema 7 is the one it had") {
    const TempFolder folder;
    const Book book = book_with_checks(folder);
    Connection& connection = book.connection();
    const std::string before = dump(connection);
    CHECK(query_one<int>(connection, "SELECT COUNT(*) FROM review_order") == 3);
    // Empty, so that nothing but the migration can have filled it.
    connection.run("DELETE FROM review_order; DROP VIEW review_order_due;" + schema_007());
    CHECK(dump(connection) == before);
    const auto report = verify_book(book, {.images = false});  // this book has none
    REQUIRE(error_of(report) == "");
    CHECK((report->first_wrong ? report->first_wrong->where + report->first_wrong->what : "") == "");
}

TEST_CASE("a book is readable by its owner only") {
    const TempFolder folder;
    const auto path = folder / "lockbox.db";
    const mode_t old_mask = ::umask(0);
    {
        const Result<Book> book = Book::create(path);
        REQUIRE(error_of(book) == "");
        const auto image = book->images().put(std::vector<std::uint8_t>{1, 2, 3}, "image/png");
        REQUIRE(image);
        struct Row {
            std::filesystem::path path;
            mode_t mode;
        };
        const std::vector<Row> rows = {
            {path, 0600},
            {path.string() + "-wal", 0600},
            {path.string() + "-shm", 0600},
            {path.string() + ".images", 0700},
            {book->images().path_of(image->id).parent_path(), 0700},
            {book->images().path_of(image->id), 0600},
        };
        for (const Row& row : rows) {
            CAPTURE(row.path.string());
            struct stat status {};
            REQUIRE(::stat(row.path.c_str(), &status) == 0);
            CHECK((status.st_mode & 0777) == row.mode);
        }
    }
    ::chmod(path.c_str(), 0644);  // by mistake
    CHECK(error_of(Book::open(path)) == "");
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    ::umask(old_mask);
}

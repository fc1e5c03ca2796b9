// The auditor: silent on honest books, and never silent on others.

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "book_for_test.h"
#include "ledger/auditor.h"
#include "ledger/corrections.h"
#include "ledger/review_queue.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

namespace fs = std::filesystem;

VerifyReport verified(const fs::path& path) {
    const Result<Book> book = Book::open(path);
    REQUIRE(error_of(book) == "");
    const auto report = verify_book(*book);
    REQUIRE(error_of(report) == "");
    return *report;
}

std::string wrong_of(const VerifyReport& report) {
    return report.first_wrong ? report.first_wrong->where + ": " + report.first_wrong->what : "";
}

// Something of everything: loads with credit, posted, waiting, settled, undone and corrected checks, claims, images.
void make_rich_book(const TempFolder& folder) {
    Book book = book_with_accounts(folder, 6);
    BatchStore store(book);
    std::vector<EnvelopeRecord> envelopes = some_envelopes(12, 1);
    for (EnvelopeRecord& envelope : envelopes) {
        for (PageRecord& page : envelope.pages) {
            const std::string bytes = "front of " + std::to_string(page.sequence);
            REQUIRE(book.images().put(std::vector<std::uint8_t>(bytes.begin(), bytes.end()), "image/tiff"));
        }
        for (CheckRecord& check : envelope.checks) {
            if (check.decision.outcome == Outcome::posted) continue;
            const CheckRecord numbers = posted_check(check.sequence, 0, Cents(1), 500 + envelope.transaction);
            check.instrument = numbers.instrument;
            check.routing = numbers.routing;
            check.account = numbers.account;
            check.number = numbers.number;
        }
    }
    REQUIRE(store.begin(header("A", 24)));
    for (const EnvelopeRecord& envelope : envelopes) REQUIRE(error_of(store.record(batch_id("A"), envelope)) == "");
    REQUIRE(store.finish(batch_id("A")));
    ReviewQueue queue(book, {std::chrono::minutes(5), Cents(1'000'000)});
    const auto items = *queue.list();
    REQUIRE(items.size() == 5);
    Resolution resolution;
    resolution.billing_account = account_of(5);
    resolution.plan_id = plan_of(5);
    resolution.amount = Cents(7000);
    for (const ReviewItem& item : items) {
        resolution.item = item.id;
        if (item.check && !item.at_stake) REQUIRE(queue.resolve(resolution, "ann")->needs_second == false);
    }
    const auto undone = queue.undo(items[0].id, "ben", "no");
    resolution.item = undone ? *undone->opened : items[0].id;
    resolution.fields.number = "4711";
    REQUIRE(error_of(queue.resolve(resolution, "ben")) == "");
    REQUIRE(queue.claim(queue.list()->front().id, "cyd"));
    const auto posted = *query_one<CheckId>(book.connection(), "SELECT MIN(check_id) FROM live_posting");
    REQUIRE(error_of(Corrections(book, {"dan", "NSF"}).return_check(posted, Cents(2500))) == "");
    write_file(folder / "next.csv",
               account_header() + account_row(5, {{"invoice_number", "4100000000"}}) + account_row(0));
    REQUIRE(AccountStore(book).load(folder / "next.csv").ok());
    REQUIRE(query_one<int>(book.connection(), "SELECT COUNT(*) FROM entry WHERE kind = 'credit_used'") == 1);
}

std::vector<std::string> texts(Connection& connection, const std::string& sql) {
    std::vector<std::string> all;
    Statement rows(connection, sql);
    while (rows.step()) all.push_back(rows.get<std::string>(0));
    return all;
}

// As somebody would with the sqlite3 shell: triggers out of the way and back again, one value of one row changed.
class Tamperer {
  public:
    Tamperer(const fs::path& path, unsigned seed)
        : connection_(path, Connection::Missing::refuse, std::chrono::milliseconds(100)), random_(seed) {}

    /// What was changed; its table is `table()`.
    std::string change_a_row() {
        const auto triggers = texts(connection_, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
        connection_.run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;");
        for (const std::string& name : texts(connection_, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
            connection_.run("DROP TRIGGER " + name);
        }
        std::string what;
        while (what.empty()) what = try_one();
        for (const std::string& sql : triggers) connection_.run(sql);
        return what;
    }

    [[nodiscard]] const std::string& table() const { return table_; }

  private:
    std::size_t any(std::size_t count) { return random_() % count; }

    std::string try_one() {
        const auto tables =
            texts(connection_, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        const std::string& table = tables[any(tables.size())];
        const auto count = *query_one<std::size_t>(connection_, "SELECT COUNT(*) FROM " + table);
        if (count == 0) return "";
        Statement names(connection_, "SELECT name, type FROM pragma_table_info(?1)");
        std::vector<std::pair<std::string, std::string>> columns;
        names.bind(table);
        while (names.step()) columns.emplace_back(names.get<std::string>(0), names.get<std::string>(1));
        const auto& [column, type] = columns[any(columns.size())];
        // A row is found again by all that stands in it.
        const std::string this_row = " FROM " + table + " LIMIT 1 OFFSET " + std::to_string(any(count)) + ")";
        std::string where;
        for (const auto& [name, ignored] : columns) {
            where += (where.empty() ? "" : " AND ") + name + " IS (SELECT " + name + this_row;
        }
        const std::string value = changed_value(column, type);
        const std::string sql = "UPDATE " + table + " SET " + column + " = " + value + " WHERE " + where;
        try {
            Statement update(connection_, sql);
            update.run();
            table_ = table;
            return update.changes() == 1 ? sql : "";
        } catch (const BookFailure&) {
            return "";  // a key that is taken, or a value that cannot be there: another one
        }
    }

    std::string changed_value(const std::string& column, const std::string& type) {
        const std::string byte = std::to_string(1 + any(20));
        if (type == "INTEGER") return "COALESCE(" + column + ", 0) + " + byte;
        if (type == "REAL") return "COALESCE(" + column + ", 0.0) + 0.25";
        // One character of the text becomes the next one of the alphabet.
        const std::string at = "(" + std::to_string(any(64)) + " % max(1, length(" + column + ")) + 1)";
        return "CASE WHEN " + column + " IS NULL THEN 'x' WHEN " + column + " = '' THEN 'x' ELSE substr(" + column +
               ", 1, " + at + " - 1) || char(unicode(substr(" + column + ", " + at + ", 1)) + 1) || substr(" + column +
               ", " + at + " + 1) END";
    }

    Connection connection_;
    std::mt19937 random_;
    std::string table_;
};

/// How verify names a row of the table: rows without a number of their own go under the row that brought them.
std::string name_of(const std::string& table) {
    const std::map<std::string, std::string> others = {{"decision_reason", "decision "},
                                                       {"page_reason", "page "},
                                                       {"image", "page "},
                                                       {"review_order", "review item "},
                                                       {"audit", "audit row "},
                                                       {"reason", "reason"}};
    const auto found = others.find(table);
    return found == others.end() ? table + " " : found->second;
}

std::vector<fs::path> image_files(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

TEST_CASE("an honest book is found right, and counted") {
    const TempFolder folder;
    make_rich_book(folder);
    const VerifyReport report = verified(folder / "lockbox.db");
    CHECK(wrong_of(report) == "");
    CHECK(report.checks == 10);
    CHECK(report.plans == 6);
    CHECK(report.images == 24);
    CHECK(report.entries > 20);
    CHECK(report.head.size() == 64);
}

TEST_CASE("of 200 random changes of a row or an image, 200 are named") {
    const char* given = std::getenv("LOCKBOX_TEST_TAMPERINGS");
    const int rounds = given != nullptr ? std::atoi(given) : 200;
    const TempFolder folder;
    make_rich_book(folder);
    const fs::path path = folder / "lockbox.db";
    const std::string original = read_file(path);
    std::mt19937 random(7);
    for (int round = 0; round < rounds; ++round) {
        write_file(path, original);
        fs::remove(path.string() + "-wal");
        std::string what;
        if (round % 5 == 4) {
            const auto files = image_files(path.string() + ".images");
            const fs::path& file = files[random() % files.size()];
            const std::string bytes = read_file(file);
            std::string changed = bytes;
            changed[random() % changed.size()] ^= static_cast<char>(1 + random() % 255);
            write_file(file, changed);
            CHECK(wrong_of(verified(path)).find("image") == 0);
            write_file(file, bytes);
            continue;
        }
        std::string table;
        {
            Tamperer tamperer(path, static_cast<unsigned>(round));
            what = tamperer.change_a_row();
            table = tamperer.table();
        }
        CAPTURE(what);
        const std::string wrong = wrong_of(verified(path));
        CAPTURE(wrong);
        CHECK(wrong.find(name_of(table)) == 0);
    }
}

TEST_CASE("what was taken away or slipped in is named too") {
    struct Row {
        const char* sql;
        const char* named;
    };
    const std::vector<Row> rows = {
        {"DROP TRIGGER entry_no_UPDATE", "schema"},
        {"CREATE TABLE mine (x)", "schema"},
        {"DROP TABLE user_change", "schema"},  // the walk itself ends on it
        {"DROP TRIGGER entry_no_DELETE; DELETE FROM entry WHERE entry_id = (SELECT MAX(entry_id) FROM entry);",
         "schema"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.sql);
        const TempFolder folder;
        make_rich_book(folder);
        { Connection(folder / "lockbox.db", Connection::Missing::refuse, std::chrono::milliseconds(100)).run(row.sql); }
        CHECK(wrong_of(verified(folder / "lockbox.db")).find(row.named) == 0);
    }
    // With the trigger put back as it was: the row itself is missed.
    const TempFolder folder;
    make_rich_book(folder);
    for (const std::string table : {"entry", "posting", "review_item", "page_reason", "decision", "audit", "plan"}) {
        CAPTURE(table);
        const fs::path path = folder / (table + ".db");
        write_file(path, read_file(folder / "lockbox.db"));
        fs::copy((folder / "lockbox.db").string() + ".images", path.string() + ".images", fs::copy_options::recursive);
        {
            Connection connection(path, Connection::Missing::refuse, std::chrono::milliseconds(100));
            const std::string trigger = table + "_no_DELETE";
            const auto sql =
                query_one<std::string>(connection, "SELECT sql FROM sqlite_schema WHERE name = ?1", trigger);
            connection.run("PRAGMA foreign_keys = OFF; DROP TRIGGER " + trigger);
            const bool no_rowid = table == "page_reason";
            connection.run(no_rowid ? "DELETE FROM page_reason WHERE page_id = (SELECT MAX(page_id) FROM page_reason)"
                                    : "DELETE FROM " + table + " WHERE rowid = (SELECT MAX(rowid) FROM " + table + ")");
            connection.run(*sql);
        }
        // The end of the audit chain itself shows only against a head that was kept elsewhere, or by what it sealed.
        CHECK(wrong_of(verified(path)) != "");
    }
}

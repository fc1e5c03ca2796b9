#include "ledger/audit_chain.h"

#include <doctest/doctest.h>

#include "book_for_test.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

AuditVerdict verdict(const Book& book, std::optional<std::string_view> known_head = {}) {
    const auto verified = verify_audit(book, known_head);
    REQUIRE(error_of(verified) == "");
    return *verified;
}

// As somebody would who can write the file and knows the triggers.
void tamper(const Book& book, const std::string& sql) {
    book.connection().run("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_replace;" +
                          sql);
}

Book book_with_history(const TempFolder& folder) {
    Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 12)));
    for (const EnvelopeRecord& envelope : some_envelopes(6, 1)) REQUIRE(store.record(batch_id("A"), envelope));
    REQUIRE(store.finish(batch_id("A")));
    return book;
}

}  // namespace

TEST_CASE("the audit trail of an honest book is whole") {
    const TempFolder folder;
    const Book book = book_with_history(folder);
    const AuditVerdict all = verdict(book);
    CHECK_FALSE(all.first_wrong);
    // schema, accounts, begin, 6 envelopes with 4 postings and 2 questions, finish
    CHECK(all.rows == 16);
    CHECK(all.head == query_one<std::string>(book.connection(), "SELECT hash FROM audit WHERE audit_id = 16"));
    const auto earlier = query_one<std::string>(book.connection(), "SELECT hash FROM audit WHERE audit_id = 9");
    CHECK_FALSE(verdict(book, *earlier).first_wrong);
}

TEST_CASE("every kind of tampering is found at its row") {
    struct Row {
        std::string what;
        std::string sql;
        std::int64_t first_wrong;
    };
    std::vector<Row> rows = {
        {"row dropped", "DELETE FROM audit WHERE audit_id = 7", 8},
        {"first row dropped", "DELETE FROM audit WHERE audit_id = 1", 2},
        {"row slipped in",
         "INSERT INTO audit SELECT 17, at, author, program, action, subject, detail, hash, '" + std::string(64, '2') +
             "', '' FROM audit WHERE audit_id = 16",
         17},
        {"two rows exchanged",
         "UPDATE audit SET audit_id = 99 WHERE audit_id = 5; UPDATE audit SET audit_id = 5 WHERE audit_id = 6;"
         "UPDATE audit SET audit_id = 6 WHERE audit_id = 99",
         5},
        {"text moved between fields",
         "UPDATE audit SET action = action || substr(subject, 1, 1), subject = substr(subject, 2) WHERE audit_id = 5",
         5},
        {"end cut off", "DELETE FROM audit WHERE audit_id > 14", 15},
    };
    for (const char* column : {"at", "author", "program", "action", "subject"}) {
        rows.push_back({column,
                        std::string("UPDATE audit SET ") + column + " = replace(" + column + " || ' ', '2', '3') " +
                            "WHERE audit_id = 5",
                        5});
    }
    rows[6].sql = "UPDATE audit SET at = '2001-01-01T00:00:00.000Z' WHERE audit_id = 5";
    rows.push_back({"detail", "UPDATE audit SET detail = '{}' WHERE audit_id = 3", 3});
    rows.push_back({"hash", "UPDATE audit SET hash = '" + std::string(64, '1') + "' WHERE audit_id = 3", 3});
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const TempFolder folder;
        const Book book = book_with_history(folder);
        const std::string head = verdict(book).head;
        tamper(book, row.sql);
        const AuditVerdict after = verdict(book, head);
        REQUIRE(after.first_wrong);
        CHECK(after.first_wrong->row == row.first_wrong);
        CHECK_FALSE(after.first_wrong->what.empty());
    }
}

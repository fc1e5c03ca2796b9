#include "ledger/users.h"

#include <doctest/doctest.h>

#include "book_for_test.h"
#include "ledger/auditor.h"
#include "ledger/workstation_log.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

const std::string kHash = "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA";

User user(const char* name, Role role) {
    return {*UserName::parse(name), role, true, kHash};
}

}  // namespace

TEST_CASE("names of users are few letters") {
    for (const char* good : {"anna", "a", "7up", "otto.b", "an-na_2", "abcdefghijklmnopqrstuvwxyz012345"}) {
        CHECK(UserName::parse(good));
    }
    for (const char* bad : {"", "Anna", ".anna", "-a", "an na", "änna", "a/b", "abcdefghijklmnopqrstuvwxyz0123456"}) {
        CHECK_FALSE(UserName::parse(bad));
    }
    for (const char* word : {"operator", "reviewer", "supervisor", "auditor"}) CHECK(to_word(*role_from(word)) == word);
    CHECK_FALSE(role_from("root"));
}

TEST_CASE("a user's last change counts, and every one of them stands") {
    TempFolder folder;
    Book book = book_with_accounts(folder, 1);
    Users users(book);
    CHECK(users.list()->empty());
    const auto added = users.add(user("anna", Role::supervise), "root");
    REQUIRE_MESSAGE(added, error_of(added));
    CHECK_FALSE(users.add(user("anna", Role::audit), "root"));
    REQUIRE(users.add(user("bob", Role::review), "anna"));
    const auto changed = users.change(*UserName::parse("bob"), {Role::supervise, {}, {}}, "anna");
    REQUIRE(changed);
    CHECK(changed->change != added->change);
    CHECK(changed->password_hash == kHash);
    CHECK(users.list()->size() == 2);
    CHECK((*users.find(*UserName::parse("bob")))->role == Role::supervise);
    CHECK_FALSE(*users.find(*UserName::parse("carl")));
    CHECK_FALSE(users.change(*UserName::parse("carl"), {{}, false, {}}, "anna"));

    CHECK(users.change(*UserName::parse("anna"), {{}, false, {}}, "bob"));
    CHECK_FALSE(users.change(*UserName::parse("bob"), {{}, false, {}}, "root"));  // nobody would be left
    CHECK_FALSE(users.change(*UserName::parse("bob"), {Role::review, {}, {}}, "root"));
    CHECK(users.change(*UserName::parse("bob"), {{}, {}, kHash + "x"}, "bob"));

    const auto rows = read_audit(book, {});
    REQUIRE(rows);
    CHECK(rows->front().entry.action == "user_password_set");
    CHECK(rows->front().entry.detail.find("argon2") == std::string::npos);
    AuditQuery of_bob;
    of_bob.subject = "user bob";
    CHECK(read_audit(book, of_bob)->size() == 3);

    const auto verdict = verify_book(book);
    REQUIRE(verdict);
    CHECK_FALSE(verdict->first_wrong);
    CHECK_THROWS(execute(book.connection(), "UPDATE user_change SET role = 'auditor'"));
    CHECK_THROWS(execute(book.connection(), "DELETE FROM user_change"));
}

TEST_CASE("what is logged is in the chain, and read page by page") {
    TempFolder folder;
    Book book = book_with_accounts(folder, 1);
    for (int i = 0; i < 25; ++i) REQUIRE(log_act(book, "anna", {"viewed", "check " + std::to_string(i), "{}"}));
    AuditQuery query;
    query.action = "viewed";
    query.limit = 10;
    std::vector<std::string> seen;
    for (;;) {
        const auto rows = read_audit(book, query);
        REQUIRE(rows);
        if (rows->empty()) break;
        for (const AuditRow& row : *rows) {
            CHECK(row.by == "anna");
            seen.push_back(row.entry.subject);
        }
        query.before = rows->back().row;
    }
    REQUIRE(seen.size() == 25);
    CHECK(seen.front() == "check 24");
    CHECK(seen.back() == "check 0");
    CHECK_FALSE(verify_book(book)->first_wrong);
}

// Posted money that moves again: by one person or by two, and what its history says.

#include "ledger/corrections.h"

#include <doctest/doctest.h>

#include <functional>
#include <thread>

#include "book_for_test.h"
#include "ledger/auditor.h"
#include "ledger/schema.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

constexpr CheckId kCheck{1};
constexpr std::int64_t kPosted = 9610;  // of which 50.00 is credit: every plan owes 46.10

/// A book whose batch "A" has one check, posted to the plan of member 0.
struct Desk {
    TempFolder folder;
    Book book = book_with_accounts(folder, 5);
    explicit Desk(Cents amount = Cents(kPosted)) {
        REQUIRE(BatchStore(book).begin(header("A", 2)));
        REQUIRE(error_of(BatchStore(book).record(batch_id("A"), paid_envelope(1, 1, 0, amount, 77))) == "");
        REQUIRE(BatchStore(book).finish(batch_id("A")));
    }
    [[nodiscard]] Corrections by(std::string user, std::optional<Cents> above = {}, std::string why = "asked") const {
        return Corrections(book, {std::move(user), std::move(why), above});
    }
    [[nodiscard]] Cents of_plan(int member) const {
        return balance(book, BookAccount::receivable, member) + balance(book, BookAccount::credits, member);
    }
    [[nodiscard]] Cents paid_back() const { return balance(book, BookAccount::refunds); }
    [[nodiscard]] int rows(const std::string& condition) const {
        return *query_one<int>(book.connection(), "SELECT COUNT(*) FROM correction WHERE " + condition);
    }
};

void check_sound(const Book& book) {
    const auto report = verify_book(book, {.images = false});
    REQUIRE(error_of(report) == "");
    CHECK((report->first_wrong ? report->first_wrong->where + ": " + report->first_wrong->what : "") == "");
}

Result<Corrected> move_to(Corrections by, int member) {
    return by.move_check(kCheck, account_of(member), plan_of(member));
}

}  // namespace

TEST_CASE("a refund or a move above the limit needs two people; what the bank returns does not") {
    using Correct = std::function<Result<Corrected>(Corrections)>;
    const Correct refund = [](Corrections by) { return by.refund_check(kCheck); };
    const Correct move = [](Corrections by) { return move_to(by, 1); };
    const Correct nsf = [](Corrections by) { return by.return_check(kCheck, Cents(2500)); };
    const auto credit = [](std::int64_t cents) -> Correct {
        return [=](Corrections by) { return by.refund_credit(account_of(0), plan_of(0), Cents(cents)); };
    };
    const struct {
        const char* name;
        Correct correct;
        std::optional<Cents> above;
        bool two;
    } rows[] = {
        {"refund, no limit", refund, {}, false},
        {"refund, at the limit", refund, Cents(kPosted), false},
        {"refund, above", refund, Cents(kPosted - 1), true},
        {"move, no limit", move, {}, false},
        {"move, at the limit", move, Cents(kPosted), false},
        {"move, above", move, Cents(kPosted - 1), true},
        {"return, above", nsf, Cents(1), false},
        {"credit, at the limit", credit(5000), Cents(5000), false},
        {"credit, above", credit(5000), Cents(4999), true},
        {"part of a credit above", credit(10), Cents(4999), true},  // not paid back by one person part by part
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const Desk desk;
        const std::string before = desk.of_plan(0).to_string() + desk.paid_back().to_string();
        const auto first = row.correct(desk.by("ann", row.above));
        REQUIRE(error_of(first) == "");
        CHECK(first->needs_second == row.two);
        CHECK((desk.of_plan(0).to_string() + desk.paid_back().to_string() == before) == row.two);
        check_sound(desk.book);
        const auto waiting = waiting_corrections(desk.book);
        REQUIRE(waiting->size() == (row.two ? 1U : 0U));
        if (!row.two) continue;
        CHECK(waiting->front().by == "ann");
        CHECK(waiting->front().account == account_of(0));
        CHECK(waiting->front().plan == plan_of(0));
        CHECK(waiting->front().at_stake > *row.above);
        CHECK(row.correct(desk.by("ann", row.above))->needs_second);  // the same person twice is one person
        const auto second = row.correct(desk.by("ben", row.above));
        REQUIRE(error_of(second) == "");
        CHECK_FALSE(second->needs_second);
        CHECK(desk.of_plan(0).to_string() + desk.paid_back().to_string() != before);
        CHECK(waiting_corrections(desk.book)->empty());
        CHECK(desk.rows("standing = 'final' AND seconds IS NOT NULL AND corrected_by = 'ben'") == 1);
        check_sound(desk.book);
    }
}

TEST_CASE("two people correct only when they say the same of the same posting") {
    const Desk desk;
    const Cents above(1000);
    CHECK(move_to(desk.by("ann", above), 1)->needs_second);
    const auto other = move_to(desk.by("ben", above), 2);
    CHECK(other->needs_second);
    CHECK(other->differs);  // and voids the first
    const auto refund = desk.by("cyd", above).refund_check(kCheck);
    CHECK(refund->differs);
    CHECK(desk.of_plan(0) == Cents(kPosted));

    // What was posted anew meanwhile is another posting: what waited was not about it.
    CHECK_FALSE(move_to(desk.by("dan"), 3)->needs_second);
    CHECK(move_to(desk.by("ann", above), 4)->needs_second);
    CHECK(waiting_corrections(desk.book)->size() == 1);
    CHECK_FALSE(move_to(desk.by("dan"), 1)->needs_second);
    CHECK(waiting_corrections(desk.book)->empty());
    CHECK(move_to(desk.by("ben", above), 4)->needs_second);
    CHECK(move_to(desk.by("ann", above), 4)->needs_second == false);
    CHECK(desk.of_plan(4) == Cents(kPosted));
    CHECK(error_of(move_to(desk.by("", above), 1)).find("names its user") != std::string::npos);
    check_sound(desk.book);
}

TEST_CASE("one person alone corrects nothing above the limit by way of SQL either") {
    const Desk desk;
    REQUIRE(move_to(desk.by("ann", Cents(1000)), 1)->needs_second);
    const auto tried = [&](const std::string& values) {
        const Transaction rolled_back(desk.book.connection(), Transaction::Kind::write);
        try {
            desk.book.connection().run(
                "INSERT INTO correction (act, standing, check_id, posting_id, plan_number, amount_cents, "
                "at_stake_cents, why, second_above_cents, seconds, corrected_by, corrected_at, program) VALUES (" +
                values + ", '2026-11-18T00:00:00.000Z', 'p')");
        } catch (const BookFailure& failure) {
            return failure.error().message();
        }
        return std::string();
    };
    const struct {
        const char* name;
        const char* values;
        const char* refusal;  ///< "": allowed
    } rows[] = {
        {"by another", "'move', 'final', 1, 1, 2, 9610, 9610, 'w', 1000, 1, 'ben'", ""},
        {"nobody seconds", "'move', 'final', 1, 1, 2, 9610, 9610, 'w', 1000, NULL, 'ben'", "CHECK"},
        {"by the same", "'move', 'final', 1, 1, 2, 9610, 9610, 'w', 1000, 1, 'ann'", "a second person decides"},
        {"elsewhere", "'move', 'final', 1, 1, 3, 9610, 9610, 'w', 1000, 1, 'ben'", "a second person decides"},
        {"another act", "'refund', 'final', 1, 1, NULL, 9610, 9610, 'w', 1000, 1, 'ben'", "a second person decides"},
        {"made small", "'move', 'final', 1, 1, 2, 10, 10, 'w', 1000, NULL, 'ben'", "and all of it"},
        {"no posting", "'move', 'final', 1, NULL, 2, 9610, 9610, 'w', 10000, NULL, 'ben'", "CHECK"},
        {"a return waits", "'return', 'first', 1, 1, NULL, 9610, 9610, 'w', NULL, NULL, 'ben'", "CHECK"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const std::string message = tried(row.values);
        CAPTURE(message);
        CHECK(message.empty() == (std::string(row.refusal).empty()));
        CHECK(message.find(row.refusal) != std::string::npos);
    }
    CHECK_THROWS_AS(desk.book.connection().run("UPDATE correction SET why = 'x'"), BookFailure);
    CHECK_THROWS_AS(desk.book.connection().run("DELETE FROM correction"), BookFailure);
}

TEST_CASE("corrections from before schema 8 get their rows out of the audit trail") {
    const Desk desk;
    REQUIRE(error_of(move_to(desk.by("ann", {}, "wrong \"house\""), 1)) == "");
    std::this_thread::sleep_for(std::chrono::milliseconds(3));  // the trail tells moments, to the millisecond
    REQUIRE(error_of(move_to(desk.by("ben", {}, "back again"), 0)) == "");
    REQUIRE(error_of(desk.by("cyd", {}, "NSF").return_check(kCheck, Cents(0))) == "");
    Connection& connection = desk.book.connection();
    const auto rows = [&] {
        std::string text;
        Statement all(
            connection,
            "SELECT act || ' ' || posting_id || ' ' || COALESCE(plan_number, 0) || ' ' || amount_cents || ' ' "
            "|| corrected_by || ': ' || why FROM correction ORDER BY correction_id");
        while (all.step()) text.append(all.text(0)).append("\n");
        return text;
    };
    const std::string before = rows();
    CHECK(before.find("move 1 2 9610 ann: wrong \"house\"\n") != std::string::npos);
    connection.run("DROP TABLE correction;" + schema_008());
    CHECK(rows() == before);
}

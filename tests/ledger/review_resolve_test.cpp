// What people decide: every outcome, two people, claims, undo, and where the money is afterwards.

#include <doctest/doctest.h>

#include <thread>

#include "book_for_test.h"
#include "ledger/audit_chain.h"
#include "ledger/review_queue.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

using std::chrono::milliseconds;

/// A book whose batch "A" has one check in review, with its numbers, and another envelope with a letter.
struct Desk {
    TempFolder folder;
    Book book;
    explicit Desk(std::vector<Reason> reasons = {Reason::account_ambiguous}, std::optional<Cents> amount = Cents(5000),
                  bool numbers = true)
        : book(book_with_accounts(folder, 5)) {
        BatchStore store(book);
        BatchHeader head = header("A", 4);
        head.control = {4, 1, amount};
        REQUIRE(store.begin(head));
        EnvelopeRecord envelope = paid_envelope(1, 1, 0, Cents(5000), 77);
        CheckRecord& check = envelope.checks[0];
        check.amount = amount;
        check.decision = {};
        check.decision.reasons = std::move(reasons);
        check.decision.evidence_json = R"({"rule":"doubt"})";
        if (!numbers) check.instrument.reset();
        REQUIRE(error_of(store.record(batch_id("A"), envelope)) == "");
        EnvelopeRecord letter;
        letter.transaction = 2;
        letter.pages = {page_in_review(3, "letter", Reason::correspondence), page(4, "blank")};
        letter.decision = DecisionRecord{};
        letter.decision->reasons = {Reason::correspondence};
        REQUIRE(store.record(batch_id("A"), letter));
        REQUIRE(store.finish(batch_id("A")));
    }
    [[nodiscard]] ReviewQueue queue(ReviewRules rules = {}) const { return ReviewQueue(book, rules); }
    [[nodiscard]] BatchSummary summary() const { return *BatchStore(book).summary(batch_id("A")); }
    [[nodiscard]] CheckResult check() const { return BatchStore(book).check(CheckId{1})->now; }
    [[nodiscard]] std::size_t waiting() const { return queue().list({.standings = {}})->size(); }
};

const ReviewId kCheckItem{1}, kLetterItem{2};

Resolution post_to(int member, std::optional<Cents> amount = {}) {
    Resolution resolution;
    resolution.item = kCheckItem;
    resolution.billing_account = account_of(member);
    resolution.plan_id = plan_of(member);
    resolution.amount = amount;
    return resolution;
}

Resolution act_on(ReviewId item, ResolutionAct act, std::string note = "because") {
    Resolution resolution;
    resolution.item = item;
    resolution.act = act;
    resolution.note = std::move(note);
    if (act == ResolutionAct::hold) resolution.until = local_today().plus_days(3);
    return resolution;
}

Resolution correction(Outcome outcome, std::optional<Cents> amount) {
    Resolution resolution = act_on(kCheckItem, ResolutionAct::correct);
    resolution.fields.amount = amount;
    NewDecision now;
    now.amount = amount;
    now.decision.outcome = outcome;
    if (outcome == Outcome::review) now.decision.reasons = {Reason::first_payment_short};
    now.decision.billing_account = account_of(1);
    now.decision.plan_id = plan_of(1);
    now.routing = RoutingNumber::parse("011000015");
    now.account = "9127-911303";
    now.number = "77";
    now.instrument = InstrumentNumbers{InstrumentNumbers::Kind::check, "011000015", *now.account, *now.number};
    now.fields_json = resolution.fields.to_json();
    resolution.now = now;
    return resolution;
}

void check_sound(const Book& book) {
    CHECK_FALSE(query_one<std::string>(book.connection(), "PRAGMA foreign_key_check"));
    const auto audit = verify_audit(book);
    REQUIRE(audit);
    CHECK_FALSE(audit->first_wrong);
}

}  // namespace

TEST_CASE("each outcome leaves the money where it belongs, and undo takes it back") {
    struct Row {
        std::string what;
        Resolution resolution;
        Cents unapplied, receivable, credits, deposits;  ///< deposits as a debit
        BatchLife life;                                  ///< once the letter is filed too
    };
    const std::vector<Row> rows = {
        {"in full with credit", post_to(1), Cents(0), Cents(4610), Cents(390), Cents(5000), BatchLife::balanced},
        {"in part", post_to(1, Cents(4000)), Cents(0), Cents(4000), Cents(0), Cents(4000), BatchLife::read},
        {"return", act_on(kCheckItem, ResolutionAct::send_back), Cents(0), Cents(0), Cents(0), Cents(0),
         BatchLife::balanced},
        {"refund", act_on(kCheckItem, ResolutionAct::refund), Cents(0), Cents(0), Cents(0), Cents(5000),
         BatchLife::balanced},
        {"no payment", act_on(kCheckItem, ResolutionAct::not_payment), Cents(0), Cents(0), Cents(0), Cents(0),
         BatchLife::read},
        {"refer", act_on(kCheckItem, ResolutionAct::refer), Cents(5000), Cents(0), Cents(0), Cents(5000),
         BatchLife::in_review},
        {"hold", act_on(kCheckItem, ResolutionAct::hold), Cents(5000), Cents(0), Cents(0), Cents(5000),
         BatchLife::in_review},
        {"correct, and post", correction(Outcome::posted, Cents(4600)), Cents(0), Cents(4600), Cents(0), Cents(4600),
         BatchLife::read},
        {"correct, and wait", correction(Outcome::review, Cents(4600)), Cents(4600), Cents(0), Cents(0), Cents(4600),
         BatchLife::in_review},
        {"correct: unknown", correction(Outcome::review, std::nullopt), Cents(0), Cents(0), Cents(0), Cents(0),
         BatchLife::in_review},
    };
    for (Row row : rows) {
        CAPTURE(row.what);
        const Desk desk;
        if (row.resolution.fields.empty() && row.resolution.act == ResolutionAct::correct) {
            row.resolution.fields.signature_seen = true;
        }
        ReviewQueue queue = desk.queue();
        CHECK(balance(desk.book, BookAccount::unapplied) == Cents(5000));
        const auto resolved = queue.resolve(row.resolution, "ann");
        REQUIRE(error_of(resolved) == "");
        CHECK_FALSE(resolved->needs_second);
        const auto money = [&](Cents unapplied, Cents receivable, Cents credits, Cents deposits) {
            CHECK(balance(desk.book, BookAccount::unapplied) == unapplied);
            CHECK(balance(desk.book, BookAccount::receivable) == receivable);
            CHECK(balance(desk.book, BookAccount::credits) == credits);
            CHECK(balance(desk.book, BookAccount::deposits) == Cents(0) - deposits);
        };
        money(row.unapplied, row.receivable, row.credits, row.deposits);
        REQUIRE(queue.resolve(act_on(kLetterItem, ResolutionAct::file), "ann"));
        CHECK(desk.summary().life == row.life);
        CHECK(desk.summary().adds_up());

        const auto undone = queue.undo(kCheckItem, "ben", "wrong envelope");
        REQUIRE(error_of(undone) == "");
        money(Cents(5000), Cents(0), Cents(0), Cents(5000));
        CHECK(desk.check().outcome == Outcome::review);
        CHECK(desk.check().reasons == std::vector{Reason::account_ambiguous});
        CHECK(desk.check().amount == Cents(5000));
        CHECK(desk.waiting() == 1);
        CHECK(desk.summary().life == BatchLife::in_review);
        CHECK(desk.summary().adds_up());
        CHECK_FALSE(queue.undo(kCheckItem, "ben", "again"));
        const ReviewId again = undone->opened.value_or(kCheckItem);
        Resolution other = post_to(2);
        other.item = again;
        REQUIRE(error_of(queue.resolve(other, "ben")) == "");
        CHECK(balance(desk.book, BookAccount::receivable, 2) == Cents(4610));
        check_sound(desk.book);
    }
}

TEST_CASE("every reason travels through the queue to each outcome that makes sense for it") {
    using enum ResolutionAct;
    const std::set<ResolutionAct> on_checks = {post, correct, send_back, refund, not_payment, refer, hold};
    const std::set<ResolutionAct> on_pages = {file, send_back, refer, hold};
    int travelled = 0;
    for (const Reason reason : all_reasons()) {
        const bool page_only = reason == Reason::check_missing || reason == Reason::correspondence;
        // Cash lies on a page; so may a page that cannot be read.
        const bool both = reason == Reason::not_accepted_tender || reason == Reason::image_quality;
        for (const ResolutionAct act : {post, correct, send_back, refund, not_payment, file, refer, hold}) {
            const bool for_check = on_checks.contains(act) && !page_only;
            const bool for_page = on_pages.contains(act) && (page_only || both);
            CAPTURE(to_word(reason));
            CAPTURE(to_word(act));
            if (for_check) {
                const bool no_numbers = reason == Reason::micr_unreadable;
                const bool no_amount = reason == Reason::amount_unreadable && act != refund;
                const Desk desk({reason}, no_amount ? std::nullopt : std::optional(Cents(5000)), !no_numbers);
                Resolution resolution = act == post ? post_to(1, no_amount ? std::optional(Cents(5000)) : std::nullopt)
                                        : act == correct ? correction(Outcome::posted, Cents(5000))
                                                         : act_on(kCheckItem, act);
                if (no_numbers && act == post) {
                    CHECK_FALSE(desk.queue().resolve(resolution, "ann"));
                    resolution.fields.routing = RoutingNumber::parse("011000015");
                    resolution.fields.account = "1234";
                    resolution.fields.number = "77";
                }
                REQUIRE(error_of(desk.queue().resolve(resolution, "ann")) == "");
                const bool posted = act == post || act == correct;
                CHECK(desk.check().outcome == (posted ? Outcome::posted : Outcome::review));
                CHECK(desk.waiting() == (settles(act) ? 1 : 2));  // and the letter
                CHECK(desk.summary().adds_up());
                ++travelled;
            }
            if (for_page) {
                const Desk desk;
                BatchStore store(desk.book);
                REQUIRE(store.begin(header("B", 1)));
                EnvelopeRecord slip;
                slip.transaction = 1;
                slip.pages = {page_in_review(1, "other", reason)};
                slip.decision = DecisionRecord{};
                slip.decision->reasons = {reason};
                REQUIRE(store.record(batch_id("B"), slip));
                REQUIRE(error_of(desk.queue().resolve(act_on(ReviewId{3}, act), "ann")) == "");
                const auto results = store.results(batch_id("B"));
                CHECK((*results)[0].decision == (settles(act) ? Outcome::filed : Outcome::review));
                ++travelled;
            }
        }
    }
    CHECK(travelled == 24 * 7 + 4 * 4);
}

TEST_CASE("what cannot be resolved says why, and nothing is written") {
    struct Row {
        Resolution resolution;
        const char* user;
        std::string says;
    };
    Resolution nowhere = post_to(1);
    nowhere.billing_account = BillingAccount::parse("799999999");
    Resolution no_plan = post_to(1);
    no_plan.plan_id.reset();
    Resolution past = act_on(kCheckItem, ResolutionAct::hold);
    past.until = local_today();
    Resolution unknown = post_to(1);
    unknown.item = ReviewId{99};
    const std::vector<Row> rows = {
        {post_to(1), "", "names its user"},
        {unknown, "ann", "no such item"},
        {nowhere, "ann", "never had this plan"},
        {no_plan, "ann", "needs an account and a plan"},
        {post_to(1, Cents(0)), "ann", "nothing can be posted"},
        {past, "ann", "after today"},
        {act_on(kCheckItem, ResolutionAct::refer, ""), "ann", "to whom"},
        {act_on(kCheckItem, ResolutionAct::file), "ann", "a check cannot end"},
        {act_on(kCheckItem, ResolutionAct::correct), "ann", "says what was read wrong"},
        {act_on(kCheckItem, ResolutionAct::undo), "ann", "undo is no decision"},
        {act_on(kLetterItem, ResolutionAct::not_payment), "ann", "pages without money cannot"},
    };
    const Desk desk;
    const std::string before = dump(desk.book.connection());
    for (const Row& row : rows) {
        CAPTURE(row.says);
        CHECK(error_of(desk.queue().resolve(row.resolution, row.user)).find(row.says) != std::string::npos);
        CHECK(dump(desk.book.connection()) == before);
    }
    REQUIRE(desk.queue().resolve(post_to(1), "ann"));
    CHECK(error_of(desk.queue().resolve(post_to(1), "ben")).find("settled already") != std::string::npos);
    CHECK_FALSE(desk.queue().claim(kCheckItem, "ben"));
    const Desk no_amount({Reason::amount_unreadable}, std::nullopt);
    CHECK(error_of(no_amount.queue().resolve(post_to(1), "ann")).find("amount of the check is not known") !=
          std::string::npos);
}

TEST_CASE("an instrument that is posted already is not posted again, unless its numbers were read wrong") {
    const Desk desk;
    BatchStore store(desk.book);
    REQUIRE(store.begin(header("B", 2)));
    REQUIRE(store.record(batch_id("B"), paid_envelope(1, 1, 0, Cents(5000), 77)));  // held: the instrument is known
    Resolution second = post_to(1);
    second.item = ReviewId{3};
    REQUIRE(desk.queue().resolve(post_to(1), "ann"));
    const std::string message = error_of(desk.queue().resolve(second, "ann"));
    CHECK(message.find("posted already, from batch A, page 2") != std::string::npos);
    second.fields.number = "78";
    CHECK(error_of(desk.queue().resolve(second, "ann")) == "");
    CHECK(store.check(CheckId{2})->now.number == "78");
    check_sound(desk.book);
}

TEST_CASE("a decision above the limit needs two people who decide the same") {
    const ReviewRules rules{milliseconds(60'000), Cents(4999)};
    const Desk desk;
    ReviewQueue queue = desk.queue(rules);
    const auto first = queue.resolve(post_to(1), "ann");
    REQUIRE(error_of(first) == "");
    CHECK(first->needs_second);
    CHECK_FALSE(first->differs);
    CHECK(balance(desk.book, BookAccount::unapplied) == Cents(5000));
    CHECK((*queue.list())[0].standing == Standing::second);
    CHECK((*queue.list())[0].first_by == "ann");
    CHECK(queue.resolve(post_to(1), "ann")->needs_second);  // the same person twice is one person
    CHECK((*queue.claim_next("ann"))->id == kLetterItem);
    CHECK((*queue.claim_next("ben"))->id == kCheckItem);
    const auto other = queue.resolve(post_to(2), "ben");
    CHECK(other->needs_second);
    CHECK(other->differs);
    const auto agreed = queue.resolve(post_to(2), "ann");
    REQUIRE(error_of(agreed) == "");
    CHECK_FALSE(agreed->needs_second);
    CHECK(balance(desk.book, BookAccount::receivable, 2) == Cents(4610));

    struct Row {
        std::optional<Cents> amount;
        Resolution resolution;
        bool two;
    };
    const std::vector<Row> rows = {
        {Cents(4999), post_to(1), false},
        {Cents(5000), post_to(1), true},
        {Cents(5000), post_to(1, Cents(10)), true},  // one person does not make it small
        {Cents(10), post_to(1, Cents(5000)), true},
        {std::nullopt, act_on(kCheckItem, ResolutionAct::not_payment), true},  // unknown is not little
        {Cents(5000), act_on(kCheckItem, ResolutionAct::send_back), true},
        {Cents(5000), act_on(kCheckItem, ResolutionAct::refer), false},
        {Cents(5000), act_on(kCheckItem, ResolutionAct::hold), false},
        {Cents(5000), act_on(kLetterItem, ResolutionAct::file), false},
        {Cents(5000), act_on(kLetterItem, ResolutionAct::send_back), false},
        {Cents(5000), correction(Outcome::posted, Cents(6000)), true},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows.data());
        const Desk other_desk({Reason::account_ambiguous}, row.amount);
        const auto resolved = other_desk.queue(rules).resolve(row.resolution, "ann");
        REQUIRE(error_of(resolved) == "");
        CHECK(resolved->needs_second == row.two);
    }
}

TEST_CASE("an item is one person's until the claim is released or its time is over") {
    const Desk desk;
    ReviewQueue queue = desk.queue({milliseconds(60'000), {}});
    REQUIRE(queue.claim(kCheckItem, "ann"));
    REQUIRE(queue.claim(kCheckItem, "ann"));  // renews
    CHECK(error_of(queue.claim(kCheckItem, "ben")).find("ann has the item") != std::string::npos);
    CHECK(error_of(queue.resolve(post_to(1), "ben")).find("ann has the item") != std::string::npos);
    CHECK((*queue.list())[0].claim->by == "ann");
    CHECK((*queue.claim_next("ben"))->id == kLetterItem);
    CHECK_FALSE(*queue.claim_next("cyd"));
    CHECK((*queue.claim_next("ann"))->id == kCheckItem);
    REQUIRE(queue.release(kCheckItem, "ben"));  // not his to release
    CHECK_FALSE(queue.claim(kCheckItem, "cyd"));
    REQUIRE(queue.release(kCheckItem, "ann"));
    REQUIRE(desk.queue({milliseconds(30), {}}).claim(kCheckItem, "cyd"));
    CHECK_FALSE(queue.claim(kCheckItem, "ann"));
    std::this_thread::sleep_for(milliseconds(40));
    CHECK_FALSE((*queue.list())[0].claim);
    REQUIRE(queue.claim(kCheckItem, "ann"));
    REQUIRE(error_of(queue.resolve(post_to(1), "ann")) == "");
    CHECK(query_one<int>(desk.book.connection(), "SELECT COUNT(*) FROM claim") == 1);  // ben's letter
}

TEST_CASE("what is held comes back on its day, what is referred waits apart") {
    const Desk desk;
    Date today = *Date::of(2026, 11, 18);
    Book::Options options;
    options.day = [&] { return today; };
    const Result<Book> opened = Book::open(desk.folder / "lockbox.db", options);
    REQUIRE(error_of(opened) == "");
    const Book& book = *opened;
    ReviewQueue queue(book);
    Resolution hold = act_on(kCheckItem, ResolutionAct::hold);
    hold.until = *Date::of(2026, 11, 21);
    REQUIRE(error_of(queue.resolve(hold, "ann")) == "");
    REQUIRE(queue.resolve(act_on(kLetterItem, ResolutionAct::refer, "member services"), "ann"));
    CHECK(queue.list()->empty());
    CHECK_FALSE(*queue.claim_next("ben"));
    CHECK(queue.list({.standings = {Standing::held}})->at(0).held_until == hold.until);
    CHECK(queue.list({.standings = {Standing::referred}})->size() == 1);
    CHECK(queue.totals({.standings = {}})->items == 2);
    today = *Date::of(2026, 11, 21);
    REQUIRE(queue.list()->size() == 1);
    CHECK((*queue.claim_next("ben"))->id == kCheckItem);
    REQUIRE(queue.undo(kLetterItem, "ann", "ours after all"));
    CHECK(queue.list()->size() == 2);
    REQUIRE(error_of(queue.resolve(post_to(1), "ben")) == "");
    CHECK(query_one<std::string>(book.connection(), "SELECT day FROM entry ORDER BY entry_id DESC LIMIT 1") ==
          "2026-11-21");
}

TEST_CASE("filters and totals of the queue") {
    const Desk desk;
    const ReviewQueue queue = desk.queue();
    struct Row {
        ReviewFilter filter;
        int items;
    };
    const std::vector<Row> rows = {
        {{}, 2},
        {{.at_least = Cents(5000)}, 1},
        {{.at_least = Cents(5001)}, 0},
        {{.at_most = Cents(5000)}, 1},
        {{.received_from = *Date::of(2026, 11, 19)}, 0},
        {{.received_to = *Date::of(2026, 11, 18)}, 2},
        {{.checks_only = true}, 1},
        {{.reason = Reason::correspondence, .checks_only = true}, 0},
        {{.limit = 1, .offset = 1}, 1},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows.data());
        CHECK(queue.list(row.filter)->size() == static_cast<std::size_t>(row.items));
        if (row.filter.limit == 0) CHECK(queue.totals(row.filter)->items == row.items);
    }
    const auto totals = queue.totals();
    CHECK(totals->at_stake == Cents(5000));
    CHECK(totals->oldest == *Date::of(2026, 11, 18));
    CHECK(totals->reasons ==
          std::vector<std::pair<Reason, int>>{{Reason::account_ambiguous, 1}, {Reason::correspondence, 1}});
}

TEST_CASE("a batch closes when nothing of it waits, and then does not change") {
    const Desk desk;
    BatchStore store(desk.book);
    ReviewQueue queue = desk.queue();
    CHECK(error_of(store.close(batch_id("A"), "ann")).find("2 items of the batch wait") != std::string::npos);
    REQUIRE(queue.resolve(post_to(1, Cents(4000)), "ann"));
    REQUIRE(queue.resolve(act_on(kLetterItem, ResolutionAct::file), "ann"));
    CHECK(desk.summary().total_difference == Cents(-1000));
    CHECK(error_of(store.close(batch_id("A"), "ann")).find("out_of_balance") != std::string::npos);
    const auto closed = store.close(batch_id("A"), "ann", "miscounted by 10.00");
    REQUIRE(error_of(closed) == "");
    CHECK(closed->life == BatchLife::closed);
    CHECK((*store.batches())[0].life == BatchLife::closed);
    CHECK(error_of(queue.undo(kCheckItem, "ann", "")).find("the batch is closed") != std::string::npos);
    const std::string before = dump(desk.book.connection());
    for (const char* sql :
         {"UPDATE batch SET state = 'balanced'", "UPDATE batch SET closed_at = NULL, closed_by = NULL",
          "INSERT INTO envelope (batch_id, number, recorded_at) VALUES (1, 9, '2026-11-18T00:00:00.000Z')",
          "INSERT INTO decision (envelope_id, check_id, outcome, evidence, program, decided_by, decided_at, source) "
          "VALUES (1, 1, 'review', '{}', 'p', 'me', '2026-11-18T00:00:00.000Z', 'review')"}) {
        CAPTURE(sql);
        CHECK_THROWS_AS(desk.book.connection().run(sql), BookFailure);
    }
    CHECK(dump(desk.book.connection()) == before);
    CHECK(error_of(store.close(batch_id("A"), "ann")) == "");  // nothing more to do
    check_sound(desk.book);
}

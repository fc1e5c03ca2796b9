#include "ledger/batch_store.h"

#include <doctest/doctest.h>

#include "book_for_test.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

BatchSummary record_all(const Book& book, const BatchHeader& head, const std::vector<EnvelopeRecord>& envelopes) {
    BatchStore store(book);
    REQUIRE(store.begin(head));
    for (const EnvelopeRecord& envelope : envelopes) {
        REQUIRE(error_of(store.record(head.id, envelope)) == "");
    }
    const Result<BatchSummary> summary = store.finish(head.id);
    REQUIRE(summary);
    return *summary;
}

std::string refused(const Book& book, const EnvelopeRecord& envelope) {
    return error_of(BatchStore(book).record(batch_id("A"), envelope));
}

}  // namespace

TEST_CASE("what is recorded reads back, and its figures add up") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    const BatchSummary summary = record_all(book, header("A", 40), some_envelopes(20, 1000));

    CHECK(summary.adds_up());
    CHECK(summary.pages == 40);
    CHECK(summary.pages_review == 4);
    CHECK(summary.pages_check == 16);
    CHECK(summary.pages_filed == 20);
    CHECK(summary.checks == 16);
    CHECK(summary.checks_posted == 12);
    CHECK(summary.checks_review == 4);
    CHECK(summary.unknown_amounts == 2);  // of envelopes 3, 11; envelope 19 is a letter
    CHECK(summary.scanned == summary.posted + summary.in_review);
    CHECK(summary.in_review == Cents(107 + 115));
    CHECK(summary.state == BalanceState::unproven);

    const auto results = BatchStore(book).results(batch_id("A"));
    REQUIRE(results);
    REQUIRE(results->size() == 20);
    const EnvelopeResult& first = (*results)[0];
    CHECK(first.transaction == 1);
    REQUIRE(first.documents.size() == 2);
    CHECK(first.documents[1].sequence == 2);
    CHECK(first.documents[1].kind == "check");
    REQUIRE(first.checks.size() == 1);
    CHECK(first.checks[0].outcome == Outcome::posted);
    CHECK(first.checks[0].billing_account == account_of(0));
    CHECK(first.checks[0].amount == Cents(4610));
    CHECK(first.checks[0].routing->str() == "011000015");
    CHECK(first.checks[0].account == "9127-911303");
    CHECK(first.checks[0].number == "1000");
    CHECK(first.checks[0].date == Date::of(2026, 11, 15));
    CHECK(first.checks[0].confidence == doctest::Approx(0.99998));
    CHECK_FALSE(first.decision);
    const EnvelopeResult& unknown = (*results)[3];
    CHECK(unknown.checks[0].reasons == std::vector{Reason::account_ambiguous, Reason::micr_unreadable});
    CHECK_FALSE(unknown.checks[0].amount);
    const EnvelopeResult& letter = (*results)[4];
    CHECK(letter.checks.empty());
    CHECK(letter.decision == Outcome::review);
    CHECK(letter.reasons == std::vector{Reason::correspondence});
    CHECK(letter.documents[0].reasons == std::vector{Reason::correspondence});
}

TEST_CASE("a check tells its whole history") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    record_all(book, header("A", 2), {paid_envelope(1, 1, 3, Cents(4610), 77)});
    const BatchStore store(book);
    const auto id = store.find_check(batch_id("A"), 2);
    REQUIRE(id);
    const auto history = store.check(*id);
    REQUIRE(history);
    CHECK(history->batch == batch_id("A"));
    CHECK(history->transaction == 1);
    CHECK(history->kind == "check");
    REQUIRE(history->front);
    CHECK(history->front->image.media_type == "image/tiff");
    CHECK_FALSE(history->back);
    REQUIRE(history->decisions.size() == 1);
    CHECK(history->decisions[0].decision.evidence_json == R"({"rule":"coupon"})");
    CHECK(history->decisions[0].amount == Cents(4610));
    CHECK(history->decisions[0].decided_at.ends_with("Z"));
    REQUIRE(history->postings.size() == 1);
    CHECK(history->postings[0].billing_account == account_of(3));
    CHECK(history->postings[0].amount == Cents(4610));
    CHECK(history->postings[0].decision == history->decisions[0].id);

    CHECK_FALSE(store.find_check(batch_id("A"), 1));  // a coupon
    CHECK_FALSE(store.find_check(batch_id("B"), 1));
    CHECK_FALSE(store.check(CheckId{4711}));
    CHECK_FALSE(store.results(batch_id("B")));
    CHECK_FALSE(store.summary(batch_id("B")));
}

TEST_CASE("the same batch again changes nothing") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    const auto envelopes = some_envelopes(10, 1);
    record_all(book, header("A", 20), envelopes);
    const std::string before = dump(book.connection());
    BatchStore store(book);

    const auto begun = store.begin(header("A", 20));
    REQUIRE(begun);
    CHECK(begun->start == BatchStart::complete);
    for (const EnvelopeRecord& envelope : envelopes) {
        const auto recorded = store.record(batch_id("A"), envelope);
        REQUIRE(recorded);
        CHECK(recorded->already_there);
    }
    CHECK(store.finish(batch_id("A")));
    CHECK(dump(book.connection()) == before);

    BatchHeader other_content = header("A", 20);
    other_content.fingerprint = header("other", 20).fingerprint;
    CHECK_FALSE(store.begin(other_content));
    BatchHeader other_id = header("B", 20);
    other_id.fingerprint = header("A", 20).fingerprint;
    const auto twice = store.begin(other_id);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().message().find("taken before as batch A") != std::string::npos);
    CHECK(dump(book.connection()) == before);
}

TEST_CASE("an interrupted batch goes on where it stopped") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    const auto envelopes = some_envelopes(6, 1);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 12)));
    REQUIRE(store.record(batch_id("A"), envelopes[0]));
    REQUIRE(store.record(batch_id("A"), envelopes[2]));
    CHECK_FALSE(store.finish(batch_id("A")));
    CHECK(store.summary(batch_id("A"))->state == BalanceState::in_progress);

    const auto begun = store.begin(header("A", 12));
    REQUIRE(begun);
    CHECK(begun->start == BatchStart::resumed);
    CHECK(begun->recorded == std::set{1, 3});
    for (const EnvelopeRecord& envelope : envelopes) REQUIRE(store.record(batch_id("A"), envelope));
    CHECK(store.finish(batch_id("A")));
    const auto batches = store.batches();
    REQUIRE(batches);
    REQUIRE(batches->size() == 1);
    CHECK((*batches)[0].state == BalanceState::unproven);
    CHECK((*batches)[0].finished_at);
    CHECK((*batches)[0].scanner == "desk 2");
}

TEST_CASE("a batch is compared with the hand count") {
    struct Row {
        std::optional<int> pages, checks;
        std::optional<Cents> total;
        bool unknown_amount;
        BalanceState state;
        std::optional<Cents> difference;
    };
    const Cents sum(4610 + 100);
    const std::vector<Row> rows = {
        {4, 2, sum, false, BalanceState::balanced, Cents(0)},
        {4, 2, sum + Cents(1), false, BalanceState::out_of_balance, Cents(-1)},
        {4, 2, sum - Cents(1), false, BalanceState::out_of_balance, Cents(1)},
        {5, 2, sum, false, BalanceState::out_of_balance, Cents(0)},
        {4, 1, sum, false, BalanceState::out_of_balance, Cents(0)},
        {4, 2, {}, false, BalanceState::unproven, {}},
        {{}, {}, {}, false, BalanceState::unproven, {}},
        {4, {}, {}, false, BalanceState::unproven, {}},
        {{}, {}, sum + Cents(1), false, BalanceState::out_of_balance, Cents(-1)},
        {4, 2, sum, true, BalanceState::unproven, {}},                // the unknown amount may make up the rest
        {4, 2, Cents(4609), true, BalanceState::out_of_balance, {}},  // already what is known is more
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows.data());
        const TempFolder folder;
        const Book book = book_with_accounts(folder, 2);
        BatchHeader head = header("A", 4);
        head.control = {row.pages, row.checks, row.total};
        EnvelopeRecord waiting;
        waiting.transaction = 2;
        waiting.pages = {page(3, "coupon"), page(4, "check")};
        waiting.checks = {check_in_review(4, {Reason::amount_mismatch},
                                          row.unknown_amount ? std::nullopt : std::optional(Cents(100)))};
        const BatchSummary summary = record_all(book, head, {paid_envelope(1, 1, 0, Cents(4610), 5), waiting});
        CHECK(summary.state == row.state);
        CHECK(summary.total_difference == row.difference);
        CHECK(summary.adds_up());
        CHECK(summary.unknown_amounts == (row.unknown_amount ? 1 : 0));
    }
}

TEST_CASE("an instrument that was taken before is held, whatever the record says") {
    struct Row {
        std::string what;
        std::function<void(CheckRecord&)> change;
        bool held;
    };
    const std::vector<Row> rows = {
        {"the same", [](CheckRecord&) {}, true},
        {"leading zeros", [](CheckRecord& c) { c.instrument->serial = "00077"; }, true},
        {"no dashes", [](CheckRecord& c) { c.instrument->account = "9127911303"; }, true},
        {"another serial", [](CheckRecord& c) { c.instrument->serial = "78"; }, false},
        {"another amount", [](CheckRecord& c) { c.amount = Cents(4611); }, false},
        {"another account", [](CheckRecord& c) { c.instrument->account = "9127911304"; }, false},
        {"another bank", [](CheckRecord& c) { c.instrument->routing = "211070175"; }, false},
        {"a money order", [](CheckRecord& c) { c.instrument->kind = InstrumentNumbers::Kind::money_order; }, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const TempFolder folder;
        const Book book = book_with_accounts(folder, 5);
        record_all(book, header("A", 2), {paid_envelope(1, 1, 0, Cents(4610), 77)});
        BatchStore store(book);
        REQUIRE(store.begin(header("B", 2)));
        EnvelopeRecord again = paid_envelope(1, 1, 0, Cents(4610), 77);
        row.change(again.checks[0]);
        const auto seen = store.seen(*again.checks[0].instrument, again.checks[0].amount);
        REQUIRE(seen);
        CHECK(seen->has_value() == row.held);
        const auto recorded = store.record(batch_id("B"), again);
        REQUIRE(recorded);
        REQUIRE(recorded->held.size() == (row.held ? 1 : 0));
        const auto summary = store.finish(batch_id("B"));
        REQUIRE(summary);
        CHECK(summary->checks_posted == (row.held ? 0 : 1));
        CHECK(summary->adds_up());
        if (!row.held) continue;
        CHECK((*seen)->batch == batch_id("A"));
        CHECK((*seen)->sequence == 2);
        CHECK((*seen)->posted);
        CHECK(recorded->held[0].reason == Reason::duplicate_check);
        CHECK(summary->reasons == std::vector<std::pair<Reason, int>>{{Reason::duplicate_check, 1}});
    }
}

TEST_CASE("a check whose twin came before it with numbers that nobody could read waits") {
    struct Row {
        std::string what;
        std::function<void(CheckRecord& first, CheckRecord& second)> change;
        bool same_batch = true, held = true;
    };
    const auto day = [](unsigned of_month) { return Date::of(2026, 11, of_month); };
    const std::vector<Row> rows = {
        {"one day", [&](CheckRecord& a, CheckRecord& b) { a.date = b.date = day(14); }},
        {"one day, a later batch", [&](CheckRecord& a, CheckRecord& b) { a.date = b.date = day(14); }, false},
        {"a day is not known", [&](CheckRecord& a, CheckRecord& b) { a.date = std::nullopt, b.date = day(14); }},
        {"... a later batch", [&](CheckRecord& a, CheckRecord& b) { a.date = std::nullopt, b.date = day(14); }, false, false},
        {"another day", [&](CheckRecord& a, CheckRecord& b) { a.date = day(13), b.date = day(14); }, true, false},
        {"another amount", [](CheckRecord& a, CheckRecord&) { a.amount = Cents(4611); }, true, false},
        {"an unknown amount", [](CheckRecord& a, CheckRecord&) { a.amount = std::nullopt; }, true, false},
        {"another account",
         [](CheckRecord& a, CheckRecord&) { a.decision.billing_account = account_of(1), a.decision.plan_id = plan_of(1); },
         true, false},
        {"an unknown account",
         [](CheckRecord& a, CheckRecord&) { a.decision.billing_account = {}, a.decision.plan_id = {}; }, true, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const TempFolder folder;
        const Book book = book_with_accounts(folder, 5);
        BatchStore store(book);
        EnvelopeRecord first = paid_envelope(1, 1, 0, Cents(4610), 77), second = paid_envelope(2, 3, 0, Cents(4610), 77);
        row.change(first.checks[0], second.checks[0]);
        first.checks[0].decision.outcome = Outcome::review;
        first.checks[0].decision.reasons = {Reason::micr_unreadable};
        first.checks[0].routing = {}, first.checks[0].account = {}, first.checks[0].number = {};
        first.checks[0].instrument = {};
        REQUIRE(store.begin(header("A", row.same_batch ? 4 : 2)));
        REQUIRE(store.record(batch_id("A"), first));
        if (!row.same_batch) REQUIRE(store.begin(header("B", 4)));
        const auto recorded = store.record(batch_id(row.same_batch ? "A" : "B"), second);
        REQUIRE(recorded);
        REQUIRE(recorded->held.size() == (row.held ? 1 : 0));
        if (row.held) CHECK(recorded->held[0].reason == Reason::duplicate_check);
    }
}

TEST_CASE("a payer is remembered by what a closed batch confirms") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    record_all(book, header("A", 4),
               {paid_envelope(1, 1, 0, Cents(4610), 77), paid_envelope(2, 3, 0, Cents(4610), 78)});
    BatchStore store(book);
    const CheckRecord known = paid_envelope(1, 1, 0, Cents(4610), 77).checks[0];
    REQUIRE(known.routing);
    const std::string routing = known.routing->str(), account = *known.account;
    REQUIRE(store.paid_before(routing, account));
    CHECK(store.paid_before(routing, account)->empty());  // the program alone believes it
    REQUIRE(store.close(batch_id("A"), "ruth", "counted"));
    const auto memory = store.paid_before(routing, account);
    REQUIRE(memory);
    REQUIRE(memory->size() == 1);
    CHECK(memory->front().billing_account == account_of(0));
    CHECK(memory->front().checks == 2);
    CHECK(store.paid_before(routing, "0000000000")->empty());
    CHECK(store.paid_before("211070175", account)->empty());
}

TEST_CASE("duplicates within one envelope, money orders, and amounts that are not known") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    REQUIRE(store.begin(header("A", 8)));

    EnvelopeRecord twins = paid_envelope(1, 1, 0, Cents(4610), 77);
    twins.pages.push_back(page(3, "check"));
    twins.checks.push_back(posted_check(3, 0, Cents(4610), 77));
    const auto held = store.record(batch_id("A"), twins);
    REQUIRE(held);
    REQUIRE(held->held.size() == 1);
    CHECK(held->held[0].sequence == 3);

    const InstrumentNumbers order{InstrumentNumbers::Kind::money_order, "000000204", "", "20817364529"};
    EnvelopeRecord money_order = paid_envelope(2, 4, 1, Cents(5000), 1);
    money_order.checks[0].instrument = order;
    REQUIRE(store.record(batch_id("A"), money_order)->held.empty());
    CHECK(store.seen(order, Cents(1))->has_value());  // whatever its amount
    CHECK_FALSE(store.seen({InstrumentNumbers::Kind::money_order, "", "", "20817364520"}, {})->has_value());

    EnvelopeRecord unreadable = paid_envelope(3, 6, 2, Cents(100), 900);
    unreadable.checks[0].amount.reset();
    unreadable.checks[0].decision.outcome = Outcome::review;
    unreadable.checks[0].decision.reasons = {Reason::amount_unreadable};
    REQUIRE(store.record(batch_id("A"), unreadable));
    const auto seen = store.seen(posted_check(1, 2, Cents(100), 900).instrument.value(), Cents(100));
    REQUIRE(seen);
    REQUIRE(seen->has_value());
    CHECK_FALSE((*seen)->posted);

    EnvelopeRecord nameless;
    nameless.transaction = 4;
    nameless.pages = {page(8, "check")};
    nameless.checks = {posted_check(8, 3, Cents(4610), 901)};
    nameless.checks[0].instrument.reset();
    const auto kept = store.record(batch_id("A"), nameless);
    REQUIRE(kept);
    REQUIRE(kept->held.size() == 1);
    CHECK(kept->held[0].reason == Reason::micr_unreadable);
}

TEST_CASE("records that contradict themselves do not enter the book") {
    struct Row {
        std::string what;
        std::function<void(EnvelopeRecord&)> damage;
    };
    const std::vector<Row> rows = {
        {"transaction number", [](EnvelopeRecord& e) { e.transaction = 0; }},
        {"no pages", [](EnvelopeRecord& e) { e.pages.clear(), e.checks.clear(); }},
        {"a page twice", [](EnvelopeRecord& e) { e.pages[0].sequence = 2; }},
        {"sequence", [](EnvelopeRecord& e) { e.pages[0].sequence = -1; }},
        {"an unknown kind", [](EnvelopeRecord& e) { e.pages[0].kind = "postcard"; }},
        {"a check page without a check", [](EnvelopeRecord& e) { e.checks.clear(); }},
        {"a check on a coupon", [](EnvelopeRecord& e) { e.checks[0].sequence = 1; }},
        {"two checks on a page", [](EnvelopeRecord& e) { e.checks.push_back(e.checks[0]); }},
        {"a check page that is filed", [](EnvelopeRecord& e) { e.pages[1].disposition = Disposition::filed; }},
        {"review without reasons", [](EnvelopeRecord& e) { e.pages[0].disposition = Disposition::review; }},
        {"posted with reasons", [](EnvelopeRecord& e) { e.checks[0].decision.reasons = {Reason::postdated}; }},
        {"check in review without reasons", [](EnvelopeRecord& e) { e.checks[0].decision.outcome = Outcome::review; }},
        {"filed check", [](EnvelopeRecord& e) { e.checks[0].decision.outcome = Outcome::filed; }},
        {"posted to no account", [](EnvelopeRecord& e) { e.checks[0].decision.billing_account.reset(); }},
        {"posted to no plan", [](EnvelopeRecord& e) { e.checks[0].decision.plan_id.reset(); }},
        {"posted to a plan that is not there",
         [](EnvelopeRecord& e) { e.checks[0].decision.billing_account = account_of(99); }},
        {"posted without an amount", [](EnvelopeRecord& e) { e.checks[0].amount.reset(); }},
        {"posted nothing", [](EnvelopeRecord& e) { e.checks[0].amount = Cents(0); }},
        {"negative", [](EnvelopeRecord& e) { e.checks[0].amount = Cents(-5); }},
        {"confidence", [](EnvelopeRecord& e) { e.checks[0].decision.confidence = 1.5; }},
        {"evidence that is not JSON", [](EnvelopeRecord& e) { e.checks[0].decision.evidence_json = "{"; }},
        {"reading that is not JSON", [](EnvelopeRecord& e) { e.pages[0].reading_json = "no"; }},
        {"a decision that nothing asks for", [](EnvelopeRecord& e) { e.decision = DecisionRecord{}; }},
        {"a page in review and no decision",
         [](EnvelopeRecord& e) { e.pages[0] = page_in_review(1, "letter", Reason::correspondence); }},
    };
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    REQUIRE(BatchStore(book).begin(header("A", 2)));
    const std::string before = dump(book.connection());
    for (const Row& row : rows) {
        CAPTURE(row.what);
        EnvelopeRecord envelope = paid_envelope(1, 1, 0, Cents(4610), 77);
        row.damage(envelope);
        CHECK(refused(book, envelope) != "");
        CHECK(dump(book.connection()) == before);
    }
    CHECK(refused(book, paid_envelope(1, 1, 0, Cents(4610), 77)) == "");
    CHECK(refused(book, paid_envelope(2, 2, 0, Cents(4610), 78)).find("page 2 is already in transaction 1") !=
          std::string::npos);
}

TEST_CASE("a letter beside a check waits by itself") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    EnvelopeRecord envelope = paid_envelope(1, 1, 0, Cents(4610), 77);
    envelope.pages.push_back(page_in_review(3, "letter", Reason::correspondence));
    envelope.decision = DecisionRecord{};
    envelope.decision->reasons = {Reason::correspondence};
    const BatchSummary summary = record_all(book, header("A", 3), {envelope});
    CHECK(summary.checks_posted == 1);
    CHECK(summary.pages_review == 1);
    CHECK(summary.adds_up());
}

TEST_CASE("a batch is known by its images") {
    const auto side = [](const char* bytes, int frame) {
        return PageSide{{*ImageId::parse(sha256_hex(std::string_view(bytes))), 1, "image/tiff"}, frame};
    };
    const std::vector<PageSides> pages = {{1, side("a", 0), side("b", 0)}, {2, side("c", 0), {}}};
    const BatchFingerprint one = batch_fingerprint(batch_id("A"), pages);
    const std::vector<PageSides> turned = {pages[1], pages[0]};
    CHECK(batch_fingerprint(batch_id("B"), turned) == one);  // neither the id nor the order of listing counts

    const std::vector<std::vector<PageSides>> others = {
        {pages[0]},
        {{1, side("a", 0), {}}, {2, side("c", 0), {}}},
        {{1, side("b", 0), side("a", 0)}, {2, side("c", 0), {}}},
        {{1, side("a", 0), side("b", 0)}, {2, side("c", 1), {}}},
        {{1, side("a", 0), side("b", 0)}, {3, side("c", 0), {}}},
        {{1, {}, {}}, {2, {}, {}}},
    };
    for (const auto& other : others) {
        CAPTURE(&other - others.data());
        CHECK(batch_fingerprint(batch_id("A"), other) != one);
    }
    CHECK(batch_fingerprint(batch_id("A"), others.back()) != batch_fingerprint(batch_id("B"), others.back()));
}

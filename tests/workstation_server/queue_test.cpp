// Reviewers at work: items taken, looked at, decided, taken back, by several people at once.

#include <mutex>
#include <set>
#include <thread>

#include "desk_for_test.h"
#include "ledger/auditor.h"
#include "ledger/corrections.h"
#include "ledger/review_queue.h"

using namespace lockbox;
using namespace lockbox::test;
using Value = nlohmann::json;

namespace {

Value post_to(int member, Value more = Value::object()) {
    more["act"] = "post";
    more["billing_account"] = account_of(member).str();
    more["plan_id"] = plan_of(member).str();
    return more;
}

std::string resolve(const Value& item) {
    return "/api/items/" + std::to_string(item["item"].get<int>()) + "/resolve";
}

}  // namespace

TEST_CASE("an item comes with all that a person needs, is claimed, logged and decided") {
    ServedDesk desk;
    desk.add_items("b1", 3, {Reason::account_not_found}, Cents(4610));
    Person rita = desk.person("rita", Role::review);
    const Value queue = rita.get("/api/queue").json();
    CHECK(queue["totals"]["items"] == 3);
    CHECK(queue["totals"]["at_stake"] == "138.30");
    CHECK(queue["totals"]["reasons"][0]["word"] == "account_not_found");
    CHECK(queue["items"][0]["claim"].is_null());

    const Value item = rita.post("/api/next").json()["item"];
    REQUIRE(item.is_object());
    CHECK(item["claim"]["mine"] == true);
    CHECK(item["at_stake"] == "46.10");
    CHECK(item["reasons"][0]["settles"].get<std::string>().size() > 10);
    CHECK(item["known"]["account"] == "…3235");
    CHECK(item["rules"]["acts"] == Value({"post", "correct", "return", "refund", "not_payment", "refer", "hold"}));
    const Value front = item["pages"][0]["sides"]["front"];
    CHECK(front["width_px"].get<int>() > 100);
    const Reply image = rita.get(front["url"]);
    CHECK(image.status == 200);
    CHECK(image.header("Content-Type") == "image/jpeg");
    CHECK(image.body.substr(0, 3) == "\xff\xd8\xff");
    const Reply crop = rita.get(front["url"].get<std::string>() + "?box=800,100,200,60");
    CHECK(crop.header("Content-Type") == "image/png");
    CHECK(rita.get("/api/images/b1/99/front").status == 404);
    CHECK(rita.get("/api/images/b1/1/back").status == 404);
    CHECK(count_audit(desk.book(), "viewed", "review item 1") == 1);
    CHECK(item.dump().find("2430813235") == std::string::npos);

    const Reply shown = rita.post("/api/reveal", {{"item", item["item"]}});
    CHECK(shown.json()["account"] == "2430813235");
    CHECK(count_audit(desk.book(), "account_number_shown", "review item 1") == 1);

    const Value resolved = rita.post(resolve(item), post_to(2)).json();
    CHECK(resolved["already"] == false);
    CHECK(resolved["needs_second"] == false);
    CHECK(rita.get("/api/queue").json()["totals"]["items"] == 2);
    CHECK(rita.get("/api/checks/1").json()["check"]["decision"] == "posted");
    const Value mine = rita.get("/api/mine").json()["decisions"];
    REQUIRE(mine.size() == 1);
    CHECK(mine[0]["amount"] == "46.10");

    const Reply undone = rita.post("/api/items/1/undo", {{"why", "wrong plan"}});
    CHECK(undone.json()["opened"] == 4);
    CHECK(rita.get("/api/queue").json()["totals"]["items"] == 3);
    const auto report = verify_book(desk.book());
    REQUIRE(report);
    CHECK_FALSE(report->first_wrong);
}

TEST_CASE("a request that is repeated is done once, also over a restart of the server") {
    ServedDesk desk;
    desk.add_items("b1", 2, {Reason::account_not_found}, Cents(4610));
    Person rita = desk.person("rita", Role::review);
    const Value item = rita.post("/api/next").json()["item"];
    const std::vector<std::string> id = {"X-Request-Id: 1234-abcd-5678"};
    const Reply first = rita.post(resolve(item), post_to(1), id);
    CHECK(first.status == 200);
    CHECK(rita.post(resolve(item), post_to(1), id).body == first.body);
    CHECK(rita.post(resolve(item), post_to(1)).json()["already"] == true);
    CHECK(rita.post(resolve(item), post_to(2)).code() == "settled");  // that was not what was decided
    CHECK(rita.post(resolve(item), post_to(1), {"X-Request-Id: x"}).status == 400);

    desk.restart();
    Person again(desk.port());
    REQUIRE(again.sign_in("rita", kPassword).status == 200);
    CHECK(again.post(resolve(item), post_to(1), id).json()["already"] == true);
    CHECK(again.get("/api/queue").json()["totals"]["items"] == 1);
    CHECK(ReviewQueue(desk.book()).show(ReviewId{1})->resolutions.size() == 1);
}

TEST_CASE("ten people at once decide every item once") {
    ServedDesk desk;
    constexpr int kItems = 60, kPeople = 10;
    desk.add_items("b1", kItems, {Reason::account_not_found}, Cents(4610));
    std::vector<Person> people;
    for (int i = 0; i < kPeople; ++i) people.push_back(desk.person("user" + std::to_string(i), Role::review));
    std::mutex mutex;
    std::multiset<int> decided;
    std::vector<std::thread> threads;
    for (Person& person : people) {
        threads.emplace_back([&] {
            for (;;) {
                const Value item = person.post("/api/next").json().value("item", Value());
                if (!item.is_object()) return;
                const Reply reply = person.post(resolve(item), post_to(0));
                const std::lock_guard lock(mutex);
                if (reply.status == 200 && reply.json()["already"] == false) decided.insert(item["item"].get<int>());
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(decided.size() == kItems);
    CHECK(std::set<int>(decided.begin(), decided.end()).size() == kItems);
    CHECK_FALSE(verify_book(desk.book())->first_wrong);
}

TEST_CASE("an item that one has, another has not; the page holds two") {
    ServedDesk desk;
    desk.add_items("b1", 3, {Reason::account_not_found}, Cents(4610));
    Person rita = desk.person("rita", Role::review), ruth = desk.person("ruth", Role::review);
    const Value shown = rita.post("/api/next").json()["item"];
    const Value ahead = rita.post("/api/next", {{"not", Value::array({shown["item"]})}}).json()["item"];
    CHECK(ahead["item"] == 2);
    const Value hers = ruth.post("/api/next").json()["item"];
    CHECK(hers["item"] == 3);
    CHECK(ruth.post("/api/next", {{"not", Value::array({3})}}).json()["item"].is_null());
    Value passed = Value::array();
    for (int i = 4; i < 204; ++i) passed.push_back(i);
    CHECK(ruth.post("/api/next", {{"not", passed}}).json()["item"]["item"] == 3);
    passed.push_back(204);
    CHECK(ruth.post("/api/next", {{"not", passed}}).status == 400);
    CHECK(ruth.post(resolve(shown), post_to(1)).code() == "claimed");
    CHECK(ruth.post("/api/items/1/claim").code() == "claimed");
    CHECK(rita.post("/api/items/1/claim").json()["claim"]["mine"] == true);
    CHECK(rita.post("/api/items/1/release").status == 200);
    CHECK(ruth.post("/api/items/1/claim").status == 200);
    CHECK(rita.post(resolve(shown), post_to(1)).code() == "claimed");
    CHECK(ruth.post("/api/items/77/claim").status == 404);
}

TEST_CASE("above the limit a second person decides without knowing what the first one entered") {
    ServedDesk::Options options;
    options.second_above = Cents(10'000);
    ServedDesk desk(options);
    desk.add_items("b1", 1, {Reason::over_limit}, Cents(250'000));
    Person rita = desk.person("rita", Role::review), ruth = desk.person("ruth", Role::review),
           ida = desk.person("ida", Role::supervise);
    Value item = rita.post("/api/next").json()["item"];
    CHECK(item["rules"]["needs_second"] == true);
    CHECK(rita.post(resolve(item), post_to(3, {{"note", "the nephew's account"}})).json()["needs_second"] == true);
    CHECK(rita.post("/api/next").json()["item"].is_null());  // not hers any more

    const Reply seen = ruth.post("/api/next");
    item = seen.json()["item"];
    CHECK(item["second"] == true);
    CHECK(seen.body.find("nephew") == std::string::npos);
    CHECK(seen.body.find(plan_of(3).str()) == std::string::npos);
    CHECK(ida.get("/api/audit").body.find("nephew") == std::string::npos);
    CHECK(ida.get("/api/second").json()["items"][0]["first_by"] == "rita");

    CHECK(ruth.post(resolve(item), post_to(4)).json()["differs"] == true);
    CHECK(rita.post(resolve(item), post_to(4)).json()["needs_second"] == false);
    CHECK(rita.get("/api/checks/1").json()["check"]["decision"] == "posted");
    CHECK(ida.get("/api/audit").body.find("nephew") != std::string::npos);  // decided: it may be known

    const auto move = [&](const char* user, const char* why) {
        return Corrections(desk.book(), {user, why, Cents(10'000)}).move_check(CheckId{1}, account_of(5), plan_of(5));
    };
    REQUIRE(move("rita", "the niece's account")->needs_second);
    CHECK(ida.get("/api/audit?action=correction_needs_second").json()["rows"][0]["hidden"] == true);
    CHECK(ida.get("/api/audit").body.find("niece") == std::string::npos);
    const Value waiting = ida.get("/api/second").json()["corrections"];
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0]["act"] == "move");
    CHECK(waiting[0]["check"] == 1);
    CHECK(waiting[0]["billing_account"] == account_of(4).str());  // from where, not where to
    CHECK(waiting[0]["first_by"] == "rita");
    CHECK(waiting.dump().find("niece") == std::string::npos);
    CHECK(waiting.dump().find(account_of(5).str()) == std::string::npos);
    REQUIRE(move("ruth", "so it is")->needs_second == false);
    CHECK(ida.get("/api/audit").body.find("niece") != std::string::npos);
    CHECK(ida.get("/api/second").json()["corrections"].empty());
    CHECK_FALSE(verify_book(desk.book())->first_wrong);
}

TEST_CASE("where figures and words differ the amount is keyed blind") {
    ServedDesk desk;
    const auto both = [](PageReading& reading) {
        reading.check->courtesy_amount = {Presence::read,
                                          {{Cents(123'456), 0.8}, {Cents(124'356), 0.2}},
                                          Region{Side::front, {800, 100, 200, 60}},
                                          {}};
        reading.check->legal_amount = {
            Presence::read, {{Cents(132'456), 0.9}}, Region{Side::front, {100, 200, 600, 60}}, {}};
    };
    desk.add_items("b1", 3, {Reason::amount_mismatch}, Cents(123'456), both);
    Person rita = desk.person("rita", Role::review);
    const Reply seen = rita.post("/api/next");
    const Value item = seen.json()["item"];
    CHECK(item["rules"]["blind_amount"] == true);
    for (const char* told : {"1234.56", "1324.56", "1,234.56"}) CHECK(seen.body.find(told) == std::string::npos);
    CHECK(rita.get("/api/queue").body.find("1234.56") == std::string::npos);
    REQUIRE(item["questions"].size() == 2);
    CHECK(item["questions"][0]["label"] == "figures");
    CHECK(item["questions"][1]["label"] == "words");

    CHECK(rita.post(resolve(item), post_to(1)).status == 400);  // no amount
    CHECK(rita.post(resolve(item), post_to(1, {{"amount", "1243.56"}})).code() == "amount_again");
    CHECK(rita.post(resolve(item), post_to(1, {{"amount", "1243.56"}, {"amount_again", "1243.65"}})).code() ==
          "amounts_differ");
    CHECK(rita.post(resolve(item), post_to(1, {{"amount", "1324.56"}})).status == 200);  // the words say so too
    CHECK(rita.get("/api/checks/1").json()["check"]["amount"] == "1324.56");
    const Value next = rita.post("/api/next").json()["item"];
    CHECK(rita.post(resolve(next), post_to(1, {{"amount", "1243.56"}, {"amount_again", "1243.56"}})).status == 200);
}

TEST_CASE("an amount that nothing else says is keyed twice, whatever the reason") {
    ServedDesk desk;
    const auto in_doubt = [](PageReading& reading) {
        reading.check->courtesy_amount = {
            Presence::read, {{Cents(4'670), 0.6}, {Cents(4'110), 0.3}, {Cents(46'100), 0.02}}, {}, {}};
    };
    desk.add_items("b1", 2, {Reason::amount_unreadable}, std::nullopt, in_doubt);
    Person rita = desk.person("rita", Role::review);
    const Value item = rita.post("/api/next").json()["item"];
    CHECK(rita.post(resolve(item), post_to(1)).code() == "refused");
    // The reader's faint chance of it is no second opinion.
    CHECK(rita.post(resolve(item), post_to(1, {{"amount", "461.00"}})).code() == "amount_again");
    CHECK(rita.post(resolve(item), post_to(1, {{"amount", "461.11"}})).code() == "amount_again");
    CHECK(rita.post(resolve(item), post_to(1, {{"amount", "46.10"}})).status == 200);
    const Value next = rita.post("/api/next").json()["item"];
    CHECK(rita.post(resolve(next), post_to(1, {{"amount", "41.10"}})).status == 200);
}

TEST_CASE("names and writing that are programs stay text") {
    ServedDesk desk;
    const std::string script = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    desk.add_items("b1", 1, {Reason::account_not_found}, Cents(4610), [&](PageReading& reading) {
        reading.check->memo = {Presence::read, {{script, 0.9}}, {}, {}};
        reading.check->payer_name = {Presence::read, {{script, 0.9}}, {}, {}};
    });
    Person rita = desk.person("rita", Role::review);
    const Reply reply = rita.post("/api/next");
    CHECK(reply.header("Content-Type") == "application/json");
    CHECK(reply.header("X-Content-Type-Options") == "nosniff");
    bool found = false;
    const Value seen = reply.json();
    for (const Value& reading : seen["item"]["readings"]) {
        if (reading["field"] == "memo") found = reading["alternatives"][0]["value"] == script;
    }
    CHECK(found);
    CHECK(rita.post("/api/items/1/resolve", {{"act", "refer"}, {"note", script}}).status == 200);
    const Reply again = rita.get("/api/items/1");
    CHECK(again.header("Content-Type") == "application/json");
    CHECK(again.json()["item"]["history"].dump().find("onerror") != std::string::npos);
}

TEST_CASE("every other outcome, and what waits for a day or a person") {
    ServedDesk desk;
    desk.add_items("b1", 8, {Reason::account_not_found}, Cents(4610));
    Person rita = desk.person("rita", Role::review);
    const auto act = [&](int item, Value body) {
        return rita.post("/api/items/" + std::to_string(item) + "/resolve", std::move(body));
    };
    CHECK(act(1, {{"act", "return"}}).status == 200);
    CHECK(act(2, {{"act", "refund"}}).status == 200);
    CHECK(act(3, {{"act", "not_payment"}}).status == 200);
    CHECK(act(4, {{"act", "refer"}, {"note", "ida"}}).status == 200);
    CHECK(act(4, {{"act", "refer"}}).code() == "refused");
    CHECK(act(5, {{"act", "hold"}, {"until", "2099-01-01"}}).status == 200);
    CHECK(act(5, {{"act", "hold"}, {"until", "2001-01-01"}}).code() == "refused");
    CHECK(act(6, {{"act", "file"}}).code() == "refused");
    CHECK(act(6, {{"act", "correct"}, {"fields", Value::object()}}).code() == "refused");
    CHECK(act(7, {{"act", "correct"}, {"fields", {{"signature_seen", true}}}}).status == 200);
    CHECK(act(99, {{"act", "return"}}).status == 404);
    CHECK(rita.get("/api/queue?standing=held").json()["items"].size() == 1);
    CHECK(rita.get("/api/queue?standing=referred").json()["items"].size() == 1);
    CHECK_FALSE(verify_book(desk.book())->first_wrong);
}

TEST_CASE("every page hears of claims and decisions, also of those made in a shell") {
    ServedDesk desk;
    desk.add_items("b1", 3, {Reason::account_not_found}, Cents(4610));
    Person rita = desk.person("rita", Role::review), ruth = desk.person("ruth", Role::review);
    Wire stream(desk.port());
    stream.send(ruth.text_of("GET", "/api/events", "", {}));
    CHECK(stream.listen(10'000, "event: hello").find("text/event-stream") != std::string::npos);

    const Value item = rita.post("/api/next").json()["item"];
    CHECK(stream.listen(10'000, "event: claim").find(R"("by":"rita")") != std::string::npos);
    rita.post(resolve(item), post_to(1));
    CHECK(stream.listen(10'000, "event: settled").find("event: settled") != std::string::npos);
    ReviewQueue shell(desk.book());
    REQUIRE(shell.claim(ReviewId{2}, "root"));
    CHECK(stream.listen(10'000, "root").find(R"({"item":2,"by":"root")") != std::string::npos);
    REQUIRE(shell.release(ReviewId{2}, "root"));
    CHECK(stream.listen(10'000, "event: release").find("event: release") != std::string::npos);

    ruth.post("/api/sign-out");
    CHECK(stream.listen(15'000, "signed_out").find("event: signed_out") != std::string::npos);
}

TEST_CASE("a claim ends with its time, and another takes the item") {
    ServedDesk::Options options;
    options.claim_minutes = 0;
    ServedDesk desk(options);
    desk.add_items("b1", 1, {Reason::account_not_found}, Cents(4610));
    Person rita = desk.person("rita", Role::review), ruth = desk.person("ruth", Role::review);
    REQUIRE(rita.post("/api/next").json()["item"].is_object());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const Value hers = ruth.post("/api/next").json()["item"];
    REQUIRE(hers.is_object());
    CHECK(ruth.post(resolve(hers), post_to(1)).status == 200);
    CHECK(rita.post(resolve(hers), post_to(1)).code() == "settled");
}

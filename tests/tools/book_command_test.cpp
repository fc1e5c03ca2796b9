// The book from the shell: review, closing, corrections, verify, reprocess, watch, purge.

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>

#include "desk.h"

using namespace lockbox::test;

namespace {

std::string plan_of_row(int row) {
    std::istringstream lines(text_of(kSamples / "accounts.csv"));
    std::string header, line;
    std::getline(lines, header);
    for (int i = 0; i <= row; ++i) std::getline(lines, line);
    const auto field = [](const std::string& text, int n) {
        std::istringstream fields(text);
        std::string one;
        for (int i = 0; i <= n; ++i) std::getline(fields, one, ',');
        return one;
    };
    int account = 0, plan = 0;
    for (int i = 0; !field(header, i).empty() && i < 20; ++i) {
        if (field(header, i) == "billing_account") account = i;
        if (field(header, i) == "plan_id") plan = i;
    }
    return field(line, account) + ":" + field(line, plan);
}

nlohmann::json items_of(const Desk& desk, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"review", "list", "--format", "json", "--limit", "0"};
    words.insert(words.end(), more.begin(), more.end());
    const Run run = desk.run(words);
    REQUIRE_MESSAGE(run.status == 0, run.err);
    return nlohmann::json::parse(run.out);
}

/// The items whose check has page `page`, or (0) the first with a check.
std::string check_item(const Desk& desk) {
    for (const auto& item : items_of(desk)) {
        if (item["check"] != "") return item["item"].get<std::string>();
    }
    return "";
}

const std::vector<std::string> kNumbers = {"--set", "routing=011000015", "--set", "account=9127",
                                           "--set", "number=4711"};

std::vector<std::string> with_numbers(std::vector<std::string> words) {
    words.insert(words.end(), kNumbers.begin(), kNumbers.end());
    return words;
}

}  // namespace

TEST_CASE("a queue is worked from the shell to the closing of its batch, and the book verifies") {
    const Desk desk;
    desk.open();
    REQUIRE(desk.run({"process", desk.small_batch("20261118-910", 8)}).status == 0);
    const std::string item = check_item(desk);
    REQUIRE(item != "");
    CHECK(desk.run({"review", "claim", item, "--user", "ann"}).status == 0);
    const Run taken = desk.run({"review", "claim", item, "--user", "ben"});
    CHECK(taken.status == 1);
    CHECK(taken.err.find("ann has the item") != std::string::npos);
    CHECK(desk.run({"review", "release", item, "--user", "ann"}).status == 0);

    // Above the limit: two people, and the same decision.
    const auto post = [&](const char* user, const char* amount, const std::string& which) {
        return desk.run(with_numbers(
            {"review", "resolve", which, "post", "--to", plan_of_row(3), "--amount", amount, "--user", user}));
    };
    CHECK(post("ann", "2500.01", item).out.find("second person") != std::string::npos);
    CHECK(post("ben", "2500.02", item).out.find("differs") != std::string::npos);
    const Run second = post("ann", "2500.02", item);
    CHECK_MESSAGE(second.status == 0, second.err);
    CHECK(second.out.find("takes it back") != std::string::npos);
    const Run undone = desk.run({"review", "undo", item, "--user", "ben", "--note", "wrong plan"});
    CHECK_MESSAGE(undone.status == 0, undone.err);
    CHECK(desk.run({"verify"}).status == 0);

    CHECK(desk.run({"close", "20261118-910"}).status == 1);
    for (const auto& waiting : items_of(desk, {"--all"})) {
        const std::string number = waiting["item"];
        const bool check = waiting["check"] != "";
        std::vector<std::string> words = {"review", "resolve", number, check ? "return" : "file", "--user", "ann"};
        REQUIRE(desk.run(words).status == 0);
        words.back() = "ben";
        if (items_of(desk, {"--standing", "second"}).size() == 1) REQUIRE(desk.run(words).status == 0);
    }
    CHECK(items_of(desk, {"--all"}).empty());
    CHECK(desk.run({"close", "20261118-910"}).status == 1);  // nothing was counted
    const Run closed = desk.run({"close", "20261118-910", "--accept", "no count came with it"});
    CHECK_MESSAGE(closed.status == 0, closed.err);
    CHECK(closed.out.find("closed") != std::string::npos);
    CHECK(desk.run({"review", "undo", item}).status == 1);
    CHECK(desk.run({"report"}).status == 0);
    CHECK(desk.run({"balance"}).out.find("deposits") != std::string::npos);
    CHECK(desk.run({"verify"}).status == 0);
    // What the text says, programs are told too.
    const auto json = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--format", "json"});
        return nlohmann::json::parse(desk.run(words).out);
    };
    const auto report = json({"report"});
    CHECK(
        std::any_of(report.begin(), report.end(), [](const auto& row) { return row["movement"] == "items settled"; }));
    CHECK(json({"verify"}).back()["count"].get<std::string>().size() == 64);
    const auto count = json({"balance", "20261118-910"});
    CHECK(count[0]["what"] == "pages");
    CHECK(count[0]["scanned"] == "8");
    CHECK(count[2]["difference"] == "");  // nothing was counted

    CHECK(desk.run({"purge", "--before", "2026-11-19"}).status == 2);  // kept for seven years
    write_text(desk / "lockbox.toml", text_of(desk / "lockbox.toml") + "[book]\nkeep_images_days = 1\n");
    CHECK(desk.run({"purge", "--before", "2026-11-19"}).out.find("would be dropped") != std::string::npos);
    CHECK(desk.run({"purge", "--before", "2026-11-19", "--apply"}).status == 0);
    const Run verified = desk.run({"verify", "--format", "csv"});
    CHECK(verified.status == 0);
    CHECK(verified.out.find("images,0") != std::string::npos);
}

TEST_CASE("posted money moves, comes back, and reprocessing leaves people's decisions alone") {
    const Desk desk;
    desk.open();
    REQUIRE(desk.run({"process", desk.small_batch("20261118-911", 8)}).status == 0);
    const std::string item = check_item(desk);
    std::string check;
    for (const auto& one : items_of(desk)) {
        if (one["item"] == item) check = one["check"];
    }
    REQUIRE(desk.run(with_numbers({"review", "resolve", item, "post", "--to", plan_of_row(3), "--amount", "46.10"}))
                .status == 0);
    const Run dry = desk.run({"reprocess", "--batch", "20261118-911"});
    CHECK_MESSAGE(dry.status == 0, dry.err);
    CHECK(dry.out.find("0 checks would change") != std::string::npos);
    CHECK(dry.out.find("1 for a person's decision") != std::string::npos);
    const Run over = desk.run({"reprocess", "--check", check, "--over-people"});
    CHECK(over.out.find("1 checks would change") != std::string::npos);

    CHECK(desk.run({"correct", "move", check, "--to", plan_of_row(5)}).status == 2);  // no why
    const Run moved = desk.run({"correct", "move", check, "--to", plan_of_row(5), "--why", "wrong household"});
    CHECK_MESSAGE(moved.status == 0, moved.err);
    CHECK(desk.run({"correct", "return", check, "--why", "NSF"}).status == 0);
    CHECK(desk.run({"correct", "return", check, "--why", "NSF"}).status == 1);
    CHECK(desk.run({"correct", "refund", check, "--why", "NSF"}).status == 1);
    CHECK(desk.run({"correct", "refund-credit", plan_of_row(5), "--amount", "1.00", "--why", "asked"}).status == 1);
    CHECK(desk.run({"find", "--number", "4711"}).out.find("20261118-911") != std::string::npos);
    CHECK(desk.run({"find", "--number", "471100"}).out.find("No such check") != std::string::npos);
    CHECK(desk.run({"find", "--from", "2026-11-18"}).status == 2);
    CHECK(desk.run({"review", "show", item, "--crop", desk / "crop.png"}).status == 0);
    CHECK(text_of(desk / "crop.png").find("PNG") == 1);
    const Run shown = desk.run({"show", check});
    CHECK(shown.out.find("reversed") != std::string::npos);
    CHECK(shown.out.find("the payer's bank did not pay it") != std::string::npos);
    CHECK(shown.out.find("returned $46.10") != std::string::npos);
    const auto told = nlohmann::json::parse(desk.run({"show", check, "--format", "json"}).out);
    CHECK(told["money"].front()["movement"] == "received");
    CHECK(told["money"].back()["amount"] == "46.10");
    CHECK(desk.run({"reprocess"}).status == 2);
    CHECK(desk.run({"verify"}).status == 0);

    // A new reading of a person's decision, on request: the question is open anew.
    const std::string other = check_item(desk);
    REQUIRE(desk.run({"review", "resolve", other, "post", "--to", plan_of_row(7), "--amount", "46.10", "--set",
                      "routing=011000015", "--set", "account=9127", "--set", "number=4712"})
                .status == 0);
    const std::size_t before = items_of(desk).size();
    CHECK(desk.run({"reprocess", "--batch", "20261118-911", "--over-people", "--apply"}).status == 0);
    CHECK(items_of(desk).size() == before + 1);
    const Run again = desk.run({"reprocess", "--batch", "20261118-911", "--apply"});
    CHECK(again.out.find("0 checks decided anew") != std::string::npos);
    CHECK(desk.run({"verify"}).status == 0);
}

TEST_CASE("money above the limit is moved and paid back by two people, and returned by one") {
    const Desk desk;
    desk.open();
    REQUIRE(desk.run({"process", desk.small_batch("20261118-913", 8)}).status == 0);
    const std::string item = check_item(desk);
    std::string check;
    for (const auto& one : items_of(desk)) {
        if (one["item"] == item) check = one["check"];
    }
    for (const char* user : {"ann", "ben"}) {
        REQUIRE(desk.run(with_numbers({"review", "resolve", item, "post", "--to", plan_of_row(3), "--amount", "2500.02",
                                       "--user", user}))
                    .status == 0);
    }
    const auto correct = [&](std::vector<std::string> words, const char* user, const char* why) {
        words.insert(words.begin(), "correct");
        words.insert(words.end(), {"--user", user, "--why", why});
        const Run run = desk.run(words);
        CHECK_MESSAGE(run.status == 0, run.err);
        return run.out;
    };
    const std::vector<std::string> move = {"move", check, "--to", plan_of_row(5)};
    CHECK(correct(move, "ann", "wrong household").find("when a second person decides the same") != std::string::npos);
    CHECK(correct(move, "ann", "wrong household").find("second person") != std::string::npos);
    CHECK(correct({"refund", check}, "ben", "asked for it").find("differs") != std::string::npos);
    CHECK(correct(move, "ann", "wrong household").find("differs") != std::string::npos);
    const auto shown = [&] { return desk.run({"show", check}).out; };
    CHECK(shown().find("a correction waits for a second person") != std::string::npos);
    CHECK(shown().find("household") == std::string::npos);  // the second decides without knowing
    CHECK(correct(move, "ben", "ann is right").find("Done") != std::string::npos);
    CHECK(shown().find("a first entry by ann: wrong household\n") != std::string::npos);
    CHECK(shown().find("corrected (move) by ben: ann is right\n") != std::string::npos);
    CHECK(shown().find("asked for it") == std::string::npos);  // voided, and told to nobody
    CHECK(correct({"return", check}, "ann", "NSF").find("Done") != std::string::npos);
    CHECK(shown().find("corrected (return) by ann: NSF\n") != std::string::npos);
    const auto json = nlohmann::json::parse(desk.run({"show", check, "--format", "json"}).out);
    CHECK(json["corrections"].back()["why"] == "NSF");
    CHECK(desk.run({"verify"}).status == 0);
}

TEST_CASE("what is named and not there is status 3 of every command, and a misspelt name is status 2") {
    const Desk desk;
    desk.open();
    REQUIRE(desk.run({"process", desk.small_batch("20261118-914", 8)}).status == 0);
    const std::string item = check_item(desk), no_plan = "799999999:10001MA0000001";
    struct Row {
        std::vector<std::string> words;
        int status = 3;
    };
    const std::vector<Row> rows = {
        {{"results", "20990101-001"}},
        {{"balance", "20990101-001"}},
        {{"close", "20990101-001"}},
        {{"review", "list", "--batch", "20990101-001"}},
        {{"reprocess", "--batch", "20990101-001"}},
        {{"reprocess", "--open", "--batch", "20990101-001"}},
        {{"show", "9999"}},
        {{"show", "20261118-914:99"}},
        {{"show", "20990101-001:1"}},
        {{"reprocess", "--check", "9999"}},
        {{"reprocess", "--check", "20990101-001:1"}},
        {{"correct", "return", "9999", "--why", "w"}},
        {{"correct", "return", "20990101-001:1", "--why", "w"}},
        {{"correct", "refund", "9999", "--why", "w"}},
        {{"correct", "refund", "20990101-001:1", "--why", "w"}},
        {{"correct", "move", "9999", "--to", plan_of_row(3), "--why", "w"}},
        {{"correct", "move", "1", "--to", no_plan, "--why", "w"}},
        {{"correct", "refund-credit", no_plan, "--amount", "1.00", "--why", "w"}},
        {{"review", "show", "9999"}},
        {{"review", "resolve", "9999", "return"}},
        {{"review", "resolve", "9999", "correct", "--set", "amount=1.00"}},
        {{"review", "resolve", item, "post", "--to", no_plan, "--amount", "1.00"}},
        {{"review", "undo", "9999"}},
        {{"review", "claim", "9999"}},
        {{"review", "release", "9999"}},
        {{"users", "disable", "nobody"}},
        {{"users", "enable", "nobody"}},
        {{"users", "role", "nobody", "--role", "auditor"}},
        {{"users", "password", "nobody"}},
        {{"results", "../x"}, 2},
        {{"balance", "../x"}, 2},
        {{"close", "../x"}, 2},
        {{"review", "list", "--batch", "../x"}, 2},
        {{"reprocess", "--batch", "../x"}, 2},
        {{"reprocess", "--check", "first"}, 2},
        {{"show", "first"}, 2},
        {{"correct", "return", "first", "--why", "w"}, 2},
        {{"correct", "move", "1", "--to", "somebody", "--why", "w"}, 2},
        {{"review", "show", "first"}, 2},
        {{"review", "resolve", "first", "return"}, 2},
        {{"review", "undo", "first"}, 2},
        {{"review", "claim", "first"}, 2},
        {{"review", "release", "first"}, 2},
        {{"users", "disable", "No Body"}, 2},
        {{"find", "--number", "999999"}, 0},  // a search that finds nothing is done
    };
    for (const Row& row : rows) {
        std::string command;
        for (const std::string& word : row.words) command += word + " ";
        CAPTURE(command);
        const Run run = desk.run(row.words);
        CHECK(run.status == row.status);
        CHECK(run.err.empty() == (row.status == 0));
    }
    CHECK(desk.run({"verify"}).status == 0);
}

TEST_CASE("a check is held until its day, and credit meets the next bill") {
    const Desk desk;
    desk.open();
    REQUIRE(desk.run({"process", desk.small_batch("20261118-912", 8)}).status == 0);
    const std::string item = check_item(desk);
    const Run undated = desk.run({"review", "resolve", item, "hold", "--user", "ann"});
    CHECK(undated.status == 1);
    CHECK(undated.err.find("until a day after today, 20") != std::string::npos);
    const Run held = desk.run({"review", "resolve", item, "hold", "--until", "2099-01-02", "--user", "ann"});
    CHECK(held.out.find("comes back on 2099-01-02") != std::string::npos);
    CHECK(items_of(desk, {"--standing", "held"}).size() == 1);
    // A person reads the date of a postdated check: it is held until then.
    const std::string other = check_item(desk);
    REQUIRE(other != item);
    REQUIRE(
        desk.run({"review", "resolve", other, "correct", "--set", "date=2099-03-04", "--set", "amount=50.00"}).status ==
        0);
    const auto waiting = items_of(desk);
    const std::string postdated = waiting.back()["item"];
    CHECK(desk.run({"review", "resolve", postdated, "hold"}).out.find("2099-03-04") != std::string::npos);

    const std::string plan = plan_of_row(3);
    REQUIRE(desk.run(with_numbers({"review", "resolve", item, "post", "--to", plan, "--amount", "2000.00"})).status ==
            0);
    std::istringstream lines(text_of(kSamples / "accounts.csv"));
    std::string line, next;
    for (int n = 0; std::getline(lines, line); ++n) {
        // The next bill: its number is the fourth field from the end.
        std::size_t at = line.size();
        for (int field = 0; field < 4; ++field) at = line.rfind(',', at - 1);
        if (n == 4) line[at + 1] = line[at + 1] == '9' ? '8' : '9';
        next += line + "\n";
    }
    write_text(desk / "next.csv", next);
    const Run load = desk.run({"accounts", "load", desk / "next.csv"});
    CHECK(load.out.find("1 changed") != std::string::npos);
    CHECK(load.out.find("of earlier credit was used for next bills") != std::string::npos);
    CHECK(desk.run({"accounts", "load", desk / "next.csv"}).out.find("credit") == std::string::npos);
    CHECK(desk.run({"verify"}).status == 0);
}

namespace {

bool wait_for(const std::function<bool()>& there) {
    for (int i = 0; i < 600 && !there(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return there();
}

bool is_told_once(const std::string& text, const std::string& what) {
    const std::size_t at = text.find(what);
    return at != std::string::npos && text.find(what, at + 1) == std::string::npos;
}

/// A complete batch in the watched folder.
fs::path watched_batch(const Desk& desk, const fs::path& inbox, const std::string& name) {
    fs::create_directory(inbox);
    fs::rename(desk.small_batch(name, 2), inbox / name);
    write_text(inbox / name / "batch.done", "");
    return inbox / name;
}

/// `lockbox watch` in the background, until this ends.
class RunningWatch {
  public:
    RunningWatch(const Desk& desk, const fs::path& inbox)
        : out_(desk / "watch.out"), err_(desk / "watch.err"), pid_(desk / "watch.pid") {
        const std::string watch = quoted(LOCKBOX_PROGRAM) + " watch " + quoted(inbox) + " --db " + quoted(desk.db());
        const std::string line = watch + " > " + quoted(out_) + " 2> " + quoted(err_) + " & echo $! > " + quoted(pid_);
        REQUIRE(std::system(line.c_str()) == 0);
    }
    ~RunningWatch() { CHECK(std::system(("kill " + text_of(pid_)).c_str()) == 0); }
    RunningWatch(const RunningWatch&) = delete;
    RunningWatch& operator=(const RunningWatch&) = delete;

    [[nodiscard]] std::string out() const { return text_of(out_); }
    [[nodiscard]] std::string err() const { return text_of(err_); }

  private:
    const std::string out_, err_, pid_;
};

}  // namespace

TEST_CASE("a watched folder: complete batches are taken and moved, others wait") {
    const Desk desk;
    desk.open();
    const fs::path inbox = desk / "inbox";
    fs::create_directory(inbox);
    fs::rename(desk.small_batch("20261118-920", 2), inbox / "20261118-920");
    CHECK(desk.run({"watch", inbox, "--once"}).status == 0);
    CHECK(fs::exists(inbox / "20261118-920"));  // no marker, and not yet quiet
    write_text(inbox / "20261118-920/batch.done", "");
    const Run run = desk.run({"watch", inbox, "--once"});
    CHECK_MESSAGE(run.status == 0, run.err);
    CHECK(fs::exists(inbox / "done/20261118-920"));
    fs::create_directory(inbox / "broken");
    write_text(inbox / "broken/batch.json", "{");
    write_text(inbox / "broken/batch.done", "");
    CHECK(desk.run({"watch", inbox, "--once"}).status == 1);
    CHECK(fs::exists(inbox / "failed/broken"));
    // Given again, as after a crash between book and move: nothing twice.
    fs::rename(inbox / "done/20261118-920", inbox / "20261118-920");
    CHECK(desk.run({"watch", inbox, "--once"}).status == 0);
    CHECK(desk.run({"watch", desk / "nowhere", "--once"}).status == 2);
    CHECK(desk.run({"verify"}).status == 0);
}

TEST_CASE("a watched batch stays and is tried again while the trouble is not its own") {
    const Desk desk;
    desk.open();
    const fs::path inbox = desk / "inbox", batch = watched_batch(desk, inbox, "20261118-921");
    // No image can be stored: files lie where the folders of the store belong.
    const auto block = [&](const std::function<void(const fs::path&)>& one) {
        for (int i = 0; i < 256; ++i) {
            const char* const digits = "0123456789abcdef";
            one(fs::path(desk.db() + ".images") / std::string{digits[i / 16], digits[i % 16]});
        }
    };
    block([](const fs::path& path) { write_text(path, ""); });
    const Run once = desk.run({"watch", inbox, "--once"});
    CHECK(once.status == 1);
    CHECK(once.err.find("stays where it is and is tried again") != std::string::npos);
    CHECK(fs::exists(batch));
    CHECK_FALSE(fs::exists(inbox / "failed"));

    const RunningWatch watch(desk, inbox);
    CHECK(wait_for([&] { return !watch.err().empty(); }));
    std::this_thread::sleep_for(std::chrono::milliseconds(2500));  // it has tried again by now
    CHECK(fs::exists(batch));
    CHECK(is_told_once(watch.err(), "is tried again"));  // to the operator
    CHECK(is_told_once(watch.err(), "watched_batch_waits"));
    block([](const fs::path& path) { fs::remove(path); });
    CHECK(wait_for([&] { return fs::exists(inbox / "done/20261118-921"); }));
    CHECK_FALSE(fs::exists(inbox / "failed"));
    CHECK(desk.run({"results", "20261118-921"}).status == 0);
    CHECK(desk.run({"verify"}).status == 0);
}

TEST_CASE("a watched batch that cannot be moved away is told once, and moved as soon as it can be") {
    const Desk desk;
    desk.open();
    const fs::path inbox = desk / "inbox", batch = watched_batch(desk, inbox, "20261118-922");
    write_text(inbox / "done", "");  // a file where the folder belongs
    const RunningWatch watch(desk, inbox);
    CHECK(wait_for([&] { return watch.err().find("cannot be moved to done") != std::string::npos; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(4000));  // it has tried again by now
    CHECK(fs::exists(batch));
    CHECK(is_told_once(watch.err(), "cannot be moved to done"));
    CHECK(is_told_once(watch.out(), "Batch 20261118-922"));
    fs::remove(inbox / "done");
    CHECK(wait_for([&] { return fs::exists(inbox / "done/20261118-922"); }));
    CHECK(is_told_once(watch.out(), "Batch 20261118-922"));
    CHECK(desk.run({"verify"}).status == 0);
}

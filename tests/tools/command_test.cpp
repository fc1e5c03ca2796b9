// The program as an operator runs it: exit statuses, messages, files. Pages are read without a text engine here, which
// is quick; how well pages are read is measured elsewhere.

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "desk.h"

namespace fs = std::filesystem;
using namespace lockbox::test;

namespace {

void edit_json(const fs::path& file, const std::function<void(nlohmann::json&)>& edit) {
    auto json = nlohmann::json::parse(text_of(file));
    edit(json);
    write_text(file, json.dump());
}

}  // namespace

TEST_CASE("every command explains itself, and a wrong one is status 2") {
    const Desk desk;
    for (const auto& words : std::vector<std::vector<std::string>>{{},
                                                                   {"init"},
                                                                   {"accounts"},
                                                                   {"accounts", "load"},
                                                                   {"process"},
                                                                   {"batches"},
                                                                   {"results"},
                                                                   {"show"},
                                                                   {"review"},
                                                                   {"review", "list"},
                                                                   {"review", "show"},
                                                                   {"review", "resolve"},
                                                                   {"review", "undo"},
                                                                   {"review", "claim"},
                                                                   {"review", "release"},
                                                                   {"balance"},
                                                                   {"close"},
                                                                   {"report"},
                                                                   {"verify"},
                                                                   {"find"},
                                                                   {"purge"},
                                                                   {"reprocess"},
                                                                   {"watch"},
                                                                   {"correct", "return"},
                                                                   {"correct", "refund"},
                                                                   {"correct", "refund-credit"},
                                                                   {"correct", "move"},
                                                                   {"config"}}) {
        auto help = words;
        help.push_back("--help");
        const std::string command = quoted(LOCKBOX_PROGRAM) + [&] {
            std::string text;
            for (const auto& word : help) text += " " + word;
            return text;
        }() + " > " + quoted(desk / "help");
        CAPTURE(command);
        CHECK(std::system(command.c_str()) == 0);
        CHECK(text_of(desk / "help").size() > 100);
    }
    const Run misspelt = desk.run({"proces"});
    CHECK(misspelt.status == 2);
    CHECK(misspelt.err.find("proces: no such command") != std::string::npos);
    CHECK(desk.run({"results", "../x"}).status == 2);
    CHECK(desk.run({"review", "list", "--reason", "boredom"}).status == 2);
    CHECK(desk.run({"process", "x", "--received", "yesterday"}).status == 2);
}

TEST_CASE("without a database every command says what to do") {
    const Desk desk;
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"batches"}, {"results", "b"}, {"show", "1"}, {"review", "list"}, {"process", "/nowhere"}}) {
        const Run run = desk.run(words);
        CAPTURE(run.err);
        CHECK(run.status == 3);
        CHECK(run.err.find("lockbox init") != std::string::npos);
        CHECK_FALSE(fs::exists(desk.db()));
    }
}

TEST_CASE("a batch goes in, adds up, and goes in only once") {
    const Desk desk;
    desk.open();
    const fs::path batch = desk.small_batch("20261118-900", 8);
    const Run first = desk.run({"process", batch, "--jobs", "2"});
    INFO(first.out << first.err);
    CHECK(first.status == 0);
    CHECK(first.out.find("pages         8 =") != std::string::npos);
    CHECK(first.out.find("DO NOT ADD UP") == std::string::npos);

    const Run results = desk.run({"results", "20261118-900", "--format", "jsonl"});
    CHECK(results.status == 0);
    std::istringstream lines(results.out);
    std::string line;
    std::set<int> sequences;
    while (std::getline(lines, line)) {
        const auto json = nlohmann::ordered_json::parse(line);
        std::vector<std::string> keys;
        for (const auto& [key, value] : json.items()) keys.push_back(key);
        CHECK(keys == std::vector<std::string>{"batch", "transaction", "documents", "checks", "decision", "reasons"});
        CHECK(json["batch"] == "20261118-900");
        for (const auto& document : json["documents"]) CHECK(sequences.insert(document["sequence"].get<int>()).second);
        for (const auto& check : json["checks"]) {
            CHECK((check["decision"] == "posted" || check["decision"] == "review"));
            CHECK(check["reasons"].empty() == (check["decision"] == "posted"));
        }
    }
    CHECK(sequences.size() == 8);

    const Run again = desk.run({"process", batch});
    CHECK(again.status == 0);
    CHECK(again.out.find("already") != std::string::npos);
    CHECK(desk.run({"results", "20261118-900", "--format", "jsonl"}).out == results.out);

    // The same images under another name are the same money.
    fs::rename(batch, desk / "20261118-901");
    edit_json(desk / "20261118-901/batch.json", [](auto& json) { json["batch_id"] = "20261118-901"; });
    const Run disguised = desk.run({"process", desk / "20261118-901"});
    CHECK(disguised.status == 1);
    CHECK(disguised.err.find("20261118-900") != std::string::npos);
}

TEST_CASE("database and images are readable by their owner only") {
    const Desk desk;
    desk.open();
    REQUIRE(desk.run({"process", desk.small_batch("20261118-902", 2)}).status == 0);
    for (const auto& entry : fs::recursive_directory_iterator(desk.db() + ".images")) {
        struct stat info {};
        REQUIRE(::stat(entry.path().c_str(), &info) == 0);
        CAPTURE(entry.path());
        CHECK((info.st_mode & 077) == 0);
    }
    struct stat info {};
    REQUIRE(::stat(desk.db().c_str(), &info) == 0);
    CHECK((info.st_mode & 077) == 0);
}

TEST_CASE("a bad page harms one page") {
    const struct {
        const char* name;
        const char* message;
        std::function<void(const Desk&, const fs::path&, nlohmann::json&)> damage;  ///< done to page 1
    } rows[] = {
        {"missing", "lockbox: page 1:",
         [](const Desk&, const fs::path& folder, nlohmann::json& page) {
             fs::remove(folder / page["front"].get<std::string>());
         }},
        {"zero bytes", "empty",
         [](const Desk&, const fs::path& folder, nlohmann::json& page) {
             write_text(folder / page["front"].get<std::string>(), "");
         }},
        {"cut short", "lockbox: page 1:",
         [](const Desk&, const fs::path& folder, nlohmann::json& page) {
             const fs::path file = folder / page["front"].get<std::string>();
             fs::resize_file(file, fs::file_size(file) / 2);
         }},
        {"text called tif", "lockbox: page 1:",
         [](const Desk&, const fs::path& folder, nlohmann::json& page) {
             write_text(folder / "note.tif", "Dear Sir or Madam, this is not an image at all.");
             fs::remove(folder / page["front"].get<std::string>());
             page["front"] = "note.tif";
         }},
        {"leaves the folder", "lockbox: page 1:",
         [](const Desk& desk, const fs::path& folder, nlohmann::json& page) {
             fs::rename(folder / page["front"].get<std::string>(), desk / "outside.tif");
             page["front"] = "../outside.tif";
         }},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const Desk desk;
        desk.open();
        const fs::path batch = desk.small_batch("bad", 6);
        edit_json(batch / "batch.json", [&](auto& json) { row.damage(desk, batch, json["pages"][0]); });
        const Run run = desk.run({"process", batch});
        INFO(run.out << run.err);
        CHECK(run.status == 1);
        CHECK(run.err.find(row.message) != std::string::npos);
        const Run list = desk.run({"review", "list", "--reason", "image_quality", "--format", "jsonl"});
        CHECK(list.out.find("\"page\":\"1") != std::string::npos);
        CHECK(run.out.find("pages         6 =") != std::string::npos);  // the other five went on
    }
}

TEST_CASE("a repeated sequence, an empty folder, a broken batch.json, a wrong count") {
    const Desk desk;
    desk.open();
    const fs::path repeated = desk.small_batch("repeated", 4);
    edit_json(repeated / "batch.json", [](auto& json) { json["pages"][1]["sequence"] = json["pages"][0]["sequence"]; });
    const Run run = desk.run({"process", repeated});
    INFO(run.out << run.err);
    CHECK(run.status == 1);
    CHECK(run.out.find("pages         4 =") != std::string::npos);

    fs::create_directory(desk / "empty");
    const Run empty = desk.run({"process", desk / "empty"});
    CHECK(empty.status == 1);
    CHECK(empty.err.find("empty") != std::string::npos);

    const fs::path broken = desk.small_batch("broken", 2);
    write_text(broken / "batch.json", "{\n  \"batch_id\": ,\n}");
    const Run refused = desk.run({"process", broken});
    CHECK(refused.status == 1);
    CHECK(refused.err.find("batch.json line 2") != std::string::npos);

    const fs::path counted = desk.small_batch("counted", 2);
    edit_json(counted / "batch.json", [](auto& json) {
        json["control"] = {{"pages", 3}, {"checks", 1}, {"total", "1.00"}};
    });
    const Run unbalanced = desk.run({"process", counted});
    CAPTURE(unbalanced.out);
    CHECK(unbalanced.out.find("out_of_balance") != std::string::npos);
    CHECK(unbalanced.out.find("1 fewer") != std::string::npos);
}

TEST_CASE("accounts load all or not at all") {
    const Desk desk;
    desk.open();
    std::string text = text_of(kSamples / "accounts.csv");
    const std::size_t second = text.find('\n', text.find('\n') + 1);
    write_text(desk / "bad.csv", text.substr(0, second + 1) + "not,enough,columns\n" + text.substr(second + 1));
    const Run bad = desk.run({"accounts", "load", desk / "bad.csv"});
    CAPTURE(bad.err);
    CHECK(bad.status == 3);
    CHECK(bad.err.find("bad.csv, line 3") != std::string::npos);
    CHECK(bad.err.find("nothing was loaded") != std::string::npos);
    const Run same = desk.run({"accounts", "load", kSamples / "accounts.csv"});
    CHECK(same.status == 0);
    CHECK(same.out.find("0 new, 0 changed") != std::string::npos);
}

TEST_CASE("weights of another sum stop the reading before a page is lost") {
    const Desk desk;
    desk.open();
    const fs::path weights = fs::path(LOCKBOX_SOURCE_DIR) / "ocr/models/line.net";
    write_text(desk / "lockbox.toml", "[reader]\nline_model = \"" + weights.string() + "\"\nline_model_sha256 = \"" +
                                          std::string(64, '0') + "\"\n[workers]\nmemory_mib_max = 0\n");
    const fs::path batch = desk.small_batch("weights", 2);
    const Run refused = desk.run({"process", batch});
    CHECK(refused.status != 0);
    CHECK(refused.err.find("SHA-256") != std::string::npos);
    write_text(desk / "lockbox.toml", kSettings);
    const Run again = desk.run({"process", batch});  // nothing was marked as unreadable meanwhile
    CHECK(again.out.find("pages") != std::string::npos);
    CHECK(again.out.find("image_quality") == std::string::npos);
}

TEST_CASE("loose images without batch.json or accounts are read and kept for review") {
    const Desk desk;
    REQUIRE(desk.run({"init"}).status == 0);
    const fs::path batch = desk.small_batch("loose", 3);
    fs::remove(batch / "batch.json");
    const Run run = desk.run({"process", batch, "--received", "2026-11-18"});
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    CHECK(run.err.find("no accounts are loaded") != std::string::npos);
    CHECK(run.out.find("0 posted") != std::string::npos);
}

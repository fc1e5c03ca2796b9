#pragma once
// The program as an operator runs it, at a desk of its own.

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sample_batch.h"

namespace lockbox::test {

namespace fs = std::filesystem;

struct Run {
    int status = -1;
    std::string out, err;
};

inline std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
    return text + "'";
}

// The sanitizers reserve terabytes of address space: under them no limit on memory can be set.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr const char* kSettings = "[reader]\nengine = \"none\"\n[workers]\nmemory_mib_max = 0\n";
#else
constexpr const char* kSettings = "[reader]\nengine = \"none\"\n";
#endif

/// A desk of its own: a database, settings without a text engine, and a place for batches.
class Desk {
  public:
    Desk() { write_text(scratch_ / "lockbox.toml", kSettings); }

    Run run(const std::vector<std::string>& words) const {
        std::string command = quoted(LOCKBOX_PROGRAM);
        for (const std::string& word : words) command += " " + quoted(word);
        command += " --db " + quoted(db()) + " > " + quoted(scratch_ / "out") + " 2> " + quoted(scratch_ / "err");
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(scratch_ / "out"), text_of(scratch_ / "err")};
    }

    /// A database with the sample accounts.
    void open() const {
        REQUIRE(run({"init"}).status == 0);
        const Run load = run({"accounts", "load", kSamples / "accounts.csv"});
        REQUIRE_MESSAGE(load.status == 0, load.err);
    }

    /// The first pages of the sample batch as a batch of their own.
    fs::path small_batch(const std::string& id, int pages) const {
        const fs::path folder = scratch_ / id;
        fs::create_directory(folder);
        auto batch = nlohmann::json::parse(text_of(kSamples / "batch/batch.json"));
        batch["batch_id"] = id;
        batch.erase("control");
        auto& list = batch["pages"];
        list.erase(list.begin() + pages, list.end());
        for (const auto& page : list) {
            for (const char* side : {"front", "back"}) {
                if (!page.contains(side)) continue;
                const std::string name = page[side];
                fs::copy_file(kSamples / "batch" / name, folder / name, fs::copy_options::skip_existing);
            }
        }
        write_text(folder / "batch.json", batch.dump());
        return folder;
    }

    [[nodiscard]] const fs::path& folder() const { return scratch_.path(); }
    [[nodiscard]] std::string db() const { return scratch_ / "lockbox.db"; }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return scratch_ / name; }

  private:
    Scratch scratch_;
};

}  // namespace lockbox::test

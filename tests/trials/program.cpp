// The program itself, killed: each command that writes is a process of its own, as an operator starts it, and dies at a
// random moment of its life, alone or with its workers. It is given again until it ends by itself.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "../ledger/book_for_test.h"
#include "../tools/desk.h"
#include "days_work.h"
#include "ledger/review_queue.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

namespace fs = std::filesystem;
using namespace lockbox::test;
using std::chrono::microseconds;
using Clock = std::chrono::steady_clock;
using Words = std::vector<std::string>;

const std::string kBatch = "20261118-930";
constexpr int kPages = 16, kMoreMembers = 2000;
constexpr int kPagesRead = 48;  // of pages that are read most post: more of them leave the program something to decide anew

/// When to kill, and what was hit.
class Killer {
  public:
    Killer(int moments, unsigned seed) : moments_(moments), random_(seed) {}

    [[nodiscard]] bool spent() const { return killed_ >= moments_; }
    [[nodiscard]] int killed() const { return killed_; }
    /// It lived so long undisturbed.
    void learn(const std::string& command, microseconds took) { usual_[command] = std::max(usual_[command], took); }
    void learn_from(const Killer& other) { usual_ = other.usual_; }
    /// At most a little longer than it usually lives, so that some end by themselves; nullopt: let it live.
    std::optional<microseconds> life_of(const std::string& command) {
        if (spent()) return std::nullopt;
        const auto usual = static_cast<std::uint64_t>(usual_.at(command).count());
        return microseconds(static_cast<std::int64_t>(random_() % (usual + usual / 5 + 1)));
    }
    bool with_workers() { return random_() % 2 == 0; }
    void hit(const std::string& command, bool had_written) {
        ++killed_;
        ++hits_[command].first;
        hits_[command].second += had_written ? 1 : 0;
    }
    [[nodiscard]] std::string hits() const {
        std::string text;
        for (const auto& [command, hits] : hits_) {
            text += (text.empty() ? "" : ", ") + command + " " + std::to_string(hits.first) + " (" +
                    std::to_string(hits.second) + " after something of it was in the book)";
        }
        return text;
    }

  private:
    int moments_, killed_ = 0;
    std::mt19937_64 random_;
    std::map<std::string, microseconds> usual_;
    std::map<std::string, std::pair<int, int>> hits_;
};

struct Ended {
    bool killed = false;
    int status = 0;
};

Ended run(const Words& words, const fs::path& said, std::optional<microseconds> life, bool with_workers) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::setpgid(0, 0);
        const int out = ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::setpgid(child, child);  // whoever comes first; the child may have become the program already
    if (life) {
        std::this_thread::sleep_for(*life);
        ::kill(with_workers ? -child : child, SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFSIGNALED(status), WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

/// `accounts` with some plans ended, some gone, and the next bill for the others.
std::string next_accounts(const std::string& accounts) {
    std::istringstream lines(accounts);
    std::string text, line;
    for (int n = 0; std::getline(lines, line); ++n) {
        if (n % 40 == 39) continue;
        const std::size_t status = line.find(",active,");
        if (n % 3 == 1 && status != std::string::npos) line.replace(status, 8, ",terminated,");
        // The invoice number is the fourth field from the end, and all of them are digits that begin with 4.
        std::size_t at = line.size();
        for (int field = 0; field < 4; ++field) at = line.rfind(',', at - 1);
        if (n > 0 && n % 3 != 1 && line[at + 1] == '4') line[at + 1] = '5';
        text += line + "\n";
    }
    return text;
}

/// How long a page took to read differs from run to run.
std::string without_timings(std::string text) {
    const std::string begin = "\"timings_ms\":[", end = "]]";
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        text.erase(at, text.find(end, at) + end.size() - at);
    }
    return text;
}

/// What a person decides about an item follows from its number; empty: left for the program to decide anew.
Words decision_on(const ReviewItem& item) {
    const std::int64_t n = item.id.value;
    if (!item.check) return {n % 2 == 0 ? "file" : "return"};
    const std::string plan = account_of(static_cast<int>(n)).str() + ":" + plan_of(0).str();
    const std::string number = "number=" + std::to_string(9000 + n);
    switch (n % 5) {
        case 0:
            return {"post",  "--to",       plan,    "--amount",          std::to_string(60 + n) + ".00",
                    "--set", "account=17", "--set", "routing=011000015", "--set",
                    number};
        case 1:
            return {"return"};
        case 2:
            return {"hold", "--until", "2099-01-01"};
        case 3:
            return {"correct", "--set", "signature_seen", "--set", number};
        default:
            return {};
    }
}

/// One book, from its first accounts to deciding anew with the next ones.
class Shift {
  public:
    Shift(Killer& killer, Reader reader) : killer_(killer) {
        std::string settings = text_of(desk_ / "lockbox.toml");
        if (reader == Reader::real) settings.clear();
        write_text(desk_ / "lockbox.toml", settings);
        std::string accounts = text_of(kSamples / "accounts.csv");
        for (int n = 0; n < kMoreMembers; ++n) accounts += account_row(n);
        write_text(desk_ / "first.csv", accounts);
        write_text(desk_ / "next.csv", next_accounts(accounts));
        batch_ = desk_.small_batch(kBatch, reader == Reader::real ? kPagesRead : kPages);
        REQUIRE(desk_.run({"init"}).status == 0);
    }

    bool work() {
        if (!perform("accounts load", {"accounts", "load", desk_ / "first.csv"})) return false;
        if (!perform("process", {"process", batch_.string(), "--jobs", "2"})) return false;
        if (!people()) return false;
        if (!perform("accounts load", {"accounts", "load", desk_ / "next.csv"})) return false;
        if (!perform("reprocess", {"reprocess", "--batch", kBatch, "--apply", "--jobs", "2"})) return false;
        const Ended verified = run(words({"verify"}), desk_ / "said", std::nullopt, false);
        return verified.status == 0 || failed("verify: " + text_of(desk_ / "said"));
    }

    /// The book and the images as text.
    [[nodiscard]] std::string state() const {
        std::string text = without_timings(sound_book(desk_.folder()));
        if (text.empty()) return "";
        std::set<std::string> images;
        for (const auto& entry : fs::recursive_directory_iterator(desk_.db() + ".images")) {
            const std::string name = fs::relative(entry.path(), desk_.db() + ".images");
            // What a killed writer left is nobody's image; `purge` clears it away.
            if (entry.is_regular_file() && name.find(".draft-") == std::string::npos) images.insert(name);
        }
        for (const std::string& image : images) text += image + "\n";
        return text;
    }
    [[nodiscard]] int decisions(const char* source) const {
        const Book book = *Book::open(desk_.db());
        return query_one<int>(book.connection(), "SELECT COUNT(*) FROM decision WHERE source = ?1",
                              std::string_view(source))
            .value();
    }

  private:
    [[nodiscard]] Words words(Words given) const {
        given.insert(given.begin(), LOCKBOX_PROGRAM);
        given.insert(given.end(), {"--db", desk_.db()});
        return given;
    }

    [[nodiscard]] int audit_rows() const {
        const Book book = *Book::open(desk_.db());
        return query_one<int>(book.connection(), "SELECT COUNT(*) FROM audit").value();
    }

    /// Until it ends by itself, or has had effect before it was killed.
    bool perform(
        const std::string& name, const Words& given, const std::function<bool()>& done = [] { return false; }) {
        while (!done()) {
            const int before = killer_.spent() ? 0 : audit_rows();
            const auto begun = Clock::now();
            const Ended ended = run(words(given), desk_ / "said", killer_.life_of(name), killer_.with_workers());
            if (ended.killed) {
                killer_.hit(name, audit_rows() > before);
                if (sound_book(desk_.folder()).empty()) return failed("after " + name + " was killed");
                continue;
            }
            if (ended.status != 0) return failed(name + ": " + text_of(desk_ / "said"));
            if (killer_.spent()) killer_.learn(name, std::chrono::duration_cast<microseconds>(Clock::now() - begun));
            return true;
        }
        return true;
    }

    bool people() {
        std::vector<ReviewItem> items;
        {
            const Book book = *Book::open(desk_.db());
            items = *ReviewQueue(book).list({.standings = {}});
        }
        for (const ReviewItem& item : items) {
            Words given = decision_on(item);
            if (given.empty()) continue;
            given.insert(given.begin(), {"review", "resolve", std::to_string(item.id.value)});
            for (const std::string user : {"ann", "ben"}) {
                // As a person would who does not know whether it was taken: looks, and gives it again if not.
                const auto taken = [&] {
                    const Book book = *Book::open(desk_.db());
                    const auto resolutions = ReviewQueue(book).show(item.id)->resolutions;
                    return !resolutions.empty() && (user == "ann" || !resolutions.back().is_first);
                };
                Words by_user = given;
                by_user.insert(by_user.end(), {"--user", user});
                if (!perform("resolve", by_user, taken)) return false;
            }
        }
        return true;
    }

    Killer& killer_;
    Desk desk_;
    fs::path batch_;
};

}  // namespace

bool program(int moments, unsigned seed, Reader reader) {
    Killer killer(moments, seed);
    std::string expected;
    {
        Killer nobody(0, seed);
        Shift undisturbed(nobody, reader);
        if (!undisturbed.work()) return failed("the undisturbed work did not end well");
        expected = undisturbed.state();
        for (const char* source : {"process", "review", "reprocess"}) {
            if (undisturbed.decisions(source) == 0) return failed(std::string("nothing was decided by ") + source);
        }
        killer.learn_from(nobody);
    }
    int books = 0;
    while (!killer.spent()) {
        Shift shift(killer, reader);
        if (!shift.work()) return false;
        ++books;
        if (!same_book(expected, shift.state())) return false;
    }
    std::printf("program: killed %d times over %d books: %s; every book as undisturbed.\n", killer.killed(), books,
                killer.hits().c_str());
    return true;
}

}  // namespace lockbox::trials

// watch: takes each batch that a scanner finishes in a folder, and moves it to done/ there, or, when it is itself bad,
// to failed/. Where something else is in the way it stays and is tried again.

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <map>
#include <thread>

#include "ledger/clock.h"
#include "tools/lockbox/accounts_file.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/log.h"
#include "tools/lockbox/make_workers.h"
#include "tools/lockbox/pipeline.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/summary_text.h"

namespace lockbox {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

volatile std::sig_atomic_t g_stop = 0;

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

/// What of a folder changes while a scanner writes it.
struct Look {
    std::uintmax_t files = 0, bytes = 0;
    fs::file_time_type newest;
    bool operator==(const Look&) const = default;
};

std::optional<Look> look_at(const fs::path& folder) {
    std::error_code error;
    Look look;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code gone;
        if (!entry->is_regular_file(gone)) continue;
        ++look.files;
        look.bytes += entry->file_size(gone);
        look.newest = std::max(look.newest, entry->last_write_time(gone));
        if (gone) return std::nullopt;
    }
    return error || look.files == 0 ? std::nullopt : std::optional(look);
}

/// Folders with what was seen of them, and since when it has not changed.
class Inbox {
  public:
    Inbox(fs::path folder, std::string marker, std::chrono::seconds quiet)
        : folder_(std::move(folder)), marker_(std::move(marker)), quiet_(quiet) {}

    /// Batches that are complete: their marker lies there, or nothing has changed for a while.
    std::vector<fs::path> complete() {
        std::vector<fs::path> ready;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder_, error)) {
            const std::string name = entry.path().filename().string();
            std::error_code gone;
            if (!entry.is_directory(gone) || name.starts_with('.') || name == "done" || name == "failed") continue;
            if (fs::exists(entry.path() / marker_, gone) || is_quiet(entry.path())) ready.push_back(entry.path());
        }
        std::sort(ready.begin(), ready.end());
        return ready;
    }

  private:
    bool is_quiet(const fs::path& batch) {
        const std::optional<Look> look = look_at(batch);
        Seen& seen = seen_[batch];
        if (!look || look != seen.look) {
            seen = {look, Clock::now()};
            return false;
        }
        return Clock::now() - seen.since >= quiet_;
    }
    struct Seen {
        std::optional<Look> look;
        Clock::time_point since;
    };
    fs::path folder_;
    std::string marker_;
    std::chrono::seconds quiet_;
    std::map<fs::path, Seen> seen_;
};

/// Never over something that is there: the name gets the moment.
Result<void> move_to(const fs::path& batch, const char* where) {
    std::error_code error;
    const fs::path folder = batch.parent_path() / where;
    fs::create_directories(folder, error);
    fs::path target = folder / batch.filename();
    if (fs::exists(target, error)) target += "." + utc_now();
    fs::rename(batch, target, error);
    if (!error) return {};
    return Error{"the batch cannot be moved to " + std::string(where) + ": " + error.message(), batch.string(),
                 "give the folder's owner the right to"};
}

/// Batches that stay where they are because something other than themselves was in the way. Each pause is twice the
/// one before, so that trouble of a whole night costs little, and what is told is told once.
class Postponed {
  public:
    [[nodiscard]] bool is_waiting(const fs::path& batch) const {
        const auto found = waits_.find(batch);
        return found != waits_.end() && Clock::now() < found->second.until;
    }
    void add(const fs::path& batch, const Error& error) {
        constexpr auto kFirstPause = std::chrono::seconds(1), kLongestPause = std::chrono::seconds(300);
        Wait& wait = waits_[batch];
        wait.pause = std::clamp(2 * wait.pause, kFirstPause, kLongestPause);
        wait.until = Clock::now() + wait.pause;
        if (wait.told == error.message()) return;
        wait.told = error.message();
        print_error({error.what, error.where, error.remedy + (error.remedy.empty() ? "" : "; ") + kStays});
        log_event(LogLevel::warning, "watched_batch_waits", {{"folder", batch.filename().string()}});
    }
    void remove(const fs::path& batch) { waits_.erase(batch); }
    /// Nothing waits; a batch that somebody took away does not.
    [[nodiscard]] bool empty() const {
        std::error_code gone;
        return std::none_of(waits_.begin(), waits_.end(),
                            [&](const auto& wait) { return fs::exists(wait.first, gone); });
    }

  private:
    static constexpr const char* kStays = "the batch stays where it is and is tried again";
    struct Wait {
        std::chrono::seconds pause{0};
        Clock::time_point until;
        std::string told;
    };
    std::map<fs::path, Wait> waits_;
};

enum class Fate : std::uint8_t { done, failed, later };

class Watch {
  public:
    Watch(const CommonOptions& common, const Session& session, WorkerPool& workers)
        : common_(common), session_(session), workers_(workers) {}

    void take_up(const fs::path& batch) {
        if (postponed_.is_waiting(batch)) return;
        const Fate fate = take(batch);
        if (fate == Fate::later) return;
        any_failed_ = any_failed_ || fate == Fate::failed;
        if (const auto moved = move_to(batch, fate == Fate::done ? "done" : "failed"); !moved) {
            return postponed_.add(batch, moved.error());
        }
        postponed_.remove(batch);
        told_.erase(batch);
    }

    [[nodiscard]] bool all_well() const { return !any_failed_ && postponed_.empty(); }

  private:
    /// Done: the batch is in the book; pages that could not be read wait there for a person.
    Fate take(const fs::path& batch) {
        const auto accounts = open_accounts(session_.book, common_.db);  // tonight's file may have come meanwhile
        if (!accounts) {
            postponed_.add(batch, accounts.error());
            return Fate::later;
        }
        Pipeline pipeline(session_.book, *accounts, session_.config, workers_, local_today());
        const auto outcome = pipeline.process(batch, {});
        if (!outcome && !pipeline.batch_is_bad()) {
            postponed_.add(batch, outcome.error());
            return Fate::later;
        }
        if (!outcome) {
            print_error(outcome.error());
            log_event(LogLevel::error, "watched_batch_failed", {{"folder", batch.filename().string()}});
            return Fate::failed;
        }
        tell(batch, summary_text(outcome->id, outcome->summary));
        return Fate::done;
    }

    /// Once: a batch that cannot be moved away is taken again and again, in case pages have come to it.
    void tell(const fs::path& batch, std::string summary) {
        std::string& told = told_[batch];
        if (told == summary) return;
        std::fputs(summary.c_str(), stdout);
        std::fflush(stdout);
        told = std::move(summary);
    }

    const CommonOptions& common_;
    const Session& session_;
    WorkerPool& workers_;
    Postponed postponed_;
    std::map<fs::path, std::string> told_;  ///< of batches that lie there still
    bool any_failed_ = false;
};

}  // namespace

int watch_command(const CommonOptions& common, const WatchOptions& options) {
    std::error_code error;
    if (!fs::is_directory(options.folder, error)) {
        return refuse(
            {"this is not a folder", options.folder.string(), "name the folder into which the scanner writes"},
            kWrongUse);
    }
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    WorkerPool workers = make_workers(common, options.jobs, session->config);
    std::signal(SIGINT, [](int) { g_stop = 1; });
    std::signal(SIGTERM, [](int) { g_stop = 1; });
    Inbox inbox(options.folder, options.marker, std::chrono::seconds(options.quiet_seconds));
    Watch watch(common, *session, workers);
    while (g_stop == 0) {
        for (const fs::path& batch : inbox.complete()) {
            if (g_stop != 0) break;
            watch.take_up(batch);
        }
        if (options.once) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    return watch.all_well() ? kDone : kSomeFailed;
}

}  // namespace lockbox

#include "tools/workstation/jobs.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <utility>

#include "ledger/clock.h"

extern char** environ;

namespace lockbox {
namespace {

constexpr std::size_t kMessageBytesMax = 4'000;

/// The process id, and the end of the pipe that its output comes out of; 0 when it cannot be started.
struct Child {
    pid_t id = 0;
    int output = -1;
};

Child start(const std::vector<std::string>& command) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 1);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 2);
    // Sockets of the server are not for the child.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // It ends with all its workers, and hears the signals to which the server turns a deaf ear.
    sigset_t none, ignored;
    sigemptyset(&none);
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &ignored);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    Child child{0, pipe[0]};
    const int status = ::posix_spawn(&child.id, arguments[0], &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    ::close(pipe[1]);
    if (status != 0) {
        ::close(pipe[0]);
        return {};
    }
    return child;
}

}  // namespace

std::string_view to_word(JobState state) {
    static constexpr std::array<std::string_view, 4> kWords = {"waiting", "running", "done", "failed"};
    return kWords[static_cast<std::size_t>(state)];
}

Jobs::Jobs(std::function<void(const Job&)> moved) : moved_(std::move(moved)), worker_([this] { work(); }) {}

Jobs::~Jobs() {
    stop();
    worker_.join();
}

Job Jobs::add(Task task) {
    Job job;
    {
        const std::lock_guard lock(mutex_);
        job.number = static_cast<std::int64_t>(entries_.size()) + 1;
        job.by = task.by;
        job.batch = task.batch;
        entries_.push_back({job, std::move(task)});
    }
    called_.notify_all();
    moved_(job);
    return job;
}

std::vector<Job> Jobs::list() const {
    const std::lock_guard lock(mutex_);
    std::vector<Job> jobs;
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) jobs.push_back(entry->job);
    return jobs;
}

void Jobs::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        if (child_ > 0) ::kill(-child_, SIGTERM);
    }
    called_.notify_all();
}

void Jobs::work() {
    for (;;) {
        std::size_t at = 0;
        {
            std::unique_lock lock(mutex_);
            called_.wait(lock, [&] { return stopping_ || next_ < entries_.size(); });
            if (stopping_) return;
            at = next_++;
        }
        run(at);
    }
}

void Jobs::change(std::size_t at, const std::function<void(Entry&)>& how) {
    Job job;
    {
        const std::lock_guard lock(mutex_);
        how(entries_[at]);
        job = entries_[at].job;
    }
    moved_(job);
}

void Jobs::run(std::size_t at) {
    Child child;
    std::filesystem::path folder;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        child = start(entries_[at].task.command);
        child_ = child.id;
        folder = entries_[at].task.folder;
    }
    change(at, [&](Entry& entry) {
        entry.began = std::chrono::steady_clock::now();
        entry.job.started_at = utc_now();
        entry.job.state = JobState::running;
    });
    std::string line;
    std::array<char, 4096> bytes{};
    for (ssize_t got = 0; child.id > 0 && (got = ::read(child.output, bytes.data(), bytes.size())) != 0;) {
        if (got < 0 && errno != EINTR) break;
        for (ssize_t i = 0; i < got; ++i) {
            const char c = bytes[static_cast<std::size_t>(i)];
            if (c == '\n') {
                hear(at, std::exchange(line, {}));
            } else if (line.size() < kMessageBytesMax) {
                line += c;
            }
        }
    }
    if (!line.empty()) hear(at, line);
    int status = -1;
    if (child.id > 0) {
        while (::waitpid(child.id, &status, 0) < 0 && errno == EINTR) {
        }
        ::close(child.output);
    }
    // 1: pages of it wait as image_quality; all of it is in the book.
    const bool good = child.id > 0 && WIFEXITED(status) && WEXITSTATUS(status) <= 1;
    std::error_code ignored;
    if (good) std::filesystem::remove_all(folder, ignored);
    {
        const std::lock_guard lock(mutex_);
        child_ = 0;
    }
    change(at, [&](Entry& entry) {
        entry.job.state = good ? JobState::done : JobState::failed;
        entry.job.ended_at = utc_now();
        if (child.id == 0) entry.job.message = "the program could not be started";
    });
}

void Jobs::hear(std::size_t at, const std::string& line) {
    int done = 0, total = 0;
    const bool progress = std::sscanf(line.c_str(), "pages %d of %d", &done, &total) == 2;
    change(at, [&](Entry& entry) {
        if (progress) {
            entry.job.pages_done = done;
            entry.job.pages_total = total;
            const double minutes =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - entry.began).count() / 60;
            entry.job.pages_per_minute = minutes > 0 ? done / minutes : 0;
            return;
        }
        entry.job.message += line + "\n";
        if (entry.job.message.size() > kMessageBytesMax) {
            entry.job.message.erase(0, entry.job.message.size() - kMessageBytesMax);
        }
    });
}

}  // namespace lockbox

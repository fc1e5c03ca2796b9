#include "tools/lockbox/worker_pool.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "tools/lockbox/message_pipe.h"

namespace lockbox {
namespace {

using Clock = std::chrono::steady_clock;

/// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become_worker(char* const* arguments, int in_fd, int out_fd, std::int64_t memory_bytes_max) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // never outlive the pipeline, however it ends
    ::signal(SIGINT, SIG_IGN);           // Ctrl-C is for the pipeline, which then closes the pipes
    ::signal(SIGPIPE, SIG_DFL);
    const rlimit memory{static_cast<rlim_t>(memory_bytes_max), static_cast<rlim_t>(memory_bytes_max)};
    ::setrlimit(RLIMIT_AS, &memory);
    const rlimit no_core{0, 0};  // a core file would hold images of checks
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::dup2(in_fd, STDIN_FILENO);
    ::dup2(out_fd, STDOUT_FILENO);
    ::execv(arguments[0], arguments);
    ::_exit(127);
}

constexpr std::string_view kReady = "ready";
constexpr int kStartMs = 60'000;

/// A worker greets once its engine is loaded: one that cannot start is the program's trouble, never a page's.
bool says_ready(int fd) {
    pollfd waiting{fd, POLLIN, 0};
    if (::poll(&waiting, 1, kStartMs) <= 0) return false;
    return read_message(fd) == kReady;
}

std::string ending(int status) {
    if (WIFSIGNALED(status)) return "the worker ended by signal " + std::to_string(WTERMSIG(status));
    return "the worker ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

struct WorkerPool::Worker {
    pid_t pid = -1;
    int to_fd = -1, from_fd = -1;
    MessageAssembler reply;
    std::optional<std::size_t> task;
    Clock::time_point deadline;

    [[nodiscard]] bool running() const { return pid > 0; }

    /// Kills what still runs; the text says how the process ended by itself, where it did.
    std::string end() {
        if (!running()) return "";
        ::close(to_fd);
        ::close(from_fd);
        ::kill(pid, SIGKILL);
        int status = 0;
        while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
        pid = -1;
        reply = {};
        return ending(status);
    }
};

WorkerPool::WorkerPool(std::vector<std::string> command, WorkerLimits limits)
    : command_(std::move(command)), limits_(limits) {
    for (int i = 0; i < std::max(1, limits_.workers); ++i) workers_.push_back(std::make_unique<Worker>());
}

WorkerPool::~WorkerPool() {
    for (const auto& worker : workers_) worker->end();
}

Result<void> WorkerPool::start(Worker& worker) {
    std::array<int, 2> down{}, up{};
    if (::pipe2(down.data(), O_CLOEXEC) != 0) return Error{std::strerror(errno), "starting a worker", "close programs"};
    if (::pipe2(up.data(), O_CLOEXEC) != 0) {
        ::close(down[0]);
        ::close(down[1]);
        return Error{std::strerror(errno), "starting a worker", "close programs"};
    }
    std::vector<char*> arguments;
    for (std::string& word : command_) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid == 0) become_worker(arguments.data(), down[0], up[1], limits_.memory_bytes_max);
    ::close(down[0]);
    ::close(up[1]);
    if (pid < 0) {
        ::close(down[1]);
        ::close(up[0]);
        return Error{std::strerror(errno), "starting a worker", "lower --jobs"};
    }
    worker.pid = pid;
    worker.to_fd = down[1];
    worker.from_fd = up[0];
    if (says_ready(worker.from_fd)) return {};
    const std::string how = worker.end();
    return Error{"a reading worker did not start: " + how, command_.front(), "its own message says why"};
}

/// Hands task `next` to an idle worker; false when the worker would not take it (it died while idle).
Result<bool> WorkerPool::feed(Worker& worker, std::span<const PageTask> tasks, std::size_t next) {
    if (!worker.running()) {
        if (auto started = start(worker); !started) return started.error();
    }
    worker.task = next;
    worker.deadline = Clock::now() + limits_.page_time_max;
    if (write_message(worker.to_fd, to_json(tasks[next]))) return true;
    worker.task.reset();
    worker.end();
    return false;
}

void WorkerPool::hear(Worker& worker, const std::function<void(PageOutcome)>& done) {
    const auto state = worker.reply.read_some(worker.from_fd);
    if (state == MessageAssembler::State::incomplete) return;
    PageOutcome outcome{*worker.task, "", ""};
    worker.task.reset();
    if (state == MessageAssembler::State::complete) {
        outcome.reply = worker.reply.take();
    } else {
        outcome.failure = worker.end();
    }
    done(std::move(outcome));
}

void WorkerPool::wait_for_news(const std::function<void(PageOutcome)>& done) {
    std::vector<pollfd> waiting;
    std::vector<Worker*> busy;
    Clock::time_point first = Clock::time_point::max();
    for (const auto& worker : workers_) {
        if (!worker->task) continue;
        waiting.push_back({worker->from_fd, POLLIN, 0});
        busy.push_back(worker.get());
        first = std::min(first, worker->deadline);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(first - Clock::now()).count() + 1;
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(std::clamp<long long>(left, 0, 3'600'000))) < 0) return;
    for (std::size_t i = 0; i < busy.size(); ++i) {
        if (waiting[i].revents != 0) hear(*busy[i], done);
        if (!busy[i]->task || Clock::now() < busy[i]->deadline) continue;
        const std::size_t task = *busy[i]->task;
        busy[i]->task.reset();
        busy[i]->end();
        done({task, "", "no answer within " + std::to_string(limits_.page_time_max.count() / 1000) + " s"});
    }
}

Result<void> WorkerPool::run(std::span<const PageTask> tasks, const std::function<void(PageOutcome)>& done) {
    ::signal(SIGPIPE, SIG_IGN);  // a dead worker is an outcome, not the end of the program
    std::size_t next = 0, ended = 0;
    std::vector<int> refusals(tasks.size(), 0);
    const auto count_and_pass = [&](PageOutcome outcome) {
        ++ended;
        done(std::move(outcome));
    };
    while (ended < tasks.size()) {
        for (const auto& worker : workers_) {
            if (worker->task || next >= tasks.size()) continue;
            const Result<bool> taken = feed(*worker, tasks, next);
            if (!taken) return taken.error();
            if (*taken) {
                ++next;
            } else if (++refusals[next] >= 3) {
                count_and_pass({next++, "", "no worker could be started"});
            }
        }
        if (ended < tasks.size()) wait_for_news(count_and_pass);
    }
    return {};
}

int serve_pages(int in_fd, int out_fd, const std::function<std::string(const PageTask&)>& read) {
    if (!write_message(out_fd, kReady)) return 1;
    while (const std::optional<std::string> request = read_message(in_fd)) {
        const Result<PageTask> task = page_task_from_json(*request);
        if (!task) return 2;
        if (!write_message(out_fd, read(*task))) return 1;
    }
    return 0;
}

}  // namespace lockbox

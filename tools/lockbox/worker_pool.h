#pragma once
// Reads pages in processes of their own: a page that crashes, hangs or exhausts its worker harms only itself.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ledger/result.h"
#include "tools/lockbox/page_task.h"

namespace lockbox {

inline constexpr std::int64_t kNoMemoryLimit = -1;

struct WorkerLimits {
    int workers = 1;
    std::int64_t memory_bytes_max = std::int64_t{2} << 30;  ///< address space of one worker
    std::chrono::milliseconds page_time_max{60'000};
};

/// How the reading of one page ended.
struct PageOutcome {
    std::size_t task = 0;  ///< position in the tasks given
    std::string reply;     ///< what the worker said; empty when `failure` is not
    std::string failure;   ///< "the worker ended by signal 6", "no answer within 60 s" ...
};

/// Starts `command` (program and arguments) once for each worker and speaks to it over its standard input and output,
/// one task and one reply at a time (message_pipe.h). Standard error is shared.
class WorkerPool {
  public:
    WorkerPool(std::vector<std::string> command, WorkerLimits limits);
    ~WorkerPool();  ///< ends the workers
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Reads every task; calls `done` once for each, in the order in which they end. A worker that ends, stays silent
    /// past the time limit or sends garbage fails the page it had and is replaced; the others go on.
    /// An Error only when a worker cannot be started at all; tasks not yet ended are then left undone.
    [[nodiscard]] Result<void> run(std::span<const PageTask> tasks, const std::function<void(PageOutcome)>& done);

  private:
    struct Worker;
    [[nodiscard]] Result<void> start(Worker& worker);
    [[nodiscard]] Result<bool> feed(Worker& worker, std::span<const PageTask> tasks, std::size_t next);
    void wait_for_news(const std::function<void(PageOutcome)>& done);
    void hear(Worker& worker, const std::function<void(PageOutcome)>& done);

    std::vector<std::string> command_;
    WorkerLimits limits_;
    std::vector<std::unique_ptr<Worker>> workers_;
};

/// The worker's side: greets, then answers each task on `in_fd` with what `read` returns, until the other end closes.
/// Returns the exit status of the process.
int serve_pages(int in_fd, int out_fd, const std::function<std::string(const PageTask&)>& read);

}  // namespace lockbox

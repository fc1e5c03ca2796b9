#pragma once
// Batches that operators hand in: each is processed by this program in a process of its own, one after the other, so
// that whatever a batch does to its reader, the workstation goes on.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/identifiers.h"

namespace lockbox {

enum class JobState : std::uint8_t { waiting, running, done, failed };
[[nodiscard]] std::string_view to_word(JobState state);

struct Job {
    std::int64_t number = 0;
    std::string by;
    JobState state = JobState::waiting;
    std::string batch;  ///< the folder's name
    int pages_done = 0, pages_total = 0;
    std::string started_at, ended_at;  ///< empty: not yet
    double pages_per_minute = 0;
    std::string message;  ///< the last lines that the program printed
};

class Jobs {
  public:
    struct Task {
        std::vector<std::string> command;  ///< the program and its arguments
        std::string by, batch;
        std::filesystem::path folder;  ///< goes when the batch is in the book
    };
    /// `moved` hears of every step of every job.
    explicit Jobs(std::function<void(const Job&)> moved);
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    Job add(Task task);
    [[nodiscard]] std::vector<Job> list() const;  ///< the latest first
    /// The running one is ended: what it recorded is recorded, and processing the batch again finishes it.
    void stop();

  private:
    struct Entry {
        Job job;
        Task task;
        std::chrono::steady_clock::time_point began = {};
    };
    void work();
    void run(std::size_t at);
    void hear(std::size_t at, const std::string& line);
    void change(std::size_t at, const std::function<void(Entry&)>& how);

    std::function<void(const Job&)> moved_;
    mutable std::mutex mutex_;
    std::condition_variable called_;
    std::deque<Entry> entries_;
    std::size_t next_ = 0;
    int child_ = 0;  ///< its process id; 0: none
    bool stopping_ = false;
    std::thread worker_;
};

}  // namespace lockbox

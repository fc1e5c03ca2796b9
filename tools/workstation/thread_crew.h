#pragma once
// Threads that are made when there is work and stay for more, up to a limit.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lockbox {

class ThreadCrew {
  public:
    explicit ThreadCrew(std::size_t most) : most_(most) {}
    ~ThreadCrew() { finish(); }
    ThreadCrew(const ThreadCrew&) = delete;
    ThreadCrew& operator=(const ThreadCrew&) = delete;

    /// False when everybody is busy and nobody more may come; then the work is not taken.
    [[nodiscard]] bool take_on(const std::function<void()>& work) {
        const std::lock_guard lock(mutex_);
        if (finished_) return false;
        if (idle_ <= waiting_.size()) {
            if (threads_.size() >= most_) return false;
            threads_.emplace_back([this] { serve(); });
            ++idle_;
        }
        waiting_.push_back(work);
        called_.notify_one();
        return true;
    }
    /// Waits for everybody.
    void finish() {
        {
            const std::lock_guard lock(mutex_);
            finished_ = true;
        }
        called_.notify_all();
        for (std::thread& thread : threads_) {
            if (thread.joinable()) thread.join();
        }
    }

  private:
    void serve() {
        std::unique_lock lock(mutex_);
        for (;;) {
            called_.wait(lock, [&] { return finished_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            const std::function<void()> work = std::move(waiting_.front());
            waiting_.pop_front();
            --idle_;
            lock.unlock();
            work();
            lock.lock();
            ++idle_;
        }
    }

    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable called_;
    std::deque<std::function<void()>> waiting_;
    std::size_t idle_ = 0;  ///< also those that were called and have not begun
    std::vector<std::thread> threads_;
    bool finished_ = false;
};

}  // namespace lockbox

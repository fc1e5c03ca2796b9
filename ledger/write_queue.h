#pragma once
// Threads of one process that write one book take turns, in the order in which they came. The engine's own lock is
// taken by asking again and again: while many write, whoever asks at the wrong moments would wait for all the others,
// and every asking costs time that the writer needs.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>

namespace lockbox {

class WriteQueue {
  public:
    /// One for each file, shared by all of the process that have it open.
    [[nodiscard]] static std::shared_ptr<WriteQueue> of(const std::filesystem::path& file);

    /// Held until it goes. Whoever waits longer than `wait_max` goes on without it: the engine's lock still keeps
    /// writers apart, and says what is wrong.
    class Turn {
      public:
        Turn(std::shared_ptr<WriteQueue> queue, std::chrono::milliseconds wait_max);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        [[nodiscard]] bool has() const { return has_; }

      private:
        std::shared_ptr<WriteQueue> queue_;
        bool has_;
    };

  private:
    [[nodiscard]] bool take(std::chrono::milliseconds wait_max);
    void give();

    std::mutex mutex_;
    std::condition_variable moved_;
    std::uint64_t next_ = 0;
    std::deque<std::uint64_t> tickets_;  ///< the first one has the turn
};

}  // namespace lockbox

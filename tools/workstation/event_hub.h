#pragma once
// Server-sent events on their way to every open page.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace lockbox {

/// One open page. One that does not keep up is cut off: it comes back and hears the whole state.
class Listener {
  public:
    struct Heard {
        std::string text;   ///< events as they go over the wire; empty when the time passed without any
        bool over = false;  ///< nothing more will come
    };
    [[nodiscard]] Heard listen(std::chrono::milliseconds time);
    void hear(const std::string& text);
    void end();

  private:
    static constexpr std::size_t kBytesMax = 1 << 18;
    std::mutex mutex_;
    std::condition_variable said_;
    std::string waiting_;
    bool over_ = false;
};

class EventHub {
  public:
    /// Listens as long as it is held.
    [[nodiscard]] std::shared_ptr<Listener> join();
    void leave(const std::shared_ptr<Listener>& listener);
    /// `json` on one line.
    void say(const std::string& event, const std::string& json);
    void stop();

    [[nodiscard]] static std::string framed(const std::string& event, const std::string& json) {
        return "event: " + event + "\ndata: " + json + "\n\n";
    }

  private:
    std::mutex mutex_;
    std::set<std::shared_ptr<Listener>> listeners_;
    bool stopped_ = false;
};

}  // namespace lockbox

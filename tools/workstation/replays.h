#pragma once
// Answers that may be asked for again: a browser that lost the connection repeats its request with the same id, and
// nothing is done twice.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "tools/workstation/http.h"

namespace lockbox {

class Replays {
  public:
    /// The first answer to this id of this session; `work` runs once, whoever asks meanwhile waits.
    [[nodiscard]] HttpResponse once(std::uint64_t session, const std::string& id,
                                    const std::function<HttpResponse()>& work);

    /// 8 to 64 letters, digits and dashes.
    [[nodiscard]] static bool is_id(const std::string& text);

  private:
    using Key = std::pair<std::uint64_t, std::string>;
    static constexpr std::size_t kKept = 500;

    std::mutex mutex_;
    std::condition_variable done_;
    std::map<Key, std::optional<HttpResponse>> answers_;  ///< nullopt: being worked on
    std::deque<Key> order_;                               ///< of those that are answered
};

}  // namespace lockbox

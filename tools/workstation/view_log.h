#pragma once
// Each look at a check or item is an act in the audit chain; a second look of the same session within ten minutes is
// the same look.

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "ledger/book.h"
#include "ledger/result.h"
#include "tools/workstation/sessions.h"

namespace lockbox {

class ViewLog {
  public:
    explicit ViewLog(Sessions::Clock now) : now_(std::move(now)) {}

    /// `what` is the subject of the audit row ("review item 17", "check 12"), `envelope` the envelope that is thereby
    /// seen.
    [[nodiscard]] Result<void> saw(const Book& book, const SignedIn& who, const std::string& what,
                                   std::int64_t envelope);
    /// Whether the session has seen the envelope of late: then its images are part of that look.
    [[nodiscard]] bool has_seen(const SignedIn& who, std::int64_t envelope);

  private:
    [[nodiscard]] bool is_fresh(std::uint64_t session, const std::string& key);
    void note(std::uint64_t session, const std::string& key);

    Sessions::Clock now_;
    std::mutex mutex_;
    std::map<std::pair<std::uint64_t, std::string>, std::chrono::steady_clock::time_point> seen_;
};

}  // namespace lockbox

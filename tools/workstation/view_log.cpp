#include "tools/workstation/view_log.h"

#include "ledger/workstation_log.h"

namespace lockbox {
namespace {

constexpr auto kOneLook = std::chrono::minutes(10);
constexpr std::size_t kLooksMax = 20'000;

std::string envelope_key(std::int64_t envelope) {
    return "envelope " + std::to_string(envelope);
}

}  // namespace

bool ViewLog::is_fresh(std::uint64_t session, const std::string& key) {
    const auto found = seen_.find({session, key});
    return found != seen_.end() && now_() - found->second < kOneLook;
}

void ViewLog::note(std::uint64_t session, const std::string& key) {
    if (seen_.size() > kLooksMax) {
        std::erase_if(seen_, [&](const auto& entry) { return now_() - entry.second >= kOneLook; });
        if (seen_.size() > kLooksMax) seen_.clear();
    }
    seen_[{session, key}] = now_();
}

Result<void> ViewLog::saw(const Book& book, const SignedIn& who, const std::string& what, std::int64_t envelope) {
    {
        const std::lock_guard lock(mutex_);
        if (is_fresh(who.number, what)) {
            note(who.number, envelope_key(envelope));
            return {};
        }
    }
    if (Result<void> logged = log_act(book, who.user.str(), {"viewed", what, "{}"}); !logged) return logged;
    const std::lock_guard lock(mutex_);
    note(who.number, what);
    note(who.number, envelope_key(envelope));
    return {};
}

bool ViewLog::has_seen(const SignedIn& who, std::int64_t envelope) {
    const std::lock_guard lock(mutex_);
    return is_fresh(who.number, envelope_key(envelope));
}

}  // namespace lockbox

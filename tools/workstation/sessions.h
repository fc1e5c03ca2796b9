#pragma once
// Who is signed in. Sessions live in memory: a restart of the server ends them, and decisions are in the book by then.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "ledger/users.h"

namespace lockbox {

struct SessionLimits {
    std::chrono::seconds idle_max = std::chrono::minutes(15);
    std::chrono::seconds life_max = std::chrono::hours(10);
    std::size_t sessions_max = 1'000;
};

/// What a request may know of its session.
struct SignedIn {
    std::uint64_t number = 0;  ///< of the session in this run of the server
    UserName user;
    Role role = Role::audit;
    UserChangeId change;  ///< the user as he was when he signed in
    std::string csrf;
};

class Sessions {
  public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    explicit Sessions(SessionLimits limits, Clock now = std::chrono::steady_clock::now)
        : limits_(limits), now_(std::move(now)) {}

    /// The token for the cookie. The oldest session ends when there are too many.
    [[nodiscard]] std::string begin(const User& user);
    /// nullopt when the token is none or its time is over. `by_person`: the session stays alive for it.
    [[nodiscard]] std::optional<SignedIn> find(std::string_view token, bool by_person);
    void end(std::string_view token);
    /// All of a user's but one.
    void end_all(const UserName& user, std::uint64_t but = 0);
    [[nodiscard]] bool lasts(std::uint64_t number);
    [[nodiscard]] std::set<std::string> users();
    [[nodiscard]] std::chrono::seconds idle_max() const { return limits_.idle_max; }
    [[nodiscard]] std::chrono::seconds left(std::uint64_t number);

  private:
    struct Session {
        SignedIn who;
        std::chrono::steady_clock::time_point begun, used;
    };
    [[nodiscard]] bool over(const Session& session) const;
    void drop_over();

    SessionLimits limits_;
    Clock now_;
    std::mutex mutex_;
    std::uint64_t last_ = 0;
    std::map<std::string, Session, std::less<>> by_digest_;  ///< SHA-256 of the token, which is kept nowhere
};

/// Slows down whoever guesses passwords.
class SignInThrottle {
  public:
    explicit SignInThrottle(Sessions::Clock now = std::chrono::steady_clock::now) : now_(std::move(now)) {}

    /// How long to wait before another attempt; zero: go on.
    [[nodiscard]] std::chrono::seconds wait(const std::string& user, const std::string& address);
    void failed(const std::string& user, const std::string& address);
    void succeeded(const std::string& user);

  private:
    struct Failures {
        int count = 0;
        std::chrono::steady_clock::time_point last, until;
    };
    void forget_old();

    Sessions::Clock now_;
    std::mutex mutex_;
    std::map<std::string, Failures> by_user_, by_address_;
};

}  // namespace lockbox

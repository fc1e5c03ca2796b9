#include "tools/workstation/sessions.h"

#include <algorithm>

#include "ledger/sha256.h"
#include "tools/workstation/password.h"

namespace lockbox {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr int kUserFailuresFree = 5, kAddressFailuresMax = 20;
constexpr std::chrono::seconds kFirstWait = 30s, kLongestWait = 900s, kAddressWindow = 60s, kMemory = 3600s;
constexpr std::size_t kRemembered = 10'000;

}  // namespace

bool Sessions::over(const Session& session) const {
    return now_() - session.used > limits_.idle_max || now_() - session.begun > limits_.life_max;
}

void Sessions::drop_over() {
    std::erase_if(by_digest_, [&](const auto& entry) { return over(entry.second); });
}

std::string Sessions::begin(const User& user) {
    std::string token = random_hex(kTokenBytes);
    const std::lock_guard lock(mutex_);
    drop_over();
    if (by_digest_.size() >= limits_.sessions_max) {
        by_digest_.erase(std::min_element(by_digest_.begin(), by_digest_.end(),
                                          [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
    }
    by_digest_[sha256_hex(token)] = {
        {++last_, user.name, user.role, user.change, random_hex(kTokenBytes)}, now_(), now_()};
    return token;
}

std::optional<SignedIn> Sessions::find(std::string_view token, bool by_person) {
    if (token.size() != 2 * kTokenBytes) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(sha256_hex(token));
    if (found == by_digest_.end()) return std::nullopt;
    if (over(found->second)) {
        by_digest_.erase(found);
        return std::nullopt;
    }
    if (by_person) found->second.used = now_();
    return found->second.who;
}

void Sessions::end(std::string_view token) {
    const std::lock_guard lock(mutex_);
    by_digest_.erase(sha256_hex(token));
}

void Sessions::end_all(const UserName& user, std::uint64_t but) {
    const std::lock_guard lock(mutex_);
    std::erase_if(by_digest_,
                  [&](const auto& entry) { return entry.second.who.user == user && entry.second.who.number != but; });
}

bool Sessions::lasts(std::uint64_t number) {
    return left(number) > 0s;
}

std::chrono::seconds Sessions::left(std::uint64_t number) {
    const std::lock_guard lock(mutex_);
    for (const auto& [digest, session] : by_digest_) {
        if (session.who.number != number || over(session)) continue;
        return std::chrono::ceil<std::chrono::seconds>(
            std::min(session.used + limits_.idle_max, session.begun + limits_.life_max) - now_());
    }
    return 0s;
}

std::set<std::string> Sessions::users() {
    const std::lock_guard lock(mutex_);
    drop_over();
    std::set<std::string> names;
    for (const auto& [digest, session] : by_digest_) names.insert(session.who.user.str());
    return names;
}

std::chrono::seconds SignInThrottle::wait(const std::string& user, const std::string& address) {
    const std::lock_guard lock(mutex_);
    auto until = now_();
    if (const auto found = by_user_.find(user); found != by_user_.end()) until = std::max(until, found->second.until);
    if (const auto found = by_address_.find(address); found != by_address_.end()) {
        until = std::max(until, found->second.until);
    }
    return std::chrono::ceil<std::chrono::seconds>(until - now_());
}

void SignInThrottle::failed(const std::string& user, const std::string& address) {
    const std::lock_guard lock(mutex_);
    forget_old();
    Failures& of_user = by_user_[user];
    of_user.last = now_();
    if (++of_user.count >= kUserFailuresFree) {
        const int doublings = std::min(of_user.count - kUserFailuresFree, 10);
        of_user.until = now_() + std::min(kFirstWait * (1 << doublings), kLongestWait);
    }
    Failures& of_address = by_address_[address];
    if (now_() - of_address.last > kAddressWindow) of_address.count = 0;
    if (of_address.count == 0) of_address.last = now_();  // when the window began
    if (++of_address.count >= kAddressFailuresMax) {
        of_address.until = now_() + kAddressWindow;
        of_address.count = 0;
    }
}

void SignInThrottle::succeeded(const std::string& user) {
    const std::lock_guard lock(mutex_);
    by_user_.erase(user);
}

void SignInThrottle::forget_old() {
    for (auto* failures : {&by_user_, &by_address_}) {
        if (failures->size() < kRemembered) continue;
        std::erase_if(*failures, [&](const auto& entry) {
            return now_() - entry.second.last > kMemory && entry.second.until < now_();
        });
        if (failures->size() >= kRemembered) failures->clear();
    }
}

}  // namespace lockbox

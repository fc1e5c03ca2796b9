#include "tools/workstation/queue_watch.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>

#include "ledger/clock.h"
#include "tools/workstation/api.h"

namespace lockbox {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(400);
constexpr std::size_t kItemsToldMax = 200;

Json claim_json(ReviewId item, const Claim& claim) {
    return {{"item", item.value}, {"by", claim.by}, {"expires_at", claim.expires_at}};
}

std::vector<ReviewId> missing_from(const std::vector<ReviewId>& all, const std::vector<ReviewId>& some) {
    std::vector<ReviewId> missing;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(missing));
    return missing;
}

Json items_json(const std::vector<ReviewId>& items, std::size_t open) {
    Json json = {{"items", Json::array()}, {"open", open}};
    if (items.size() > kItemsToldMax) {
        json["many"] = true;
    } else {
        for (const ReviewId item : items) json["items"].push_back(item.value);
    }
    return json;
}

}  // namespace

QueueWatch::QueueWatch(Books& books, EventHub& hub) : books_(books), hub_(hub), watcher_([this] { watch(); }) {}

QueueWatch::~QueueWatch() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    called_.notify_all();
    watcher_.join();
}

void QueueWatch::look() {
    const std::lock_guard lock(mutex_);
    called_now_ = true;
    called_.notify_all();
}

std::string QueueWatch::state_json() {
    const std::lock_guard lock(mutex_);
    Json claims = Json::array();
    for (const auto& [item, claim] : known_.claims) claims.push_back(claim_json(item, claim));
    return Json{{"open", known_.open.size()}, {"claims", claims}}.dump();
}

void QueueWatch::watch() {
    std::optional<Books::Lease> lease;  // for good: data_version is told to one connection about all others
    std::int64_t version = -1;
    for (bool first = true;; first = false) {
        {
            std::unique_lock lock(mutex_);
            called_.wait_for(lock, first ? std::chrono::milliseconds(0) : kLookEvery,
                             [&] { return stopping_ || called_now_; });
            if (stopping_) return;
            called_now_ = false;
        }
        if (!lease) {
            auto opened = books_.lease();
            if (!opened) continue;
            lease.emplace(*std::move(opened));
        }
        const Book& book = **lease;
        const auto now_version = data_version(book);
        const std::string moment = utc_now();
        const bool a_claim_ended = std::any_of(known_.claims.begin(), known_.claims.end(),
                                               [&](const auto& one) { return one.second.expires_at <= moment; });
        if (!now_version || (*now_version == version && !a_claim_ended)) continue;
        const auto glance = glance_at_queue(book);
        const auto resolved = items_resolved_after(book, known_.last_resolution);
        if (!glance || !resolved) continue;
        version = *now_version;
        if (!first) tell(*glance, *resolved);
        const std::lock_guard lock(mutex_);
        known_ = *glance;
    }
}

void QueueWatch::tell(const QueueGlance& now, const std::vector<ReviewId>& resolved) {
    const std::vector<ReviewId> settled = missing_from(known_.open, now.open);
    const std::vector<ReviewId> opened = missing_from(now.open, known_.open);
    for (const auto& [item, claim] : now.claims) {
        const auto before = known_.claims.find(item);
        const bool same = before != known_.claims.end() && before->second.by == claim.by &&
                          before->second.expires_at == claim.expires_at;
        if (!same) hub_.say("claim", claim_json(item, claim).dump());
    }
    for (const auto& [item, claim] : known_.claims) {
        if (!now.claims.contains(item)) hub_.say("release", Json{{"item", item.value}}.dump());
    }
    if (!settled.empty()) hub_.say("settled", items_json(settled, now.open.size()).dump());
    if (!opened.empty()) hub_.say("opened", items_json(opened, now.open.size()).dump());
    std::vector<ReviewId> standing;
    std::set_intersection(resolved.begin(), resolved.end(), now.open.begin(), now.open.end(),
                          std::back_inserter(standing));
    if (!standing.empty()) hub_.say("standing", items_json(standing, now.open.size()).dump());
}

}  // namespace lockbox

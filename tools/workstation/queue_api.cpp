// The queue: what waits, with totals.

#include <algorithm>

#include "tools/workstation/queue_json.h"
#include "tools/workstation/settles.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr int kListedDefault = 50, kListedMax = 200;

HttpResponse list_queue(Call& call) {
    const ReviewFilter filter = [&] {
        ReviewFilter asked = review_filter([&](const char* name) { return call.request.parameter(name); });
        const std::string limit = call.request.parameter("limit"), offset = call.request.parameter("offset");
        asked.limit = limit.empty() ? kListedDefault
                                    : static_cast<int>(std::min<std::int64_t>(number_in(limit, "limit"), kListedMax));
        if (!offset.empty() && offset != "0") {
            asked.offset = static_cast<int>(std::min<std::int64_t>(number_in(offset, "offset"), 10'000'000));
        }
        return asked;
    }();
    const ReviewQueue queue(call.book());
    Json items = Json::array();
    for (const ReviewItem& item : must(queue.list(filter), 400, "bad_request")) {
        items.push_back(queue_item_json(item, call.user()));
    }
    const ReviewTotals totals = must(queue.totals(filter), 400, "bad_request");
    return json_response({{"items", items},
                          {"totals",
                           {{"items", totals.items},
                            {"at_stake", json_of(totals.at_stake)},
                            {"unknown_amounts", totals.unknown_amounts},
                            {"oldest", json_of(totals.oldest)},
                            {"reasons", reason_counts_json(totals.reasons)}}}});
}

HttpResponse list_reasons(Call&) {
    Json reasons = Json::array();
    for (const Reason reason : all_reasons()) {
        Json json = reason_json(reason);
        json["settles"] = what_settles(reason);
        reasons.push_back(json);
    }
    return json_response({{"reasons", reasons}});
}

}  // namespace

Date deadline_of(Date received) {
    constexpr unsigned kDueDay = 23;
    int year = received.year();
    unsigned month = received.month();
    if (received.day() > kDueDay && ++month > 12) {
        month = 1;
        ++year;
    }
    return Date::of(year, month, kDueDay).value_or(received);
}

Json claim_json(const std::optional<Claim>& claim, const std::string& user) {
    if (!claim) return nullptr;
    return {{"by", claim->by}, {"expires_at", claim->expires_at}, {"mine", claim->by == user}};
}

bool amount_is_blind(const ReviewItem& item) {
    return std::find(item.reasons.begin(), item.reasons.end(), Reason::amount_mismatch) != item.reasons.end();
}

Json queue_item_json(const ReviewItem& item, const std::string& user) {
    return {{"item", item.id.value},
            {"batch", item.batch.str()},
            {"transaction", item.transaction},
            {"pages", item.sequences},
            {"check", json_of(item.check)},
            {"received", json_of(item.received)},
            {"deadline", json_of(deadline_of(item.received))},
            {"opened_at", item.opened_at},
            {"at_stake", amount_is_blind(item) ? Json() : json_of(item.at_stake)},
            {"confidence", json_of(item.confidence)},
            {"reasons", reasons_json(item.reasons)},
            {"standing", to_word(item.standing)},
            {"held_until", json_of(item.held_until)},
            {"second", item.standing == Standing::second},
            {"first_is_mine", item.first_by == user},
            {"claim", claim_json(item.claim, user)}};
}

ReviewFilter review_filter(const std::function<std::string(const char*)>& value) {
    ReviewFilter filter;
    filter.batch = value_in<BatchId>(value("batch"), "batch");
    if (const std::string word = value("reason"); !word.empty()) {
        filter.reason = reason_from(word);
        if (!filter.reason) bad_request("no such reason", "reason");
    }
    filter.at_least = value_in<Cents>(value("min"), "min");
    filter.at_most = value_in<Cents>(value("max"), "max");
    filter.received_from = value_in<Date>(value("from"), "from");
    filter.received_to = value_in<Date>(value("to"), "to");
    if (const std::string word = value("standing"); word == "all") {
        filter.standings.clear();
    } else if (!word.empty()) {
        const auto standing = standing_from(word);
        if (!standing) bad_request("no such standing", "standing", "ready, second, held, referred or all");
        filter.standings = {*standing};
    }
    return filter;
}

void add_queue_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/queue", kEverybody, list_queue});
    routes.push_back({"GET", "/api/reasons", kEverybody, list_reasons});
}

}  // namespace lockbox

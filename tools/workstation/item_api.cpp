// An item: taken, looked at, kept, given back; its numbers shown.

#include <algorithm>

#include "ledger/review_watch.h"
#include "ledger/workstation_log.h"
#include "tools/workstation/item_view.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr std::size_t kNotMax = 200;  // that the page keeps (supply.js)

ReviewRules rules_of(const Call& call) {
    const Config& config = call.desk.settings.config;
    return {std::chrono::minutes(config.review.claim_minutes), config.review.second_user_above};
}

ReviewId item_of(const Call& call) {
    return ReviewId{number_in(call.parts.at(0), "item")};
}

Json acts_json(const ReviewItem& item) {
    Json acts = Json::array();
    for (int i = 0; i <= static_cast<int>(ResolutionAct::hold); ++i) {
        const auto act = static_cast<ResolutionAct>(i);
        if (item.check ? is_for_checks(act) : is_for_pages(act)) acts.push_back(to_word(act));
    }
    return acts;
}

bool needs_numbers(const ReviewDetail& detail) {
    if (!detail.check) return false;
    const CheckResult& check = detail.check->now;
    if (!check.number) return true;
    return detail.check->kind != "money_order" && (!check.routing || !check.account);
}

Json rules_json(const Call& call, const ReviewDetail& detail) {
    const auto& limit = rules_of(call).second_user_above;
    const bool above = limit && detail.item.at_stake && *detail.item.at_stake > *limit;
    return {{"acts", acts_json(detail.item)},
            {"second_above", json_of(limit)},
            {"needs_second", above},
            {"blind_amount", amount_is_blind(detail.item)},
            {"needs_numbers", needs_numbers(detail)}};
}

HttpResponse show(Call& call) {
    return json_response({{"item", view_item(call, item_of(call))}});
}

HttpResponse take_next(Call& call) {
    const Json given = call.body.value("filter", Json::object());
    if (!given.is_object()) bad_request("filter is an object", "filter");
    ReviewFilter filter = review_filter([&](const char* name) { return text_of(given, name); });
    const Json others = call.body.value("not", Json::array());
    if (!others.is_array() || others.size() > kNotMax) bad_request("not is a list of 200 items at most", "not");
    for (const Json& other : others) {
        if (!other.is_number_integer()) bad_request("not is a list of 200 items at most", "not");
        filter.but_not.insert(ReviewId{other.get<std::int64_t>()});
    }
    ReviewQueue queue(call.book(), rules_of(call));
    const auto next = must(queue.claim_next(call.user(), filter));
    call.desk.watch.look();
    if (!next) return json_response({{"item", nullptr}});
    return json_response({{"item", view_item(call, next->id)}});
}

HttpResponse claim(Call& call) {
    const ReviewId item = item_of(call);
    ReviewQueue queue(call.book(), rules_of(call));
    const auto claimed = queue.claim(item, call.user());
    if (!claimed) throw failure_of(call, item, claimed.error());
    call.desk.watch.look();
    return json_response({{"claim", claim_json(*claimed, call.user())}});
}

HttpResponse release(Call& call) {
    ReviewQueue queue(call.book(), rules_of(call));
    must(queue.release(item_of(call), call.user()));
    call.desk.watch.look();
    return json_response(Json::object());
}

/// Account numbers in full: an act of its own, which the audit chain keeps.
HttpResponse reveal(Call& call) {
    const Telling all{false, true};
    const auto number = [&](const char* key) -> std::optional<std::int64_t> {
        const auto found = call.body.find(key);
        if (found == call.body.end() || !found->is_number_integer()) return std::nullopt;
        return found->get<std::int64_t>();
    };
    std::optional<CheckId> check;
    std::string subject;
    if (const auto item = number("item")) {
        const auto detail = must(ReviewQueue(call.book()).show(ReviewId{*item}), 404, "not_found");
        check = detail.item.check;
        subject = "review item " + std::to_string(*item);
    } else if (const auto id = number("check")) {
        check = CheckId{*id};
        subject = "check " + std::to_string(*id);
    }
    if (!check) bad_request("there is no check", "item or check");
    const auto history = must(BatchStore(call.book()).check(*check), 404, "not_found");
    const auto envelope = must(stored_envelope(call.book(), *check));
    must(log_act(call.book(), call.user(), {"account_number_shown", subject, "{}"}));
    ReadEnvelope read{envelope, {}};
    std::erase_if(read.stored.pages, [&](const StoredPage& page) { return page.check != check; });
    for (const StoredPage& page : read.stored.pages) {
        auto reading = page_reading_from_json(page.reading_json);
        read.readings.push_back(reading ? *std::move(reading) : PageReading{});
    }
    const AccountIndex accounts(must(call.desk.accounts.map(call.book())));
    Json readings = Json::array();
    std::string line;
    for (const Json& reading : readings_json(read, accounts, all)) {
        const std::string field = reading.value("field", "");
        if (field == "account") readings.push_back(reading);
        if (field == "micr_line" && !reading["alternatives"].empty())
            line = reading["alternatives"][0].value("value", "");
    }
    return json_response({{"account", json_of(history.now.account)}, {"micr_line", line}, {"readings", readings}});
}

}  // namespace

ApiFailure failure_of(Call& call, ReviewId item, const Error& error) {
    const auto detail = ReviewQueue(call.book()).show(item);
    if (!detail) return {404, "not_found", error};
    if (!detail->open) {
        const auto last = last_resolution(call.book(), item);
        const std::string by = last && *last ? (*last)->by : "somebody";
        return {409, "settled", {"the item was decided by " + by, error.where, "take the next one"}};
    }
    const bool held = detail->item.claim && detail->item.claim->by != call.user();
    return {409, held ? "claimed" : "refused", error};
}

Json view_item(Call& call, ReviewId id) {
    const ReviewDetail detail = must(ReviewQueue(call.book()).show(id), 404, "not_found");
    const ReadEnvelope envelope = read_envelope(call.book(), detail.envelope);
    call.desk.images.make_ahead(call.book().images(), envelope.stored.pages);
    const AccountIndex accounts(must(call.desk.accounts.map(call.book())));
    must(call.desk.views.saw(call.book(), call.who, "review item " + std::to_string(id.value), detail.envelope.value));
    const Telling telling{amount_is_blind(detail.item) && detail.open, false};
    Json json = queue_item_json(detail.item, call.user());
    for (Json& reason : json["reasons"]) {
        reason["settles"] = what_settles(*reason_from(reason["word"].get<std::string>()));
    }
    json["open"] = detail.open;
    json["kind"] = detail.check ? Json(detail.check->kind) : Json();
    json["rules"] = rules_json(call, detail);
    json["known"] = detail.check ? known_json(detail.check->now, telling) : Json();
    json["pages"] = pages_json(envelope, detail.item.sequences);
    json["questions"] = questions_json(envelope, detail.item);
    json["readings"] = readings_json(envelope, accounts, telling);
    add_evidence(json, detail.evidence_json, accounts, telling);
    json["history"] = detail.check ? history_json(*detail.check) : Json::array();
    for (Json& event : resolutions_json(detail.resolutions)) json["history"].push_back(event);
    sort_by_moment(json["history"]);
    return json;
}

void add_item_routes(std::vector<Route>& routes) {
    routes.push_back({"POST", "/api/next", kReviewers, take_next});
    routes.push_back({"GET", "/api/items/*", kReaders, show});
    routes.push_back({"POST", "/api/items/*/claim", kReviewers, claim});
    routes.push_back({"POST", "/api/items/*/release", kReviewers, release});
    routes.push_back({"POST", "/api/reveal", kReviewers, reveal});
}

}  // namespace lockbox

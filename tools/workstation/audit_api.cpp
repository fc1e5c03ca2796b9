// The audit trail, and the items and corrections that wait for a second person.

#include <algorithm>
#include <charconv>

#include "ledger/corrections.h"
#include "ledger/review_watch.h"
#include "ledger/workstation_log.h"
#include "tools/workstation/queue_json.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr std::int64_t kRowsDefault = 100, kRowsMax = 500;

/// Whether a row tells what a first person entered while another must still decide without knowing it.
bool gives_away(const Book& book, const AuditRow& row) {
    constexpr std::string_view kItem = "review item ";
    if (row.entry.action == "correction_needs_second") {
        const Json detail = Json::parse(row.entry.detail, nullptr, false);
        if (detail.is_discarded() || !detail.contains("correction")) return true;
        const auto waits = correction_waits(book, CorrectionId{detail["correction"].get<std::int64_t>()});
        return !waits || *waits;
    }
    if (row.entry.action != "item_needs_second" || !row.entry.subject.starts_with(kItem)) return false;
    std::int64_t item = 0;
    const char* const begin = row.entry.subject.data() + kItem.size();
    std::from_chars(begin, row.entry.subject.data() + row.entry.subject.size(), item);
    const auto detail = ReviewQueue(book).show(ReviewId{item});
    return !detail || detail->open;
}

HttpResponse list_audit(Call& call) {
    const auto given = [&](const char* name) { return call.request.parameter(name); };
    AuditQuery query;
    if (!given("before").empty()) query.before = number_in(given("before"), "before");
    query.action = given("action");
    query.subject = given("subject");
    query.limit = static_cast<int>(given("limit").empty() ? kRowsDefault
                                                          : std::min(number_in(given("limit"), "limit"), kRowsMax));
    const auto found = must(read_audit(call.book(), query));
    Json rows = Json::array();
    for (const AuditRow& row : found) {
        const bool hidden = gives_away(call.book(), row);
        const Json detail = Json::parse(row.entry.detail, nullptr, false);
        rows.push_back({{"row", row.row},
                        {"at", row.at},
                        {"by", row.by},
                        {"program", row.program},
                        {"action", row.entry.action},
                        {"subject", row.entry.subject},
                        {"hidden", hidden},
                        {"detail", hidden || detail.is_discarded() ? Json::object() : detail}});
    }
    const bool more = std::ssize(found) == query.limit;
    return json_response({{"rows", rows}, {"next", more ? Json(found.back().row) : Json()}});
}

Json waiting_json(const WaitingCorrection& one) {
    return {{"correction", one.id.value},
            {"act", to_word(one.act)},
            {"check", one.check ? Json(one.check->value) : Json()},
            {"billing_account", json_of(one.account)},
            {"plan_id", json_of(one.plan)},
            {"at_stake", json_of(one.at_stake)},
            {"first_by", one.by},
            {"first_at", one.at}};
}

HttpResponse list_second(Call& call) {
    ReviewFilter filter;
    filter.standings = {Standing::second};
    filter.limit = 500;
    Json items = Json::array();
    for (const ReviewItem& item : must(ReviewQueue(call.book()).list(filter))) {
        Json json = queue_item_json(item, call.user());
        const auto first = must(first_decision(call.book(), item.id));
        json["first_by"] = first ? Json(first->by) : Json();
        json["first_at"] = first ? Json(first->at) : Json();
        items.push_back(json);
    }
    Json corrections = Json::array();
    for (const WaitingCorrection& one : must(waiting_corrections(call.book())))
        corrections.push_back(waiting_json(one));
    return json_response({{"items", items}, {"corrections", corrections}});
}

}  // namespace

void add_audit_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/audit", kOverseers, list_audit});
    routes.push_back({"GET", "/api/second", kOverseers, list_second});
}

}  // namespace lockbox

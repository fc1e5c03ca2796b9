// Batches: as they run, how they balance, what to scan again.

#include <algorithm>

#include "ledger/day_report.h"
#include "tools/workstation/upload.h"

namespace lockbox {
namespace {

HttpResponse list_batches(Call& call) {
    constexpr std::int64_t kDefault = 100, kMost = 500;
    const std::string limit = call.request.parameter("limit"), offset = call.request.parameter("offset");
    const std::int64_t count = limit.empty() ? kDefault : std::min(number_in(limit, "limit"), kMost);
    const std::int64_t first = offset.empty() || offset == "0" ? 0 : number_in(offset, "offset");
    const auto rows = must(BatchStore(call.book()).batches());
    Json batches = Json::array();
    for (auto at = first; at < std::min<std::int64_t>(first + count, std::ssize(rows)); ++at) {
        const BatchRow& row = rows[rows.size() - 1 - static_cast<std::size_t>(at)];
        batches.push_back({{"batch", row.id.str()},
                           {"lockbox", row.lockbox},
                           {"scanner", row.scanner},
                           {"received", json_of(row.received)},
                           {"deposit_date", json_of(row.deposit_date)},
                           {"begun_at", row.begun_at},
                           {"finished_at", json_of(row.finished_at)},
                           {"pages", row.pages},
                           {"items_open", row.items_open},
                           {"balance", to_word(row.state)},
                           {"life", to_word(row.life)}});
    }
    return json_response({{"batches", batches}, {"total", rows.size()}});
}

/// Pages whose image cannot be trusted, with the item in which each waits.
Json rescans_json(const Book& book, const BatchId& batch) {
    ReviewFilter filter;
    filter.batch = batch;
    filter.reason = Reason::image_quality;
    filter.standings.clear();
    Json rescans = Json::array();
    for (const ReviewItem& item : must(ReviewQueue(book).list(filter))) {
        for (const int sequence : item.sequences) {
            rescans.push_back({{"sequence", sequence},
                               {"transaction", item.transaction},
                               {"item", item.id.value},
                               {"why", to_sentence(Reason::image_quality)}});
        }
    }
    return rescans;
}

Json batch_json(const Book& book, const BatchId& batch) {
    const BatchSummary summary = must(BatchStore(book).summary(batch), 404, "not_found");
    Json suspects = Json::array();
    if (summary.state == BalanceState::out_of_balance || summary.state == BalanceState::unproven) {
        for (const Suspect& one : must(balance_suspects(book, batch))) {
            suspects.push_back({{"sequence", one.sequence}, {"why", one.why}});
        }
    }
    return {{"batch", batch.str()},
            {"life", to_word(summary.life)},
            {"balance", to_word(summary.state)},
            {"received", json_of(summary.received)},
            {"deposit_date", json_of(summary.deposit_date)},
            {"pages", summary.pages},
            {"pages_filed", summary.pages_filed},
            {"pages_review", summary.pages_review},
            {"pages_check", summary.pages_check},
            {"envelopes", summary.envelopes},
            {"checks", summary.checks},
            {"checks_posted", summary.checks_posted},
            {"checks_review", summary.checks_review},
            {"checks_left", summary.checks_left},
            {"not_payments", summary.not_payments},
            {"scanned", json_of(summary.scanned)},
            {"posted", json_of(summary.posted)},
            {"in_review", json_of(summary.in_review)},
            {"left", json_of(summary.left)},
            {"unknown_amounts", summary.unknown_amounts},
            {"items_open", summary.items_open},
            {"reasons", reason_counts_json(summary.reasons)},
            {"counted",
             {{"pages", json_of(summary.control.pages)},
              {"checks", json_of(summary.control.checks)},
              {"total", json_of(summary.control.total)}}},
            {"differences",
             {{"pages", json_of(summary.pages_difference)},
              {"checks", json_of(summary.checks_difference)},
              {"total", json_of(summary.total_difference)}}},
            {"suspects", suspects},
            {"rescans", rescans_json(book, batch)}};
}

BatchId batch_in(const Call& call) {
    const auto batch = BatchId::parse(call.parts.at(0));
    if (!batch) not_found("there is no such batch", "");
    return *batch;
}

HttpResponse show_batch(Call& call) {
    return json_response(batch_json(call.book(), batch_in(call)));
}

HttpResponse close_batch(Call& call) {
    const BatchId batch = batch_in(call);
    must(BatchStore(call.book()).close(batch, call.user(), text_of(call.body, "accept", kNoteBytesMax)));
    return json_response(batch_json(call.book(), batch));
}

}  // namespace

void add_batch_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/batches", kEverybody, list_batches});
    routes.push_back({"GET", "/api/batches/*", kEverybody, show_batch});
    routes.push_back({"POST", "/api/batches/*/close", kSupervisors, close_batch});
    add_upload_routes(routes);
}

}  // namespace lockbox

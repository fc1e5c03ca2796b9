#include "tools/lockbox/reprocess.h"

#include <algorithm>

#include "ledger/review_queue.h"
#include "ocr/remittance_json.h"
#include "tools/lockbox/decide_again.h"
#include "tools/lockbox/intake.h"

namespace lockbox {
namespace {

bool in_scope(const ReprocessScope& scope, const StoredPage& page) {
    return page.check && (!scope.check || *scope.check == *page.check);
}

}  // namespace

Result<std::vector<EnvelopeKey>> envelopes_in_scope(const Book& book, const ReprocessScope& scope) {
    std::vector<EnvelopeKey> keys;
    if (scope.check) {
        const auto envelope = stored_envelope(book, *scope.check);
        if (!envelope) return envelope.error();
        keys.push_back(envelope->key);
    } else if (scope.open || scope.reason) {
        ReviewFilter filter;
        filter.batch = scope.batch;
        filter.reason = scope.reason;
        filter.checks_only = true;
        filter.standings.clear();
        const auto items = ReviewQueue(book).list(filter);
        if (!items) return items.error();
        for (const ReviewItem& item : *items) {
            const auto envelope = stored_envelope(book, *item.check);
            if (!envelope) return envelope.error();
            keys.push_back(envelope->key);
        }
    } else if (scope.batch) {
        auto all = BatchStore(book).envelopes(*scope.batch);
        if (!all) return all.error();
        keys = *std::move(all);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

Result<std::vector<PageReading>> Reprocess::read_again(const StoredEnvelope& envelope, std::vector<std::string>& json) {
    std::vector<PageReading> readings;
    std::vector<PageTask> tasks;
    std::vector<std::size_t> asked;
    json.assign(envelope.pages.size(), "");
    for (const StoredPage& page : envelope.pages) {
        auto earlier = page_reading_from_json(page.reading_json);
        if (!earlier) return earlier.error();
        // What could not be read for want of an image cannot be read now.
        if (page.front && earlier->failure.empty()) {
            asked.push_back(readings.size());
            tasks.push_back(
                page_task({page.sequence, {}, page.front, page.back, ""}, book_.images(), envelope.received));
        }
        readings.push_back(*std::move(earlier));
    }
    const auto done = workers_.run(tasks, [&](const PageOutcome& outcome) {
        const std::size_t at = asked[outcome.task];
        auto reading = outcome.failure.empty() ? page_reading_from_json(outcome.reply)
                                               : Result<PageReading>(Error{outcome.failure, "", ""});
        if (!reading || reading->sequence != readings[at].sequence) return;  // the old reading stays
        readings[at] = *std::move(reading);
        json[at] = outcome.reply;
    });
    if (!done) return done.error();
    return readings;
}

Result<std::vector<ReprocessLine>> Reprocess::run(EnvelopeKey key, const ReprocessScope& scope) {
    const auto envelope = stored_envelope(book_, key);
    if (!envelope) return envelope.error();
    std::vector<std::string> json;
    auto readings = read_again(*envelope, json);
    if (!readings) return readings.error();
    std::map<int, CheckFields> keyed;
    for (const StoredPage& page : envelope->pages) {
        if (!page.check) continue;
        auto fields = check_fields_from_json(page.stated_json);
        if (!fields) return fields.error();
        if (!fields->empty()) keyed[page.sequence] = *std::move(fields);
    }
    const auto decision = decide_again(book_, *envelope, *std::move(readings), AccountIndex(accounts_), config_, keyed);
    if (!decision) return decision.error();
    std::vector<std::pair<std::int64_t, std::string>> changed;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (!json[i].empty()) changed.emplace_back(envelope->pages[i].page_id, json[i]);
    }
    std::vector<ReprocessLine> lines;
    for (const StoredPage& page : envelope->pages) {
        if (!in_scope(scope, page)) continue;
        ReprocessLine line{envelope->batch, page.sequence, *page.check, LeftAlone::same, {}, {}, ""};
        const auto history = BatchStore(book_).check(*page.check);
        if (!history) return history.error();
        line.before = history->now;
        const auto decided = std::find_if(decision->checks.begin(), decision->checks.end(),
                                          [&](const CheckDecision& check) { return check.sequence == page.sequence; });
        if (decided == decision->checks.end()) {
            line.failure = "today's program takes the page for no check: a person must say";
        } else {
            line.after = new_decision(*decided, keyed[page.sequence]);
            const RedecideOrder order{*page.check, line.after, changed, scope.over_people, scope.in_closed};
            const auto left = scope.apply ? redecide(book_, order) : would_redecide(book_, order);
            if (!left) return left.error();
            line.left = *left;
            if (scope.apply && *left == LeftAlone::no) changed.clear();  // written with the first check of the envelope
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace lockbox

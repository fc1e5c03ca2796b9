// review list, review show, show: what waits for a person, and one check with everything that is known of it.

#include <fmt/core.h>

#include <cstdio>
#include <fstream>

#include "ledger/review_queue.h"
#include "tools/lockbox/check_text.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/item_crop.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/table.h"
#include "tools/lockbox/text_to_values.h"

namespace lockbox {
namespace {

std::string pages_text(const std::vector<int>& sequences) {
    std::string text;
    for (const int sequence : sequences) text += (text.empty() ? "" : ",") + std::to_string(sequence);
    return text;
}

std::string reasons_text(const std::vector<Reason>& reasons) {
    std::string text;
    for (const Reason reason : reasons) text += (text.empty() ? "" : " ") + std::string(to_word(reason));
    return text;
}

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

}  // namespace

namespace {

Result<ReviewFilter> filter_from(const ReviewListOptions& options) {
    ReviewFilter filter;
    if (!options.batch.empty() && !(filter.batch = BatchId::parse(options.batch))) {
        return Error{"not a batch id", options.batch, "see `lockbox batches`"};
    }
    if (!options.reason.empty() && !(filter.reason = reason_from(options.reason))) {
        return Error{"no such reason", options.reason, "docs/reasons.md lists them"};
    }
    if (!options.at_least.empty() && !(filter.at_least = Cents::parse(options.at_least))) {
        return Error{"not an amount", options.at_least, "write it as 46.10"};
    }
    if (!options.at_most.empty() && !(filter.at_most = Cents::parse(options.at_most))) {
        return Error{"not an amount", options.at_most, "write it as 46.10"};
    }
    if (!options.standing.empty()) {
        const auto standing = standing_from(options.standing);
        if (!standing) return Error{"no such standing", options.standing, "ready, second, held or referred"};
        filter.standings = {*standing};
    }
    if (options.all) filter.standings.clear();
    filter.limit = options.limit;
    return filter;
}

std::string standing_text(const ReviewItem& item) {
    if (item.claim) return "with " + item.claim->by;
    if (item.held_until) return "held until " + item.held_until->to_string();
    if (item.first_by && item.standing == Standing::second) return "second, after " + *item.first_by;
    return std::string(to_word(item.standing));
}

Table review_table(const std::vector<ReviewItem>& items) {
    Table table({{"item", Table::Align::right},
                 {"batch"},
                 {"page"},
                 {"check", Table::Align::right},
                 {"received"},
                 {"amount", Table::Align::right},
                 {"standing"},
                 {"reasons"}});
    for (const ReviewItem& item : items) {
        table.add({std::to_string(item.id.value), item.batch.str(), pages_text(item.sequences),
                   item.check ? std::to_string(item.check->value) : "", item.received.to_string(),
                   item.at_stake ? item.at_stake->to_string()
                   : item.check  ? "?"
                                 : "",
                   standing_text(item), reasons_text(item.reasons)});
    }
    return table;
}

}  // namespace

int review_list_command(const CommonOptions& common, const ReviewListOptions& options) {
    const auto filter = filter_from(options);
    if (!filter) return refuse(filter.error(), kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    if (filter->batch) {
        const auto known = BatchStore(session->book).envelopes(*filter->batch);
        if (!known) return refuse(known.error(), kCouldNotRun);
    }
    const ReviewQueue queue(session.value().book);
    const auto items = queue.list(*filter);
    if (!items) return refuse(items.error(), kCouldNotRun);
    const auto totals = queue.totals(*filter);
    if (!totals) return refuse(totals.error(), kCouldNotRun);
    const Table table = review_table(*items);
    if (!table.empty() || common.format != Format::text) std::fputs(table.to_string(common.format).c_str(), stdout);
    if (common.format != Format::text) return kDone;
    if (items->size() < static_cast<std::size_t>(totals->items)) {
        std::printf("The first %zu of them; --limit 0 lists all.\n", items->size());
    }
    std::printf("%d items wait; %s at stake, and %d checks whose amount is not known yet.\n", totals->items,
                totals->at_stake.to_display().c_str(), totals->unknown_amounts);
    return kDone;
}

int review_show_command(const CommonOptions& common, const std::string& item, const std::filesystem::path& crop) {
    const auto number = number_from(item);
    if (!number) return refuse({"not an item", item, "see `lockbox review list`"}, kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const auto detail = ReviewQueue(session.value().book).show(ReviewId{*number});
    if (!detail) return refuse(detail.error(), kCouldNotRun);
    const bool text = common.format == Format::text;
    std::fputs((text ? review_item_text(*detail, session.value().book.images())
                     : review_item_json(*detail, session.value().book.images()))
                   .c_str(),
               stdout);
    if (crop.empty() && !(text && terminal_shows_images())) return kDone;
    const auto png = item_crop(session->book, *detail, session->config);
    if (!png) return refuse(png.error(), kSomeFailed);
    if (crop.empty()) {
        std::fputs(kitty_image(*png).c_str(), stdout);
        return kDone;
    }
    std::ofstream file(crop, std::ios::binary);
    file.write(reinterpret_cast<const char*>(png->data()), std::ssize(*png));
    if (!file.flush()) return refuse({"the file cannot be written", crop.string(), "choose another"}, kSomeFailed);
    return kDone;
}

int show_command(const CommonOptions& common, const std::string& check) {
    if (const auto error = objection_to_check_name(check)) return refuse(*error, kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const BatchStore store(session.value().book);
    const auto id = find_check(store, check);
    if (!id) return refuse(id.error(), kCouldNotRun);
    const auto history = store.check(*id);
    if (!history) return refuse(history.error(), kCouldNotRun);
    const auto corrections = corrections_of(session->book, *id);
    if (!corrections) return refuse(corrections.error(), kCouldNotRun);
    const auto money = store.money(*id);
    if (!money) return refuse(money.error(), kCouldNotRun);
    const CheckAfterwards after{*corrections, *money};
    const bool text = common.format == Format::text;
    std::fputs((text ? check_text(*history, session.value().book.images(), after)
                     : check_json(*history, session.value().book.images(), after))
                   .c_str(),
               stdout);
    return kDone;
}

}  // namespace lockbox

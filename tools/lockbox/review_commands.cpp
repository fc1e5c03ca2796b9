// review list, review show, show: what waits for a person, and one check with everything that is known of it.

#include <fmt/core.h>

#include <charconv>
#include <cstdio>

#include "ledger/review_queue.h"
#include "tools/lockbox/check_text.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/table.h"

namespace lockbox {
namespace {

std::optional<std::int64_t> number_from(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && value > 0;
    return whole ? std::optional(value) : std::nullopt;
}

/// A check by its number, or by batch and page: "12", "20261118-005:8".
Result<CheckId> find_check(const BatchStore& store, const std::string& name) {
    if (const auto number = number_from(name)) return CheckId{*number};
    const std::size_t colon = name.rfind(':');
    const auto batch = colon == std::string::npos ? std::nullopt : BatchId::parse(name.substr(0, colon));
    const auto page = colon == std::string::npos ? std::nullopt : number_from(name.substr(colon + 1));
    if (!batch || !page) return Error{"not a check", name, "give its number, or BATCH:PAGE"};
    return store.find_check(*batch, static_cast<int>(*page));
}

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

int review_list_command(const CommonOptions& common, const ReviewListOptions& options) {
    ReviewFilter filter;
    if (!options.batch.empty()) {
        filter.batch = BatchId::parse(options.batch);
        if (!filter.batch) return refuse({"not a batch id", options.batch, "see `lockbox batches`"}, kWrongUse);
    }
    if (!options.reason.empty()) {
        filter.reason = reason_from(options.reason);
        if (!filter.reason) return refuse({"no such reason", options.reason, "docs/reasons.md lists them"}, kWrongUse);
    }
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    filter.standings.clear();
    const auto items = ReviewQueue(session.value().book).list(filter);
    if (!items) return refuse(items.error(), kCouldNotRun);
    Table table({{"item", Table::Align::right},
                 {"batch"},
                 {"page"},
                 {"check", Table::Align::right},
                 {"received"},
                 {"amount", Table::Align::right},
                 {"reasons"}});
    Cents known;
    int unknown = 0;
    for (const ReviewItem& item : items.value()) {
        if (item.at_stake) known += *item.at_stake;
        if (item.check && !item.at_stake) ++unknown;
        table.add({std::to_string(item.id.value), item.batch.str(), pages_text(item.sequences),
                   item.check ? std::to_string(item.check->value) : "", item.received.to_string(),
                   item.at_stake ? item.at_stake->to_string()
                   : item.check  ? "?"
                                 : "",
                   reasons_text(item.reasons)});
    }
    if (!table.empty() || common.format != Format::text) std::fputs(table.to_string(common.format).c_str(), stdout);
    if (common.format == Format::text) {
        std::printf("%zu items wait; %s at stake, and %d checks whose amount is not known yet.\n", items.value().size(),
                    known.to_display().c_str(), unknown);
    }
    return kDone;
}

int review_show_command(const CommonOptions& common, const std::string& item) {
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
    return kDone;
}

int show_command(const CommonOptions& common, const std::string& check) {
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const BatchStore store(session.value().book);
    const auto id = find_check(store, check);
    if (!id) return refuse(id.error(), kWrongUse);
    const auto history = store.check(*id);
    if (!history) return refuse(history.error(), kCouldNotRun);
    const bool text = common.format == Format::text;
    std::fputs((text ? check_text(*history, session.value().book.images())
                     : check_json(*history, session.value().book.images()))
                   .c_str(),
               stdout);
    return kDone;
}

}  // namespace lockbox

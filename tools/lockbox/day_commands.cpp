// balance, close, report, verify, purge: the end of a batch, of a day, of an image's time.

#include <fmt/core.h>

#include <cstdio>

#include "ledger/auditor.h"
#include "ledger/day_report.h"
#include "ledger/retention.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/summary_text.h"
#include "tools/lockbox/table.h"
#include "tools/lockbox/text_to_values.h"

namespace lockbox {
namespace {

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

Table balances_table(const std::vector<std::pair<BookAccount, Cents>>& balances) {
    Table table({{"account"}, {"balance", Table::Align::right}});
    for (const auto& [account, cents] : balances) table.add({std::string(to_word(account)), cents.to_string()});
    return table;
}

Table movements_table(const DayReport& report) {
    Table table({{"movement"},
                 {"entries", Table::Align::right},
                 {"amount", Table::Align::right},
                 {"reversals", Table::Align::right},
                 {"reversed", Table::Align::right}});
    for (const DayReport::Movement& one : report.movements) {
        table.add({std::string(to_word(one.kind)), std::to_string(one.entries), one.amount.to_string(),
                   std::to_string(one.reversals), one.reversed.to_string()});
    }
    return table;
}

/// For programs: what the text says around the movements.
void add_queue(Table& table, const DayReport& report) {
    const auto add = [&](const std::string& what, int count, const std::string& amount = "") {
        table.add({what, std::to_string(count), amount, "", ""});
    };
    add("batches", report.batches);
    add("items opened", report.opened);
    add("items settled", report.settled);
    add("items waiting", report.items_open, report.unapplied.to_string());
    for (const auto& [reason, count] : report.reasons) add("waiting " + std::string(to_word(reason)), count);
}

template <class T>
std::string known(const std::optional<T>& value) {
    if (!value) return "";
    if constexpr (requires { value->to_string(); }) {
        return value->to_string();
    } else {
        return std::to_string(*value);
    }
}

/// For programs: what was counted, what was scanned, and the pages that may explain a difference.
Table count_table(const BatchSummary& summary, const std::vector<Suspect>& suspects) {
    Table table({{"what"}, {"counted"}, {"scanned"}, {"difference"}, {"look_at"}});
    table.add({"pages", known(summary.control.pages), std::to_string(summary.pages), known(summary.pages_difference),
               std::string(to_word(summary.state))});
    table.add({"checks", known(summary.control.checks), std::to_string(summary.checks),
               known(summary.checks_difference), ""});
    table.add({"total", known(summary.control.total), summary.scanned.to_string(), known(summary.total_difference),
               summary.unknown_amounts > 0 ? std::to_string(summary.unknown_amounts) + " amounts are not known" : ""});
    for (const Suspect& suspect : suspects) {
        table.add({"page " + std::to_string(suspect.sequence), "", "", "", suspect.why});
    }
    return table;
}

int balance_of_batch(const CommonOptions& common, const Session& session, const BatchId& batch) {
    const auto summary = BatchStore(session.book).summary(batch);
    if (!summary) return refuse(summary.error(), kCouldNotRun);
    const auto suspects = balance_suspects(session.book, batch);
    if (!suspects) return refuse(suspects.error(), kCouldNotRun);
    Table table({{"page", Table::Align::right}, {"look_at"}});
    for (const Suspect& suspect : *suspects) table.add({std::to_string(suspect.sequence), suspect.why});
    if (common.format != Format::text) {
        std::fputs(count_table(*summary, *suspects).to_string(common.format).c_str(), stdout);
    } else {
        std::fputs(summary_text(batch, *summary).c_str(), stdout);
        if (summary->state != BalanceState::balanced && !table.empty()) {
            std::printf("Pages that may explain it:\n%s", table.to_string(Format::text).c_str());
        }
    }
    return summary->state == BalanceState::out_of_balance ? kSomeFailed : kDone;
}

}  // namespace

int balance_command(const CommonOptions& common, const std::string& batch) {
    const auto id = BatchId::parse(batch);
    if (!batch.empty() && !id) return refuse({"not a batch id", batch, "see `lockbox batches`"}, kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    if (id) return balance_of_batch(common, *session, *id);
    const auto balances = book_balances(session->book);
    if (!balances) return refuse(balances.error(), kCouldNotRun);
    std::fputs(balances_table(*balances).to_string(common.format).c_str(), stdout);
    return kDone;
}

int close_command(const CommonOptions& common, const CloseOptions& options) {
    const auto id = BatchId::parse(options.batch);
    if (!id) return refuse({"not a batch id", options.batch, "see `lockbox batches`"}, kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    if (const auto known = BatchStore(session->book).envelopes(*id); !known) return refuse(known.error(), kCouldNotRun);
    const auto closed = BatchStore(session->book).close(*id, user_of(options.user), options.accept);
    if (!closed) return refuse(closed.error(), kSomeFailed);
    std::fputs(summary_text(*id, *closed).c_str(), stdout);
    return kDone;
}

int report_command(const CommonOptions& common, const std::string& day_text) {
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const auto day = day_text.empty() ? std::optional(session->book.day()) : Date::parse(day_text);
    if (!day) return refuse({"not a date", day_text, "write it as 2026-11-18"}, kWrongUse);
    const auto report = day_report(session->book, *day);
    if (!report) return refuse(report.error(), kCouldNotRun);
    Table table = movements_table(*report);
    if (common.format != Format::text) {
        add_queue(table, *report);
        std::fputs(table.to_string(common.format).c_str(), stdout);
        return kDone;
    }
    std::printf("Day %s: %d batches in its deposit.\n%s", day->to_string().c_str(), report->batches,
                table.to_string(Format::text).c_str());
    std::printf("Review: %d items opened and %d settled on that day; %d wait now, with %s.\n", report->opened,
                report->settled, report->items_open, report->unapplied.to_display().c_str());
    for (const auto& [reason, count] : report->reasons) {
        std::printf("  %4d  %s\n", count, std::string(to_word(reason)).c_str());
    }
    std::printf("Audit chain ends with %s: keep this outside of the book.\n", report->audit_head.c_str());
    return kDone;
}

int verify_command(const CommonOptions& common, const VerifyCommandOptions& options) {
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    VerifyOptions asked;
    asked.images = !options.no_images;
    if (!options.head.empty()) asked.known_head = options.head;
    const auto report = verify_book(session->book, asked);
    if (!report) return refuse(report.error(), kCouldNotRun);
    if (report->first_wrong) {
        return refuse({report->first_wrong->what, report->first_wrong->where,
                       "keep the files as they are, and restore the last backup that verifies"},
                      kSomeFailed);
    }
    Table table({{"verified"}, {"count", Table::Align::right}});
    table.add({"audit rows", std::to_string(report->audit_rows)});
    table.add({"checks", std::to_string(report->checks)});
    table.add({"entries", std::to_string(report->entries)});
    table.add({"plans", std::to_string(report->plans)});
    table.add({"images", asked.images ? std::to_string(report->images) : "not asked"});
    table.add({"images purged", std::to_string(report->images_purged)});
    if (common.format != Format::text) table.add({"audit chain ends with", report->head});
    std::fputs(table.to_string(common.format).c_str(), stdout);
    if (common.format == Format::text)
        std::printf("All is as it was written. Audit chain ends with %s\n", report->head.c_str());
    return kDone;
}

int purge_command(const CommonOptions& common, const PurgeOptions& options) {
    const auto before = Date::parse(options.before);
    if (!before) return refuse({"not a date", options.before, "write it as 2019-11-18"}, kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const int days = session->config.book.keep_images_days;
    if (local_today().days_since(*before) < days) {
        return refuse({fmt::format("images are kept for {} days", days), "--before " + options.before,
                       "name an earlier day, or set book.keep_images_days"},
                      kWrongUse);
    }
    const auto report =
        purge_images(session->book, *before, options.apply ? Purge::apply : Purge::look, user_of(options.user));
    if (!report) return refuse(report.error(), kCouldNotRun);
    std::printf("%lld images (%lld bytes) of %lld batches received before %s %s.\n",
                static_cast<long long>(report->images), static_cast<long long>(report->bytes),
                static_cast<long long>(report->batches), options.before.c_str(),
                options.apply ? "are dropped; the record that they were stays" : "would be dropped; --apply does it");
    if (report->batches_kept > 0) {
        std::printf("%lld batches of that time are not closed: nothing of them goes.\n",
                    static_cast<long long>(report->batches_kept));
    }
    return kDone;
}

}  // namespace lockbox

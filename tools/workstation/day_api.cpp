// The day: what came, what was posted without a person, what waits and since when.

#include <algorithm>

#include "ledger/day_report.h"
#include "ledger/day_series.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr std::int64_t kDaysDefault = 14, kDaysMax = 92;

Cents net_of(const DayReport& report, EntryKind kind) {
    const DayReport::Movement& movement = report.movements.at(static_cast<std::size_t>(kind));
    return movement.amount - movement.reversed;
}

Json movements_json(const DayReport& report) {
    Json movements = Json::array();
    for (const DayReport::Movement& one : report.movements) {
        movements.push_back({{"kind", to_word(one.kind)},
                             {"entries", one.entries},
                             {"amount", json_of(one.amount)},
                             {"reversals", one.reversals},
                             {"reversed", json_of(one.reversed)}});
    }
    return movements;
}

Json series_json(const std::vector<DayFigures>& days) {
    Json list = Json::array();
    for (const DayFigures& one : days) {
        list.push_back({{"day", json_of(one.day)},
                        {"received", json_of(one.received)},
                        {"posted", json_of(one.posted)},
                        {"checks", one.checks},
                        {"posted_by_program", one.posted_by_program},
                        {"opened", one.opened},
                        {"settled", one.settled}});
    }
    return list;
}

Cents unapplied_now(const Book& book) {
    for (const auto& [account, balance] : must(book_balances(book))) {
        if (account == BookAccount::unapplied) return balance;
    }
    return Cents(0);
}

HttpResponse day(Call& call) {
    const Book& book = call.book();
    const Date today = book.day();
    const Date asked = value_in<Date>(call.request.parameter("date"), "date").value_or(today);
    const std::string text = call.request.parameter("days");
    const auto days = static_cast<int>(text.empty() ? kDaysDefault : std::min(number_in(text, "days"), kDaysMax));
    const DayReport report = must(day_report(book, asked));
    const auto series = must(day_series(book, asked.plus_days(1 - days), asked));
    Json ages = Json::array();
    for (const auto& [age, items] : must(queue_ages(book, today))) ages.push_back({{"days", age}, {"items", items}});
    return json_response(
        {{"day", json_of(asked)},
         {"today", json_of(today)},
         {"batches", report.batches},
         {"straight_through",
          {{"checks", series.back().checks}, {"posted_by_program", series.back().posted_by_program}}},
         {"money",
          {{"received", json_of(net_of(report, EntryKind::received))},
           {"posted", json_of(net_of(report, EntryKind::applied) + net_of(report, EntryKind::credited))},
           {"unapplied", json_of(unapplied_now(book))},
           {"refunded", json_of(net_of(report, EntryKind::refunded))}}},
         {"movements", movements_json(report)},
         {"reviews", {{"opened", report.opened}, {"settled", report.settled}, {"open", report.items_open}}},
         {"reasons", reason_counts_json(report.reasons)},
         {"ages", ages},
         {"days", series_json(series)},
         {"audit_head", report.audit_head}});
}

}  // namespace

void add_day_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/day", kEverybody, day});
}

}  // namespace lockbox

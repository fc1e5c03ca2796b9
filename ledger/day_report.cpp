#include "ledger/day_report.h"

#include <cstdlib>
#include <map>

#include "ledger/bank_day.h"
#include "ledger/book_rows.h"
#include "ledger/clock.h"
#include "ledger/review_queue.h"

namespace lockbox {
namespace {

std::vector<DayReport::Movement> movements_of(Connection& connection, Date day) {
    std::vector<DayReport::Movement> movements;
    for (const EntrySides& sides : entry_sides()) movements.push_back({sides.kind, 0, 0, {}, {}});
    Statement rows(connection,
                   "SELECT kind, reverses IS NOT NULL, COUNT(*), SUM(amount_cents) FROM entry WHERE day = ?1 "
                   "GROUP BY kind, reverses IS NOT NULL");
    rows.bind(day);
    while (rows.step()) {
        DayReport::Movement& movement = movements[static_cast<std::size_t>(rows.get<EntryKind>(0))];
        const bool reversal = rows.get<int>(1) != 0;
        (reversal ? movement.reversals : movement.entries) = rows.get<int>(2);
        (reversal ? movement.reversed : movement.amount) = rows.get<Cents>(3);
    }
    return movements;
}

int count_of_day(Connection& connection, const std::string& sql, Date day) {
    Date first = day;
    while (is_bank_day(day) && !is_bank_day(first.plus_days(-1))) first = first.plus_days(-1);
    return query_one<int>(connection, sql, utc_of_local_midnight(first), utc_of_local_midnight(day.plus_days(1)))
        .value();
}

// Transposed digits differ by a multiple of nine; an amount that is the difference itself was counted twice or not.
void suspect_amounts(Connection& connection, BatchKey batch, Cents difference, std::vector<Suspect>& suspects) {
    const std::int64_t off = std::abs(difference.count());
    Statement rows(connection,
                   "SELECT p.sequence, n.amount_cents FROM check_now n JOIN page p ON p.page_id = n.page_id "
                   "WHERE p.batch_id = ?1 AND n.amount_cents IS NOT NULL ORDER BY p.sequence");
    rows.bind(batch);
    while (rows.step()) {
        const int sequence = rows.get<int>(0);
        const std::int64_t cents = rows.get<Cents>(1).count();
        if (cents == off) suspects.push_back({sequence, "its amount is the difference: counted twice, or not at all"});
        if (2 * cents == off) suspects.push_back({sequence, "its amount is half the difference: on the wrong side?"});
        if (off == 0 || off % 9 != 0) continue;
        for (std::int64_t place = 1; place * 10 <= cents; place *= 10) {
            const std::int64_t low = cents / place % 10, high = cents / place / 10 % 10;
            if (std::abs(high - low) * 9 * place == off) {
                suspects.push_back({sequence, "two neighbouring digits exchanged make the difference"});
                break;
            }
        }
    }
}

void suspect_pages(Connection& connection, BatchKey batch, std::vector<Suspect>& suspects) {
    Statement rows(connection,
                   "SELECT p.sequence, c.check_id IS NOT NULL, n.amount_cents FROM page p LEFT JOIN check_item c "
                   "ON c.page_id = p.page_id LEFT JOIN check_now n ON n.check_id = c.check_id "
                   "WHERE p.batch_id = ?1 ORDER BY p.sequence");
    rows.bind(batch);
    int expected = 1;
    while (rows.step()) {
        const int sequence = rows.get<int>(0);
        for (; expected < sequence; ++expected) suspects.push_back({expected, "no page has this number"});
        expected = sequence + 1;
        if (rows.get<int>(1) != 0 && !rows.get<std::optional<Cents>>(2)) {
            suspects.push_back({sequence, "a check whose amount is not known"});
        }
    }
}

}  // namespace

Result<DayReport> day_report(const Book& book, Date day) {
    return as_result([&]() -> Result<DayReport> {
        Connection& connection = book.connection();
        DayReport report;
        {
            const Transaction one_state(connection, Transaction::Kind::read);
            report.day = day;
            report.batches =
                query_one<int>(connection, "SELECT COUNT(*) FROM batch WHERE deposit_date = ?1", day).value();
            report.movements = movements_of(connection, day);
            report.opened = count_of_day(
                connection, "SELECT COUNT(*) FROM review_item WHERE opened_at >= ?1 AND opened_at < ?2", day);
            report.settled = count_of_day(
                connection, "SELECT COUNT(*) FROM review_item WHERE closed_at >= ?1 AND closed_at < ?2", day);
            report.audit_head =
                query_one<std::string>(connection, "SELECT hash FROM audit ORDER BY audit_id DESC LIMIT 1")
                    .value_or("");
        }
        ReviewFilter everything;
        everything.standings.clear();
        const auto totals = ReviewQueue(book).totals(everything);
        if (!totals) return totals.error();
        report.items_open = totals->items;
        report.unapplied = totals->at_stake;
        report.reasons = totals->reasons;
        return report;
    });
}

Result<std::vector<std::pair<BookAccount, Cents>>> book_balances(const Book& book) {
    return as_result([&] {
        std::map<BookAccount, Cents> sums;
        Statement rows(book.connection(), "SELECT debit, credit, SUM(amount_cents) FROM entry GROUP BY debit, credit");
        while (rows.step()) {
            sums[rows.get<BookAccount>(0)] += Cents(0) - rows.get<Cents>(2);
            sums[rows.get<BookAccount>(1)] += rows.get<Cents>(2);
        }
        std::vector<std::pair<BookAccount, Cents>> balances;
        for (int account = 0; account <= static_cast<int>(BookAccount::refunds); ++account) {
            balances.emplace_back(static_cast<BookAccount>(account), sums[static_cast<BookAccount>(account)]);
        }
        return balances;
    });
}

Result<std::vector<Suspect>> balance_suspects(const Book& book, const BatchId& batch) {
    return as_result([&] {
        Connection& connection = book.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        const BatchKey key = batch_key(connection, batch);
        const BatchSummary summary = summarise(connection, key);
        std::vector<Suspect> suspects;
        suspect_pages(connection, key, suspects);
        if (summary.total_difference && *summary.total_difference != Cents(0)) {
            suspect_amounts(connection, key, *summary.total_difference, suspects);
        }
        return suspects;
    });
}

}  // namespace lockbox

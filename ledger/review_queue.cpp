#include "ledger/review_queue.h"

#include <algorithm>
#include <array>
#include <string>

#include "ledger/review_rows.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 4> kStandings = {"ready", "second", "held", "referred"};

// What of the filter is asked of the rows: ?1 the moment, ?2 the day, ?3 ... the filter.
constexpr std::string_view kFilter =
    "WHERE (?3 IS NULL OR batch_id = ?3) "
    "AND (?4 IS NULL OR EXISTS (SELECT 1 FROM decision_reason r WHERE r.decision_id = q.decision_id AND r.reason = "
    "?4)) "
    "AND (?5 IS NULL OR amount_cents >= ?5) AND (?6 IS NULL OR amount_cents <= ?6) "
    "AND (?7 IS NULL OR received >= ?7) AND (?8 IS NULL OR received <= ?8) "
    "AND (?9 = '' OR instr(?9, standing) > 0) AND (?10 = 0 OR check_id IS NOT NULL) ";

std::string standings_text(const std::set<Standing>& standings) {
    std::string text;
    for (const Standing standing : standings) text.append(to_word(standing)).append(" ");
    return text;
}

/// The table of open items, oldest first as it lies: whoever wants the first of them reads no further. (The cross join
/// keeps it the outer loop.)
std::string in_order() {
    return "FROM (" + kReviewColumns +
           ", o.received AS queue_day, o.review_id AS queue_place "
           "FROM review_order o CROSS JOIN review_item i ON i.review_id = o.review_id " +
           kReviewJoins + ") q ";
}

/// The same items with what is filtered and added up, all of which lies in that table.
std::string to_add_up() {
    return "FROM (SELECT i.review_id, i.received, i.batch_id, i.check_id, i.decision_id, i.amount_cents, " +
           kStandingColumn + "FROM review_order i " + kStandingJoins + ") q ";
}

std::optional<BatchKey> batch_of(Connection& connection, const ReviewFilter& filter) {
    if (!filter.batch) return std::nullopt;
    return batch_key(connection, *filter.batch);
}

/// Bound, not written into the statement: a text of its own for each list would leave no room for statements that are
/// used again (Connection keeps some hundred).
constexpr std::string_view kButNot = "AND review_id NOT IN (SELECT value FROM json_each(?14)) ";

std::string but_not_json(const ReviewFilter& filter) {
    std::string items;
    for (const ReviewId item : filter.but_not)
        items.append(items.empty() ? "" : ",").append(std::to_string(item.value));
    return "[" + items + "]";
}

void bind_filter(Statement& rows, const Book& book, std::optional<BatchKey> batch, const ReviewFilter& filter) {
    rows.bind(utc_now(), book.day(), batch, filter.reason, filter.at_least, filter.at_most, filter.received_from,
              filter.received_to, standings_text(filter.standings), filter.checks_only ? 1 : 0);
}

std::vector<ResolutionHistory> resolutions_of(Connection& connection, ReviewId item) {
    std::vector<ResolutionHistory> all;
    Statement rows(connection,
                   "SELECT resolution_id, act, standing = 'first', undoes, note, resolved_by, resolved_at, hold_until "
                   "FROM resolution WHERE review_id = ?1 ORDER BY resolution_id");
    rows.bind(item);
    while (rows.step()) {
        all.push_back({rows.get<ResolutionId>(0), *resolution_act_from(rows.text(1)), rows.get<int>(2) != 0,
                       rows.get<std::optional<ResolutionId>>(3), rows.get<std::string>(4), rows.get<std::string>(5),
                       rows.get<std::string>(6), rows.get<std::optional<Date>>(7)});
    }
    return all;
}

ReviewDetail read_detail(const Book& book, ReviewId id) {
    Connection& connection = book.connection();
    const std::optional<OpenItem> found = find_review_item(book, id);
    if (!found) throw no_such_item(id);
    ReviewDetail detail;
    detail.item = found->item;
    detail.open = found->open;
    detail.envelope = found->envelope;
    detail.documents = documents_of(connection, found->envelope);
    if (detail.item.check) detail.check = check_history(connection, *detail.item.check);
    detail.evidence_json =
        query_one<std::string>(connection, "SELECT evidence FROM decision WHERE decision_id = ?1", found->decision)
            .value();
    detail.resolutions = resolutions_of(connection, id);
    return detail;
}

}  // namespace

std::string_view to_word(Standing standing) {
    return kStandings[static_cast<std::size_t>(standing)];
}

std::optional<Standing> standing_from(std::string_view word) {
    const auto found = std::find(kStandings.begin(), kStandings.end(), word);
    if (found == kStandings.end()) return std::nullopt;
    return static_cast<Standing>(found - kStandings.begin());
}

std::vector<ReviewItem> list_review_items(const Book& book, const ReviewFilter& filter, std::string_view more,
                                          std::string_view user) {
    Connection& connection = book.connection();
    const std::optional<BatchKey> batch = batch_of(connection, filter);
    std::string sql = std::string("SELECT * ") + in_order() + std::string(kFilter) + std::string(more) +
                      std::string(kButNot) + " ORDER BY queue_day, queue_place LIMIT ?11 OFFSET ?12";
    Statement rows(connection, sql);
    rows.bind(utc_now(), book.day(), batch, filter.reason, filter.at_least, filter.at_most, filter.received_from,
              filter.received_to, standings_text(filter.standings), filter.checks_only ? 1 : 0,
              filter.limit > 0 ? filter.limit : -1, filter.offset, user, but_not_json(filter));
    std::vector<ReviewItem> items;
    while (rows.step()) items.push_back(read_review_row(connection, rows).item);
    return items;
}

Result<std::vector<ReviewItem>> ReviewQueue::list(const ReviewFilter& filter) const {
    return as_result([&] {
        const Transaction one_state(book_.connection(), Transaction::Kind::read);
        return list_review_items(book_, filter, "AND ?13 IS NOT NULL ", "");
    });
}

Result<ReviewTotals> ReviewQueue::totals(const ReviewFilter& filter) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        const std::string from = to_add_up();
        const std::optional<BatchKey> batch = batch_of(connection, filter);
        Statement sums(connection,
                       "SELECT COUNT(*), COALESCE(SUM(amount_cents), 0), "
                       "COALESCE(SUM(check_id IS NOT NULL AND amount_cents IS NULL), 0), MIN(received) " +
                           from + std::string(kFilter));
        bind_filter(sums, book_, batch, filter);
        static_cast<void>(sums.step());
        ReviewTotals totals{
            sums.get<int>(0), sums.get<Cents>(1), sums.get<int>(2), {}, sums.get<std::optional<Date>>(3)};
        Statement rows(connection, "SELECT w.word, COUNT(*) " + from +
                                       "JOIN decision_reason n ON n.decision_id = q.decision_id "
                                       "JOIN reason w ON w.word = n.reason " +
                                       std::string(kFilter) + "GROUP BY w.word ORDER BY w.precedence");
        bind_filter(rows, book_, batch, filter);
        while (rows.step()) totals.reasons.emplace_back(rows.get<Reason>(0), rows.get<int>(1));
        return totals;
    });
}

Result<ReviewDetail> ReviewQueue::show(ReviewId id) const {
    return as_result([&] {
        const Transaction one_state(book_.connection(), Transaction::Kind::read);
        return read_detail(book_, id);
    });
}

}  // namespace lockbox

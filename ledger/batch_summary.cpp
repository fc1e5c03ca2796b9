#include <algorithm>
#include <array>

#include "ledger/batch_store.h"
#include "ledger/book_rows.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 4> kStates = {"in_progress", "balanced", "out_of_balance", "unproven"};

void count_pages(Connection& connection, BatchKey batch, BatchSummary& summary) {
    Statement rows(connection, "SELECT disposition, COUNT(*) FROM page WHERE batch_id = ?1 GROUP BY disposition");
    rows.bind(batch);
    while (rows.step()) {
        const int count = rows.get<int>(1);
        switch (rows.get<Disposition>(0)) {
            case Disposition::filed:
                summary.pages_filed = count;
                break;
            case Disposition::review:
                summary.pages_review = count;
                break;
            case Disposition::check:
                summary.pages_check = count;
                break;
        }
    }
    summary.pages = query_one<int>(connection, "SELECT COUNT(*) FROM page WHERE batch_id = ?1", batch).value();
    summary.envelopes = query_one<int>(connection, "SELECT COUNT(*) FROM envelope WHERE batch_id = ?1", batch).value();
}

// What was scanned comes from the checks, what was posted from the postings, what waits from the decisions: three
// sources, so that their sum proves something.
void count_checks(Connection& connection, BatchKey batch, BatchSummary& summary) {
    Statement scanned(connection,
                      "SELECT COUNT(*), COALESCE(SUM(c.amount_cents), 0), COUNT(*) - COUNT(c.amount_cents), "
                      "COALESCE(SUM(c.outcome = 'review'), 0), "
                      "COALESCE(SUM(CASE WHEN c.outcome = 'review' THEN c.amount_cents END), 0) "
                      "FROM check_now c JOIN envelope e ON e.envelope_id = c.envelope_id WHERE e.batch_id = ?1");
    static_cast<void>(scanned.bind(batch).step());
    summary.checks = scanned.get<int>(0);
    summary.scanned = scanned.get<Cents>(1);
    summary.unknown_amounts = scanned.get<int>(2);
    summary.checks_review = scanned.get<int>(3);
    summary.in_review = scanned.get<Cents>(4);
    Statement posted(connection,
                     "SELECT COUNT(*), COALESCE(SUM(l.amount_cents), 0) FROM live_posting l "
                     "JOIN check_item c ON c.check_id = l.check_id "
                     "JOIN envelope e ON e.envelope_id = c.envelope_id WHERE e.batch_id = ?1");
    static_cast<void>(posted.bind(batch).step());
    summary.checks_posted = posted.get<int>(0);
    summary.posted = posted.get<Cents>(1);
}

void count_reasons(Connection& connection, BatchKey batch, BatchSummary& summary) {
    Statement rows(connection,
                   "SELECT r.word, COUNT(*) FROM review_item i JOIN envelope e ON e.envelope_id = i.envelope_id "
                   "JOIN decision_reason d ON d.decision_id = i.decision_id JOIN reason r ON r.word = d.reason "
                   "WHERE e.batch_id = ?1 AND i.state = 'open' GROUP BY r.word ORDER BY r.precedence");
    rows.bind(batch);
    while (rows.step()) summary.reasons.emplace_back(rows.get<Reason>(0), rows.get<int>(1));
}

BalanceState compare(BatchSummary& summary) {
    const BatchControl& control = summary.control;
    if (control.pages) summary.pages_difference = summary.pages - *control.pages;
    if (control.checks) summary.checks_difference = summary.checks - *control.checks;
    if (control.total && summary.unknown_amounts == 0) summary.total_difference = summary.scanned - *control.total;
    const bool differs = summary.pages_difference.value_or(0) != 0 || summary.checks_difference.value_or(0) != 0 ||
                         summary.total_difference.value_or(Cents(0)) != Cents(0);
    // The amounts that are known may alone be more than was counted.
    const bool too_much = control.total && summary.scanned > *control.total;
    if (differs || too_much) return BalanceState::out_of_balance;
    const bool all_compared = summary.pages_difference && summary.checks_difference && summary.total_difference;
    return all_compared ? BalanceState::balanced : BalanceState::unproven;
}

}  // namespace

std::string_view to_word(BalanceState state) {
    return kStates[static_cast<std::size_t>(state)];
}

std::optional<BalanceState> balance_state_from(std::string_view word) {
    const auto found = std::find(kStates.begin(), kStates.end(), word);
    if (found == kStates.end()) return std::nullopt;
    return static_cast<BalanceState>(found - kStates.begin());
}

bool BatchSummary::adds_up() const {
    return pages == pages_filed + pages_review + pages_check && checks == pages_check &&
           checks == checks_posted + checks_review && scanned == posted + in_review;
}

BatchSummary summarise(Connection& connection, BatchKey batch) {
    BatchSummary summary;
    Statement header(connection,
                     "SELECT pages, control_pages, control_checks, control_total_cents FROM batch WHERE batch_id = ?1");
    static_cast<void>(header.bind(batch).step());
    const int pages_of_batch = header.get<int>(0);
    summary.control = {header.get<std::optional<int>>(1), header.get<std::optional<int>>(2),
                       header.get<std::optional<Cents>>(3)};
    count_pages(connection, batch, summary);
    count_checks(connection, batch, summary);
    count_reasons(connection, batch, summary);
    if (summary.pages == pages_of_batch) summary.state = compare(summary);
    return summary;
}

Result<BatchSummary> BatchStore::summary(const BatchId& batch) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        return summarise(connection, batch_key(connection, batch));
    });
}

}  // namespace lockbox

#include <algorithm>
#include <array>

#include "ledger/batch_store.h"
#include "ledger/book_rows.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 4> kStates = {"in_progress", "balanced", "out_of_balance", "unproven"};
constexpr std::array<std::string_view, 5> kLives = {"received", "in_review", "read", "balanced", "closed"};

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

// What was scanned comes from the decisions, what was posted from the postings, what waits from the queue and what left
// from the decisions of people: four sources, so that their sum proves something.
void count_checks(Connection& connection, BatchKey batch, BatchSummary& summary) {
    Statement rows(connection,
                   "SELECT n.amount_cents, i.review_id IS NOT NULL, l.amount_cents, r.act "
                   "FROM envelope e JOIN check_now n ON n.envelope_id = e.envelope_id "
                   "LEFT JOIN review_item i ON i.check_id = n.check_id AND i.state = 'open' "
                   "LEFT JOIN live_posting l ON l.check_id = n.check_id "
                   "LEFT JOIN resolution r ON r.resolution_id = (SELECT MAX(s.resolution_id) FROM resolution s "
                   "JOIN review_item j ON j.review_id = s.review_id "
                   "WHERE j.envelope_id = e.envelope_id AND j.check_id = n.check_id AND s.standing = 'final') "
                   "WHERE e.batch_id = ?1");
    rows.bind(batch);
    while (rows.step()) {
        const auto amount = rows.get<std::optional<Cents>>(0);
        const bool waits = rows.get<int>(1) != 0;
        const auto posted = rows.get<std::optional<Cents>>(2);
        if (!waits && !posted && rows.get<std::optional<std::string>>(3) == "not_payment") {
            ++summary.not_payments;
            continue;
        }
        ++summary.checks;
        if (!amount) ++summary.unknown_amounts;
        summary.scanned += amount.value_or(Cents(0));
        if (posted) summary.posted += *posted;
        if (waits) summary.in_review += amount.value_or(Cents(0));
        if (!posted && !waits) summary.left += amount.value_or(Cents(0));
        summary.checks_posted += posted ? 1 : 0;
        summary.checks_review += waits ? 1 : 0;
        summary.checks_left += !posted && !waits ? 1 : 0;
    }
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

std::string_view to_word(BatchLife life) {
    return kLives[static_cast<std::size_t>(life)];
}

bool BatchSummary::adds_up() const {
    return pages == pages_filed + pages_review + pages_check && checks + not_payments == pages_check &&
           checks == checks_posted + checks_review + checks_left && scanned == posted + in_review + left;
}

BatchSummary summarise(Connection& connection, BatchKey batch) {
    BatchSummary summary;
    Statement header(connection,
                     "SELECT pages, control_pages, control_checks, control_total_cents, finished_at IS NOT NULL, "
                     "closed_at IS NOT NULL, received, deposit_date, (SELECT COUNT(*) FROM review_item i "
                     "JOIN envelope e ON e.envelope_id = i.envelope_id WHERE e.batch_id = b.batch_id AND "
                     "i.state = 'open') FROM batch b WHERE batch_id = ?1");
    static_cast<void>(header.bind(batch).step());
    const int pages_of_batch = header.get<int>(0);
    summary.control = {header.get<std::optional<int>>(1), header.get<std::optional<int>>(2),
                       header.get<std::optional<Cents>>(3)};
    count_pages(connection, batch, summary);
    count_checks(connection, batch, summary);
    count_reasons(connection, batch, summary);
    summary.received = header.get<Date>(6);
    summary.deposit_date = header.get<Date>(7);
    summary.items_open = header.get<int>(8);
    if (summary.pages == pages_of_batch) summary.state = compare(summary);
    summary.life = life_of({header.get<int>(4) != 0, header.get<int>(5) != 0, summary.items_open, summary.state});
    return summary;
}

BatchLife life_of(const LifeFacts& facts) {
    if (facts.closed) return BatchLife::closed;
    if (!facts.finished) return BatchLife::received;
    if (facts.items_open > 0) return BatchLife::in_review;
    return facts.state == BalanceState::balanced ? BatchLife::balanced : BatchLife::read;
}

Result<BatchSummary> BatchStore::summary(const BatchId& batch) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        return summarise(connection, batch_key(connection, batch));
    });
}

}  // namespace lockbox

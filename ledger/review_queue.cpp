#include "ledger/review_queue.h"

#include <string>

#include "ledger/book_rows.h"

namespace lockbox {
namespace {

constexpr std::string_view kItems =
    "SELECT i.review_id, b.name, b.received, e.number, i.check_id, i.decision_id, d.amount_cents, d.confidence, "
    "i.opened_at, i.envelope_id FROM review_item i JOIN decision d ON d.decision_id = i.decision_id "
    "JOIN envelope e ON e.envelope_id = i.envelope_id JOIN batch b ON b.batch_id = e.batch_id ";

std::vector<int> sequences_of(Connection& connection, EnvelopeKey envelope, std::optional<CheckId> check) {
    std::vector<int> sequences;
    Statement rows(connection,
                   "SELECT p.sequence FROM page p LEFT JOIN check_item c ON c.page_id = p.page_id "
                   "WHERE p.envelope_id = ?1 AND CASE WHEN ?2 IS NULL THEN p.disposition = 'review' "
                   "ELSE c.check_id = ?2 END ORDER BY p.position");
    rows.bind(envelope, check);
    while (rows.step()) sequences.push_back(rows.get<int>(0));
    return sequences;
}

ReviewItem read_item(Connection& connection, const Statement& row) {
    ReviewItem item;
    item.id = row.get<ReviewId>(0);
    item.batch = row.get<BatchId>(1);
    item.received = row.get<Date>(2);
    item.transaction = row.get<int>(3);
    item.check = row.get<std::optional<CheckId>>(4);
    item.reasons = decision_reasons(connection, row.get<DecisionId>(5));
    item.at_stake = row.get<std::optional<Cents>>(6);
    item.confidence = row.get<std::optional<double>>(7);
    item.opened_at = row.text(8);
    item.sequences = sequences_of(connection, row.get<EnvelopeKey>(9), item.check);
    return item;
}

ReviewDetail read_detail(Connection& connection, ReviewId id) {
    Statement row(connection, std::string(kItems) + "WHERE i.review_id = ?1");
    if (!row.bind(id).step()) {
        throw BookFailure({"there is no such item", "review item " + std::to_string(id.value),
                           "`lockbox review list` lists those that are open"});
    }
    ReviewDetail detail;
    detail.item = read_item(connection, row);
    detail.documents = documents_of(connection, row.get<EnvelopeKey>(9));
    if (detail.item.check) detail.check = check_history(connection, *detail.item.check);
    detail.evidence_json = query_one<std::string>(connection, "SELECT evidence FROM decision WHERE decision_id = ?1",
                                                  row.get<DecisionId>(5))
                               .value();
    return detail;
}

}  // namespace

Result<std::vector<ReviewItem>> ReviewQueue::list(const ReviewFilter& filter) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        if (filter.batch) static_cast<void>(batch_key(connection, *filter.batch));
        Statement rows(connection, std::string(kItems) +
                                       "WHERE i.state = 'open' AND (?1 IS NULL OR b.name = ?1) AND (?2 IS NULL OR "
                                       "EXISTS (SELECT 1 FROM decision_reason r WHERE r.decision_id = i.decision_id "
                                       "AND r.reason = ?2)) ORDER BY b.received, i.review_id");
        rows.bind(filter.batch, filter.reason);
        std::vector<ReviewItem> items;
        while (rows.step()) items.push_back(read_item(connection, rows));
        return items;
    });
}

Result<ReviewDetail> ReviewQueue::show(ReviewId id) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        return read_detail(connection, id);
    });
}

}  // namespace lockbox

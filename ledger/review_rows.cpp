#include "ledger/review_rows.h"

#include <string>

namespace lockbox {
namespace {

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

}  // namespace

// In the order of kReviewRows.
OpenItem read_review_row(Connection& connection, const Statement& row) {
    OpenItem found;
    ReviewItem& item = found.item;
    item.id = row.get<ReviewId>(0);
    item.batch = row.get<BatchId>(1);
    item.received = row.get<Date>(2);
    item.transaction = row.get<int>(3);
    item.check = row.get<std::optional<CheckId>>(4);
    found.decision = row.get<DecisionId>(5);
    item.reasons = decision_reasons(connection, found.decision);
    item.at_stake = row.get<std::optional<Cents>>(6);
    item.confidence = row.get<std::optional<double>>(7);
    item.opened_at = row.text(8);
    found.envelope = row.get<EnvelopeKey>(9);
    item.sequences = sequences_of(connection, found.envelope, item.check);
    found.open = row.text(10) == "open";
    found.batch = row.get<BatchKey>(11);
    found.batch_closed = row.get<int>(12) != 0;
    item.standing = *standing_from(row.text(13));
    if (item.standing == Standing::held) item.held_until = row.get<std::optional<Date>>(14);
    item.first_by = row.get<std::optional<std::string>>(15);
    if (const auto by = row.get<std::optional<std::string>>(16)) item.claim = Claim{*by, row.get<std::string>(17)};
    return found;
}

std::optional<OpenItem> find_review_item(const Book& book, ReviewId id) {
    Statement row(book.connection(), kReviewColumns + "FROM review_item i " + kReviewJoins + " WHERE i.review_id = ?3");
    if (!row.bind(utc_now(), book.day(), id).step()) return std::nullopt;
    return read_review_row(book.connection(), row);
}

BookFailure no_such_item(ReviewId id) {
    return BookFailure({"there is no such item", "review item " + std::to_string(id.value),
                        "`lockbox review list` lists those that are open"});
}

}  // namespace lockbox

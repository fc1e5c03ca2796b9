#pragma once
// Rows of the review queue as values, shared by what lists, claims and resolves. All throw BookFailure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/book_rows.h"
#include "ledger/clock.h"
#include "ledger/review_queue.h"

namespace lockbox {

/// An item with its standing, "SELECT columns FROM review_item i joins": ?1 is the moment, ?2 the day. The last
/// resolution with effect that was not undone says whether an item is held or referred; the last of all, whether it
/// waits for a second person.
inline const std::string kStandingColumn =
    "CASE WHEN s.act = 'hold' AND s.hold_until > ?2 THEN 'held' WHEN s.act = 'refer' THEN 'referred' "
    "WHEN f.standing = 'first' THEN 'second' ELSE 'ready' END AS standing ";
inline const std::string kStandingJoins =
    "LEFT JOIN resolution f ON f.resolution_id = (SELECT MAX(r.resolution_id) FROM resolution r "
    "WHERE r.review_id = i.review_id) "
    "LEFT JOIN resolution s ON s.resolution_id = (SELECT MAX(r.resolution_id) FROM resolution r "
    "WHERE r.review_id = i.review_id AND r.standing = 'final' AND r.act <> 'undo' "
    "AND NOT EXISTS (SELECT 1 FROM resolution u WHERE u.undoes = r.resolution_id)) ";
inline const std::string kReviewColumns =
    "SELECT i.review_id, b.name AS batch, b.received, e.number, i.check_id, i.decision_id, d.amount_cents, "
    "d.confidence, i.opened_at, i.envelope_id, i.state, b.batch_id, b.closed_at IS NOT NULL AS closed, " +
    kStandingColumn +
    ", s.hold_until, CASE WHEN f.standing = 'first' THEN f.resolved_by END AS first_by, c.claimed_by, c.expires_at ";
inline const std::string kReviewJoins =
    "JOIN decision d ON d.decision_id = i.decision_id "
    "JOIN envelope e ON e.envelope_id = i.envelope_id JOIN batch b ON b.batch_id = e.batch_id " +
    kStandingJoins + "LEFT JOIN claim c ON c.review_id = i.review_id AND c.expires_at > ?1";

/// An item with the keys of what it belongs to.
struct OpenItem {
    ReviewItem item;
    DecisionId decision;  ///< that sent it here
    EnvelopeKey envelope;
    BatchKey batch;
    bool open = true, batch_closed = false;
};
[[nodiscard]] OpenItem read_review_row(Connection& connection, const Statement& row);
[[nodiscard]] std::optional<OpenItem> find_review_item(const Book& book, ReviewId id);
[[nodiscard]] BookFailure no_such_item(ReviewId id);

/// The hash that each claim carries of itself (seal.h).
[[nodiscard]] std::string claim_hash(std::int64_t item, std::string_view by, std::string_view at,
                                     std::string_view until);

/// Open items of the filter; `more` is one more condition, in which ?13 is `user`.
[[nodiscard]] std::vector<ReviewItem> list_review_items(const Book& book, const ReviewFilter& filter,
                                                        std::string_view more, std::string_view user);

}  // namespace lockbox

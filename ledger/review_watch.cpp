#include "ledger/review_watch.h"

#include "ledger/clock.h"
#include "ledger/sqlite.h"

namespace lockbox {

Result<std::int64_t> data_version(const Book& book) {
    return as_result([&] { return query_one<std::int64_t>(book.connection(), "PRAGMA data_version").value(); });
}

Result<QueueGlance> glance_at_queue(const Book& book) {
    return as_result([&] {
        Connection& connection = book.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        QueueGlance glance;
        Statement open(connection, "SELECT review_id FROM review_item WHERE state = 'open' ORDER BY review_id");
        while (open.step()) glance.open.push_back(open.get<ReviewId>(0));
        Statement claims(connection, "SELECT review_id, claimed_by, expires_at FROM claim WHERE expires_at > ?1");
        claims.bind(utc_now());
        while (claims.step()) {
            glance.claims[claims.get<ReviewId>(0)] = {claims.get<std::string>(1), claims.get<std::string>(2)};
        }
        glance.last_resolution =
            query_one<std::int64_t>(connection, "SELECT COALESCE(MAX(resolution_id), 0) FROM resolution").value();
        return glance;
    });
}

Result<std::vector<ReviewId>> items_resolved_after(const Book& book, std::int64_t resolution) {
    return as_result([&] {
        std::vector<ReviewId> items;
        Statement rows(book.connection(),
                       "SELECT DISTINCT review_id FROM resolution WHERE resolution_id > ?1 ORDER BY review_id");
        rows.bind(resolution);
        while (rows.step()) items.push_back(rows.get<ReviewId>(0));
        return items;
    });
}

Result<std::vector<OwnDecision>> decisions_of(const Book& book, std::string_view user, int limit) {
    return as_result([&] {
        std::vector<OwnDecision> decisions;
        Statement rows(book.connection(),
                       "SELECT r.resolution_id, r.review_id, r.act, r.amount_cents, b.name, e.number, r.resolved_at, "
                       "r.standing = 'first', EXISTS (SELECT 1 FROM resolution u WHERE u.undoes = r.resolution_id), "
                       "i.state = 'open' FROM resolution r JOIN review_item i ON i.review_id = r.review_id "
                       "JOIN envelope e ON e.envelope_id = i.envelope_id JOIN batch b ON b.batch_id = e.batch_id "
                       "WHERE r.resolved_by = ?1 AND r.act <> 'undo' ORDER BY r.resolution_id DESC LIMIT ?2");
        rows.bind(user, limit);
        while (rows.step()) {
            decisions.push_back({rows.get<ResolutionId>(0), rows.get<ReviewId>(1), *resolution_act_from(rows.text(2)),
                                 rows.get<std::optional<Cents>>(3), rows.get<BatchId>(4), rows.get<int>(5),
                                 rows.get<std::string>(6), rows.get<int>(7) != 0, rows.get<int>(8) != 0,
                                 rows.get<int>(9) != 0});
        }
        return decisions;
    });
}

Result<std::optional<FirstDecision>> first_decision(const Book& book, ReviewId item) {
    return as_result([&]() -> std::optional<FirstDecision> {
        Statement row(book.connection(),
                      "SELECT resolved_by, resolved_at FROM resolution WHERE resolution_id = "
                      "(SELECT MAX(resolution_id) FROM resolution WHERE review_id = ?1) AND standing = 'first'");
        if (!row.bind(item).step()) return std::nullopt;
        return FirstDecision{row.get<std::string>(0), row.get<std::string>(1)};
    });
}

Result<std::vector<std::pair<ReviewId, bool>>> items_of_check(const Book& book, CheckId check) {
    return as_result([&] {
        std::vector<std::pair<ReviewId, bool>> items;
        Statement rows(book.connection(),
                       "SELECT i.review_id, i.state = 'open' FROM check_item c JOIN review_item i "
                       "ON i.envelope_id = c.envelope_id AND i.check_id = c.check_id WHERE c.check_id = ?1 "
                       "ORDER BY i.review_id");
        rows.bind(check);
        while (rows.step()) items.emplace_back(rows.get<ReviewId>(0), rows.get<int>(1) != 0);
        return items;
    });
}

Result<std::optional<ResolutionHistory>> last_resolution(const Book& book, ReviewId item) {
    return as_result([&]() -> std::optional<ResolutionHistory> {
        Statement row(
            book.connection(),
            "SELECT resolution_id, act, standing = 'first', undoes, note, resolved_by, resolved_at, hold_until "
            "FROM resolution WHERE review_id = ?1 ORDER BY resolution_id DESC LIMIT 1");
        if (!row.bind(item).step()) return std::nullopt;
        return ResolutionHistory{row.get<ResolutionId>(0), *resolution_act_from(row.text(1)),
                                 row.get<int>(2) != 0,     row.get<std::optional<ResolutionId>>(3),
                                 row.get<std::string>(4),  row.get<std::string>(5),
                                 row.get<std::string>(6),  row.get<std::optional<Date>>(7)};
    });
}

}  // namespace lockbox

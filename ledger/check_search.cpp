#include "ledger/check_search.h"

#include "ledger/book_rows.h"

namespace lockbox {

Result<std::vector<FoundCheck>> search_checks(const Book& book, const CheckQuery& query) {
    if (!query.amount && !query.number && !query.account && !query.billing_account) {
        return Error{"nothing to search by", "search", "give an amount, a number, a bank account or a billing account"};
    }
    return as_result([&] {
        Connection& connection = book.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        // Each part that is given narrows by its index what the joined row then decides.
        std::string sql =
            "SELECT n.check_id, b.name, e.number, b.received FROM check_now n "
            "JOIN envelope e ON e.envelope_id = n.envelope_id JOIN batch b ON b.batch_id = e.batch_id WHERE ";
        if (query.billing_account) {
            sql += "n.check_id IN (SELECT check_id FROM decision WHERE billing_account = ?4) AND ";
        } else if (query.number) {
            sql +=
                "n.check_id IN (SELECT check_id FROM check_item WHERE number = ?2 "
                "UNION ALL SELECT check_id FROM check_facts WHERE number = ?2) AND ";
        } else if (query.account) {
            sql +=
                "n.check_id IN (SELECT check_id FROM check_item WHERE account = ?3 "
                "UNION ALL SELECT check_id FROM check_facts WHERE account = ?3) AND ";
        } else {
            sql += "n.check_id IN (SELECT check_id FROM decision WHERE amount_cents = ?1) AND ";
        }
        sql +=
            "(?1 IS NULL OR n.amount_cents = ?1) AND (?2 IS NULL OR n.number = ?2) AND "
            "(?3 IS NULL OR n.account = ?3) AND (?4 IS NULL OR n.billing_account = ?4) AND "
            "(?5 IS NULL OR b.received >= ?5) AND (?6 IS NULL OR b.received <= ?6) AND "
            "(?7 IS NULL OR n.check_date = ?7) ORDER BY n.check_id DESC LIMIT ?8";
        Statement rows(connection, sql);
        rows.bind(query.amount, query.number, query.account, query.billing_account, query.received_from,
                  query.received_to, query.dated, query.limit);
        std::vector<FoundCheck> found;
        while (rows.step()) {
            found.push_back({rows.get<BatchId>(1), rows.get<int>(2), rows.get<Date>(3),
                             *check_result(connection, rows.get<CheckId>(0))});
        }
        return found;
    });
}

}  // namespace lockbox

#include <string>

#include "ledger/batch_store.h"
#include "ledger/book_rows.h"

namespace lockbox {
namespace {

// The decision on the pages without money, where there is one.
void read_decision(Connection& connection, EnvelopeKey envelope, EnvelopeResult& result) {
    Statement row(connection,
                  "SELECT decision_id, outcome FROM decision WHERE envelope_id = ?1 AND check_id IS NULL "
                  "ORDER BY decision_id DESC LIMIT 1");
    if (!row.bind(envelope).step()) return;
    result.decision = row.get<Outcome>(1);
    result.reasons = decision_reasons(connection, row.get<DecisionId>(0));
}

std::vector<EnvelopeResult> read_results(Connection& connection, BatchKey batch) {
    std::vector<EnvelopeResult> results;
    Statement envelopes(connection,
                        "SELECT e.envelope_id, e.number FROM envelope e JOIN page p ON p.envelope_id = e.envelope_id "
                        "WHERE e.batch_id = ?1 GROUP BY e.envelope_id ORDER BY MIN(p.sequence)");
    envelopes.bind(batch);
    while (envelopes.step()) {
        const auto envelope = envelopes.get<EnvelopeKey>(0);
        EnvelopeResult result;
        result.transaction = envelopes.get<int>(1);
        result.documents = documents_of(connection, envelope);
        result.checks = checks_of(connection, envelope);
        read_decision(connection, envelope, result);
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace

Result<std::vector<BatchRow>> BatchStore::batches() const {
    return as_result([&] {
        std::vector<BatchRow> batches;
        Statement rows(book_.connection(),
                       "SELECT b.name, b.lockbox, b.scanner, b.received, b.begun_at, b.finished_at, b.pages, b.state, "
                       "b.closed_at IS NOT NULL, b.deposit_date, COALESCE(w.items, 0) FROM batch b LEFT JOIN "
                       "(SELECT e.batch_id, COUNT(*) AS items FROM review_item i JOIN envelope e "
                       "ON e.envelope_id = i.envelope_id WHERE i.state = 'open' GROUP BY e.batch_id) w "
                       "ON w.batch_id = b.batch_id ORDER BY b.batch_id");
        while (rows.step()) {
            BatchRow row{rows.get<BatchId>(0), rows.get<std::string>(1), rows.get<std::string>(2),
                         rows.get<Date>(3),    rows.get<std::string>(4), rows.get<std::optional<std::string>>(5),
                         rows.get<int>(6),     rows.get<int>(10),        rows.get<BalanceState>(7),
                         BatchLife::received,  rows.get<Date>(9)};
            row.life = life_of({row.finished_at.has_value(), rows.get<int>(8) != 0, row.items_open, row.state});
            batches.push_back(std::move(row));
        }
        return batches;
    });
}

Result<std::vector<RecordedReading>> BatchStore::readings(const BatchId& batch) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        std::vector<RecordedReading> readings;
        Statement rows(connection,
                       "SELECT e.number, p.sequence, p.reading FROM page p "
                       "JOIN envelope e ON e.envelope_id = p.envelope_id WHERE p.batch_id = ?1 ORDER BY p.sequence");
        rows.bind(batch_key(connection, batch));
        while (rows.step()) readings.push_back({rows.get<int>(0), rows.get<int>(1), rows.get<std::string>(2)});
        return readings;
    });
}

Result<std::vector<EnvelopeResult>> BatchStore::results(const BatchId& batch) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        return read_results(connection, batch_key(connection, batch));
    });
}

Result<std::vector<EnvelopeKey>> BatchStore::envelopes(const BatchId& batch) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        std::vector<EnvelopeKey> keys;
        Statement rows(connection, "SELECT envelope_id FROM envelope WHERE batch_id = ?1 ORDER BY envelope_id");
        rows.bind(batch_key(connection, batch));
        while (rows.step()) keys.push_back(rows.get<EnvelopeKey>(0));
        return keys;
    });
}

Result<CheckId> BatchStore::find_check(const BatchId& batch, int sequence) const {
    return as_result([&]() -> Result<CheckId> {
        Connection& connection = book_.connection();
        const auto id = query_one<CheckId>(connection,
                                           "SELECT c.check_id FROM check_item c JOIN page p ON p.page_id = c.page_id "
                                           "WHERE p.batch_id = ?1 AND p.sequence = ?2",
                                           batch_key(connection, batch), sequence);
        if (id) return *id;
        return Error{"this page is not a check of the batch",
                     "batch " + batch.str() + ", page " + std::to_string(sequence),
                     "`lockbox results " + batch.str() + "` lists its checks"};
    });
}

Result<std::vector<MoneyHistory>> BatchStore::money(CheckId id) const {
    return as_result([&] {
        std::vector<MoneyHistory> money;
        Statement rows(book_.connection(),
                       "SELECT e.kind, e.reverses IS NOT NULL, e.amount_cents, l.billing_account, e.day, e.made_by, "
                       "e.made_at FROM entry e LEFT JOIN plan l ON l.plan_number = e.plan_number "
                       "WHERE e.check_id = ?1 ORDER BY e.entry_id");
        rows.bind(id);
        while (rows.step()) {
            money.push_back({rows.get<EntryKind>(0), rows.get<int>(1) != 0, rows.get<Cents>(2),
                             rows.get<std::optional<BillingAccount>>(3), rows.get<Date>(4), rows.get<std::string>(5),
                             rows.get<std::string>(6)});
        }
        return money;
    });
}

Result<CheckHistory> BatchStore::check(CheckId id) const {
    return as_result([&] {
        Connection& connection = book_.connection();
        const Transaction one_state(connection, Transaction::Kind::read);
        return check_history(connection, id);
    });
}

}  // namespace lockbox

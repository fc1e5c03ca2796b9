#include "ledger/book_rows.h"

#include <string>

namespace lockbox {
namespace {

constexpr std::string_view kCheckColumns =
    "SELECT c.check_id, p.sequence, c.outcome, c.billing_account, c.plan_id, c.amount_cents, c.routing, c.account, "
    "c.number, c.check_date, c.confidence, c.decision_id FROM check_now c JOIN page p ON p.page_id = c.page_id ";

CheckResult read_check(Connection& connection, const Statement& row) {
    CheckResult check;
    check.id = row.get<CheckId>(0);
    check.sequence = row.get<int>(1);
    check.outcome = row.get<Outcome>(2);
    check.billing_account = row.get<std::optional<BillingAccount>>(3);
    check.plan_id = row.get<std::optional<PlanId>>(4);
    check.amount = row.get<std::optional<Cents>>(5);
    check.routing = row.get<std::optional<RoutingNumber>>(6);
    check.account = row.get<std::optional<std::string>>(7);
    check.number = row.get<std::optional<std::string>>(8);
    check.date = row.get<std::optional<Date>>(9);
    check.confidence = row.get<std::optional<double>>(10);
    check.reasons = decision_reasons(connection, row.get<DecisionId>(11));
    return check;
}

std::vector<Reason> read_reasons(Statement& rows) {
    std::vector<Reason> reasons;
    while (rows.step()) reasons.push_back(rows.get<Reason>(0));
    return reasons;
}

std::vector<DecisionHistory> decisions_of(Connection& connection, CheckId check) {
    std::vector<DecisionHistory> decisions;
    Statement rows(connection,
                   "SELECT decision_id, outcome, billing_account, plan_id, amount_cents, confidence, evidence, "
                   "program, decided_by, decided_at, source FROM decision WHERE check_id = ?1 ORDER BY decision_id");
    rows.bind(check);
    while (rows.step()) {
        DecisionHistory history;
        history.id = rows.get<DecisionId>(0);
        history.decision.outcome = rows.get<Outcome>(1);
        history.decision.reasons = decision_reasons(connection, history.id);
        history.decision.billing_account = rows.get<std::optional<BillingAccount>>(2);
        history.decision.plan_id = rows.get<std::optional<PlanId>>(3);
        history.amount = rows.get<std::optional<Cents>>(4);
        history.decision.confidence = rows.get<std::optional<double>>(5);
        history.decision.evidence_json = rows.text(6);
        history.program = rows.text(7);
        history.decided_by = rows.text(8);
        history.decided_at = rows.text(9);
        history.source = rows.text(10);
        decisions.push_back(std::move(history));
    }
    return decisions;
}

std::vector<PostingHistory> postings_of(Connection& connection, CheckId check) {
    std::vector<PostingHistory> postings;
    Statement rows(connection,
                   "SELECT posting_id, decision_id, billing_account, plan_id, amount_cents, reverses, posted_by, "
                   "posted_at FROM posting WHERE check_id = ?1 ORDER BY posting_id");
    rows.bind(check);
    while (rows.step()) {
        postings.push_back({rows.get<PostingId>(0), rows.get<DecisionId>(1), rows.get<BillingAccount>(2),
                            rows.get<PlanId>(3), rows.get<Cents>(4), rows.get<std::optional<PostingId>>(5),
                            rows.get<std::string>(6), rows.get<std::string>(7)});
    }
    return postings;
}

// From four columns: sha256, size, media type, frame.
std::optional<PageSide> read_side(const Statement& row, int column) {
    const auto id = row.get<std::optional<ImageId>>(column);
    if (!id) return std::nullopt;
    return PageSide{{*id, row.get<std::uint64_t>(column + 1), row.get<std::string>(column + 2)},
                    row.get<int>(column + 3)};
}

}  // namespace

BatchKey batch_key(Connection& connection, const BatchId& id) {
    const auto key = query_one<BatchKey>(connection, "SELECT batch_id FROM batch WHERE name = ?1", id);
    if (!key) {
        throw BookFailure(
            {"there is no such batch in the book", "batch " + id.str(), "`lockbox batches` lists those that are"});
    }
    return *key;
}

std::vector<Reason> decision_reasons(Connection& connection, DecisionId decision) {
    Statement rows(connection,
                   "SELECT r.word FROM decision_reason d JOIN reason r ON r.word = d.reason "
                   "WHERE d.decision_id = ?1 ORDER BY r.precedence");
    return read_reasons(rows.bind(decision));
}

std::vector<DocumentResult> documents_of(Connection& connection, EnvelopeKey envelope) {
    std::vector<DocumentResult> documents;
    Statement pages(connection,
                    "SELECT page_id, sequence, kind, disposition FROM page WHERE envelope_id = ?1 ORDER BY position");
    Statement reasons(connection,
                      "SELECT r.word FROM page_reason p JOIN reason r ON r.word = p.reason "
                      "WHERE p.page_id = ?1 ORDER BY r.precedence");
    pages.bind(envelope);
    while (pages.step()) {
        documents.push_back({pages.get<int>(1), pages.get<std::string>(2), pages.get<Disposition>(3),
                             read_reasons(reasons.bind(pages.get<std::int64_t>(0)))});
    }
    return documents;
}

std::vector<CheckResult> checks_of(Connection& connection, EnvelopeKey envelope) {
    std::vector<CheckResult> checks;
    Statement rows(connection, std::string(kCheckColumns) + "WHERE c.envelope_id = ?1 ORDER BY p.position");
    rows.bind(envelope);
    while (rows.step()) checks.push_back(read_check(connection, rows));
    return checks;
}

std::optional<CheckResult> check_result(Connection& connection, CheckId check) {
    Statement row(connection, std::string(kCheckColumns) + "WHERE c.check_id = ?1");
    if (!row.bind(check).step()) return std::nullopt;
    return read_check(connection, row);
}

CheckHistory check_history(Connection& connection, CheckId check) {
    std::optional<CheckResult> now = check_result(connection, check);
    if (!now) {
        throw BookFailure({"there is no such check in the book", "check " + std::to_string(check.value),
                           "`lockbox results BATCH` lists those that are"});
    }
    Statement row(connection,
                  "SELECT b.name, e.number, p.kind, COALESCE((SELECT r.reading FROM page_reading r "
                  "WHERE r.page_id = p.page_id ORDER BY r.page_reading_id DESC LIMIT 1), p.reading), f.sha256, "
                  "f.size_bytes, f.media_type, p.front_frame, "
                  "k.sha256, k.size_bytes, k.media_type, p.back_frame, COALESCE((SELECT s.fields FROM check_facts s "
                  "WHERE s.check_id = c.check_id ORDER BY s.check_facts_id DESC LIMIT 1), '{}') "
                  "FROM check_item c JOIN page p ON p.page_id = c.page_id "
                  "JOIN envelope e ON e.envelope_id = p.envelope_id JOIN batch b ON b.batch_id = e.batch_id "
                  "LEFT JOIN image f ON f.sha256 = p.front_image LEFT JOIN image k ON k.sha256 = p.back_image "
                  "WHERE c.check_id = ?1");
    static_cast<void>(row.bind(check).step());
    CheckHistory history;
    history.batch = row.get<BatchId>(0);
    history.transaction = row.get<int>(1);
    history.now = *std::move(now);
    history.kind = row.text(2);
    history.reading_json = row.text(3);
    history.front = read_side(row, 4);
    history.back = read_side(row, 8);
    history.stated_json = row.text(12);
    history.decisions = decisions_of(connection, check);
    history.postings = postings_of(connection, check);
    return history;
}

std::optional<SeenInstrument> find_instrument(Connection& connection, std::string_view key, std::optional<Cents> amount,
                                              std::optional<CheckId> of_check, std::optional<EnvelopeKey> of_envelope) {
    Statement row(connection,
                  "SELECT n.check_id, b.name, p.sequence, l.posting_id IS NOT NULL AS is_live "
                  "FROM check_now n JOIN page p ON p.page_id = n.page_id JOIN batch b ON b.batch_id = p.batch_id "
                  "LEFT JOIN live_posting l ON l.check_id = n.check_id "
                  "WHERE n.check_id IN (SELECT check_id FROM check_item WHERE instrument_key = ?1 "
                  "UNION ALL SELECT check_id FROM check_facts WHERE instrument_key = ?1) AND n.instrument_key = ?1 "
                  "AND (?3 IS NULL OR n.check_id < ?3 OR (l.posting_id IS NOT NULL AND n.check_id <> ?3)) "
                  "AND (?4 IS NULL OR n.envelope_id < ?4 OR (l.posting_id IS NOT NULL AND n.envelope_id <> ?4)) "
                  "AND (n.instrument_kind = 'money_order' OR ?2 IS NULL "
                  "OR n.amount_cents IS NULL OR n.amount_cents = ?2) ORDER BY is_live DESC, n.check_id LIMIT 1");
    if (!row.bind(key, amount, of_check, of_envelope).step()) return std::nullopt;
    return SeenInstrument{row.get<CheckId>(0), row.get<BatchId>(1), row.get<int>(2), row.get<int>(3) != 0};
}

bool has_unnumbered_twin(Connection& connection, const TwinQuestion& question) {
    Statement row(connection,
                  "SELECT n.check_id FROM check_now n JOIN page p ON p.page_id = n.page_id "
                  "WHERE n.check_id IN (SELECT check_id FROM decision WHERE billing_account = ?1) "
                  "AND n.instrument_key IS NULL AND n.billing_account = ?1 AND n.amount_cents = ?2 "
                  "AND (n.check_date = ?3 OR ((n.check_date IS NULL OR ?3 IS NULL) AND p.batch_id = ?4)) "
                  "AND (?5 IS NULL OR n.check_id < ?5) LIMIT 1");
    return row
        .bind(question.billing_account, question.amount, question.date, question.batch, question.of_check)
        .step();
}

}  // namespace lockbox

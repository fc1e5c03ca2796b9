#include "ledger/batch_store.h"

#include <algorithm>
#include <map>

#include "ledger/act.h"
#include "ledger/book_rows.h"
#include "ledger/decision_writer.h"
#include "ledger/envelope_rules.h"
#include "ledger/envelope_writer.h"
#include "ledger/json_object.h"
#include "ledger/sqlite.h"

namespace lockbox {
namespace {

std::string on(const BatchId& id) {
    return "batch " + id.str();
}

struct KnownBatch {
    BatchKey key;
    BatchFingerprint fingerprint;
    bool finished = false;
};

std::optional<KnownBatch> find_batch(Connection& connection, const BatchId& id) {
    Statement row(connection, "SELECT batch_id, fingerprint, state <> 'in_progress' FROM batch WHERE name = ?1");
    if (!row.bind(id).step()) return std::nullopt;
    return KnownBatch{row.get<BatchKey>(0), row.get<BatchFingerprint>(1), row.get<int>(2) != 0};
}

std::set<int> recorded_transactions(Connection& connection, BatchKey batch) {
    std::set<int> numbers;
    Statement rows(connection, "SELECT number FROM envelope WHERE batch_id = ?1 ORDER BY number");
    rows.bind(batch);
    while (rows.step()) numbers.insert(rows.get<int>(0));
    return numbers;
}

Result<BatchBegun> take_up(Connection& connection, const BatchHeader& header, const KnownBatch& known) {
    if (known.fingerprint != header.fingerprint) {
        return Error{"this id was used before for other images", on(header.id),
                     "if it is another batch give it another id; if pages were scanned again, give those an id of "
                     "their own"};
    }
    return BatchBegun{known.finished ? BatchStart::complete : BatchStart::resumed,
                      recorded_transactions(connection, known.key)};
}

void insert_batch(Act& act, const BatchHeader& header) {
    const Date deposit_date = header.deposit_date.value_or(act.day());
    execute(act.connection(),
            "INSERT INTO batch (name, fingerprint, lockbox, received, scanner, pages, control_pages, control_checks, "
            "control_total_cents, state, begun_at, deposit_date) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'in_progress', ?10, ?11)",
            header.id, header.fingerprint, header.lockbox, header.received, header.scanner, header.pages,
            header.control.pages, header.control.checks, header.control.total, act.now(), deposit_date);
    act.audit({"batch_begun", on(header.id),
               JsonObject().add("fingerprint", header.fingerprint).add("pages", header.pages).str()});
}

std::vector<int> sequences(const EnvelopeRecord& envelope) {
    std::vector<int> all;
    for (const PageRecord& page : envelope.pages) all.push_back(page.sequence);
    return all;
}

/// The pages of a transaction that is in the book already; empty when it is not.
std::vector<int> recorded_sequences(Connection& connection, BatchKey batch, int transaction) {
    std::vector<int> all;
    Statement rows(connection,
                   "SELECT p.sequence FROM page p JOIN envelope e ON e.envelope_id = p.envelope_id "
                   "WHERE e.batch_id = ?1 AND e.number = ?2 ORDER BY p.position");
    rows.bind(batch, transaction);
    while (rows.step()) all.push_back(rows.get<int>(0));
    return all;
}

// The schema cannot ask: SQLite 3.40 forbids json_valid() to a schema that is not trusted.
bool all_json_valid(Connection& connection, const EnvelopeRecord& envelope) {
    std::vector<const std::string*> texts;
    for (const PageRecord& page : envelope.pages) texts.push_back(&page.reading_json);
    for (const CheckRecord& check : envelope.checks) texts.push_back(&check.decision.evidence_json);
    if (envelope.decision) texts.push_back(&envelope.decision->evidence_json);
    Statement valid(connection, "SELECT json_valid(?1) AND json_type(?1) = 'object'");
    return std::all_of(texts.begin(), texts.end(),
                       [&](const std::string* text) { return valid.bind(*text).step() && valid.get<int>(0) == 1; });
}

/// What the tables would refuse anyway, in words that help.
std::optional<Error> refusal(Connection& connection, BatchKey batch, const EnvelopeRecord& envelope) {
    const std::string where = "transaction " + std::to_string(envelope.transaction);
    if (!all_json_valid(connection, envelope)) {
        return Error{"a reading or an evidence is not a JSON object", where, "report it: the program is at fault"};
    }
    for (const int sequence : sequences(envelope)) {
        const auto taken = query_one<int>(connection,
                                          "SELECT e.number FROM page p JOIN envelope e ON e.envelope_id = "
                                          "p.envelope_id WHERE p.batch_id = ?1 AND p.sequence = ?2",
                                          batch, sequence);
        if (!taken) continue;
        return Error{"page " + std::to_string(sequence) + " is already in transaction " + std::to_string(*taken), where,
                     "the batch was begun with another grouping of its pages: finish it with the program that began "
                     "it"};
    }
    for (const CheckRecord& check : envelope.checks) {
        const DecisionRecord& decision = check.decision;
        if (!decision.billing_account || !decision.plan_id) continue;
        if (!query_one<int>(connection, "SELECT 1 FROM plan WHERE billing_account = ?1 AND plan_id = ?2",
                            decision.billing_account, decision.plan_id)) {
            return Error{"a check names a plan that the account file has never had", where,
                         "load the account file with `lockbox accounts load` and run again"};
        }
    }
    return std::nullopt;
}

std::optional<Error> not_yet_closable(const BatchId& batch, const BatchSummary& summary, const std::string& why) {
    if (summary.life == BatchLife::received) {
        return Error{"the batch is not read to its end", on(batch), "process it again: it goes on where it stopped"};
    }
    if (summary.items_open > 0) {
        return Error{std::to_string(summary.items_open) + " items of the batch wait for a person", on(batch),
                     "settle them: `lockbox review list --batch " + batch.str() + " --all`"};
    }
    if (summary.state != BalanceState::balanced && why.empty()) {
        return Error{
            "the batch is " + std::string(to_word(summary.state)), on(batch),
            "see `lockbox balance " + batch.str() + "`; close it with --accept \"why\" where the count is at fault"};
    }
    return std::nullopt;
}

}  // namespace

BatchFingerprint batch_fingerprint(const BatchId& id, std::span<const PageSides> pages) {
    std::map<int, const PageSides*> in_order;
    for (const PageSides& page : pages) in_order[page.sequence] = &page;
    Sha256 hash;
    bool any_image = false;
    const auto add = [&](const std::optional<PageSide>& side) {
        any_image = any_image || side.has_value();
        hash.update(side ? side->image.id.str() + "#" + std::to_string(side->frame) : "-").update(" ");
    };
    for (const auto& [sequence, page] : in_order) {
        hash.update(std::to_string(sequence)).update(" ");
        add(page->front);
        add(page->back);
    }
    if (!any_image) hash.update(id.str());
    return *BatchFingerprint::parse(hash.hex());
}

Result<BatchBegun> BatchStore::begin(const BatchHeader& header) {
    return as_result([&]() -> Result<BatchBegun> {
        Connection& connection = book_.connection();
        Act act(book_);
        if (const std::optional<KnownBatch> known = find_batch(connection, header.id)) {
            return take_up(connection, header, *known);
        }
        const auto other =
            query_one<BatchId>(connection, "SELECT name FROM batch WHERE fingerprint = ?1", header.fingerprint);
        if (other) {
            return Error{"the same images were taken before as batch " + other->str(), on(header.id),
                         "nothing is lost and nothing to do: see `lockbox results " + other->str() + "`"};
        }
        insert_batch(act, header);
        act.commit();
        return BatchBegun{};
    });
}

Result<Recorded> BatchStore::record(const BatchId& batch, const EnvelopeRecord& envelope) {
    if (std::optional<Error> fault = contradiction(envelope)) {
        fault->where = on(batch) + ", " + fault->where;
        return *std::move(fault);
    }
    return as_result([&]() -> Result<Recorded> {
        Connection& connection = book_.connection();
        Act act(book_);
        const BatchKey key = batch_key(connection, batch);
        if (recorded_sequences(connection, key, envelope.transaction) == sequences(envelope)) return Recorded{true, {}};
        if (std::optional<Error> error = refusal(connection, key, envelope)) {
            error->where = on(batch) + ", " + error->where;
            return *std::move(error);
        }
        Recorded recorded{false, EnvelopeWriter(act, key, batch).write(envelope)};
        act.commit();
        return recorded;
    });
}

Result<BatchSummary> BatchStore::finish(const BatchId& batch) {
    return as_result([&]() -> Result<BatchSummary> {
        Act act(book_);
        Connection& connection = act.connection();
        const BatchKey key = batch_key(connection, batch);
        const BatchSummary summary = summarise(connection, key);
        if (summary.state == BalanceState::in_progress) {
            return Error{"only " + std::to_string(summary.pages) + " pages of the batch are recorded", on(batch),
                         "process the batch again: it goes on where it stopped"};
        }
        if (summary.life != BatchLife::received) return summary;
        execute(connection, "UPDATE batch SET state = ?2, finished_at = ?3 WHERE batch_id = ?1", key, summary.state,
                act.now());
        act.changed("batch", key.value);
        act.audit({"batch_finished", on(batch),
                   JsonObject()
                       .add("state", summary.state)
                       .add("cents", summary.scanned)
                       .add("unknown_amounts", summary.unknown_amounts)
                       .str()});
        BatchSummary finished = summarise(connection, key);
        act.commit();
        return finished;
    });
}

Result<BatchSummary> BatchStore::close(const BatchId& batch, std::string_view user, const std::string& why) {
    return as_result([&]() -> Result<BatchSummary> {
        Act act(book_, user);
        Connection& connection = act.connection();
        const BatchKey key = batch_key(connection, batch);
        const BatchSummary summary = summarise(connection, key);
        if (summary.life == BatchLife::closed) return summary;
        if (const std::optional<Error> refusal = not_yet_closable(batch, summary, why)) return *refusal;
        execute(connection, "UPDATE batch SET state = ?2, closed_at = ?3, closed_by = ?4 WHERE batch_id = ?1", key,
                summary.state, act.now(), act.author().name);
        act.changed("batch", key.value);
        act.audit({"batch_closed", on(batch),
                   JsonObject()
                       .add("state", summary.state)
                       .add("cents", summary.scanned)
                       .add("posted_cents", summary.posted)
                       .add("left_cents", summary.left)
                       .add("why", why)
                       .str()});
        BatchSummary closed = summarise(connection, key);
        act.commit();
        return closed;
    });
}

Result<std::vector<PayerMemory>> BatchStore::paid_before(const std::string& routing, const std::string& account,
                                                         std::optional<EnvelopeKey> but_not) const {
    return as_result([&] {
        std::vector<PayerMemory> memory;
        Statement rows(book_.connection(),
                       "SELECT l.billing_account, COUNT(*) AS checks FROM check_item c "
                       "JOIN live_posting l ON l.check_id = c.check_id JOIN posting p ON p.posting_id = l.posting_id "
                       "JOIN decision d ON d.decision_id = p.decision_id "
                       "JOIN envelope e ON e.envelope_id = c.envelope_id JOIN batch b ON b.batch_id = e.batch_id "
                       "WHERE c.routing = ?1 AND c.account = ?2 AND c.envelope_id IS NOT ?3 "
                       "AND (b.closed_at IS NOT NULL OR d.source IN ('review', 'correction')) "
                       "GROUP BY l.billing_account ORDER BY checks DESC, l.billing_account LIMIT 20");
        rows.bind(routing, account, but_not);
        while (rows.step()) memory.push_back({rows.get<BillingAccount>(0), rows.get<int>(1)});
        return memory;
    });
}

Result<std::optional<SeenInstrument>> BatchStore::seen(const InstrumentNumbers& numbers, std::optional<Cents> amount,
                                                       std::optional<EnvelopeKey> of_envelope) const {
    using Seen = std::optional<SeenInstrument>;
    return as_result([&]() -> Result<Seen> {
        return Result<Seen>(find_instrument(book_.connection(), numbers.key(), amount, {}, of_envelope));
    });
}

}  // namespace lockbox

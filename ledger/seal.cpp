#include "ledger/seal.h"

#include <algorithm>
#include <charconv>

#include "ledger/schema.h"
#include "ledger/sha256.h"

namespace lockbox {
namespace {

// Columns by name: one that a later migration adds belongs to a table or a seal of its own. Rows without a number of
// their own (reasons, images) are sealed with the row that brought them.
constexpr std::array<SealedTable, kSealedTables> kTables = {{
    {"migration", "SELECT number, name, applied_at, program FROM migration WHERE number BETWEEN ?1 AND ?2"},
    {"account_load",
     "SELECT account_load_id, file_name, digest, added, changed, unchanged, closed, loaded_at, loaded_by, program "
     "FROM account_load WHERE account_load_id BETWEEN ?1 AND ?2"},
    {"batch",
     "SELECT batch_id, name, fingerprint, lockbox, received, scanner, pages, control_pages, control_checks, "
     "control_total_cents, state, begun_at, finished_at, deposit_date, closed_at, closed_by "
     "FROM batch WHERE batch_id BETWEEN ?1 AND ?2",
     true},
    {"envelope", "SELECT envelope_id, batch_id, number, recorded_at FROM envelope WHERE envelope_id BETWEEN ?1 AND ?2"},
    {"page",
     "SELECT p.page_id, p.envelope_id, p.batch_id, p.position, p.sequence, p.kind, p.disposition, p.front_image, "
     "p.front_frame, p.back_image, p.back_frame, p.reading, f.sha256, f.size_bytes, f.media_type, k.sha256, "
     "k.size_bytes, k.media_type, (SELECT group_concat(r.reason) FROM page_reason r WHERE r.page_id = p.page_id) "
     "FROM page p LEFT JOIN image f ON f.sha256 = p.front_image LEFT JOIN image k ON k.sha256 = p.back_image "
     "WHERE p.page_id BETWEEN ?1 AND ?2"},
    {"check_item",
     "SELECT check_id, page_id, envelope_id, amount_cents, routing, account, number, check_date, instrument_kind, "
     "instrument_key FROM check_item WHERE check_id BETWEEN ?1 AND ?2"},
    {"decision",
     "SELECT d.decision_id, d.envelope_id, d.check_id, d.outcome, d.billing_account, d.plan_id, d.amount_cents, "
     "d.confidence, d.evidence, d.program, d.decided_by, d.decided_at, d.source, (SELECT group_concat(r.reason) "
     "FROM decision_reason r WHERE r.decision_id = d.decision_id) FROM decision d "
     "WHERE d.decision_id BETWEEN ?1 AND ?2"},
    {"posting",
     "SELECT posting_id, check_id, decision_id, billing_account, plan_id, amount_cents, reverses, posted_at, "
     "posted_by, program FROM posting WHERE posting_id BETWEEN ?1 AND ?2"},
    {"review_item",
     "SELECT review_id, envelope_id, check_id, decision_id, state, opened_at, closed_at FROM review_item "
     "WHERE review_id BETWEEN ?1 AND ?2",
     true},
    {"entry",
     "SELECT entry_id, kind, debit, credit, amount_cents, plan_number, check_id, posting_id, account_load_id, "
     "reverses, day, made_at, made_by, program FROM entry WHERE entry_id BETWEEN ?1 AND ?2"},
    {"plan_event",
     "SELECT plan_event_id, kind, plan_number, posting_id, invoice_number, received, made_at FROM plan_event "
     "WHERE plan_event_id BETWEEN ?1 AND ?2"},
    {"resolution",
     "SELECT resolution_id, review_id, act, standing, billing_account, plan_id, amount_cents, fields, hold_until, "
     "note, second_above_cents, seconds, undoes, decision_id, resolved_by, resolved_at, program FROM resolution "
     "WHERE resolution_id BETWEEN ?1 AND ?2"},
    {"check_facts",
     "SELECT check_facts_id, check_id, routing, account, number, check_date, instrument_kind, instrument_key, "
     "fields, decision_id, stated_at, stated_by, program FROM check_facts WHERE check_facts_id BETWEEN ?1 AND ?2"},
    {"page_reading",
     "SELECT page_reading_id, page_id, reading, read_at, program FROM page_reading "
     "WHERE page_reading_id BETWEEN ?1 AND ?2"},
    {"image_purge",
     "SELECT image_purge_id, sha256, purged_at, purged_by FROM image_purge WHERE image_purge_id BETWEEN ?1 AND ?2"},
    {"user_change",
     "SELECT user_change_id, name, role, enabled, password_hash, changed_at, changed_by, program FROM user_change "
     "WHERE user_change_id BETWEEN ?1 AND ?2",
     false, 6},
    {"correction",
     "SELECT correction_id, act, standing, check_id, posting_id, plan_number, amount_cents, at_stake_cents, why, "
     "second_above_cents, seconds, corrected_by, corrected_at, program FROM correction "
     "WHERE correction_id BETWEEN ?1 AND ?2",
     false, 8},
}};

constexpr std::size_t kDigestDigits = 16;

std::string digest_of_rows(Connection& connection, const SealedTable& table, std::int64_t first, std::int64_t last) {
    Statement rows(connection, std::string(table.rows) + " ORDER BY 1");
    rows.bind(first, last);
    RowsDigest digest;
    while (rows.step()) digest.add(rows);
    return digest.hex();
}

void add_part(Connection& connection, const SealedTable& table, std::int64_t first, std::int64_t last,
              std::string& seal) {
    seal.append(table.name).append(" ").append(std::to_string(first)).append("-").append(std::to_string(last));
    seal.append(" ").append(digest_of_rows(connection, table, first, last)).append(";");
}

bool take_number(std::string_view& text, char end, std::int64_t& value) {
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || at == text.data() + text.size() || *at != end) return false;
    text.remove_prefix(static_cast<std::size_t>(at - text.data()) + 1);
    return true;
}

}  // namespace

void RowsDigest::add(const Statement& row) {
    bytes_.clear();
    row.append_canonical(bytes_);
    hash_.update(bytes_);
}

std::string RowsDigest::hex() {
    return hash_.hex().substr(0, kDigestDigits);
}

std::span<const SealedTable> sealed_tables() {
    return kTables;
}

SealPoint seal_point(Connection& connection, int schema) {
    std::string sql = "SELECT ";
    for (const SealedTable& table : kTables) {
        sql.append(&table == kTables.data() ? "" : ", ");
        if (table.since_schema > schema) {
            sql.append("0");
        } else {
            sql.append("(SELECT COALESCE(MAX(rowid), 0) FROM ").append(table.name).append(")");
        }
    }
    Statement row(connection, sql);
    static_cast<void>(row.step());
    SealPoint point{};
    for (std::size_t i = 0; i < kTables.size(); ++i) point[i] = row.get<std::int64_t>(static_cast<int>(i));
    return point;
}

SealPoint seal_point(Connection& connection) {
    return seal_point(connection, kSchemaNumber);
}

std::string seal_since(Connection& connection, const SealPoint& point, std::vector<ChangedRow> changed) {
    return seal_since(connection, point, std::move(changed), kSchemaNumber);
}

std::string seal_since(Connection& connection, const SealPoint& point, std::vector<ChangedRow> changed, int schema) {
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    const SealPoint now = seal_point(connection, schema);
    std::string seal;
    for (std::size_t i = 0; i < kTables.size(); ++i) {
        const SealedTable& table = kTables[i];
        for (const ChangedRow& row : changed) {
            if (row.table == table.name && row.id <= point[i]) add_part(connection, table, row.id, row.id, seal);
        }
        if (!table.changes && now[i] > point[i]) add_part(connection, table, point[i] + 1, now[i], seal);
        for (std::int64_t id = point[i] + 1; table.changes && id <= now[i]; ++id) {
            add_part(connection, table, id, id, seal);
        }
    }
    return seal;
}

bool read_seal(std::string_view seal, std::vector<SealPart>& parts) {
    parts.clear();
    while (!seal.empty()) {
        SealPart part;
        const std::size_t space = seal.find(' ');
        if (space == std::string_view::npos) return false;
        part.table = seal.substr(0, space);
        seal.remove_prefix(space + 1);
        if (!take_number(seal, '-', part.first) || !take_number(seal, ' ', part.last)) return false;
        if (seal.size() <= kDigestDigits || seal[kDigestDigits] != ';') return false;
        part.digest = seal.substr(0, kDigestDigits);
        seal.remove_prefix(kDigestDigits + 1);
        parts.push_back(part);
    }
    return true;
}

std::string short_digest(std::string_view bytes) {
    return sha256_hex(bytes).substr(0, kDigestDigits);
}

}  // namespace lockbox

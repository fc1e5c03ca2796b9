#include "ledger/audit_chain.h"

#include "ledger/clock.h"
#include "ledger/sha256.h"
#include "ledger/sqlite.h"

namespace lockbox {
namespace {

const std::string kBeforeTheFirst(64, '0');

struct AuditRow {
    std::int64_t number = 0;
    std::string at, author, program, action, subject, detail, previous_hash, sealed;
};

// Each field with its length, so that no two rows share one sequence of bytes.
std::string hash_of(const AuditRow& row) {
    Sha256 hash;
    const std::string number = std::to_string(row.number);
    for (const std::string& field :
         {number, row.at, row.author, row.program, row.action, row.subject, row.detail, row.previous_hash}) {
        hash.update(std::to_string(field.size())).update(":").update(field);
    }
    // Rows of schema 1 have none, and were hashed without.
    if (!row.sealed.empty()) hash.update(std::to_string(row.sealed.size())).update(":").update(row.sealed);
    return hash.hex();
}

}  // namespace

void append_audit(Connection& connection, const Author& author, const AuditEntry& entry, std::string_view seal) {
    AuditRow row{1,
                 utc_now(),
                 author.name,
                 author.program,
                 entry.action,
                 entry.subject,
                 entry.detail,
                 kBeforeTheFirst,
                 std::string(seal)};
    {
        Statement last(connection, "SELECT audit_id, hash FROM audit ORDER BY audit_id DESC LIMIT 1");
        if (last.step()) {
            row.number = last.get<std::int64_t>(0) + 1;
            row.previous_hash = last.get<std::string>(1);
        }
    }
    execute(connection,
            "INSERT INTO audit (audit_id, at, author, program, action, subject, detail, previous_hash, sealed, hash) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            row.number, row.at, row.author, row.program, row.action, row.subject, row.detail, row.previous_hash,
            row.sealed, hash_of(row));
}

namespace {

std::string fault_of(const AuditRow& row, const std::string& hash, const AuditVerdict& before) {
    if (row.number != before.rows + 1) return "row " + std::to_string(before.rows + 1) + " is missing";
    if (row.previous_hash != before.head) return "it does not follow the row before it";
    if (hash_of(row) != hash) return "its content is not what was written";
    return "";
}

}  // namespace

AuditVerdict walk_audit(Connection& connection, std::optional<std::string_view> known_head, const SealVisitor& visit) {
    AuditVerdict verdict{0, kBeforeTheFirst, "", std::nullopt};
    bool head_seen = !known_head || *known_head == kBeforeTheFirst;
    Statement rows(connection,
                   "SELECT audit_id, at, author, program, action, subject, detail, previous_hash, hash, sealed "
                   "FROM audit ORDER BY audit_id");
    while (rows.step()) {
        const AuditRow row{rows.get<std::int64_t>(0), rows.get<std::string>(1), rows.get<std::string>(2),
                           rows.get<std::string>(3),  rows.get<std::string>(4), rows.get<std::string>(5),
                           rows.get<std::string>(6),  rows.get<std::string>(7), rows.get<std::string>(9)};
        const std::string hash = rows.get<std::string>(8);
        std::string fault = fault_of(row, hash, verdict);
        if (fault.empty() && visit && !row.sealed.empty()) fault = visit(row.number, row.sealed);
        if (!fault.empty()) {
            verdict.first_wrong = AuditVerdict::Wrong{row.number, std::move(fault)};
            return verdict;
        }
        verdict.rows = row.number;
        verdict.head = hash;
        if (row.action == kSchemaMigrated) verdict.migration = row.detail;
        head_seen = head_seen || hash == *known_head;
    }
    if (!head_seen) {
        verdict.first_wrong =
            AuditVerdict::Wrong{verdict.rows + 1, "the chain ends before the head that was kept outside of the book"};
    }
    return verdict;
}

Result<AuditVerdict> verify_audit(const Book& book, std::optional<std::string_view> known_head) {
    return as_result([&] { return walk_audit(book.connection(), known_head); });
}

}  // namespace lockbox

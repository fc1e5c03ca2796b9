#include "ledger/workstation_log.h"

#include "ledger/act.h"
#include "ledger/sqlite.h"

namespace lockbox {

Result<void> log_act(const Book& book, std::string_view user, AuditEntry entry) {
    return as_result([&] {
        Act act(book, user);
        act.audit(std::move(entry));
        act.commit();
    });
}

Result<std::vector<AuditRow>> read_audit(const Book& book, const AuditQuery& query) {
    return as_result([&] {
        std::vector<AuditRow> found;
        Statement rows(book.connection(),
                       "SELECT audit_id, at, author, program, action, subject, detail FROM audit "
                       "WHERE (?1 IS NULL OR audit_id < ?1) AND (?2 = '' OR action = ?2) "
                       "AND (?3 = '' OR substr(subject, 1, length(?3)) = ?3) ORDER BY audit_id DESC LIMIT ?4");
        rows.bind(query.before, query.action, query.subject, query.limit);
        while (rows.step()) {
            found.push_back({rows.get<std::int64_t>(0),
                             rows.get<std::string>(1),
                             rows.get<std::string>(2),
                             rows.get<std::string>(3),
                             {rows.get<std::string>(4), rows.get<std::string>(5), rows.get<std::string>(6)}});
        }
        return found;
    });
}

}  // namespace lockbox

#pragma once
// What people do at the workstation besides deciding, and the audit trail for whoever reads it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit_chain.h"
#include "ledger/book.h"
#include "ledger/result.h"

namespace lockbox {

/// One act of its own: that a check was looked at, an account number shown, somebody signed in.
[[nodiscard]] Result<void> log_act(const Book& book, std::string_view user, AuditEntry entry);

struct AuditRow {
    std::int64_t row = 0;
    std::string at, by, program;
    AuditEntry entry;
};
struct AuditQuery {
    std::optional<std::int64_t> before = {};  ///< rows below this number
    std::string action = {};                  ///< just this; empty: any
    std::string subject = {};                 ///< begins with this, for instance "review item 17 "; empty: any
    int limit = 100;
};
/// The latest first.
[[nodiscard]] Result<std::vector<AuditRow>> read_audit(const Book& book, const AuditQuery& query);

}  // namespace lockbox

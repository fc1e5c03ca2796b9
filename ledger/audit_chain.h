#pragma once
// The audit trail: every act in the order in which it happened. Each row carries the SHA-256 of its own content and of
// the row before it, so that a row cannot be changed, dropped or slipped in without breaking every hash after it.
// Whoever can rewrite the whole database can rewrite the chain: keep the head of each day outside of it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/book.h"
#include "ledger/result.h"

namespace lockbox {

/// The action of a migration; its detail tells the digest of the schema as "schema".
inline constexpr std::string_view kSchemaMigrated = "schema_migrated";

struct AuditEntry {
    std::string action;   ///< "batch_begun", "envelope_recorded", "check_posted" ...
    std::string subject;  ///< "batch 20261118-005 transaction 4"
    std::string detail;   ///< JSON
};

struct AuditVerdict {
    std::int64_t rows = 0;  ///< that are right, up to the first wrong one
    std::string head;       ///< hash of the last right row
    std::string migration;  ///< detail of the last right row that tells of a migration
    struct Wrong {
        std::int64_t row = 0;
        std::string what;
    };
    std::optional<Wrong> first_wrong;
};

/// Appends inside the caller's transaction; `seal` (seal.h) stands in the last row of an act. Throws BookFailure.
void append_audit(Connection& connection, const Author& author, const AuditEntry& entry, std::string_view seal = {});

/// Called for each right row that has a seal; returns what is wrong with what it seals, "" when nothing is.
using SealVisitor = std::function<std::string(std::int64_t row, std::string_view seal)>;

/// Walks the whole chain inside the caller's transaction. Throws BookFailure.
[[nodiscard]] AuditVerdict walk_audit(Connection& connection, std::optional<std::string_view> known_head,
                                      const SealVisitor& visit = {});

/// Walks the whole chain. `known_head` is a hash that a day report kept: it must be in the chain.
[[nodiscard]] Result<AuditVerdict> verify_audit(const Book& book, std::optional<std::string_view> known_head = {});

}  // namespace lockbox

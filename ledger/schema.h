#pragma once
// The tables of the book, as numbered migrations. A migration that was released is never edited; the next one is added.

#include <string>
#include <string_view>

#include "ledger/book.h"

namespace lockbox {

class Connection;

/// PRAGMA application_id of a book, "LKBX": tells ours from any other SQLite file.
inline constexpr int kApplicationId = 0x4C4B4258;
/// PRAGMA user_version of this program's books: the number of the last migration.
inline constexpr int kSchemaNumber = 8;

/// Brings the database to schema `to` (2 or later) in one transaction, and tells the schema it was found in: 0 for a new
/// one. Throws BookFailure, also for a database that is newer than this program or is not a book.
int migrate(Connection& connection, const Author& author, int to = kSchemaNumber);

/// SHA-256 of every table, index, view and trigger: the audit row of a migration holds it.
[[nodiscard]] std::string schema_digest(Connection& connection);

/// Throws BookFailure unless the database is a book of exactly this schema.
void require_current_schema(Connection& connection);

/// Migration 1: every table of the first release.
[[nodiscard]] std::string schema_001();
/// Migration 2: double entry, the life of a batch, what people decide. Money of schema 1 gets its entries.
[[nodiscard]] std::string schema_002();
/// Migration 3: an index for payer memory.
[[nodiscard]] std::string schema_003();
/// Migration 4: indexes for the report of a day.
[[nodiscard]] std::string schema_004();
/// Migration 5: indexes for the search of checks.
[[nodiscard]] std::string schema_005();
/// Migration 6: users of the workstation.
[[nodiscard]] std::string schema_006();
/// Migration 7: the queue adds itself up.
[[nodiscard]] std::string schema_007();
/// Migration 8: corrections, with who asked for them and why. Those of the audit trail get their rows.
[[nodiscard]] std::string schema_008();

/// Triggers under which the rows of a table are never changed, deleted or replaced; `clash` is the condition, over its
/// keys, under which a new row would take the place of an old one.
[[nodiscard]] std::string append_only(const std::string& table, const std::string& clash);

}  // namespace lockbox

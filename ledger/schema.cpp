#include "ledger/schema.h"

#include <array>

#include "ledger/audit_chain.h"
#include "ledger/clock.h"
#include "ledger/plan_table.h"
#include "ledger/seal.h"
#include "ledger/sha256.h"
#include "ledger/sqlite.h"

namespace lockbox {
namespace {

struct Migration {
    int number;
    std::string_view name;
    std::string (*sql)();
};

constexpr std::array<Migration, kSchemaNumber> kMigrations = {{{1, "first tables", schema_001},
                                                               {2, "double entry and review", schema_002},
                                                               {3, "payer memory", schema_003},
                                                               {4, "report of a day", schema_004},
                                                               {5, "search of checks", schema_005},
                                                               {6, "users", schema_006},
                                                               {7, "totals of the queue", schema_007},
                                                               {8, "corrections", schema_008}}};

struct Found {
    int application = 0, schema = 0, objects = 0;
};

Found look(Connection& connection) {
    return {query_one<int>(connection, "PRAGMA application_id").value_or(0),
            query_one<int>(connection, "PRAGMA user_version").value_or(0),
            query_one<int>(connection, "SELECT COUNT(*) FROM sqlite_schema").value_or(0)};
}

[[noreturn]] void refuse_stranger(const Connection& connection) {
    throw BookFailure({"this file is not a lockbox database", connection.path().string(),
                       "choose another with --db, or make one with `lockbox init`"});
}

[[noreturn]] void refuse_newer(const Connection& connection, int schema) {
    throw BookFailure({"the database has schema " + std::to_string(schema) + ", which is newer than this program's " +
                           std::to_string(kSchemaNumber),
                       connection.path().string(), "run a newer lockbox"});
}

}  // namespace

std::string schema_digest(Connection& connection) {
    Statement rows(connection,
                   "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
    std::string all;
    while (rows.step()) rows.append_canonical(all);
    return sha256_hex(all);
}

int migrate(Connection& connection, const Author& author, int to) {
    Transaction transaction(connection, Transaction::Kind::write);
    const Found found = look(connection);
    if (found.application != kApplicationId && found.objects != 0) refuse_stranger(connection);
    if (found.schema > kSchemaNumber) refuse_newer(connection, found.schema);
    if (found.schema >= to) return found.schema;
    // Rows of schema 1 were under no seal: now all of them are.
    const bool unsealed = found.schema < 2;
    const SealPoint before = unsealed ? SealPoint{} : seal_point(connection, found.schema);
    for (const Migration& migration : kMigrations) {
        if (migration.number <= found.schema || migration.number > to) continue;
        connection.run(migration.sql());
        execute(connection, "INSERT INTO migration (number, name, applied_at, program) VALUES (?1, ?2, ?3, ?4)",
                migration.number, migration.name, utc_now(), author.program);
    }
    if (unsealed) hash_plans(connection);
    append_audit(connection, author,
                 {std::string(kSchemaMigrated), "schema " + std::to_string(to),
                  "{\"from\":" + std::to_string(found.schema) + ",\"schema\":\"" + schema_digest(connection) + "\"}"},
                 seal_since(connection, before, {}, to));
    connection.run("PRAGMA application_id = " + std::to_string(kApplicationId));
    connection.run("PRAGMA user_version = " + std::to_string(to));
    transaction.commit();
    return found.schema;
}

void require_current_schema(Connection& connection) {
    const Found found = look(connection);
    if (found.application != kApplicationId) refuse_stranger(connection);
    if (found.schema > kSchemaNumber) refuse_newer(connection, found.schema);
    if (found.schema < kSchemaNumber) {
        throw BookFailure({"the database has schema " + std::to_string(found.schema) + ", and this program needs " +
                               std::to_string(kSchemaNumber),
                           connection.path().string(), "bring it up with `lockbox init`"});
    }
}

}  // namespace lockbox

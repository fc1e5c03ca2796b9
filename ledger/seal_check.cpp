#include "ledger/seal_check.h"

#include <algorithm>
#include <limits>

namespace lockbox {
namespace {

constexpr auto kEveryRow = std::numeric_limits<std::int64_t>::max();

std::string rows_text(std::string_view table, std::int64_t first, std::int64_t last) {
    std::string text = std::string(table) + " " + std::to_string(first);
    return first == last ? text : text + "-" + std::to_string(last);
}

}  // namespace

struct SealCheck::Table {
    Table(Connection& connection, const SealedTable& table)
        : sealed(table), rows(connection, std::string(table.rows) + " ORDER BY 1") {
        rows.bind(std::int64_t{0}, kEveryRow);
        if (!table.changes) advance();
    }
    void advance() { at = rows.step() ? rows.get<std::int64_t>(0) : 0; }

    const SealedTable& sealed;
    Statement rows;
    std::int64_t at = 0;    ///< number of the row before us; 0: the end
    std::int64_t next = 1;  ///< the row with which the next seal begins
    RowsDigest digest;
    std::vector<std::string> latest;  ///< of a table whose rows change: by number, the last seal
};

SealCheck::SealCheck(Connection& connection) {
    for (const SealedTable& table : sealed_tables()) tables_.push_back(std::make_unique<Table>(connection, table));
}
SealCheck::~SealCheck() = default;

std::string SealCheck::check(std::string_view seal) {
    if (!read_seal(seal, parts_)) return "its seal cannot be read";
    for (const SealPart& part : parts_) {
        if (std::string wrong = check_part(part); !wrong.empty()) return wrong;
    }
    return "";
}

std::string SealCheck::check_part(const SealPart& part) {
    const auto found = std::find_if(tables_.begin(), tables_.end(),
                                    [&](const auto& table) { return table->sealed.name == part.table; });
    if (found == tables_.end()) return "it seals a table that there is not";
    Table& table = **found;
    if (table.sealed.changes) {
        if (table.latest.size() <= static_cast<std::size_t>(part.last)) {
            table.latest.resize(static_cast<std::size_t>(part.last) + 1 + table.latest.size() / 2);
        }
        table.latest[static_cast<std::size_t>(part.last)] = part.digest;
        return "";
    }
    if (part.first != table.next) return rows_text(part.table, table.next, part.first - 1) + " is under no seal";
    table.next = part.last + 1;
    while (table.at != 0 && table.at <= part.last) {
        table.digest.add(table.rows);
        table.advance();
    }
    if (table.digest.hex() == part.digest) return "";
    return rows_text(part.table, part.first, part.last) + " is not what was written";
}

std::string SealCheck::finish() {
    for (const auto& table : tables_) {
        if (!table->sealed.changes) {
            if (table->at != 0) return rows_text(table->sealed.name, table->at, table->at) + " is under no seal";
            continue;
        }
        std::size_t seen = 0;
        while (table->rows.step()) {
            const auto number = table->rows.get<std::int64_t>(0);
            const auto at = static_cast<std::size_t>(number);
            table->digest.add(table->rows);
            const std::string digest = table->digest.hex();
            if (at >= table->latest.size() || table->latest[at].empty()) {
                return rows_text(table->sealed.name, number, number) + " is under no seal";
            }
            if (table->latest[at] != digest)
                return rows_text(table->sealed.name, number, number) + " is not what was written";
            ++seen;
        }
        const auto sealed = std::count_if(table->latest.begin(), table->latest.end(),
                                          [](const std::string& digest) { return !digest.empty(); });
        if (static_cast<std::size_t>(sealed) != seen) return "a row of " + std::string(table->sealed.name) + " is gone";
    }
    return "";
}

}  // namespace lockbox

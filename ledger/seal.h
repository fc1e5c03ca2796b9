#pragma once
// Every row of the book is under a seal: the last audit row of an act holds a digest of all that the act wrote, and the
// audit chain holds the audit rows. A row that is changed later no longer fits its seal.
//
// A seal is text, one part for each table: "page 17-18 0123456789abcdef;entry 40-41 ...;". Rows of append-only tables
// have consecutive numbers, each in exactly one seal. Rows of `batch` and `review_item` change: each change seals the
// row as it then is, and the last seal counts. Plans and claims carry a hash of their own row.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/sha256.h"
#include "ledger/sqlite.h"

namespace lockbox {

struct SealedTable {
    std::string_view name;
    std::string_view rows;  ///< SELECT of the rows ?1 to ?2 by their number, which comes first
    bool changes = false;   ///< sealed row by row
    int since_schema = 2;   ///< the table is there
};
/// In the order in which a seal names them.
[[nodiscard]] std::span<const SealedTable> sealed_tables();
inline constexpr std::size_t kSealedTables = 17;

/// A row that an act changed; `table` is one whose rows change.
struct ChangedRow {
    std::string_view table;
    std::int64_t id = 0;
    auto operator<=>(const ChangedRow&) const = default;
};

/// Where each table ended when an act began.
using SealPoint = std::array<std::int64_t, kSealedTables>;
/// `schema` is that of the database: tables of later ones are not there yet, and end at 0.
[[nodiscard]] SealPoint seal_point(Connection& connection, int schema);
[[nodiscard]] SealPoint seal_point(Connection& connection);
/// The seal of all that was written since; empty when nothing was.
[[nodiscard]] std::string seal_since(Connection& connection, const SealPoint& point, std::vector<ChangedRow> changed);
[[nodiscard]] std::string seal_since(Connection& connection, const SealPoint& point, std::vector<ChangedRow> changed,
                                     int schema);

struct SealPart {
    std::string_view table;
    std::int64_t first = 0, last = 0;
    std::string_view digest;
};
/// False when the text is no seal.
[[nodiscard]] bool read_seal(std::string_view seal, std::vector<SealPart>& parts);

/// The digest of the rows that a seal names, row by row in the order of their numbers.
class RowsDigest {
  public:
    void add(const Statement& row);
    [[nodiscard]] std::string hex();  ///< 16 digits; starts afresh

  private:
    Sha256 hash_;
    std::string bytes_;
};

/// 16 hexadecimal digits.
[[nodiscard]] std::string short_digest(std::string_view bytes);

}  // namespace lockbox

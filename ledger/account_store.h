#pragma once
// The account file in the book: every plan that the billing system has ever sent, with its latest row.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ledger/book.h"
#include "ledger/plan.h"
#include "ledger/result.h"

namespace lockbox {

struct LoadReport {
    std::int64_t rows = 0;  ///< of the file, without its header: added + changed + unchanged
    std::int64_t added = 0;
    std::int64_t changed = 0;  ///< also those that were closed and came back
    std::int64_t unchanged = 0;
    std::int64_t closed = 0;  ///< in the book, open until now, and missing from the file
    Cents credit_used;        ///< credits of earlier payments that met a new bill
    std::string digest;       ///< SHA-256 of the file

    [[nodiscard]] bool nothing_changed() const { return added == 0 && changed == 0 && closed == 0; }
};

/// A load took effect as a whole, or changed nothing and says why: one Error for each bad place.
struct LoadResult {
    std::optional<LoadReport> report;
    std::vector<Error> errors;      ///< at most kLoadErrorsMax, in the order of the file
    std::int64_t errors_total = 0;  ///< so many were found

    [[nodiscard]] bool ok() const { return report.has_value(); }
};
inline constexpr std::size_t kLoadErrorsMax = 50;

/// Called now and then with the share of the file that was read.
using LoadProgress = std::function<void(std::uint64_t bytes_read, std::uint64_t bytes_total)>;

class AccountStore {
  public:
    explicit AccountStore(const Book& book) : book_(book) {}

    /// Loads `accounts.csv` (interfaces.md section 1) in one transaction: new rows are added, changed ones updated,
    /// plans that are missing become `closed`. Streams: memory does not grow with the file but for one bit a plan.
    [[nodiscard]] LoadResult load(const std::filesystem::path& csv, const LoadProgress& progress = {});

    /// Every plan, closed ones too, by billing account and plan: for books that fit into memory.
    [[nodiscard]] Result<std::vector<Plan>> read_all() const;
    /// Which state the accounts are in: 64 characters, others after every load that changed anything.
    [[nodiscard]] Result<std::string> state() const;
    [[nodiscard]] Result<std::size_t> plan_count() const;
    /// Visits every plan, closed ones too, in no particular order; the state that they were in.
    [[nodiscard]] Result<std::string> for_each(const std::function<void(Plan)>& visit) const;

  private:
    const Book& book_;
};

}  // namespace lockbox

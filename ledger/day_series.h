#pragma once
// Days side by side, and how long the queue has waited: what people read off a plot.

#include <utility>
#include <vector>

#include "ledger/book.h"
#include "ledger/date.h"
#include "ledger/money.h"
#include "ledger/result.h"

namespace lockbox {

struct DayFigures {
    Date day;
    int checks = 0;               ///< of batches whose deposit is of that day
    int posted_by_program = 0;    ///< of these, those that nobody had to look at
    Cents received, posted;       ///< of entries of that day of the book, less what was reversed that day
    int opened = 0, settled = 0;  ///< review items, of moments on that day (UTC)
};
/// Every day from `from` to `to`, also those on which nothing happened.
[[nodiscard]] Result<std::vector<DayFigures>> day_series(const Book& book, Date from, Date to);

/// Open items by the days since they were received, the youngest first; held ones and referred ones too.
[[nodiscard]] Result<std::vector<std::pair<int, int>>> queue_ages(const Book& book, Date today);

}  // namespace lockbox

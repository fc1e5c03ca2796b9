#pragma once
// What the book says of one day, and of money as a whole.

#include <string>
#include <utility>
#include <vector>

#include "ledger/book.h"
#include "ledger/entry.h"
#include "ledger/records.h"
#include "ledger/result.h"

namespace lockbox {

struct DayReport {
    Date day;
    int batches = 0;  ///< whose deposit is of this day
    /// Of the day's entries: how many and how much, reversals apart.
    struct Movement {
        EntryKind kind = EntryKind::received;
        int entries = 0, reversals = 0;
        Cents amount, reversed;
    };
    std::vector<Movement> movements;  ///< of every kind, in order
    /// Review items. People's days are the operator's, and to a bank day belong the days since the bank day before.
    int opened = 0, settled = 0;
    /// What waits now.
    int items_open = 0;
    Cents unapplied;
    std::vector<std::pair<Reason, int>> reasons;
    std::string audit_head;  ///< keep it outside of the book
};
[[nodiscard]] Result<DayReport> day_report(const Book& book, Date day);

/// Every account of the book with its balance: what is owed to somebody is positive, what we hold negative.
[[nodiscard]] Result<std::vector<std::pair<BookAccount, Cents>>> book_balances(const Book& book);

/// Pages that may explain a batch that is out of balance.
struct Suspect {
    int sequence = 0;
    std::string why;
};
[[nodiscard]] Result<std::vector<Suspect>> balance_suspects(const Book& book, const BatchId& batch);

}  // namespace lockbox

#pragma once
// One act on the book: a transaction that is written whole, with its audit rows and its seal, or not at all.

#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit_chain.h"
#include "ledger/book.h"
#include "ledger/seal.h"
#include "ledger/sqlite.h"

namespace lockbox {

/// Throws BookFailure from every function.
class Act {
  public:
    /// `user` is the person who acts; empty: the book's own author.
    explicit Act(const Book& book, std::string_view user = {});
    Act(Connection& connection, Author author, Date day);

    [[nodiscard]] Connection& connection() const { return connection_; }
    [[nodiscard]] const Author& author() const { return author_; }
    [[nodiscard]] const std::string& now() const { return now_; }
    /// The day of the book to which its entries belong.
    [[nodiscard]] Date day() const { return day_; }

    /// Kept until the commit: an act without an audit row commits nothing that is sealed.
    void audit(AuditEntry entry) { entries_.push_back(std::move(entry)); }
    /// A row of a table whose rows change (seal.h) was updated.
    void changed(std::string_view table, std::int64_t id) { changed_.push_back({table, id}); }
    void commit();

  private:
    Connection& connection_;
    Author author_;
    Date day_;
    Transaction transaction_;
    std::string now_;
    SealPoint point_;
    std::vector<AuditEntry> entries_;
    std::vector<ChangedRow> changed_;
};

}  // namespace lockbox

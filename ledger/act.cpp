#include "ledger/act.h"

#include "ledger/clock.h"

namespace lockbox {

Act::Act(const Book& book, std::string_view user)
    : Act(book.connection(), {book.author().program, user.empty() ? book.author().name : std::string(user)},
          book.day()) {}

Act::Act(Connection& connection, Author author, Date day)
    : connection_(connection),
      author_(std::move(author)),
      day_(day),
      transaction_(connection, Transaction::Kind::write),
      now_(utc_now()),
      point_(seal_point(connection)) {}

void Act::commit() {
    const std::string seal = seal_since(connection_, point_, std::move(changed_));
    if (entries_.empty() && !seal.empty()) {
        throw BookFailure(
            {"the book was to be written without a trace", "an act", "report it: the program is at fault"});
    }
    for (const AuditEntry& entry : entries_) {
        append_audit(connection_, author_, entry, &entry == &entries_.back() ? seal : "");
    }
    transaction_.commit();
}

}  // namespace lockbox

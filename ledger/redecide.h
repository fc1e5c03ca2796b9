#pragma once
// A check that is in the book is decided anew, by today's program: what `reprocess --apply` writes.

#include <string>
#include <utility>
#include <vector>

#include "ledger/book.h"
#include "ledger/resolution.h"

namespace lockbox {

/// Why a check is left as it is.
enum class LeftAlone : std::uint8_t {
    no,          ///< it is decided anew
    same,        ///< today's program decides as before
    person,      ///< a person has decided or is deciding
    closed,      ///< its batch is closed
    money_left,  ///< its money was returned, refunded or sent back
};
[[nodiscard]] std::string_view to_word(LeftAlone why);

struct RedecideOrder {
    CheckId check;
    NewDecision now;
    std::vector<std::pair<std::int64_t, std::string>> readings;  ///< by page_id: what was read today; kept with the old
    bool over_people = false;                                    ///< also what a person decided
    bool in_closed = false;  ///< also in closed batches, where money may move and no item is opened
};

/// What reprocess would do, without doing it.
[[nodiscard]] Result<LeftAlone> would_redecide(const Book& book, const RedecideOrder& order);
/// Does it, in one act: reversal, decision, posting or question. LeftAlone::no when something was written.
[[nodiscard]] Result<LeftAlone> redecide(const Book& book, const RedecideOrder& order);

}  // namespace lockbox

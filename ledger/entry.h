#pragma once
// Double entry: the accounts of the book and the movements between them. An entry debits one account and credits
// another with one amount, so none can be out of balance; which two accounts an entry moves between follows from its
// kind. A correction is a second entry that names the first and goes the other way.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/money.h"

namespace lockbox {

/// `receivable` and `credits` exist once for each plan; the others once for the book.
enum class BookAccount : std::uint8_t {
    deposits,    ///< checks and money orders that the lockbox took in
    unapplied,   ///< received, and on no plan: waits in review
    receivable,  ///< payments on what a plan is billed
    credits,     ///< paid more than was billed: waits for the next bill
    returned,    ///< taken in, and sent back by the payer's bank
    fees,        ///< charged to a plan for a returned check
    refunds,     ///< paid back
};
[[nodiscard]] std::string_view to_word(BookAccount account);
[[nodiscard]] std::optional<BookAccount> book_account_from(std::string_view word);

enum class EntryKind : std::uint8_t {
    received,         ///< a check whose amount is known
    applied,          ///< on what its plan is billed
    credited,         ///< the part of a payment above that
    credit_used,      ///< a credit meets the next bill
    returned,         ///< NSF: the bank took the deposit back
    fee,              ///< for a returned check
    refunded,         ///< a check that was on no plan, paid back
    credit_refunded,  ///< a credit, paid back
};
[[nodiscard]] std::string_view to_word(EntryKind kind);
[[nodiscard]] std::optional<EntryKind> entry_kind_from(std::string_view word);

struct EntrySides {
    EntryKind kind;
    BookAccount debit, credit;
};
/// In the order of the enum.
[[nodiscard]] const std::array<EntrySides, 8>& entry_sides();

/// How a payment divides: `applied` up to what is open on the bill, the rest is credit.
struct PaymentSplit {
    Cents applied, credited;
};
[[nodiscard]] PaymentSplit split_payment(Cents payment, Cents open);

}  // namespace lockbox

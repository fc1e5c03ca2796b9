#include "ledger/entry.h"

#include <algorithm>

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 7> kAccounts = {"deposits", "unapplied", "receivable", "credits",
                                                       "returned", "fees",      "refunds"};
constexpr std::array<std::string_view, 8> kKinds = {"received", "applied", "credited", "credit_used",
                                                    "returned", "fee",     "refunded", "credit_refunded"};

template <class Value, std::size_t N>
std::optional<Value> find_word(const std::array<std::string_view, N>& words, std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Value>(found - words.begin());
}

}  // namespace

std::string_view to_word(BookAccount account) {
    return kAccounts[static_cast<std::size_t>(account)];
}
std::optional<BookAccount> book_account_from(std::string_view word) {
    return find_word<BookAccount>(kAccounts, word);
}

std::string_view to_word(EntryKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}
std::optional<EntryKind> entry_kind_from(std::string_view word) {
    return find_word<EntryKind>(kKinds, word);
}

const std::array<EntrySides, 8>& entry_sides() {
    using enum BookAccount;
    static constexpr std::array<EntrySides, 8> kSides = {{
        {EntryKind::received, deposits, unapplied},
        {EntryKind::applied, unapplied, receivable},
        {EntryKind::credited, unapplied, credits},
        {EntryKind::credit_used, credits, receivable},
        {EntryKind::returned, unapplied, returned},
        {EntryKind::fee, receivable, fees},
        {EntryKind::refunded, unapplied, refunds},
        {EntryKind::credit_refunded, credits, refunds},
    }};
    return kSides;
}

PaymentSplit split_payment(Cents payment, Cents open) {
    const Cents applied = std::clamp(open, Cents(0), payment);
    return {applied, payment - applied};
}

}  // namespace lockbox

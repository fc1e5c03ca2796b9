#pragma once
// Which documents came out of one envelope, for scanners that do not say (interfaces.md section 3). Each check goes
// with the coupon next to it in scan order, unless what was read on them says otherwise (domain.md, "What comes out of
// an envelope").

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/money.h"
#include "scan/document.h"

namespace lockbox {

/// One document in scan order. Hints are only compared with each other; leave out what was not read with confidence.
struct GroupingDocument {
    int sequence = 0;
    DocumentKind kind = DocumentKind::other;
    std::optional<int> transaction = std::nullopt;  ///< as the batch file gives it; always respected
    std::vector<std::string> accounts = {};         ///< identifiers of the account paid, from code, print or writing
    std::optional<Cents> amount = std::nullopt;     ///< coupon: total due or amount enclosed; check: its amount
    std::string payer_account = {};  ///< check: routing and account of the bank account; empty for money orders
};

/// Sequences in scan order, one list per transaction, in order of their first document.
using Grouping = std::vector<std::vector<int>>;

/// The most likely cut of the scan into envelopes. Operators keep one order in a batch, coupons before checks or checks
/// before coupons; which one is found out. Two coupons and two checks without hints come out as two transactions.
[[nodiscard]] Grouping group_transactions(std::span<const GroupingDocument> documents);

}  // namespace lockbox

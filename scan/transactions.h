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

/// One document in scan order. The hints are compared with each other only; leave out what was not read with
/// confidence.
struct GroupingDocument {
    int sequence = 0;
    DocumentKind kind = DocumentKind::other;
    std::optional<int> transaction;          ///< as the batch file gives it
    std::vector<std::string> accounts = {};  ///< identifiers of the account paid: on a coupon, or written on a check
    std::optional<Cents> amount = std::nullopt;  ///< coupon: total due or amount enclosed; check: its amount
    std::string party = {};                      ///< coupon: subscriber, check: payer; any spelling, may be empty
};

/// Sequences in scan order, one list per transaction, in order of their first document.
using Grouping = std::vector<std::vector<int>>;

[[nodiscard]] Grouping group_transactions(std::span<const GroupingDocument> documents);

}  // namespace lockbox

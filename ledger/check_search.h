#pragma once
// Any check of the book by what is known of it.

#include <optional>
#include <string>
#include <vector>

#include "ledger/batch_store.h"
#include "ledger/book.h"

namespace lockbox {

/// What is given must all hold of the check as it stands. At least one of the first four, by which the book is indexed.
struct CheckQuery {
    std::optional<Cents> amount = {};
    std::optional<std::string> number = {};   ///< of the check, or serial of a money order
    std::optional<std::string> account = {};  ///< of the payer's bank, as printed
    std::optional<BillingAccount> billing_account = {};
    std::optional<Date> received_from = {}, received_to = {};
    std::optional<Date> dated = {};
    int limit = 100;
};

struct FoundCheck {
    BatchId batch;
    int transaction = 0;
    Date received;
    CheckResult check;
};

/// The latest first.
[[nodiscard]] Result<std::vector<FoundCheck>> search_checks(const Book& book, const CheckQuery& query);

}  // namespace lockbox

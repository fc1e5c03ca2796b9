#pragma once
// Payer memory: the accounts that this check's bank account paid before, from postings that a person or a closed batch
// has confirmed. Whoever paid an account will mostly pay it again; a bank account that pays for many people (a bank's
// bill-pay service, an employer) says little.

#include <string>
#include <vector>

#include "ledger/identifiers.h"

namespace lockbox {

struct PaidBefore {
    BillingAccount billing_account;
    int checks = 0;  ///< at least 1
};

/// ln P(this bank account pays | this account) / P(it pays | an account taken at random among `population`). 0 without
/// any memory; below 0 for an account that a known payer has never paid.
[[nodiscard]] double paid_before_nats(const std::vector<PaidBefore>& memory, const BillingAccount& account,
                                      double population);

}  // namespace lockbox

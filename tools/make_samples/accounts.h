#pragma once
// An invented account file in which mistakes cost: identifiers come in runs, so that a misread digit is a stranger's;
// names repeat; households share an address; many members have a health and a dental plan on one billing account.

#include <string>
#include <vector>

#include "ledger/plan.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

struct AccountFileOptions {
    int billing_accounts = 900;
    Date received;  ///< the day of the batch: bills of this month are due after it, some pending ones before it
};

/// Every plan, sorted by billing account; a billing account has one or two.
[[nodiscard]] std::vector<Plan> make_accounts(const AccountFileOptions& options, Random& random);

/// The file of interfaces.md section 1.
[[nodiscard]] std::string accounts_csv(const std::vector<Plan>& plans);
/// One line of it.
[[nodiscard]] std::string account_row(const Plan& plan);

/// The names that people write for an insurer, the full one first.
[[nodiscard]] std::vector<std::string> insurer_names(const std::string& insurer);

}  // namespace lockbox::samples

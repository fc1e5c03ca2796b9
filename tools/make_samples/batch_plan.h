#pragma once
// A batch before anything is drawn: its accounts, its envelopes, and what must become of them. Needs no fonts.

#include <string>
#include <vector>

#include "ledger/result.h"
#include "tools/make_samples/scenarios.h"

namespace lockbox::samples {

struct BatchOptions {
    std::uint64_t seed = 1;
    Mix mix = Mix::usual;
    int transactions = 0;  ///< 0: each scenario of the mix `sample` as often as it says; 100 in the others
    int billing_accounts = 900;
    Date received = *Date::of(2026, 11, 18);
    Designs designs = Designs::common;
};

struct BatchPlan {
    std::vector<Plan> accounts;
    std::vector<TransactionSpec> transactions;
};

[[nodiscard]] Result<BatchPlan> plan_batch(const BatchOptions& options);

/// What the operator counts by hand.
struct Control {
    int pages = 0, checks = 0;
    Cents total;
};
[[nodiscard]] Control control_of(const BatchPlan& plan);

/// The truth of a batch as JSON. `hands` names the writer of each transaction; it may be empty.
[[nodiscard]] std::string truth_json(const BatchPlan& plan, const std::vector<std::string>& hands);

}  // namespace lockbox::samples

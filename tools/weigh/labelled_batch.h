#pragma once
// A batch that was read, and the truth about it: what decisions are measured on and evidence is learned from.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/date.h"
#include "ledger/money.h"
#include "ledger/plan.h"
#include "ledger/result.h"
#include "matching/decide.h"
#include "ocr/remittance.h"

namespace lockbox {

/// What must become of a check (docs/samples.md, truth.json).
struct CheckTruth {
    std::string scenario;  ///< "hand_id", "coupon_partial" ...
    std::optional<Cents> amount;
    std::optional<Date> date;                  ///< where it can be read
    bool posts = false;
    bool may_wait = false;                     ///< posts, but may as well wait
    std::string billing_account, plan_id;      ///< where it posts
    std::vector<std::string> reasons_allowed;  ///< where it waits: any of them is right

    /// Whether a posting is the one that should be made.
    [[nodiscard]] bool agrees(const CheckDecision& decision) const;
};

struct LabelledBatch {
    std::string name;
    Date received;
    std::vector<Plan> plans;
    std::map<int, std::vector<PageReading>> transactions;  ///< pages in scan order, by transaction
    std::map<int, CheckTruth> truth;                       ///< by sequence
};

/// `folder` holds lockbox.db, in which one batch was processed, and truth.json.
[[nodiscard]] Result<LabelledBatch> load_labelled_batch(const std::filesystem::path& folder);

/// Every check decided anew from its readings, by sequence.
[[nodiscard]] std::map<int, CheckDecision> decide_again(const LabelledBatch& batch, const AccountIndex& accounts,
                                                        const Policy& policy);

}  // namespace lockbox

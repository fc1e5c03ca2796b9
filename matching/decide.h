#pragma once
// The readings of one transaction and the account file become one decision for each check, with its evidence.
//
// Account: every account that anything in the envelope points at is a candidate; evidence adds up in log-odds; "none of
// these" is always a candidate too. Plan: domain.md rule 3. Amount: figures and words must both support it. A check
// posts when the probability that any of the three is wrong stays below the policy's risk and no posting rule objects.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/date.h"
#include "ledger/decision.h"
#include "ledger/identifiers.h"
#include "ledger/money.h"
#include "matching/account_index.h"
#include "matching/evidence.h"
#include "matching/instrument_key.h"
#include "matching/paid_before.h"
#include "matching/policy.h"
#include "ocr/remittance.h"

namespace lockbox {

/// What a person has read of a check: beyond doubt, whatever the readings say.
struct Settled {
    std::optional<BillingAccount> billing_account;
    std::optional<Cents> amount;
    bool legend_harmless = false;  ///< whatever the writing resembles, it is no restrictive legend
    bool in_dollars = false;       ///< ... and no foreign currency
};

struct MatchInput {
    std::vector<const PageReading*> pages;  ///< of one transaction, in scan order; none is null
    Date received;
    std::map<int, Settled> settled = {};  ///< by the sequence of the check
};

struct MatchContext {
    const AccountIndex& accounts;
    const Policy& policy;
    /// Whether an instrument that may be the same (may_be_same) was taken before, in this batch or an earlier one. The
    /// caller decides transactions in scan order and remembers each key as it goes; within one transaction decide()
    /// remembers by itself.
    std::function<bool(const InstrumentKey&)> seen_before;
    /// What the bank account on a check paid before; may be empty.
    std::function<std::vector<PaidBefore>(const std::string& routing, const std::string& account)> paid_before = {};
};

struct CheckDecision {
    int sequence = 0;
    Outcome outcome = Outcome::review;              ///< posted or review
    std::vector<Reason> reasons;                    ///< in order of precedence; empty exactly when posted
    std::optional<BillingAccount> billing_account;  ///< with plan_id and amount: known so far when in review,
    std::optional<PlanId> plan_id;                  ///< all three set when posted
    std::optional<Cents> amount;
    std::optional<std::string> routing, account, number;  ///< of the instrument; nullopt unless certain
    std::optional<Date> date;
    std::optional<InstrumentKey> instrument;  ///< what to remember for duplicate control
    double confidence = 0;                    ///< probability that account, plan and amount are all right
    std::vector<EvidenceTerm> evidence;       ///< of the best candidate, its plan, the amount and the rules
    std::vector<RankedCandidate> candidates;  ///< best first; the second is the runner-up
    double none_of_these = 1;                 ///< the probability that no candidate is right
    std::string advice;                       ///< what would settle it, in one sentence; empty when posted
};

/// What becomes of a page that carries no money.
struct PageDecision {
    int sequence = 0;
    Outcome outcome = Outcome::filed;  ///< filed or review
    std::vector<Reason> reasons;
};

struct TransactionDecision {
    std::vector<CheckDecision> checks;      ///< in scan order
    std::vector<PageDecision> other_pages;  ///< every page that is not a check, in scan order
    std::optional<Outcome> outcome;         ///< only of a transaction without a check: filed or review
    std::vector<Reason> reasons;            ///< of a transaction without a check
};

[[nodiscard]] TransactionDecision decide(const MatchInput& input, const MatchContext& context);

/// One check's decision with all its evidence, as a JSON object for the ledger: names and identifiers stand in it as
/// read, so it is for the book and not for logs.
[[nodiscard]] std::string evidence_json(const CheckDecision& decision);

}  // namespace lockbox

#pragma once
// The posting rules of domain.md as a list: each a small function from facts to the reason why a person must decide.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/decision.h"
#include "ledger/plan.h"
#include "matching/amount.h"
#include "matching/policy.h"
#include "ocr/remittance.h"

namespace lockbox {

enum class AccountFinding : std::uint8_t { certain, ambiguous, not_found, nothing_to_go_by, conflict };

/// What is known when the rules are asked. The default is a check that every rule lets pass.
struct Facts {
    bool pages_usable = true;          ///< every page of the envelope could be read
    bool several_plans_named = false;  ///< coupons or writing for more than one plan
    AccountFinding account = AccountFinding::certain;
    bool account_likely = true;  ///< one account is likelier than all others together
    bool plan_chosen = true;     ///< for that account, with whatever doubt
    bool plan_certain = true;
    AmountState amount_state = AmountState::certain;
    std::optional<Cents> amount;             ///< the likeliest, certain or not
    std::optional<Cents> at_least, at_most;  ///< whichever of the likely amounts it is
    std::optional<PlanStatus> status;        ///< of the plan, where one was chosen
    std::optional<Cents> amount_due;
    std::optional<Date> due_date;
    bool coupon_stale = false;
    bool seen_before = false;
    bool micr_certain = true;  ///< what duplicate control needs
    Instrument instrument = Instrument::personal;
    Presence signature = Presence::read;
    PayeeVerdict payee = PayeeVerdict::health_connector;
    bool restrictive_legend = false;
    bool foreign_currency = false;
    Reading<Date> date;
    Date received;
};

struct PostingRule {
    std::string_view clause;  ///< of domain.md: "rule 5"
    std::optional<Reason> (*objects)(const Facts& facts, const Policy& policy);
};

/// In the order of the domain's clauses.
[[nodiscard]] std::span<const PostingRule> posting_rules();

/// Every objection, most important first; empty when the check may post.
[[nodiscard]] std::vector<Reason> objections(const Facts& facts, const Policy& policy);

/// The rules by themselves, for their tests.
namespace posting_rule {

std::optional<Reason> image_is_usable(const Facts& facts, const Policy& policy);
std::optional<Reason> one_plan_only(const Facts& facts, const Policy& policy);          // rule 1
std::optional<Reason> account_is_certain(const Facts& facts, const Policy& policy);     // rules 1 and 12
std::optional<Reason> amount_is_certain(const Facts& facts, const Policy& policy);      // rule 2
std::optional<Reason> plan_is_certain(const Facts& facts, const Policy& policy);        // rule 3
std::optional<Reason> amount_is_positive(const Facts& facts, const Policy& policy);     // rule 4
std::optional<Reason> first_payment_in_full(const Facts& facts, const Policy& policy);  // rule 5
std::optional<Reason> first_payment_in_time(const Facts& facts, const Policy& policy);
std::optional<Reason> first_payment_not_far_over(const Facts& facts, const Policy& policy);
std::optional<Reason> below_the_limit(const Facts& facts, const Policy& policy);   // rule 6
std::optional<Reason> plan_goes_on(const Facts& facts, const Policy& policy);      // rule 7
std::optional<Reason> coupon_is_latest(const Facts& facts, const Policy& policy);  // rule 8
std::optional<Reason> not_postdated(const Facts& facts, const Policy& policy);     // rule 9
std::optional<Reason> not_stale_dated(const Facts& facts, const Policy& policy);
std::optional<Reason> date_is_known(const Facts& facts, const Policy& policy);
std::optional<Reason> is_signed(const Facts& facts, const Policy& policy);  // rule 10
std::optional<Reason> payee_is_ours(const Facts& facts, const Policy& policy);
std::optional<Reason> without_legend(const Facts& facts, const Policy& policy);
std::optional<Reason> in_dollars(const Facts& facts, const Policy& policy);           // rules 2 and 10
std::optional<Reason> not_seen_before(const Facts& facts, const Policy& policy);      // rule 11
std::optional<Reason> instrument_is_known(const Facts& facts, const Policy& policy);  // rule 11 needs it

}  // namespace posting_rule
}  // namespace lockbox

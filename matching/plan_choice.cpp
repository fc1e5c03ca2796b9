#include "matching/plan_choice.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lockbox {
namespace {

// How often each step is wrong though it decided: a code that passed its check digits, an insurer's name that was
// written for another plan, another plan's part payment that happens to equal this one's amount due.
constexpr double kCodeWrong = 1e-9;
constexpr double kCouponPrintWrong = 1e-6;
constexpr double kInsurerWrong = 5e-6;
constexpr double kAmountByChance = 5e-6;
constexpr double kPlanNats = 6;

template <class Keep>
std::vector<const Plan*> kept(const std::vector<const Plan*>& plans, Keep keep) {
    std::vector<const Plan*> some;
    std::copy_if(plans.begin(), plans.end(), std::back_inserter(some), keep);
    return some;
}

PlanChoice decided(const Plan* plan, double wrong, std::string why) {
    PlanChoice choice;
    choice.plan = plan;
    choice.probability = 1 - wrong;
    choice.evidence = {EvidenceSubject::plan, kPlanNats, std::move(why), std::nullopt, std::nullopt};
    return choice;
}

PlanChoice undecided(std::string why) {
    PlanChoice choice;
    choice.evidence = {EvidenceSubject::plan, -kPlanNats, why, std::nullopt, std::nullopt};
    choice.advice = std::move(why);
    return choice;
}

PlanChoice several(std::string why) {
    PlanChoice choice = undecided(std::move(why));
    choice.several_named = true;
    return choice;
}

bool names_kind(const CheckMaterial& material, const Plan& plan) {
    return material.insurers.names(plan.insurer) || (material.insurers.says_dental && plan.kind == PlanKind::dental);
}

bool anything_named(const CheckMaterial& material) {
    return !material.insurers.mentions.empty() || material.insurers.says_dental;
}

/// Those of which the amount is what they ask, to the cent.
std::vector<const Plan*> asking(const AmountOpinion& amount, const std::vector<const Plan*>& plans) {
    return kept(plans, [&](const Plan* plan) { return amount.amount && plan->amount_due == *amount.amount; });
}

/// The amount is to the cent what another plan asks, and not what the coupon's does: the wrong coupon was enclosed, or
/// one for each of two checks and the other was lost.
bool fits_another(const Plan& billed, const std::vector<const Plan*>& plans, const AmountOpinion& amount) {
    const std::vector<const Plan*> equal = asking(amount, plans);
    return !equal.empty() && std::find(equal.begin(), equal.end(), &billed) == equal.end();
}

/// The amount is to the cent what all open plans ask together: one check for several.
bool pays_all_together(const std::vector<const Plan*>& plans, const AmountOpinion& amount) {
    const auto open = kept(plans, [](const Plan* plan) { return is_open(*plan); });
    if (!amount.amount || open.size() < 2) return false;
    Cents sum(0);
    for (const Plan* plan : open) {
        if (plan->amount_due == *amount.amount) return false;
        sum = sum + plan->amount_due;
    }
    return sum == *amount.amount;
}

PlanChoice by_coupon(const CouponClaim& claim, const std::vector<const Plan*>& plans, const CheckMaterial& material,
                     const AmountOpinion& amount) {
    const auto written = kept(plans, [&](const Plan* plan) { return names_kind(material, *plan); });
    const bool writing_differs =
        !written.empty() && std::find(written.begin(), written.end(), claim.plan) == written.end();
    if (writing_differs) return several("The coupon bills one plan, and the writing names another plan of the member.");
    if (written.empty() && fits_another(*claim.plan, plans, amount)) {
        return undecided("The coupon bills one plan of the member, and the amount is exactly what another one asks.");
    }
    return decided(claim.plan, claim.code ? kCodeWrong : kCouponPrintWrong, "The coupon bills this plan");
}

PlanChoice by_writing(const std::vector<const Plan*>& plans, const CheckMaterial& material) {
    const auto written = kept(plans, [&](const Plan* plan) { return names_kind(material, *plan); });
    const auto open = kept(written, [](const Plan* plan) { return is_open(*plan); });
    if (open.size() > 1) return several("The writing names more than one plan of the member.");
    const Plan* named = open.size() == 1 ? open.front() : written.size() == 1 ? written.front() : nullptr;
    if (named != nullptr) return decided(named, kInsurerWrong, "The writing names " + named->insurer + "'s plan");
    return undecided("The insurer written is none of the member's; ask which plan is meant.");
}

std::string what_is_missing(const std::vector<const Plan*>& open, const AmountOpinion& amount) {
    std::string text = "No insurer is written; the member has";
    for (std::size_t i = 0; i < open.size(); ++i) {
        text += (i == 0 ? " " : " and ") + std::string(to_word(open[i]->kind)) + " (" + open[i]->insurer + ", " +
                open[i]->amount_due.to_display() + " due)";
    }
    return text + (amount.state == AmountState::certain ? "; the amount fits not exactly one of them."
                                                        : "; the amount is not certain.");
}

PlanChoice by_amount(const std::vector<const Plan*>& open, const AmountOpinion& amount) {
    const auto equal = asking(amount, open);
    if (amount.state != AmountState::certain || equal.size() != 1) return undecided(what_is_missing(open, amount));
    return decided(equal.front(), kAmountByChance, "Only this plan's amount due is " + amount.amount->to_display());
}

/// Nothing names a plan. An amount that an ended plan asks, and no open one, was meant for the ended one.
PlanChoice of_the_members(const std::vector<const Plan*>& plans, const AmountOpinion& amount) {
    const auto open = kept(plans, [](const Plan* plan) { return is_open(*plan); });
    const auto equal = asking(amount, plans);
    const bool open_asks = std::any_of(equal.begin(), equal.end(), [](const Plan* plan) { return is_open(*plan); });
    if (!open_asks && equal.size() > 1) return undecided("Only plans that have ended ask this amount, more than one.");
    if (!open_asks && equal.size() == 1) {
        return decided(equal.front(), kAmountByChance, "Only this plan, which has ended, asks this amount");
    }
    if (open.size() == 1) return decided(open.front(), 0, "The member has no other plan");
    if (open.size() > 1) return by_amount(open, amount);
    if (plans.size() == 1) return decided(plans.front(), 0, "The member's only plan has ended");
    return undecided("Every plan of the member has ended.");
}

}  // namespace

bool is_open(const Plan& plan) {
    return plan.status == PlanStatus::active || plan.status == PlanStatus::pending;
}

PlanChoice choose_plan(const std::vector<const Plan*>& account_plans, const CheckMaterial& material,
                       const AmountOpinion& amount) {
    if (pays_all_together(account_plans, amount)) {
        return several("The amount is exactly what the member's plans ask together.");
    }
    const CouponClaim* claim = material.claim();
    const bool billed_here = claim != nullptr && claim->plan != nullptr &&
                             claim->plan->billing_account == account_plans.front()->billing_account;
    if (billed_here) return by_coupon(*claim, account_plans, material, amount);
    if (claim != nullptr && claim->code) return undecided("The account has no plan of the kind that the coupon bills.");
    if (anything_named(material)) return by_writing(account_plans, material);
    return of_the_members(account_plans, amount);
}

}  // namespace lockbox

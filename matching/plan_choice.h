#pragma once
// Which plan of the account a check pays (domain.md rule 3): none where it is for exactly what all open plans ask
// together; else the coupon's, unless writing or the amount speak for another of the member's; else that of the insurer
// written; else an ended one that asks the check's amount to the cent, where no open one does; else the only one that the
// member has; else the only one whose amount due equals the check to the cent; else a person decides.

#include <string>
#include <vector>

#include "matching/amount.h"
#include "matching/check_material.h"
#include "matching/evidence.h"

namespace lockbox {

struct PlanChoice {
    const Plan* plan = nullptr;  ///< nullptr when nothing decides
    double probability = 0;      ///< that it is the right one, given the account
    bool several_named = false;  ///< coupon and writing, or the writing alone, name more than one plan of the member
    EvidenceTerm evidence;       ///< which step decided, or why none did
    std::string advice;          ///< what would settle it; empty when decided
};

/// `account_plans` are all plans of one account, ended ones too; not empty.
[[nodiscard]] PlanChoice choose_plan(const std::vector<const Plan*>& account_plans, const CheckMaterial& material,
                                     const AmountOpinion& amount);

/// Whether the plan may still be paid: active or pending.
[[nodiscard]] bool is_open(const Plan& plan);

}  // namespace lockbox

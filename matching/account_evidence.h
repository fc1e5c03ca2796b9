#pragma once
// What speaks for and against each candidate account, in log-odds against "none of these".
//
// The rule behind every weight: a term is ln [ P(what was seen | it is this account) / P(what was seen | it is another,
// or nobody's) ]. Things that come from one source are one term: a payer's name at the top of the check and the same
// name written below it are one person, who may pay for somebody else; together they never prove more than who pays.

#include <vector>

#include "matching/account_index.h"
#include "matching/check_material.h"
#include "matching/posterior.h"

namespace lockbox {

[[nodiscard]] AccountPosterior weigh_accounts(const CheckMaterial& material, const AccountIndex& accounts);

}  // namespace lockbox

#include "matching/coupon_claim.h"

#include <algorithm>
#include <iterator>

#include "matching/identifier_search.h"

namespace lockbox {
namespace {

// Below this the labelled print of a coupon is a hint and no statement.
constexpr double kPrintRead = 0.6;

std::optional<InvoiceNumber> invoice_of(const CouponClaim& claim) {
    if (claim.code) return claim.code->invoice_number;
    const auto printed = claim.reading->invoice_number.sure(kPrintRead);
    return printed ? InvoiceNumber::parse(*printed) : std::nullopt;
}

// The account that any printed number names exactly; none when two name different ones.
std::vector<const Plan*> account_in_print(const CouponReading& coupon, const AccountIndex& accounts) {
    std::vector<const Plan*> named;
    for (const IdentifierReading& identifier : coupon.identifiers) {
        for (const IdentifierHit& hit : search_identifier(identifier, accounts)) {
            if (!hit.exact) continue;
            if (!named.empty() && named.front()->billing_account != hit.plan->billing_account) return {};
            named = accounts.by_billing_account(hit.plan->billing_account.str());
        }
    }
    return named;
}

const Plan* only(const std::vector<const Plan*>& plans) {
    return plans.size() == 1 ? plans.front() : nullptr;
}

template <class Keep>
std::vector<const Plan*> kept(const std::vector<const Plan*>& plans, Keep keep) {
    std::vector<const Plan*> some;
    std::copy_if(plans.begin(), plans.end(), std::back_inserter(some), keep);
    return some;
}

// The code says health or dental; without it the printed invoice number or the insurer tells.
const Plan* billed_plan(const CouponClaim& claim) {
    const auto invoice = invoice_of(claim);
    const auto same_invoice =
        kept(claim.account_plans, [&](const Plan* plan) { return invoice && plan->invoice_number == *invoice; });
    if (claim.code) {
        const auto of_kind =
            kept(claim.account_plans, [&](const Plan* plan) { return plan->kind == claim.code->plan_kind; });
        const Plan* exact = only(same_invoice);
        return exact != nullptr && exact->kind == claim.code->plan_kind ? exact : only(of_kind);
    }
    if (only(same_invoice) != nullptr) return only(same_invoice);
    const auto insurer = claim.reading->insurer.sure(kPrintRead);
    const auto insured =
        kept(claim.account_plans, [&](const Plan* plan) { return insurer && plan->insurer == *insurer; });
    return only(insured) != nullptr ? only(insured) : only(claim.account_plans);
}

CouponClaim make_claim(const PageReading& page, const std::optional<CouponCode>& code, const AccountIndex& accounts) {
    CouponClaim claim;
    claim.sequence = page.sequence;
    claim.reading = &*page.coupon;
    claim.code = code;
    claim.code_source = page.coupon->code_source;
    claim.code_region = page.coupon->code_region;
    claim.enclosed = page.coupon->amount_enclosed;
    claim.account_plans =
        code ? accounts.by_billing_account(code->billing_account.str()) : account_in_print(*page.coupon, accounts);
    claim.plan = billed_plan(claim);
    if (code) claim.amounts.push_back(code->amount_due);
    if (const auto due = page.coupon->total_due.sure(kPrintRead); due && !code) claim.amounts.push_back(*due);
    return claim;
}

}  // namespace

std::optional<bool> CouponClaim::is_stale() const {
    const auto invoice = invoice_of(*this);
    if (!invoice || plan == nullptr) return std::nullopt;
    return plan->invoice_number != *invoice;
}

std::vector<CouponClaim> coupon_claims(const PageReading& page, const AccountIndex& accounts) {
    if (!page.coupon) return {};
    std::vector<CouponClaim> claims = {make_claim(page, page.coupon->code, accounts)};
    for (const CouponCode& code : page.coupon->further_codes) claims.push_back(make_claim(page, code, accounts));
    return claims;
}

bool bill_different_plans(const CouponClaim& a, const CouponClaim& b) {
    if (a.code && b.code) {
        return a.code->billing_account != b.code->billing_account || a.code->plan_kind != b.code->plan_kind;
    }
    if (a.plan != nullptr && b.plan != nullptr) return a.plan != b.plan;
    // Two coupons of which one names nothing: nobody can say that they are the same.
    return true;
}

}  // namespace lockbox

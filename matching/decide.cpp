#include "matching/decide.h"

#include <algorithm>

#include "matching/check_decider.h"
#include "matching/coupon_pairing.h"
#include "matching/other_tender.h"

namespace lockbox {
namespace {

bool is_check(const PageReading& page) {
    return page.kind == DocumentKind::check || page.kind == DocumentKind::money_order;
}

bool failed(const PageReading& page) {
    return !page.failure.empty() || !page.front_quality.usable;
}

// The pages of one envelope by what they are good for.
struct Envelope {
    std::vector<const PageReading*> checks;  ///< that could be read
    std::vector<const PageReading*> others;  ///< neither check nor coupon, and readable
    std::vector<CouponClaim> claims;
    bool any_check = false;
};

Envelope open(const MatchInput& input, const AccountIndex& accounts) {
    Envelope envelope;
    for (const PageReading* page : input.pages) {
        envelope.any_check = envelope.any_check || is_check(*page);
        if (is_check(*page)) {
            if (page->check) envelope.checks.push_back(page);
        } else if (page->kind == DocumentKind::coupon) {
            for (CouponClaim& claim : coupon_claims(*page, accounts)) envelope.claims.push_back(std::move(claim));
        } else if (!failed(*page)) {
            envelope.others.push_back(page);
        }
    }
    return envelope;
}

// A page that could not be read may be a second coupon: nothing else in the envelope is certain then.
bool pages_beside_are_usable(const MatchInput& input, const PageReading& check) {
    return std::none_of(input.pages.begin(), input.pages.end(), [&](const PageReading* page) {
        const bool coupon_without_reading = page->kind == DocumentKind::coupon && !page->coupon;
        return page != &check && !is_check(*page) && (!page->failure.empty() || coupon_without_reading);
    });
}

bool coupons_differ(const std::vector<CouponClaim>& claims) {
    return std::any_of(claims.begin(), claims.end(),
                       [&](const CouponClaim& claim) { return bill_different_plans(claim, claims.front()); });
}

PageDecision decide_page(const PageReading& page, bool any_check) {
    const auto review = [&](Reason reason) { return PageDecision{page.sequence, Outcome::review, {reason}}; };
    if (!page.failure.empty()) return review(Reason::image_quality);
    switch (page.kind) {
        case DocumentKind::blank:
        case DocumentKind::envelope:
            if (failed(page)) return review(Reason::image_quality);  // black, or fogged: who knows what it was
            return {page.sequence, Outcome::filed, {}};
        case DocumentKind::coupon:
            return any_check ? PageDecision{page.sequence, Outcome::filed, {}} : review(Reason::check_missing);
        case DocumentKind::letter:
        case DocumentKind::other:
            if (failed(page)) return review(Reason::image_quality);
            return review(names_other_tender(page.text) ? Reason::not_accepted_tender : Reason::correspondence);
        case DocumentKind::check:
        case DocumentKind::money_order:
            break;
    }
    return review(Reason::image_quality);
}

// A money order's numbers are its issuer's.
std::vector<PaidBefore> payer_memory(const CheckReading& check, const MatchContext& context) {
    const bool own_account = check.instrument != Instrument::money_order && check.micr.routing && check.micr.account;
    if (!context.paid_before || !own_account) return {};
    return context.paid_before(check.micr.routing->str(), *check.micr.account);
}

std::vector<CheckDecision> decide_checks(const MatchInput& input, const Envelope& envelope,
                                         const MatchContext& context) {
    std::vector<InstrumentKey> taken;
    MatchContext remembering = context;
    remembering.seen_before = [&](const InstrumentKey& key) {
        return std::any_of(taken.begin(), taken.end(),
                           [&](const InstrumentKey& other) { return may_be_same(key, other); }) ||
               (context.seen_before && context.seen_before(key));
    };
    const std::vector<CouponsOfCheck> pairs = pair_coupons(envelope.checks, envelope.claims);
    std::vector<CheckDecision> decisions;
    for (std::size_t i = 0; i < envelope.checks.size(); ++i) {
        const PageReading& page = *envelope.checks[i];
        std::vector<const CouponClaim*> claims;
        for (const std::size_t claim : pairs[i].claims) claims.push_back(&envelope.claims[claim]);
        CheckMaterial material =
            gather(page, std::move(claims), pairs[i].probability, envelope.others, context.policy, context.accounts);
        material.paid_before = payer_memory(*page.check, context);
        const auto settled = input.settled.find(page.sequence);
        const EnvelopeFacts facts{input.received, pages_beside_are_usable(input, page), coupons_differ(envelope.claims),
                                  settled == input.settled.end() ? Settled{} : settled->second};
        decisions.push_back(decide_check(material, facts, remembering));
        if (decisions.back().instrument) taken.push_back(*decisions.back().instrument);
    }
    return decisions;
}

void settle_without_check(TransactionDecision& decision) {
    decision.outcome = Outcome::filed;
    for (const PageDecision& page : decision.other_pages) {
        if (page.outcome == Outcome::review) decision.outcome = Outcome::review;
        decision.reasons.insert(decision.reasons.end(), page.reasons.begin(), page.reasons.end());
    }
    put_in_order(decision.reasons);
}

}  // namespace

TransactionDecision decide(const MatchInput& input, const MatchContext& context) {
    const Envelope envelope = open(input, context.accounts);
    TransactionDecision decision;
    decision.checks = decide_checks(input, envelope, context);
    for (const PageReading* page : input.pages) {
        if (is_check(*page) && !page->check) decision.checks.push_back(unreadable_check(page->sequence));
        if (!is_check(*page)) decision.other_pages.push_back(decide_page(*page, envelope.any_check));
    }
    std::stable_sort(decision.checks.begin(), decision.checks.end(),
                     [](const CheckDecision& a, const CheckDecision& b) { return a.sequence < b.sequence; });
    if (!envelope.any_check) settle_without_check(decision);
    return decision;
}

}  // namespace lockbox

#include "matching/posting_rules.h"

#include <algorithm>
#include <array>

namespace lockbox {
namespace {

// Which day it is does not matter, only that it lies in the window. A date of which nothing is known lies outside as
// often as dates do; one that is read must leave less doubt than that, and what is read as an old day still less: of
// 5,600 labelled checks as many were old as their readings said. Few are dated ahead, and by some days only: of 29 that
// gave such a day one to ten in a hundred none was.
constexpr double kOutsideAtRandom = 0.04;
constexpr double kDateDoubt = 0.02;
constexpr double kReadOutside = 0.01;
constexpr double kAheadShare = 0.2;

std::optional<Reason> when(bool objects, Reason reason) {
    return objects ? std::optional(reason) : std::nullopt;
}

bool is_pending(const Facts& facts) {
    return facts.status == PlanStatus::pending;
}

bool later_than_received(const Facts& facts, Date date) {
    return date > facts.received;
}
bool too_old(const Facts& facts, const Policy& policy, Date date) {
    return facts.received.days_since(date) > policy.stale_after_days;
}

template <class Outside>
double share(const Reading<Date>& reading, Outside outside) {
    double sum = 0;
    for (const Alternative<Date>& alternative : reading.alternatives) {
        if (outside(alternative.value)) sum += alternative.probability;
    }
    return sum;
}

// The likeliest reading counts even when it is not sure: a check that looks postdated is held as such.
std::optional<Date> likeliest(const Facts& facts) {
    const auto best = std::max_element(facts.date.alternatives.begin(), facts.date.alternatives.end(),
                                       [](const auto& a, const auto& b) { return a.probability < b.probability; });
    return best == facts.date.alternatives.end() ? std::nullopt : std::optional(best->value);
}

}  // namespace

namespace posting_rule {

std::optional<Reason> image_is_usable(const Facts& facts, const Policy&) {
    return when(!facts.pages_usable, Reason::image_quality);
}

std::optional<Reason> one_plan_only(const Facts& facts, const Policy&) {
    return when(facts.several_plans_named, Reason::multiple_plans);
}

std::optional<Reason> account_is_certain(const Facts& facts, const Policy&) {
    switch (facts.account) {
        case AccountFinding::certain:
            return std::nullopt;
        case AccountFinding::ambiguous:
            return Reason::account_ambiguous;
        case AccountFinding::not_found:
            return Reason::account_not_found;
        case AccountFinding::nothing_to_go_by:
            return Reason::no_remittance_data;
        case AccountFinding::conflict:
            return Reason::coupon_conflict;
    }
    return Reason::account_ambiguous;
}

std::optional<Reason> amount_is_certain(const Facts& facts, const Policy&) {
    if (facts.amount_state == AmountState::mismatch) return Reason::amount_mismatch;
    return when(facts.amount_state == AmountState::unreadable || !facts.amount, Reason::amount_unreadable);
}

// Without an account there is no plan to doubt. Where one is only likely, whoever confirms it is also asked for the
// plan if nothing tells it.
std::optional<Reason> plan_is_certain(const Facts& facts, const Policy&) {
    if (facts.several_plans_named) return std::nullopt;
    const bool likely = facts.account == AccountFinding::ambiguous && facts.account_likely;
    const bool in_question =
        facts.account == AccountFinding::certain ? !facts.plan_certain : likely && !facts.plan_chosen;
    return when(in_question, Reason::plan_ambiguous);
}

std::optional<Reason> amount_is_positive(const Facts& facts, const Policy&) {
    return when(facts.amount && *facts.amount <= Cents(0), Reason::amount_unreadable);
}

std::optional<Reason> first_payment_in_full(const Facts& facts, const Policy&) {
    const auto less = [&](const std::optional<Cents>& amount) {
        return amount && facts.amount_due && *amount < *facts.amount_due;
    };
    return when(is_pending(facts) && (less(facts.amount) || less(facts.at_most)), Reason::first_payment_short);
}

std::optional<Reason> first_payment_in_time(const Facts& facts, const Policy&) {
    return when(is_pending(facts) && facts.due_date && facts.received > *facts.due_date, Reason::first_payment_late);
}

std::optional<Reason> first_payment_not_far_over(const Facts& facts, const Policy& policy) {
    const auto far_over = [&](const std::optional<Cents>& amount) {
        return amount && facts.amount_due && *amount > *facts.amount_due * policy.pending_overpay_factor;
    };
    return when(is_pending(facts) && (far_over(facts.amount) || far_over(facts.at_least)), Reason::over_limit);
}

std::optional<Reason> below_the_limit(const Facts& facts, const Policy& policy) {
    const auto above = [&](const std::optional<Cents>& amount) { return amount && *amount > policy.over_limit; };
    return when(above(facts.amount) || above(facts.at_least), Reason::over_limit);
}

std::optional<Reason> plan_goes_on(const Facts& facts, const Policy&) {
    return when(facts.status == PlanStatus::terminated || facts.status == PlanStatus::closed,
                Reason::account_terminated);
}

std::optional<Reason> coupon_is_latest(const Facts& facts, const Policy&) {
    const bool due_now = facts.amount && facts.amount_due && *facts.amount == *facts.amount_due;
    return when(facts.coupon_stale && !due_now, Reason::coupon_stale);
}

std::optional<Reason> not_postdated(const Facts& facts, const Policy&) {
    const auto date = likeliest(facts);
    return when(date && later_than_received(facts, *date), Reason::postdated);
}

std::optional<Reason> not_stale_dated(const Facts& facts, const Policy& policy) {
    const auto date = likeliest(facts);
    return when(date && too_old(facts, policy, *date), Reason::stale_dated);
}

// A date that may well lie outside the window is more than merely unreadable.
std::optional<Reason> date_is_known(const Facts& facts, const Policy& policy) {
    const auto ahead = [&](Date date) { return later_than_received(facts, date); };
    const auto old = [&](Date date) { return too_old(facts, policy, date); };
    const auto date = likeliest(facts);
    if (date && (ahead(*date) || old(*date))) return std::nullopt;  // the rules above have said so
    const double unread = 1 - share(facts.date, [](Date) { return true; });
    const double read_outside = share(facts.date, old) + kAheadShare * share(facts.date, ahead);
    const double doubt = read_outside + (policy.date_unreadable_is_reason ? unread * kOutsideAtRandom : 0);
    return when(doubt >= kDateDoubt || read_outside >= kReadOutside, Reason::date_unreadable);
}

// Bill-pay checks carry "signature on file"; money orders need none from the payer.
std::optional<Reason> is_signed(const Facts& facts, const Policy&) {
    const bool needs_one = facts.instrument != Instrument::bank_bill_pay && facts.instrument != Instrument::money_order;
    return when(needs_one && facts.signature != Presence::read, Reason::signature_missing);
}

// A payee that nobody could read is not known to be ours.
std::optional<Reason> payee_is_ours(const Facts& facts, const Policy&) {
    return when(facts.payee != PayeeVerdict::health_connector, Reason::payee_mismatch);
}

std::optional<Reason> without_legend(const Facts& facts, const Policy&) {
    return when(facts.restrictive_legend, Reason::restrictive_legend);
}

std::optional<Reason> in_dollars(const Facts& facts, const Policy&) {
    return when(facts.foreign_currency, Reason::foreign_currency);
}

std::optional<Reason> not_seen_before(const Facts& facts, const Policy&) {
    return when(facts.seen_before, Reason::duplicate_check);
}

std::optional<Reason> instrument_is_known(const Facts& facts, const Policy&) {
    return when(!facts.micr_certain, Reason::micr_unreadable);
}

}  // namespace posting_rule

std::span<const PostingRule> posting_rules() {
    using namespace posting_rule;
    static constexpr std::array<PostingRule, 21> kRules = {{
        {"images", image_is_usable},
        {"rule 1", one_plan_only},
        {"rules 1 and 12", account_is_certain},
        {"rule 2", amount_is_certain},
        {"rule 3", plan_is_certain},
        {"rule 4", amount_is_positive},
        {"rule 5", first_payment_in_full},
        {"rule 5", first_payment_in_time},
        {"rule 5", first_payment_not_far_over},
        {"rule 6", below_the_limit},
        {"rule 7", plan_goes_on},
        {"rule 8", coupon_is_latest},
        {"rule 9", not_postdated},
        {"rule 9", not_stale_dated},
        {"rule 9", date_is_known},
        {"rule 10", is_signed},
        {"rule 10", payee_is_ours},
        {"rule 10", without_legend},
        {"rules 2 and 10", in_dollars},
        {"rule 11", not_seen_before},
        {"rule 11", instrument_is_known},
    }};
    return kRules;
}

std::vector<Reason> objections(const Facts& facts, const Policy& policy) {
    std::vector<Reason> reasons;
    for (const PostingRule& rule : posting_rules()) {
        if (const auto reason = rule.objects(facts, policy)) reasons.push_back(*reason);
    }
    put_in_order(reasons);
    return reasons;
}

}  // namespace lockbox

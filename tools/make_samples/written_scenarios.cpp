#include <array>

#include "tools/make_samples/scenarios.h"
#include "tools/make_samples/story.h"

namespace lockbox::samples {
namespace {

using Told = std::optional<TransactionSpec>;

/// What careful payers add: the subscriber's name and the insurer.
void add_notes(CheckSpec& check, const Plan& plan, Teller& teller, bool insurer_needed) {
    const bool name = teller.random.chance(0.6);
    if (name) check.face_notes.push_back(plan.first_name + " " + plan.last_name);
    if (insurer_needed || teller.random.chance(0.5)) check.face_notes.push_back(teller.written_insurer(plan));
}

struct Alone {
    const Plan& plan;
    CheckSpec check;
};

/// A check without a coupon; of a member with two plans the insurer is written, so that the plan is certain.
std::optional<Alone> alone(Teller& teller) {
    const bool two = teller.random.chance(0.3);
    const Account* account = teller.account(two ? two_active_plans : one_active_plan);
    if (!account) return std::nullopt;
    const Plan& plan = two ? account->plans[static_cast<std::size_t>(teller.random.between(0, 1))] : account->first();
    Alone result{plan, teller.check(account->subscriber(), plan.amount_due)};
    add_notes(result.check, plan, teller, two);
    return result;
}

Told posted(const Alone& alone) {
    return Story().check(alone.check, posts_to(alone.plan)).end();
}

Told hand_id(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    found->check.memo = teller.written_member_id(found->plan);
    return posted(*found);
}

Told hand_ban(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    found->check.memo = (teller.random.chance(0.5) ? "Acct " : "") + found->plan.billing_account.str();
    return posted(*found);
}

Told hand_enrollment_id(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    found->check.memo = (teller.random.chance(0.6) ? "RefID_" : "") + found->plan.enrollment_id.str();
    return posted(*found);
}

Told hand_id_back(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    found->check.back_notes = {teller.written_member_id(found->plan)};
    found->check.back_notes.insert(found->check.back_notes.end(), found->check.face_notes.begin(),
                                   found->check.face_notes.end());
    found->check.face_notes.clear();
    return posted(*found);
}

Told hand_third_party(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    found->check.memo = teller.written_member_id(found->plan);
    found->check.face_notes = {"for " + found->plan.first_name + " " + found->plan.last_name,
                               found->plan.address + ", " + found->plan.city, teller.written_insurer(found->plan)};
    found->check.payer = make_person(teller.random);
    return posted(*found);
}

Told hand_name(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    found->check.memo = teller.written_insurer(found->plan);
    found->check.face_notes = {found->plan.first_name + " " + found->plan.last_name};
    return Story()
        .check(found->check, posts_or_waits(found->plan, {Reason::account_ambiguous, Reason::no_remittance_data}))
        .end();
}

/// A Social Security number where the Member ID belongs; it must never be used.
Told ssn_instead(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    found->check.memo =
        "9" + teller.random.digits(2) + "-" + teller.random.digits(2) + "-" + teller.random.digits(4);  // never issued
    found->check.face_notes = {found->plan.first_name + " " + found->plan.last_name,
                               teller.written_insurer(found->plan)};
    return Story()
        .check(found->check, posts_or_waits(found->plan, {Reason::no_remittance_data, Reason::account_ambiguous}))
        .end();
}

Told mo_hand(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    std::vector<std::string> notes = std::move(found->check.face_notes);
    found->check = teller.money_order(found->check.payer, found->plan.amount_due);
    found->check.memo = found->plan.member_id.str();
    found->check.face_notes = std::move(notes);
    return posted(*found);
}

Told by_bank(Teller& teller, bool member_id) {
    const Account* account = teller.account(one_active_plan);
    if (!account) return std::nullopt;
    const Plan& plan = account->first();
    const CheckSpec check = teller.bill_pay_check(account->subscriber(), plan.amount_due,
                                                  member_id ? plan.member_id.str() : plan.billing_account.str());
    return Story().check(check, posts_to(plan)).end();
}
Told billpay(Teller& teller) {
    return by_bank(teller, false);
}
Told billpay_member(Teller& teller) {
    return by_bank(teller, true);
}

/// One digit of the Member ID is wrong, but the name is right: posting to the right account is as good as asking.
Told id_wrong(Teller& teller) {
    auto found = alone(teller);
    if (!found) return std::nullopt;
    std::string id = found->plan.member_id.str();
    const auto place = static_cast<std::size_t>(teller.random.between(1, 11));
    id[place] = static_cast<char>('0' + (id[place] - '0' + teller.random.between(1, 9)) % 10);
    found->check.memo = id;
    found->check.face_notes = {found->plan.first_name + " " + found->plan.last_name,
                               teller.written_insurer(found->plan)};
    return Story()
        .check(found->check, posts_or_waits(found->plan, {Reason::account_not_found, Reason::account_ambiguous,
                                                          Reason::coupon_conflict}))
        .end();
}

Told id_unknown(Teller& teller) {
    CheckSpec check = teller.check(make_person(teller.random), Cents(teller.random.between(2500, 90000)));
    check.memo = teller.unknown_member_id();
    return Story().check(check, waits({Reason::account_not_found})).end();
}

Told nothing(Teller& teller) {
    CheckSpec check = teller.check(make_person(teller.random), Cents(teller.random.between(2500, 90000)));
    constexpr std::string_view kMemos[] = {"", "", "Dec", "insurance", "thank you"};
    check.memo = teller.random.pick(kMemos);
    return Story().check(check, waits({Reason::no_remittance_data, Reason::account_not_found})).end();
}

/// A name that two members share, paid for by somebody else.
Told namesake(Teller& teller) {
    const Account* account = teller.account(active_with_namesake);
    if (!account) return std::nullopt;
    CheckSpec check = teller.check(make_person(teller.random), Cents(teller.random.between(2500, 90000)));
    check.face_notes = {"for " + account->subscriber().name()};
    return Story().check(check, waits({Reason::account_ambiguous, Reason::no_remittance_data})).end();
}

Told plan_unknown(Teller& teller) {
    const Account* account = teller.account(two_active_plans);
    if (!account) return std::nullopt;
    const Cents odd = account->plans[0].amount_due + Cents(teller.random.between(101, 1999));
    CheckSpec check = teller.check(account->subscriber(), odd == account->plans[1].amount_due ? odd + Cents(1) : odd);
    check.memo = teller.written_member_id(account->first());
    return Story().check(check, waits({Reason::plan_ambiguous})).end();
}

Told plan_by_amount(Teller& teller) {
    const Account* account = teller.account(two_active_plans);
    if (!account) return std::nullopt;
    const Plan& plan = account->plans[1];
    CheckSpec check = teller.check(account->subscriber(), plan.amount_due);
    check.memo = teller.written_member_id(plan);
    return Story().check(check, posts_to(plan)).end();
}

constexpr auto kScenarios = std::to_array<Scenario>({
    {"hand_id", 15, 40, 8, 1, hand_id},
    {"hand_ban", 3, 4, 3, 1, hand_ban},
    {"hand_enrollment_id", 1, 3, 1, 1, hand_enrollment_id},
    {"hand_id_back", 5, 9, 4, 1, hand_id_back},
    {"hand_third_party", 2, 5, 2, 0, hand_third_party},
    {"hand_name", 2, 9, 3, 1, hand_name},
    {"ssn_instead", 0.5, 2, 1, 1, ssn_instead},
    {"mo_hand", 4, 6, 4, 1, mo_hand},
    {"billpay", 5, 10, 3, 1, billpay},
    {"billpay_member", 2, 4, 1, 0, billpay_member},
    {"id_wrong", 2, 6, 3, 1, id_wrong},
    {"id_unknown", 1, 3, 1, 1, id_unknown},
    {"nothing", 2, 5, 3, 1, nothing},
    {"namesake", 1, 2, 1, 1, namesake},
    {"plan_unknown", 2, 5, 2, 1, plan_unknown},
    {"plan_by_amount", 2, 3, 2, 1, plan_by_amount},
});

}  // namespace

std::span<const Scenario> written_scenarios() {
    return kScenarios;
}

}  // namespace lockbox::samples

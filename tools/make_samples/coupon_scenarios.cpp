#include <array>

#include "tools/make_samples/scenarios.h"
#include "tools/make_samples/story.h"

namespace lockbox::samples {
namespace {

using Told = std::optional<TransactionSpec>;

/// A coupon of the account's first plan and a check by its subscriber.
struct Pair {
    CouponSpec coupon;
    CheckSpec check;
    const Plan& plan;
};

std::optional<Pair> pair(Teller& teller, Teller::Wish wish = any_active_plan) {
    const Account* account = teller.account(wish);
    if (!account) return std::nullopt;
    const Plan& plan = account->first();
    return Pair{teller.coupon(plan), teller.check(account->subscriber(), plan.amount_due), plan};
}

Told posted(Pair pair) {
    return Story().page(pair.coupon).check(pair.check, posts_to(pair.plan)).end();
}

Told coupon(Teller& teller) {
    auto found = pair(teller);
    return found ? posted(*found) : std::nullopt;
}

Told with_symbology(Teller& teller, Symbology symbology) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->coupon.symbology = symbology;
    return posted(*found);
}
Told qr(Teller& teller) {
    return with_symbology(teller, Symbology::qr);
}
Told pdf417(Teller& teller) {
    return with_symbology(teller, Symbology::pdf417);
}
Told data_matrix(Teller& teller) {
    return with_symbology(teller, Symbology::data_matrix);
}

Told home_printed(Teller& teller) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->coupon.layout = 3;
    found->coupon.symbology = Symbology::code128;
    return posted(*found);
}

Told with_damage(Teller& teller, CodeDamage damage) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->coupon.symbology = Symbology::code128;
    found->coupon.damage = damage;
    return posted(*found);
}
Told barcode_pen(Teller& teller) {
    return with_damage(teller, CodeDamage::pen);
}
Told barcode_torn(Teller& teller) {
    return with_damage(teller, CodeDamage::torn);
}
Told barcode_gone(Teller& teller) {
    return with_damage(teller, CodeDamage::gone);
}

Told pays(Teller& teller, Cents (*amount)(Cents due, Random&)) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->check.figures = found->check.words = amount(found->plan.amount_due, teller.random);
    found->coupon.enclosed = found->check.figures;
    return posted(*found);
}
Told coupon_partial(Teller& teller) {
    return pays(teller, [](Cents due, Random& random) { return Cents(due.count() * random.between(30, 80) / 100); });
}
Told coupon_over(Teller& teller) {
    return pays(teller, [](Cents due, Random& random) { return due + Cents(random.between(1, 60) * 100); });
}

Told third_party(Teller& teller) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->check.payer = make_person(teller.random);
    return posted(*found);
}

Told mo_coupon(Teller& teller) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->check = teller.money_order(found->check.payer, found->plan.amount_due);
    return posted(*found);
}

Told upside(Teller& teller) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    return Story().page(found->coupon).check(found->check, posts_to(found->plan)).upside_down().end();
}

Told two_plans_two_checks(Teller& teller) {
    const Account* account = teller.account(two_active_plans);
    if (!account) return std::nullopt;
    CheckSpec first = teller.check(account->subscriber(), account->plans[0].amount_due), second = first;
    second.figures = second.words = account->plans[1].amount_due;
    second.serial = std::to_string(std::stoi(first.serial) + 1);
    second.serial.insert(0, first.serial.size() - std::min(first.serial.size(), second.serial.size()), '0');
    return Story()
        .page(teller.coupon(account->plans[0]))
        .check(first, posts_to(account->plans[0]))
        .page(teller.coupon(account->plans[1]))
        .check(second, posts_to(account->plans[1]))
        .end();
}

/// Two members of one house, or just neighbours in the file, in one envelope.
Told two_accounts(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    const Account& other = teller.neighbour_of(*account);
    if (!any_active_plan(other, teller)) return coupon(teller);
    return Story()
        .page(teller.coupon(account->first()))
        .check(teller.check(account->subscriber(), account->first().amount_due), posts_to(account->first()))
        .page(teller.coupon(other.first()))
        .check(teller.check(other.subscriber(), other.first().amount_due), posts_to(other.first()))
        .end();
}

Told two_plans_one_check(Teller& teller) {
    const Account* account = teller.account(two_active_plans);
    if (!account) return std::nullopt;
    const CheckSpec check =
        teller.check(account->subscriber(), account->plans[0].amount_due + account->plans[1].amount_due);
    return Story()
        .page(teller.coupon(account->plans[0]))
        .page(teller.coupon(account->plans[1]))
        .check(check, waits({Reason::multiple_plans}))
        .end();
}

/// Last month's bill: an earlier invoice of another amount.
Plan last_bill(const Plan& plan) {
    Plan bill = plan;
    std::string number = std::to_string(std::stoll(plan.invoice_number.str()) - 180'000);
    number.insert(0, 10 - number.size(), '0');
    bill.invoice_number = *InvoiceNumber::parse(number);
    const Date coverage = Date::parse(plan.coverage_month.to_string() + "-01")->plus_days(-20);
    bill.coverage_month = *Month::parse(coverage.to_string().substr(0, 7));
    bill.due_date = plan.due_date.plus_days(-31);
    return bill;
}

Told stale_coupon(Teller& teller) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->coupon.plan = last_bill(found->plan);
    found->coupon.plan.amount_due = found->plan.amount_due + Cents(teller.random.between(150, 4200));
    found->coupon.enclosed = found->check.figures = found->check.words = found->coupon.plan.amount_due;
    return Story().page(found->coupon).check(found->check, waits({Reason::coupon_stale})).end();
}

Told stale_coupon_same(Teller& teller) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->coupon.plan = last_bill(found->plan);
    return posted(*found);
}

Told conflict(Teller& teller) {
    auto found = pair(teller);
    const Account* other = teller.account(one_active_plan);
    if (!found || !other || other->first().billing_account == found->plan.billing_account) return std::nullopt;
    found->check.memo = other->first().member_id.str();
    return Story().page(found->coupon).check(found->check, waits({Reason::coupon_conflict})).end();
}

Told pending(Teller& teller, Teller::Wish wish, int percent, std::optional<Reason> reason) {
    auto found = pair(teller, wish);
    if (!found) return std::nullopt;
    found->check.figures = found->check.words = Cents(found->plan.amount_due.count() * percent / 100);
    found->coupon.enclosed = found->check.figures;
    return Story().page(found->coupon).check(found->check, reason ? waits({*reason}) : posts_to(found->plan)).end();
}
Told pending_full(Teller& teller) {
    return pending(teller, pending_in_time, 100, std::nullopt);
}
Told pending_short(Teller& teller) {
    return pending(teller, pending_in_time, 60, Reason::first_payment_short);
}
Told pending_late(Teller& teller) {
    return pending(teller, pending_overdue, 100, Reason::first_payment_late);
}
Told pending_over(Teller& teller) {
    return pending(teller, pending_in_time, 410, Reason::over_limit);
}
Told terminated(Teller& teller) {
    return pending(teller, terminated_plan, 100, Reason::account_terminated);
}

Told over_limit(Teller& teller) {
    auto found = pair(teller);
    if (!found) return std::nullopt;
    found->check.figures = found->check.words = Cents(1'000'001 + teller.random.between(0, 250'000));
    found->coupon.enclosed.reset();
    return Story().page(found->coupon).check(found->check, waits({Reason::over_limit})).end();
}

constexpr auto kScenarios = std::to_array<Scenario>({
    {"coupon", 40, 0, 30, 1, coupon},
    {"coupon_partial", 3, 0, 5, 1, coupon_partial},
    {"coupon_over", 4, 0, 3, 0, coupon_over},
    {"qr", 4, 0, 4, 0, qr},
    {"pdf417", 2, 0, 2, 0, pdf417},
    {"data_matrix", 2, 0, 2, 0, data_matrix},
    {"home_printed", 5, 0, 4, 0, home_printed},
    {"barcode_pen", 2, 0, 3, 1, barcode_pen},
    {"barcode_torn", 1, 0, 3, 0, barcode_torn},
    {"barcode_gone", 1, 0, 2, 1, barcode_gone},
    {"third_party", 3, 0, 2, 1, third_party},
    {"mo_coupon", 3, 0, 4, 1, mo_coupon},
    {"upside", 3, 0, 5, 1, upside},
    {"two_plans_two_checks", 2, 0, 2, 1, two_plans_two_checks},
    {"two_accounts", 1, 0, 1, 0, two_accounts},
    {"two_plans_one_check", 2, 0, 1, 1, two_plans_one_check},
    {"stale_coupon", 1, 0, 2, 1, stale_coupon},
    {"stale_coupon_same", 1, 0, 1, 0, stale_coupon_same},
    {"conflict", 1, 0, 1, 1, conflict},
    {"pending_full", 2, 0, 2, 1, pending_full},
    {"pending_short", 1, 0, 2, 1, pending_short},
    {"pending_late", 1, 0, 1, 1, pending_late},
    {"pending_over", 0.5, 0, 1, 0, pending_over},
    {"terminated", 1, 0, 1, 1, terminated},
    {"over_limit", 0.5, 0, 1, 1, over_limit},
});

}  // namespace

std::span<const Scenario> coupon_scenarios() {
    return kScenarios;
}

}  // namespace lockbox::samples

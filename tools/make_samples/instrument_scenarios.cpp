#include <array>

#include "tools/make_samples/amounts.h"
#include "tools/make_samples/scenarios.h"
#include "tools/make_samples/story.h"

namespace lockbox::samples {
namespace {

using Told = std::optional<TransactionSpec>;

/// A coupon that leaves no doubt, with a check that one thing is wrong with.
template <class Spoil>
Told spoilt(Teller& teller, CheckTruth truth, Spoil spoil, Damage damage = Damage::none) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    CheckSpec check = teller.check(account->subscriber(), account->first().amount_due);
    spoil(check);
    return Story().page(teller.coupon(account->first())).check(check, std::move(truth), damage).end();
}

Told amount_mismatch(Teller& teller) {
    return spoilt(teller, waits({Reason::amount_mismatch}), [&](CheckSpec& check) {
        const int off = teller.random.chance(0.5) ? 1000 : 9000;  // a word left out or a figure too high
        check.words = check.figures + Cents(off);
    });
}

Told amount_blotted(Teller& teller) {
    return spoilt(teller, waits({Reason::amount_unreadable}), [](CheckSpec& check) { check.amount_blotted = true; });
}

Told unsigned_check(Teller& teller) {
    return spoilt(teller, waits({Reason::signature_missing}), [](CheckSpec& check) { check.is_signed = false; });
}

Told postdated(Teller& teller) {
    return spoilt(teller, waits({Reason::postdated}),
                  [&](CheckSpec& check) { check.date = teller.received().plus_days(teller.random.between(4, 25)); });
}

Told stale_dated(Teller& teller) {
    return spoilt(teller, waits({Reason::stale_dated}), [&](CheckSpec& check) {
        check.date = teller.received().plus_days(-teller.random.between(195, 330));
    });
}

Told date_blotted(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    CheckSpec check = teller.check(account->subscriber(), account->first().amount_due);
    check.date_blotted = true;
    return Story()
        .page(teller.coupon(account->first()))
        .check(check, posts_or_waits(account->first(), {Reason::date_unreadable}))
        .end();
}

Told payee_wrong(Teller& teller) {
    return spoilt(teller, waits({Reason::payee_mismatch}),
                  [&](CheckSpec& check) { check.payee = wrong_payee(teller.random); });
}

Told restrictive(Teller& teller) {
    return spoilt(teller, waits({Reason::restrictive_legend}), [&](CheckSpec& check) {
        constexpr std::string_view kLegends[] = {"Paid in full", "PAYMENT IN FULL", "In full satisfaction",
                                                 "Full and final payment"};
        check.face_notes = {std::string(teller.random.pick(kLegends))};
    });
}

Told foreign(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    CheckTruth truth = waits({Reason::foreign_currency, Reason::micr_unreadable});
    truth.micr_legible = false;  // no ABA routing number
    return Story()
        .page(teller.coupon(account->first()))
        .check(teller.canadian_check(account->first().amount_due), truth)
        .end();
}

Told micr_blotted(Teller& teller) {
    CheckTruth truth = waits({Reason::micr_unreadable, Reason::image_quality});
    truth.micr_legible = false;
    return spoilt(teller, truth, [](CheckSpec& check) { check.micr_blotted = true; });
}

Told damaged(Teller& teller, Damage damage) {
    CheckTruth truth =
        waits({Reason::image_quality, Reason::amount_unreadable, Reason::micr_unreadable, Reason::signature_missing});
    truth.micr_legible = false;
    return spoilt(
        teller, truth, [](CheckSpec&) {}, damage);
}
Told cut_off(Teller& teller) {
    return damaged(teller, Damage::cut_off);
}
Told too_dark(Teller& teller) {
    return damaged(teller, Damage::too_dark);
}
Told too_light(Teller& teller) {
    return damaged(teller, Damage::too_light);
}

Told duplicate(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    const CheckSpec check = teller.check(account->subscriber(), account->first().amount_due);
    return Story()
        .page(teller.coupon(account->first()))
        .check(check, posts_to(account->first()))
        .check_again(check, waits({Reason::duplicate_check}))
        .end();
}

constexpr auto kScenarios = std::to_array<Scenario>({
    {"amount_mismatch", 1, 1, 2, 1, amount_mismatch},
    {"amount_blotted", 0.5, 1, 1, 1, amount_blotted},
    {"unsigned", 1, 1, 2, 1, unsigned_check},
    {"postdated", 1, 1, 1, 1, postdated},
    {"stale_dated", 1, 1, 1, 1, stale_dated},
    {"date_blotted", 0.5, 0.5, 1, 1, date_blotted},
    {"payee_wrong", 1, 1, 2, 1, payee_wrong},
    {"restrictive_legend", 0.5, 0.5, 1, 1, restrictive},
    {"foreign", 0.5, 0.5, 1, 1, foreign},
    {"micr_blotted", 0.5, 0.5, 1, 1, micr_blotted},
    {"cut_off", 0.5, 0.5, 1, 1, cut_off},
    {"too_dark", 0.5, 0.5, 1, 0, too_dark},
    {"too_light", 0.5, 0.5, 1, 0, too_light},
    {"duplicate", 0.5, 0.5, 1, 1, duplicate},
});

}  // namespace

std::span<const Scenario> instrument_scenarios() {
    return kScenarios;
}

}  // namespace lockbox::samples

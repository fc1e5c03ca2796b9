#include "matching/plan_choice.h"

#include <doctest/doctest.h>

#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

Plan of(PlanKind kind, const std::string& due, PlanStatus status) {
    return plan({"722900002", "776100000103", "Bo", "Ferreira", kind, "Fallon Health", due, status});
}

AmountOpinion certain(std::string_view amount) {
    AmountOpinion opinion;
    opinion.state = AmountState::certain;
    opinion.amount = dollars(amount);
    opinion.probability = 0.99999;
    return opinion;
}

/// health, dental, or none where a person decides
std::string_view chosen(const Plan& health, const Plan& dental, std::string_view amount, const CouponClaim* coupon) {
    CheckMaterial material;
    if (coupon) material.claims = {coupon};
    const PlanChoice choice = choose_plan({&health, &dental}, material, certain(amount));
    return choice.plan == &health ? "health" : choice.plan == &dental ? "dental" : "none";
}

}  // namespace

TEST_CASE("an amount that only an ended plan asks was meant for that plan") {
    constexpr PlanStatus kActive = PlanStatus::active, kEnded = PlanStatus::terminated;
    struct Row {
        const char* what;
        PlanStatus health, dental;
        const char *dental_due, *amount, *expected, *with_coupon;
    };
    const Row rows[] = {
        {"the ended plan's amount", kActive, kEnded, "46.10", "46.10", "dental", "none"},
        {"the open plan's amount", kActive, kEnded, "46.10", "152.00", "health", "health"},
        {"nobody's amount", kActive, kEnded, "46.10", "100.00", "health", "health"},
        {"both ask the same", kActive, kEnded, "152.00", "152.00", "health", "health"},
        {"two open plans", kActive, kActive, "46.10", "46.10", "dental", "none"},
        {"two open plans, nobody's amount", kActive, kActive, "46.10", "100.00", "none", "health"},
        {"both have ended, one asks it", kEnded, kEnded, "46.10", "46.10", "dental", "none"},
        {"both have ended", kEnded, kEnded, "46.10", "100.00", "none", "health"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Plan health = of(PlanKind::health, "152.00", row.health),
                   dental = of(PlanKind::dental, row.dental_due, row.dental);
        CouponClaim coupon;
        coupon.plan = &health;
        CHECK(chosen(health, dental, row.amount, nullptr) == row.expected);
        CHECK(chosen(health, dental, row.amount, &coupon) == row.with_coupon);
    }
}

TEST_CASE("an amount that two ended plans ask is no open plan's either") {
    const Plan open = of(PlanKind::health, "152.00", PlanStatus::active);
    const Plan ended = of(PlanKind::dental, "46.10", PlanStatus::terminated), before = ended;
    CHECK(choose_plan({&open, &ended, &before}, {}, certain("46.10")).plan == nullptr);
    CHECK(choose_plan({&open, &ended, &before}, {}, certain("152.00")).plan == &open);
}

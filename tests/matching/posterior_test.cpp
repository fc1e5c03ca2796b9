#include "matching/posterior.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace lockbox;

namespace {

AccountCandidate candidate(const Plan& plan, double nats) {
    return {&plan, {{EvidenceSubject::name, nats, "", std::nullopt, std::nullopt}}, 0};
}

}  // namespace

TEST_CASE("candidates and none of them share one") {
    Plan ana, ben;
    ana.billing_account = BillingAccount::parse("722900001").value();
    ben.billing_account = BillingAccount::parse("722900002").value();
    const double population = 1000, even = std::log(population);
    const AccountPosterior posterior = rank({candidate(ana, even), candidate(ben, even + std::log(2))}, population);
    REQUIRE(posterior.ranked.size() == 2);
    CHECK(posterior.best()->plan == &ben);
    CHECK(posterior.ranked[0].probability == doctest::Approx(0.5));
    CHECK(posterior.ranked[1].probability == doctest::Approx(0.25));
    CHECK(posterior.none_of_these == doctest::Approx(0.25));
    CHECK(rank({}, population).none_of_these == 1);
}

TEST_CASE("what speaks against everybody speaks against none of them too, as far as it is said to") {
    Plan ana;
    ana.billing_account = BillingAccount::parse("722900001").value();
    const double population = 1000, nats = std::log(population) - std::log(10);
    const AccountPosterior posterior = rank({candidate(ana, nats)}, population, -std::log(10));
    CHECK(posterior.best()->probability == doctest::Approx(0.5));
    CHECK(posterior.none_of_these == doctest::Approx(0.5));
    // Far apart either way, nothing overflows.
    CHECK(rank({candidate(ana, 900)}, population, -900).best()->probability == doctest::Approx(1));
    CHECK(rank({candidate(ana, -900)}, population, 0).none_of_these == doctest::Approx(1));
    CHECK(std::isfinite(rank({candidate(ana, -900)}, population, -900).none_of_these));
}

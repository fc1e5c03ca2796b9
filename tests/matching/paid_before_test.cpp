#include "matching/paid_before.h"

#include <doctest/doctest.h>

using namespace lockbox;

namespace {

BillingAccount account(const char* digits) {
    return BillingAccount::parse(digits).value();
}
constexpr double kPopulation = 20'000;

}  // namespace

TEST_CASE("who always paid one account will pay it again") {
    const BillingAccount ana = account("722900001"), bo = account("722900002");
    CHECK(paid_before_nats({}, ana, kPopulation) == 0);
    const double always = paid_before_nats({{ana, 12}}, ana, kPopulation);
    CHECK(always > 9);
    CHECK(paid_before_nats({{ana, 12}}, bo, kPopulation) < -2);
    CHECK(paid_before_nats({{ana, 11}, {bo, 1}}, ana, kPopulation) > paid_before_nats({{ana, 11}, {bo, 1}}, bo, kPopulation));
    CHECK(paid_before_nats({{ana, 6}, {bo, 6}}, bo, kPopulation) < always);
}

TEST_CASE("a bank account that pays for many says little of any one") {
    std::vector<PaidBefore> service;
    for (int i = 0; i < 20; ++i) service.push_back({account(("7229001" + std::to_string(10 + i)).c_str()), 1});
    CHECK(paid_before_nats(service, account("722900001"), kPopulation) > -0.1);
    CHECK(paid_before_nats(service, account("722900110"), kPopulation) < 5);
}

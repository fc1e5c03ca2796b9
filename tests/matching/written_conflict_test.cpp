#include "matching/written_conflict.h"

#include <doctest/doctest.h>

#include "matching/decide.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("a stranger's number beside a name, an insurer and an amount that fit waits for a person") {
    std::vector<Plan> plans = {kAna};
    for (int i = 0; i < 20000; ++i) {  // so many that a name and an amount single one out
        plans.push_back(plan({std::to_string(723000000 + i), std::to_string(781234500000 + 7 * i),
                              "First" + std::string(1, static_cast<char>('a' + i % 26)),
                              "Last" + std::string(1, static_cast<char>('a' + i / 26 % 26)), PlanKind::health,
                              i % 9 == 0 ? kAna.insurer : "Fallon Health", std::to_string(100 + i % 700) + ".17"}));
    }
    const AccountIndex index(plans);
    const auto told_of = [&](const char* number) {
        const PageReading page =
            noted(noted(written(check_page(1, "152.35", "ANA RAMOS"), number), "Ana Ramos"), kAna.insurer);
        MatchInput input;
        input.received = day("2026-11-18");
        input.pages = {&page};
        return told(decide(input, {index, Policy{}, {}, {}}).checks[0]);
    };
    CHECK(told_of("776100000001") == "posted 722900001 722900001H 152.35");
    CHECK(told_of("776100000901") == "posted 722900001 722900001H 152.35");  // nobody's, and a slip
    CHECK(told_of("781234507007") == "review account_ambiguous");
}

#include "matching/written_conflict.h"

#include <doctest/doctest.h>

#include "../ocr/drawn_lattice.h"
#include "matching/decide.h"
#include "ocr/lattice_code.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("a stranger's number beside a name, an insurer and an amount that fit waits for a person") {
    std::vector<Plan> plans = {
        kAna, plan({"723900001", "776100000002", "Otto", "Brandt", PlanKind::health, "Fallon Health", "801.17"})};
    for (int i = 0; i < 20000; ++i) {  // so many that a name and an amount single one out
        plans.push_back(plan({std::to_string(723000000 + i), std::to_string(781234500000 + 7 * i),
                              "First" + std::string(1, static_cast<char>('a' + i % 26)),
                              "Last" + std::string(1, static_cast<char>('a' + i / 26 % 26)), PlanKind::health,
                              i % 9 == 0 ? kAna.insurer : "Fallon Health", std::to_string(100 + i % 700) + ".17"}));
    }
    const AccountIndex index(plans);
    const auto told_of = [&](const char* number, double probability = 0.9) {
        const PageReading page =
            noted(noted(written(check_page(1, "152.35", "ANA RAMOS"), number, probability), "Ana Ramos"), kAna.insurer);
        MatchInput input;
        input.received = day("2026-11-18");
        input.pages = {&page};
        return told(decide(input, {index, Policy{}, {}, {}}).checks[0]);
    };
    CHECK(told_of("776100000001") == "posted 722900001 722900001H 152.35");
    CHECK(told_of("776100000901") == "posted 722900001 722900001H 152.35");  // nobody's, and a slip
    CHECK(told_of("781234507007") == "review account_ambiguous");
    CHECK(told_of("776100000002") == "review account_ambiguous");       // another's, one slip from her own
    CHECK(told_of("776100000002", 0.7) == "review account_ambiguous");  // ... and read so rather than as hers
    CHECK(told_of("776100000002", 0.3) == "posted 722900001 722900001H 152.35");
    CHECK(told_of("781234507007", 0.3) == "review account_ambiguous");  // far from hers: no misreading of it
    CHECK(told_of("781234507008", 0.3) == "posted 722900001 722900001H 152.35");  // nobody's
}

TEST_CASE("what is said to be an account's number and is not the coupon's speaks for another, a digit lost or not") {
    const AccountIndex index({kAna});
    const auto told_of = [&](const char* line, double probability = 0.77) {
        const PageReading coupon = coupon_page(1, code_of(kAna));
        const PageReading check = noted(check_page(2, "152.35", "ANA RAMOS"), line, probability);
        MatchInput input;
        input.received = day("2026-11-18");
        input.pages = {&coupon, &check};
        return told(decide(input, {index, Policy{}, {}, {}}).checks[0]);
    };
    const char* const posted = "posted 722900001 722900001H 152.35";
    CHECK(told_of("Acct 70956429359") == "review coupon_conflict");
    CHECK(told_of("Member ID# 7095-6429-3594") == "review coupon_conflict");
    CHECK(told_of("Acct 70956429359", 0.3) == posted);  // who knows what it says
    CHECK(told_of("Acct 77610000001") == posted);       // its own, a digit lost
    CHECK(told_of("ID 722900001") == posted);
    CHECK(told_of("Acct # 722900001 BCBS MA") == posted);  // B and S may be digits
    CHECK(told_of("Acct # 709564293 BCBS MA") == "review coupon_conflict");
    CHECK(told_of("tel 617 555 0148") == posted);
    CHECK(told_of("Acct 4471") == posted);  // no account's of ours is so short
}

TEST_CASE("a badly read number whose pixels are none of the account's speaks for another") {
    const AccountIndex index({kAna});
    const auto told_of = [&](const char* text, const char* shown, double probability = 0.3) {
        const PageReading coupon = coupon_page(1, code_of(kAna));
        const PageReading check = with(noted(check_page(2, "152.35", "ANA RAMOS"), text, probability), [&](CheckReading& made) {
            made.writing.back().lattice = encode(clear_lattice(shown));
        });
        MatchInput input;
        input.received = day("2026-11-18");
        input.pages = {&coupon, &check};
        return told(decide(input, {index, Policy{}, {}, {}}).checks[0]);
    };
    const char* const posted = "posted 722900001 722900001H 152.35";
    CHECK(told_of("ID 745518212581", "ID 745518212581") == "review coupon_conflict");
    CHECK(told_of("745518212581", "745518212581") == "review coupon_conflict");  // as long as a member's
    CHECK(told_of("7455-1821-2581", "7455-1821-2581") == "review coupon_conflict");
    CHECK(told_of("MEM. 1D: 745518212581", "Mem. ID: 776100000001", 0.64) == posted);  // an engine's misreading
    CHECK(told_of("MEM. 1D: 745518212581", "Mem. ID: 745518212581", 0.64) == "review coupon_conflict");
    CHECK(told_of("978-555-0122", "978-555-0122") == posted);  // a telephone's
    CHECK(told_of("745518212581", "776100000001") == posted);
    CHECK(told_of("ID 745518212581", "ID 776100000001") == posted);  // hers, as the pixels have it
    CHECK(told_of("ID 776100088001", "ID 776100088001") == posted);  // hers, two digits misread
}

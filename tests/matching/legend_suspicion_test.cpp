#include "matching/legend_suspicion.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "../ocr/drawn_lattice.h"
#include "ocr/lattice_code.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

/// A line of which the pixels say little more than this.
TextReading scrawl(std::string_view shown, double sure = 0.3) {
    TextReading line;
    line.presence = Presence::read;
    line.alternatives = {{std::string(shown), 1e-4}};
    line.lattice = encode(clear_lattice(shown, sure));
    return line;
}

constexpr double kFaint = 0.06;  // any other character fits 1.6 nats worse

using Suspicion = bool (*)(const CheckMaterial&, const std::vector<const Plan*>&, const Policy&);

bool suspicious(TextReading writing, TextReading upper = {}, Instrument instrument = Instrument::personal,
                Suspicion of = may_bear_a_legend) {
    PageReading page;
    page.check.emplace();
    page.check->instrument = instrument;
    page.check->writing = {std::move(writing)};
    page.check->upper_writing = {std::move(upper)};
    CheckMaterial material;
    material.page = &page;
    material.writing = {&page.check->writing.front()};
    return of(material, {&kAna}, Policy{});
}

}  // namespace

TEST_CASE("writing that fits a legend better than all that is known is one, perhaps") {
    CHECK(suspicious(scrawl("jaid ia fell")));
    CHECK(suspicious(scrawl("Jxid am full", 0.6)));
    CHECK_FALSE(suspicious(scrawl("jaid ia fell", 0.06)));  // so faint that anything fits
    CHECK(suspicious(scrawl("ana ramos"), scrawl("jaid ia fell")));
    for (const char* known : {"ana ramos", "ramos ana", "12 elm st salem", "tufts health plan", "776100000001",
                              "middlesex savings bank", "authorized signature"}) {
        CAPTURE(known);
        CHECK_FALSE(suspicious(scrawl(known)));
    }
    CHECK_FALSE(suspicious(scrawl("jaid ia fell"), {}, Instrument::bank_bill_pay));
    CHECK_FALSE(suspicious(TextReading{}));                       // no pixels to ask
    CHECK_FALSE(suspicious(scrawl("grandmother's check", 0.9)));  // unknown, and nothing like a legend
    TextReading legible = scrawl("payment in bull");
    CHECK(suspicious(legible));
    legible.alternatives = {{"Payment in Bull", 0.95}};  // its words were asked where it was read
    CHECK_FALSE(suspicious(legible));
}

TEST_CASE("a condition on whoever cashes the check must fit better than all that is known") {
    CHECK(suspicious(scrawl("endrsement herecf")));
    CHECK(suspicious(scrawl("by cashin yov")));
    CHECK_FALSE(suspicious(scrawl("by carol young", 0.9)));
    CHECK_FALSE(suspicious(scrawl("authorized signature", kFaint)));  // fits nearly anything, and itself best
}

TEST_CASE("a foreign currency may stand where nobody could read it") {
    const auto foreign = [](const char* shown, double sure = 0.3) {
        return suspicious(scrawl(shown, sure), {}, Instrument::personal, may_name_a_currency);
    };
    CHECK(foreign("cana ian olars"));
    CHECK(foreign("canadien funds"));
    CHECK(foreign("Euros"));
    CHECK_FALSE(foreign("ewroz", kFaint));  // a scrawl: any five letters fit
    CHECK_FALSE(foreign("ana ramos"));
    CHECK_FALSE(foreign("authorized signature", kFaint));

    PageReading check = noted(written(check_page(1, "152.35", "ANA RAMOS"), "776100000001"), "Ana Ramos");
    const AccountIndex file = accounts();
    const Policy policy;
    MatchInput input;
    input.received = day("2026-11-18");
    input.pages = {&check};
    CHECK(told(decide(input, {file, policy, {}, {}}).checks[0]).starts_with("posted"));
    check.check->writing.push_back(scrawl("cana ian olars"));
    CHECK(told(decide(input, {file, policy, {}, {}}).checks[0]) == "review foreign_currency");
    input.settled[1].in_dollars = true;  // a person has looked
    CHECK(told(decide(input, {file, policy, {}, {}}).checks[0]).starts_with("posted"));
}

TEST_CASE("a check waits for what may be a legend until a person has looked") {
    PageReading coupon, check;
    coupon.sequence = 1;
    const AccountIndex file = accounts();
    const Policy policy;
    const MatchContext context{file, policy, nullptr};
    check.sequence = 2;
    check.kind = DocumentKind::check;
    check.check.emplace();
    check.check->instrument = Instrument::personal;
    check.check->writing = {scrawl("jaid ia fell")};
    MatchInput input;
    input.received = day("2026-11-18");
    input.pages = {&check};
    const auto holds = [&](bool harmless) {
        input.settled[2] = {kAna.billing_account, kAna.amount_due, harmless};
        const std::vector<Reason> reasons = decide(input, context).checks.front().reasons;
        return std::find(reasons.begin(), reasons.end(), Reason::restrictive_legend) != reasons.end();
    };
    CHECK(holds(false));
    CHECK_FALSE(holds(true));
}

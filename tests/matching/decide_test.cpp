#include "matching/decide.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "ledger/routing_number.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

std::string first_told(const std::vector<PageReading>& pages, const Policy& policy = {}) {
    const TransactionDecision decision = decide_pages(pages, accounts(), policy);
    REQUIRE_FALSE(decision.checks.empty());
    return told(decision.checks[0]);
}

PageReading one_or_other(const std::string& amount, const std::string& other) {
    return with(check_page(2, amount), [&](CheckReading& check) {
        for (auto* reading : {&check.courtesy_amount, &check.legal_amount}) {
            reading->alternatives[0].probability = 0.5;
            reading->alternatives.push_back({dollars(other), 0.4});
        }
    });
}

/// Words that are sure, and figures that are nearly sure of another amount.
PageReading perhaps_differing(const std::string& figures, const std::string& words) {
    return with(check_page(2, words), [&](CheckReading& check) {
        check.courtesy_amount = read(dollars(figures), 0.956);
        check.legal_amount.alternatives[0].probability = 0.9997;
    });
}

}  // namespace

TEST_CASE("what the issuer's machine printed is one amount, also where its words are read as another") {
    const auto words_misread = [](Instrument instrument) {
        return with(check_page(2, "152.35"), [&](CheckReading& check) {
            check.instrument = instrument;
            check.courtesy_amount = read(dollars("152.35"), 0.99);
            check.legal_amount = read(dollars("152.39"), 0.8);
        });
    };
    const PageReading coupon = coupon_page(1, code_of(kAna));
    CHECK(first_told({coupon, words_misread(Instrument::personal)}) == "review amount_unreadable");
    for (const Instrument printed : {Instrument::money_order, Instrument::bank_bill_pay}) {
        CHECK(first_told({coupon, words_misread(printed)}) == "posted 722900001 722900001H 152.35");
    }
}

TEST_CASE("coupon and check") {
    struct Row {
        std::string_view what, told;
        std::vector<PageReading> pages;
    };
    CouponCode old_bill = code_of(kAna);
    old_bill.invoice_number = InvoiceNumber::parse("4070000001").value();
    CouponCode of_nobody = code_of(kAna);
    of_nobody.billing_account = BillingAccount::parse("722999999").value();
    CouponCode no_such_plan = code_of(kAna);
    no_such_plan.plan_kind = PlanKind::dental;
    const auto ana = coupon_page(1, code_of(kAna));
    for (const Row& row : std::vector<Row>{
             {"the plain case", "posted 722900001 722900001H 152.35", {ana, check_page(2, "152.35", "ANA RAMOS")}},
             {"check first",
              "posted 722900001 722900001H 152.35",
              {check_page(1, "152.35", "ANA RAMOS"), coupon_page(2, code_of(kAna))}},
             {"somebody else pays", "posted 722900001 722900001H 152.35", {ana, check_page(2, "152.35", "JOHN RUIZ")}},
             {"part", "posted 722900001 722900001H 52.00", {ana, check_page(2, "52.00", "ANA RAMOS")}},
             {"more", "posted 722900001 722900001H 304.00", {ana, check_page(2, "304.00", "ANA RAMOS")}},
             {"dental of two",
              "posted 722900002 722900002D 41.07",
              {coupon_page(1, code_of(kBoDental)), check_page(2, "41.07")}},
             {"the coupon of one plan, the amount of the other",
              "review plan_ambiguous",
              {coupon_page(1, code_of(kBoHealth)), check_page(2, "41.07")}},
             {"... with its insurer written",
              "posted 722900002 722900002H 41.07",
              {coupon_page(1, code_of(kBoHealth)), noted(check_page(2, "41.07", "BO FERREIRA"), "Fallon")}},
             {"pending, in full",
              "posted 722900044 722900044H 188.18",
              {coupon_page(1, code_of(kCy)), check_page(2, "188.18")}},
             {"pending, short", "review first_payment_short", {coupon_page(1, code_of(kCy)), check_page(2, "88.00")}},
             {"pending, short whichever of two amounts it is",
              "review amount_unreadable,first_payment_short",
              {coupon_page(1, code_of(kCy)), one_or_other("88.00", "83.00")}},
             {"pending, short whether or not figures and words differ",
              "review amount_unreadable,first_payment_short",
              {coupon_page(1, code_of(kCy)), perhaps_differing("123.56", "123.50")}},
             {"pending, far over whichever of two amounts it is",
              "review amount_unreadable,over_limit",
              {coupon_page(1, code_of(kCy)), one_or_other("688.00", "683.00")}},
             {"pending, far over if it is one of two",
              "review amount_unreadable",
              {coupon_page(1, code_of(kCy)), one_or_other("688.00", "188.18")}},
             {"above the limit whichever of two amounts it is",
              "review amount_unreadable,over_limit",
              {ana, one_or_other("10152.35", "16152.35")}},
             {"pending, far over", "review over_limit", {coupon_page(1, code_of(kCy)), check_page(2, "600.00")}},
             {"ended", "review account_terminated", {coupon_page(1, code_of(kDi)), check_page(2, "75.75")}},
             {"old bill, due now",
              "posted 722900001 722900001H 152.35",
              {coupon_page(1, old_bill), check_page(2, "152.35")}},
             {"old bill, other amount",
              "review coupon_stale",
              {coupon_page(1, old_bill), check_page(2, "150.00", "ANA RAMOS")}},
             {"account of nobody", "review account_not_found", {coupon_page(1, of_nobody), check_page(2, "152.35")}},
             {"plan that the account has not",
              "review plan_ambiguous",
              {coupon_page(1, no_such_plan), check_page(2, "152.35")}},
             {"one check, two coupons",
              "review multiple_plans",
              {coupon_page(1, code_of(kBoHealth)), coupon_page(2, code_of(kBoDental)), check_page(3, "351.00")}},
             {"the same coupon twice",
              "posted 722900001 722900001H 152.35",
              {ana, coupon_page(2, code_of(kAna)), check_page(3, "152.35")}},
             {"own Member ID written",
              "posted 722900001 722900001H 152.35",
              {ana, written(check_page(2, "152.35", "ANA RAMOS"), "776100000001")}},
             {"... misread by two digits",
              "posted 722900001 722900001H 152.35",
              {ana, written(check_page(2, "152.35", "ANA RAMOS"), "776100008801", 0.4)}},
             {"another's Member ID written",
              "review coupon_conflict",
              {ana, written(check_page(2, "152.35", "JOHN RUIZ"), "776100000205")}},
             {"another's name written",
              "review coupon_conflict",
              {ana, noted(check_page(2, "152.35", "JOHN RUIZ"), "Cyrus Kowalski")}},
             {"the payer's bank printed below",
              "posted 722900001 722900001H 152.35",
              {ana, noted(check_page(2, "152.35", "JOHN RUIZ"), "Middlesex Savings Bank")}},
             {"a note that is nobody's name",
              "posted 722900001 722900001H 152.35",
              {ana, noted(check_page(2, "152.35", "JOHN RUIZ"), "Happy Holidays")}},
             {"unread writing, own check",
              "posted 722900001 722900001H 152.35",
              {ana, noted(check_page(2, "152.35", "ANA RAMOS"), "~%", 0.1)}},
             {"unread words, strange check, the amount due",
              "posted 722900001 722900001H 152.35",
              {ana, noted(check_page(2, "152.35", "JOHN RUIZ"), "Hzppq Hxlidq", 0.2)}},
             {"unread words, strange check, another amount",
              "review account_ambiguous",
              {ana, noted(check_page(2, "99.00", "JOHN RUIZ"), "Hzppq Hxlidq", 0.2)}},
             {"unread figures, strange check",
              "review account_ambiguous",
              {ana, noted(check_page(2, "99.00", "JOHN RUIZ"), "77b 10 D9 2q4", 0.2)}},
             {"the check's own number beside another digit",
              "posted 722900001 722900001H 52.00",
              {ana, with(check_page(2, "52.00", "JOHN RUIZ"),
                         [](CheckReading& check) {
                             check.micr.serial = "70550462463";
                             check.identifiers = {identifier("705504624631", Made::written, 0.3)};
                         })}},
             {"a number that is not the check's own",
              "review account_ambiguous",
              {ana, with(check_page(2, "52.00", "JOHN RUIZ"),
                         [](CheckReading& check) {
                             check.micr.serial = "70550462463";
                             check.identifiers = {identifier("705504629931", Made::written, 0.3)};
                         })}},
             {"insurer written",
              "posted 722900001 722900001H 152.35",
              {ana, noted(check_page(2, "152.35", "JOHN RUIZ"), "Tufts")}},
             {"the other plan's insurer written",
              "review multiple_plans",
              {coupon_page(1, code_of(kBoDental)), noted(check_page(2, "41.07", "BO FERREIRA"), "Fallon")}},
         }) {
        CAPTURE(row.what);
        CHECK(first_told(row.pages) == row.told);
    }
}

TEST_CASE("check alone") {
    struct Row {
        std::string_view what, told;
        PageReading page;
    };
    const auto printed = [](PageReading page, const std::string& digits) {
        page.check->instrument = Instrument::bank_bill_pay;
        page.check->identifiers.push_back(identifier(digits, Made::printed, 0.97));
        return page;
    };
    for (const Row& row : std::vector<Row>{
             {"bill-pay", "posted 722900001 722900001H 152.35",
              printed(check_page(1, "152.35", "ANA RAMOS"), "722900001")},
             {"one of two numbers, neither in the file", "review account_not_found",
              with(check_page(1, "99.00"),
                   [](CheckReading& check) {
                       check.identifiers = {identifier("776188800001", Made::written, 0.5)};
                       check.identifiers[0].digits.alternatives.push_back({"776188800007", 0.45});
                   })},
             {"a number that could be anything", "review account_ambiguous",
              with(check_page(1, "99.00"),
                   [](CheckReading& check) { check.identifiers = {identifier("776188800001", Made::written, 0.5)}; })},
             {"bill-pay, not in the file", "review account_not_found",
              printed(check_page(1, "152.35", "PAT DOE"), "722911111")},
             {"number and name written", "posted 722900001 722900001H 152.35",
              noted(written(check_page(1, "152.35", "ANA RAMOS"), "776100000001"), "Ana Ramos")},
             {"number written, payer is the subscriber", "posted 722900001 722900001H 152.35",
              written(check_page(1, "152.35", "ANA RAMOS"), "776100000001")},
             {"number written, nothing confirms it", "review account_ambiguous",
              written(check_page(1, "99.00"), "776100000001", 0.6)},
             {"only a name", "review account_ambiguous", noted(check_page(1, "99.00", "ANA RAMOS"), "Ana Ramos")},
             {"only the payer's print", "review no_remittance_data", check_page(1, "152.35", "ANA RAMOS")},
             {"nothing at all", "review no_remittance_data", check_page(1, "183.00", "JANE Q PUBLIC")},
             {"two plans, insurer written", "posted 722900002 722900002H 99.00",
              noted(written(check_page(1, "99.00", "BO FERREIRA"), "776100000103"), "Fallon")},
             {"two plans, dental written", "posted 722900002 722900002D 99.00",
              noted(written(check_page(1, "99.00", "BO FERREIRA"), "776100000103"), "dental")},
             {"two plans, amount decides", "posted 722900002 722900002D 41.07",
              written(check_page(1, "41.07", "BO FERREIRA"), "776100000103")},
             {"two plans, nothing decides", "review plan_ambiguous",
              written(check_page(1, "99.00", "BO FERREIRA"), "776100000103")},
             {"both insurers written", "review multiple_plans",
              noted(noted(written(check_page(1, "99.00", "BO FERREIRA"), "776100000103"), "Fallon"), "Altus")},
             {"both insurers on one line", "review multiple_plans",
              noted(written(check_page(1, "99.00", "BO FERREIRA"), "776100000103"), "Fallon + Altus")},
             {"what both plans ask, one insurer written", "review multiple_plans",
              noted(written(check_page(1, "351.27", "BO FERREIRA"), "776100000103"), "Altus")},
         }) {
        CAPTURE(row.what);
        CHECK(first_told({row.page}) == row.told);
    }
}

TEST_CASE("adversaries") {
    struct Row {
        std::string_view what, told;
        std::vector<PageReading> pages;
    };
    // Neighbours one digit apart, twins of one name at one address, digits exchanged.
    const Plan neighbour = plan({"722900003", "776100000011", "Ruth", "Osei"});
    const Plan swapped = plan({"722900006", "776100000010", "Omar", "Haddad"});
    const Plan twin_a =
        plan({"722900070", "776100000702", "Lena", "Moreau", PlanKind::health, "Fallon Health", "61.61"});
    const Plan twin_b =
        plan({"722900088", "776100000815", "Lena", "Moreau", PlanKind::health, "Fallon Health", "61.61"});
    const Plan near_a =
        plan({"722900051", "776100000512", "Nora", "Finch", PlanKind::health, "Fallon Health", "62.62"});
    const Plan near_b =
        plan({"722900052", "776100000517", "Nora", "Finch", PlanKind::health, "Fallon Health", "62.62"});
    const Plan closed = plan({"722900091", "776100000911", "Ines", "Duarte", PlanKind::health, "Fallon Health", "70.70",
                              PlanStatus::closed});
    Plan enrolled = kAna;
    const AccountIndex index(
        {enrolled, neighbour, swapped, twin_a, twin_b, near_a, near_b, closed, kBoHealth, kBoDental, kCy, kDi});
    const auto last_year = noted(written(check_page(1, "152.35", "ANA RAMOS"), "776100000001"), "Delta Dental");
    for (const Row& row : std::vector<Row>{
             {"a neighbour's number, clearly written, beside the right name",
              "review account_ambiguous",
              {noted(written(check_page(1, "152.35", "ANA RAMOS"), "776100000011"), "Ana Ramos")}},
             {"... less clear: a slip of the reader's",
              "posted 722900001 722900001H 152.35",
              {noted(written(check_page(1, "152.35", "ANA RAMOS"), "776100000011", 0.5), "Ana Ramos")}},
             {"a neighbour's number and no name",
              "review account_ambiguous",
              {written(check_page(1, "152.35"), "776100000011")}},
             {"the right number beside a wrong name",
              "review account_ambiguous",
              {noted(written(check_page(1, "152.35", "LENA MOREAU"), "776100000001"), "Lena Moreau")}},
             {"the right number, a clearly strange name",
              "review account_ambiguous",
              {noted(written(check_page(1, "99.00", "PAT DOE"), "776100000001"), "Pat Doe")}},
             {"exchanged digits, no name",
              "review account_ambiguous",
              {written(check_page(1, "99.00"), "776100000010")}},
             {"twins", "review account_ambiguous", {noted(check_page(1, "61.61", "LENA MOREAU"), "Lena Moreau")}},
             {"twin with her number in writing, far from the other's",
              "posted 722900070 722900070H 61.61",
              {noted(written(check_page(1, "61.61", "LENA MOREAU"), "776100000702"), "Lena Moreau")}},
             {"twin with her number in writing, one digit from the other's",
              "review account_ambiguous",
              {noted(written(check_page(1, "62.62", "NORA FINCH"), "776100000512"), "Nora Finch")}},
             {"twin with her number in print",
              "posted 722900070 722900070H 61.61",
              {with(check_page(1, "61.61", "LENA MOREAU"),
                    [](CheckReading& check) { check.identifiers = {identifier("776100000702", Made::printed)}; })}},
             {"coupon of one member, check of another",
              "review coupon_conflict",
              {coupon_page(1, code_of(kAna)),
               noted(written(check_page(2, "152.35", "CYRUS KOWALSKI"), "776100000205"), "Cyrus Kowalski")}},
             {"a neighbour's number, clearly written, beside a coupon",
              "review coupon_conflict",
              {coupon_page(1, code_of(kAna)), written(check_page(2, "152.35", "ANA RAMOS"), "776100000103", 0.95)}},
             {"... less clear",
              "posted 722900001 722900001H 152.35",
              {coupon_page(1, code_of(kAna)), written(check_page(2, "152.35", "ANA RAMOS"), "776100000103", 0.5)}},
             {"closed account",
              "review account_terminated",
              {noted(written(check_page(1, "70.70", "INES DUARTE"), "776100000911"), "Ines Duarte")}},
             {"enrollment id instead of Member ID",
              "posted 722900001 722900001H 152.35",
              {noted(written(check_page(1, "152.35", "ANA RAMOS"), kAna.enrollment_id.str()), "Ana Ramos")}},
             {"a phone number in a Member ID's shape",
              "review account_not_found",
              {written(check_page(1, "99.00", "PAT DOE"), "781555012300", 0.95)}},
             {"last year's insurer", "review plan_ambiguous", {last_year}},
         }) {
        CAPTURE(row.what);
        const TransactionDecision decision = decide_pages(row.pages, index);
        REQUIRE(decision.checks.size() == 1);
        CHECK(told(decision.checks[0]) == row.told);
    }
}

TEST_CASE("several checks and coupons") {
    const auto health = code_of(kBoHealth), dental = code_of(kBoDental);
    const auto both = [&](const std::vector<PageReading>& pages) {
        const TransactionDecision decision = decide_pages(pages, accounts());
        REQUIRE(decision.checks.size() == 2);
        return told(decision.checks[0]) + " / " + told(decision.checks[1]);
    };
    const std::string right = "posted 722900002 722900002H 310.20 / posted 722900002 722900002D 41.07";
    CHECK(both({coupon_page(1, health), check_page(2, "310.20"), coupon_page(3, dental), check_page(4, "41.07")}) ==
          right);
    CHECK(both({coupon_page(1, health), coupon_page(2, dental), check_page(3, "310.20"), check_page(4, "41.07")}) ==
          right);
    // Amounts say otherwise than scan order.
    CHECK(both({coupon_page(1, dental), check_page(2, "310.20"), coupon_page(3, health), check_page(4, "41.07")}) ==
          right);
    // Nothing but scan order, and that leaves it open.
    CHECK(both({coupon_page(1, dental), coupon_page(2, health), check_page(3, "20.00"), check_page(4, "25.00")}) ==
          "review plan_ambiguous / review plan_ambiguous");
    // Of the coupons that the two checks had, one is lost.
    CHECK(both({coupon_page(1, health), check_page(2, "310.20"), check_page(3, "41.07")}) ==
          "posted 722900002 722900002H 310.20 / review plan_ambiguous");
    // Both checks serve the one coupon; the second is the first again.
    PageReading again = check_page(3, "152.35");
    again.check->micr = check_page(2, "152.35").check->micr;
    CHECK(both({coupon_page(1, code_of(kAna)), check_page(2, "152.35"), again}) ==
          "posted 722900001 722900001H 152.35 / review duplicate_check");
    CHECK(both({coupon_page(1, code_of(kAna)), check_page(2, "100.00"), check_page(3, "52.00")}) ==
          "posted 722900001 722900001H 100.00 / posted 722900001 722900001H 52.00");
}

TEST_CASE("the same instrument of an earlier batch") {
    const std::vector<PageReading> pages = {coupon_page(1, code_of(kAna)), check_page(2, "152.35")};
    const auto decision = decide_pages(pages, accounts(), {}, [](const InstrumentKey& key) {
        return key.to_string() == "check|011000015|6695888913|1002|15235";
    });
    CHECK(told(decision.checks[0]) == "review duplicate_check");
}

TEST_CASE("envelopes without a check") {
    struct Row {
        std::string_view what;
        std::vector<PageReading> pages;
        Outcome outcome;
        std::vector<Reason> reasons;
    };
    PageReading broken = plain_page(1, DocumentKind::other);
    broken.failure = "the file ends early";
    PageReading slip = plain_page(1, DocumentKind::other);
    slip.text = {text("CASH PAYMENT"), text("Ana Ramos")};
    PageReading black = plain_page(1, DocumentKind::blank);
    black.front_quality.usable = false;
    for (const Row& row : std::vector<Row>{
             {"coupon", {coupon_page(1, code_of(kAna))}, Outcome::review, {Reason::check_missing}},
             {"black page", {black}, Outcome::review, {Reason::image_quality}},
             {"cash slip", {slip}, Outcome::review, {Reason::not_accepted_tender}},
             {"letter", {plain_page(1, DocumentKind::letter)}, Outcome::review, {Reason::correspondence}},
             {"other", {plain_page(1, DocumentKind::other)}, Outcome::review, {Reason::correspondence}},
             {"blank", {plain_page(1, DocumentKind::blank)}, Outcome::filed, {}},
             {"envelope and blank",
              {plain_page(1, DocumentKind::envelope), plain_page(2, DocumentKind::blank)},
              Outcome::filed,
              {}},
             {"failed page", {broken}, Outcome::review, {Reason::image_quality}},
             {"nothing", {}, Outcome::filed, {}},
         }) {
        CAPTURE(row.what);
        const TransactionDecision decision = decide_pages(row.pages, accounts());
        CHECK(decision.checks.empty());
        CHECK(decision.outcome == row.outcome);
        CHECK(decision.reasons == row.reasons);
        CHECK(decision.other_pages.size() == row.pages.size());
    }
}

TEST_CASE("a page that could not be read holds the check beside it") {
    PageReading broken = plain_page(1, DocumentKind::other);
    broken.failure = "worker ran out of memory";
    CHECK(first_told({broken, coupon_page(2, code_of(kAna)), check_page(3, "152.35")}) == "review image_quality");
    PageReading lost = plain_page(2, DocumentKind::check);
    lost.failure = "no pixels";
    CHECK(first_told({coupon_page(1, code_of(kAna)), lost}) == "review image_quality");
    CHECK(first_told({coupon_page(1, code_of(kAna)), plain_page(2, DocumentKind::blank), check_page(3, "152.35")}) ==
          "posted 722900001 722900001H 152.35");
}

TEST_CASE("what goes wrong with a certain account keeps account, plan and amount in sight") {
    const auto page = with(check_page(2, "152.35"), [](CheckReading& check) { check.signature = Presence::absent; });
    const auto decision = decide_pages({coupon_page(1, code_of(kAna)), page}, accounts()).checks[0];
    CHECK(told(decision) == "review signature_missing");
    CHECK(decision.billing_account == kAna.billing_account);
    CHECK(decision.plan_id == kAna.plan_id);
    CHECK(decision.amount == dollars("152.35"));
    CHECK(decision.routing == "011000015");
    CHECK(decision.number == "1002");
    CHECK(decision.date == day("2026-11-13"));
    CHECK_FALSE(decision.evidence.empty());
    CHECK_FALSE(decision.advice.empty());
    CHECK(evidence_json(decision).find("\"reasons\":[\"signature_missing\"]") != std::string::npos);
}

TEST_CASE("evidence survives bytes that are no text") {
    CheckDecision decision;
    decision.evidence.push_back({EvidenceSubject::name, 1, "\xFF\xC3", 1, Region{}});
    CHECK(evidence_json(decision).find("supports") != std::string::npos);
}

// Whatever is missing or damaged: a posting has all three of account, plan and amount, and no reason; a review has a
// reason; one check never pays two plans.
TEST_CASE("properties of every decision") {
    const AccountIndex index = accounts();
    const std::vector<Plan> plans = {kAna, kBoHealth, kBoDental, kCy, kDi};
    std::uint32_t seed = 7;
    const auto draw = [&](std::uint32_t below) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 8U) % below;
    };
    int posted = 0;
    for (int round = 0; round < 2000; ++round) {
        const Plan& owner = plans[draw(5)];
        const Plan& other = plans[draw(5)];
        std::vector<PageReading> pages;
        if (draw(2) == 0) pages.push_back(coupon_page(1, code_of(owner)));
        if (draw(6) == 0) pages.push_back(coupon_page(2, code_of(other)));
        PageReading check =
            check_page(3, owner.amount_due.to_string(), draw(2) ? owner.first_name + " " + owner.last_name : "PAT DOE");
        if (draw(4) == 0) check = written(check, (draw(3) ? owner : other).member_id.str());
        if (draw(4) == 0) check = noted(check, (draw(3) ? owner : other).first_name + " " + owner.last_name);
        if (draw(5) == 0) check.check->courtesy_amount.alternatives.push_back({other.amount_due + Cents(1), 0.01});
        if (draw(6) == 0) check.check->courtesy_amount = illegible<Cents>();
        if (draw(6) == 0) check.check->legal_amount = Reading<Cents>{};
        if (draw(6) == 0) check.check->micr.serial.reset();
        pages.push_back(check);
        const CheckDecision decision = decide_pages(pages, index).checks.at(0);
        const bool is_posted = decision.outcome == Outcome::posted;
        posted += is_posted ? 1 : 0;
        CHECK(is_posted == decision.reasons.empty());
        if (is_posted) {
            REQUIRE((decision.billing_account && decision.plan_id && decision.amount && decision.instrument));
            CHECK(*decision.amount == *check.check->courtesy_amount.sure(0.5));
            CHECK(decision.confidence >= 1 - Policy{}.risk);
            const auto of_account = index.by_billing_account(decision.billing_account->str());
            CHECK(std::count_if(of_account.begin(), of_account.end(),
                                [&](const Plan* plan) { return plan->plan_id == *decision.plan_id; }) == 1);
        }
        if (decision.amount) CHECK(*decision.amount > Cents(0));
    }
    CHECK(posted > 200);
    CHECK(posted < 1800);
}

TEST_CASE("payer memory brings a candidate, and never decides against what is written") {
    const AccountIndex index({kAna, kBoHealth, kBoDental, kCy, kDi});
    const Policy policy;
    const auto decided = [&](const PageReading& page, std::vector<PaidBefore> memory) {
        const MatchContext context{index, policy, {}, [&](const std::string& routing, const std::string& account) {
                                       CHECK(routing == "011000015");
                                       CHECK(account == "6695888913");
                                       return memory;
                                   }};
        MatchInput input;
        input.pages = {&page};
        input.received = day("2026-11-18");
        return decide(input, context).checks.at(0);
    };
    const std::vector<PaidBefore> paid_ana = {{kAna.billing_account, 14}};
    const PageReading own = written(check_page(1, "152.35", "ANA RAMOS"), "776100000001");
    CHECK(told(decided(own, paid_ana)) == "posted 722900001 722900001H 152.35");
    CHECK(decided(own, paid_ana).confidence >= decided(own, {}).confidence);
    // Nothing written but the payer's name: memory names the account, and says so.
    const CheckDecision bare = decided(check_page(1, "152.35", "PAT DOE"), paid_ana);
    REQUIRE_FALSE(bare.candidates.empty());
    CHECK(bare.candidates.front().billing_account == kAna.billing_account);
    CHECK(told(bare).starts_with("review"));
    // Another member's number and name are written: her neighbour's memory does not carry the check away.
    const PageReading other = noted(written(check_page(1, "99.00", "ANA RAMOS"), "776100000205"), "Cyrus Kowalski");
    CHECK(told(decided(other, paid_ana)).find("722900001") == std::string::npos);
}

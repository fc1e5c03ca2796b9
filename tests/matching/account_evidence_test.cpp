#include "matching/account_evidence.h"

#include <doctest/doctest.h>

#include "matching/written_conflict.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

/// What one kind of evidence on the page says for the account, which is the likeliest.
double nats_of(EvidenceSubject subject, const PageReading& page, const std::string& billing_account) {
    const AccountIndex index = accounts();
    const AccountPosterior posterior = weigh_accounts(gather(page, {}, 1, {}, {}, index), index);
    REQUIRE(posterior.best());
    REQUIRE(posterior.best()->plan->billing_account.str() == billing_account);
    double nats = 0;
    for (const EvidenceTerm& term : posterior.best()->terms) {
        if (term.subject == subject) nats += term.weight_nats;
    }
    return nats;
}

}  // namespace

TEST_CASE("how much writing beside a coupon says against it") {
    const AccountIndex index = accounts();
    const auto doubt = [&](const std::string& line, double probability) {
        const PageReading page = noted(check_page(2, "152.35", "JOHN RUIZ"), line, probability);
        const CheckMaterial material = gather(page, {}, 1, {}, {}, index);
        return strange_writing(material, kAna, index, [](const TextReading&) { return false; });
    };
    const double might_be_a_number = doubt("77b 10 D9 2q4", 0.2), legible_note = doubt("Happy Holidays", 0.9);
    CHECK(might_be_a_number > 10 * legible_note);
    CHECK(doubt("$152.35", 0.5) < legible_note);       // figures too few for an account's number
    CHECK(doubt("021180", 0.9) == legible_note);       // legible, and too few
    CHECK(doubt("021180", 0.3) == might_be_a_number);  // perhaps the rest of one
    CHECK(doubt("776100009", 0.9) == might_be_a_number);
    for (const std::string nobody : {"AUTHORIZED SIGNATURE", "Memo", "Quincy, Massachusetts"}) {
        CAPTURE(nobody);
        CHECK(doubt(nobody, 0.9) < legible_note);
    }
    CHECK(doubt("Eve Quill, Salem, MA", 0.9) >= legible_note);
}

TEST_CASE("a payer whom nobody in the file is called speaks against all of them alike") {
    const AccountIndex index = accounts();
    const auto odds = [&](const std::string& payer) {
        const PageReading page = written(check_page(1, "99.00", payer), kAna.member_id.str(), 0.5);
        const AccountPosterior posterior = weigh_accounts(gather(page, {}, 1, {}, {}, index), index);
        REQUIRE(posterior.best());
        REQUIRE(posterior.best()->plan->billing_account.str() == "722900001");
        return posterior.best()->probability / posterior.none_of_these;
    };
    const double nobody_named = odds(""), stranger = odds("XAVIER QUILLFEATHER");
    CHECK(stranger < nobody_named);
    CHECK(stranger > nobody_named / 3);  // not by the eighth that such payers are
    CHECK(odds("ANA RAMOS") > 100 * nobody_named);
    for (const std::string firm : {"QUILLFEATHER PLUMBING CO.", "A. RAMOS LANDSCAPING, INC."}) {
        CAPTURE(firm);
        CHECK(odds(firm) == doctest::Approx(nobody_named));
    }
}

TEST_CASE("the one insurer that is written speaks for those who have it, and against others") {
    const auto insurer_nats = [](const std::string& line) {
        return nats_of(EvidenceSubject::insurer,
                       noted(written(check_page(1, "99.00", "JOHN RUIZ"), "776100000103", 0.5), line), "722900002");
    };
    CHECK(insurer_nats("Fallon") > 0.5);
    CHECK(insurer_nats("Altus Dental") > 0.5);
    CHECK(insurer_nats("Tufts") < -1);
    CHECK(insurer_nats("Happy Holidays") == 0);
}

TEST_CASE("an amount that is due speaks for the account as far as figures and words together are sure of it") {
    const auto amount_nats = [](const std::function<void(CheckReading&)>& change) {
        return nats_of(EvidenceSubject::amount,
                       with(written(check_page(1, "152.35"), kAna.member_id.str(), 0.5), change), "722900001");
    };
    const auto read_as = [](Reading<Cents>& reading, std::string_view other, double right, double wrong) {
        reading.alternatives = {{dollars(other), wrong}, {dollars("152.35"), right}};
    };
    const double clear = amount_nats([](CheckReading&) {});
    CHECK(clear > 5);
    CHECK(amount_nats([&](CheckReading& check) { read_as(check.courtesy_amount, "752.35", 0.2, 0.7); }) > clear - 1);
    const double even = amount_nats([&](CheckReading& check) {
        read_as(check.courtesy_amount, "752.35", 0.45, 0.45);
        read_as(check.legal_amount, "752.35", 0.45, 0.45);
    });
    CHECK(even < clear - 0.5);
    CHECK(even > 2);
    CHECK(amount_nats([&](CheckReading& check) {
              read_as(check.courtesy_amount, "99.00", 0.001, 0.98);
              read_as(check.legal_amount, "99.00", 0.001, 0.98);
          }) < -1);
    CHECK(amount_nats([](CheckReading& check) {
              check.courtesy_amount = illegible<Cents>();
              check.legal_amount = illegible<Cents>();
          }) == 0);
}

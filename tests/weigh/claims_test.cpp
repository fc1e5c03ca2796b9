#include "tools/weigh/claims.h"

#include <doctest/doctest.h>

#include "../matching/readings.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("each field that was read claims its best reading") {
    LabelledBatch batch;
    PageReading page = check_page(1, "152.35");
    page.check->courtesy_amount.alternatives = {{Cents(15235), 0.7}, {Cents(75235), 0.2}};
    page.check->date = {Presence::read, {{*Date::parse("2026-11-16"), 0.6}}, {}};
    page.check->legal_amount = {};
    batch.transactions[1] = {page};
    batch.truth[1].amount = Cents(75235);
    batch.truth[1].date = *Date::parse("2026-11-16");

    FieldClaims claims;
    collect_claims(batch, claims);
    REQUIRE(claims["figures"].size() == 1);
    CHECK_FALSE(claims["figures"].front().right());
    CHECK(claims["figures"].front().probability == 0.7);
    REQUIRE(claims["dates"].size() == 1);
    CHECK(claims["dates"].front().right());
    CHECK(claims["words"].empty());
}

TEST_CASE("amounts that truly differ, and what the truth does not know, claim nothing") {
    LabelledBatch batch;
    batch.transactions[1] = {check_page(1, "152.35")};
    batch.truth[1].amount = Cents(75235);
    batch.truth[1].reasons_allowed = {"signature_missing", "amount_mismatch"};
    batch.transactions[2] = {check_page(2, "152.35")};

    FieldClaims claims;
    collect_claims(batch, claims);
    CHECK(claims["figures"].empty());
    CHECK(claims["words"].empty());
    CHECK(claims["dates"].empty());
}

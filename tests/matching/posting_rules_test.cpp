#include <doctest/doctest.h>

#include "matching/posting_rules.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

Facts good() {
    Facts facts;
    facts.amount = dollars("152.35");
    facts.status = PlanStatus::active;
    facts.amount_due = dollars("152.35");
    facts.due_date = day("2026-11-23");
    facts.date = read(day("2026-11-13"));
    facts.received = day("2026-11-18");
    return facts;
}

std::string words(const Facts& facts, const Policy& policy = {}) {
    std::string all;
    for (const Reason reason : objections(facts, policy))
        all += (all.empty() ? "" : ",") + std::string(to_word(reason));
    return all;
}

struct Row {
    std::string_view what, reasons;
    std::function<void(Facts&)> change;
};

void run(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        CAPTURE(row.what);
        Facts facts = good();
        row.change(facts);
        CHECK(words(facts) == row.reasons);
    }
}

}  // namespace

TEST_CASE("a check that nothing is wrong with posts") {
    CHECK(words(good()).empty());
}

TEST_CASE("rules 1 to 4: one plan of one account, one amount") {
    run({
        {"a page could not be read", "image_quality", [](Facts& f) { f.pages_usable = false; }},
        {"two coupons", "multiple_plans",
         [](Facts& f) {
             f.several_plans_named = true;
             f.plan_certain = false;
         }},
        {"two accounts plausible", "account_ambiguous",
         [](Facts& f) {
             f.account = AccountFinding::ambiguous;
             f.plan_certain = false;
         }},
        {"identifier not in the file", "account_not_found", [](Facts& f) { f.account = AccountFinding::not_found; }},
        {"nothing written", "no_remittance_data", [](Facts& f) { f.account = AccountFinding::nothing_to_go_by; }},
        {"coupon against writing", "coupon_conflict", [](Facts& f) { f.account = AccountFinding::conflict; }},
        {"health or dental", "plan_ambiguous", [](Facts& f) { f.plan_certain = false; }},
        {"likely account, health or dental", "account_ambiguous,plan_ambiguous",
         [](Facts& f) { f.account = AccountFinding::ambiguous, f.plan_chosen = f.plan_certain = false; }},
        {"unlikely account", "account_ambiguous",
         [](Facts& f) {
             f.account = AccountFinding::ambiguous;
             f.account_likely = f.plan_chosen = f.plan_certain = false;
         }},
        {"likely account, plan in some doubt", "account_ambiguous",
         [](Facts& f) { f.account = AccountFinding::ambiguous, f.plan_certain = false; }},
        {"figures and words differ", "amount_mismatch", [](Facts& f) { f.amount_state = AmountState::mismatch; }},
        {"amount not legible", "amount_unreadable", [](Facts& f) { f.amount_state = AmountState::unreadable; }},
        {"unknown is not zero", "amount_unreadable", [](Facts& f) { f.amount.reset(); }},
        {"zero is not a payment", "amount_unreadable", [](Facts& f) { f.amount = Cents(0); }},
        {"part of what is due", "", [](Facts& f) { f.amount = dollars("1.00"); }},
        {"more than is due", "", [](Facts& f) { f.amount = dollars("9000.00"); }},
    });
}

TEST_CASE("rule 5: the first payment of a pending plan") {
    const auto pending = [](std::string_view amount, std::string_view received) {
        return [=](Facts& facts) {
            facts.status = PlanStatus::pending;
            facts.amount = dollars(amount);
            facts.received = day(received);
        };
    };
    run({
        {"in full, in time", "", pending("152.35", "2026-11-18")},
        {"on the last day", "", pending("152.35", "2026-11-23")},
        {"a cent short", "first_payment_short", pending("152.34", "2026-11-18")},
        {"short, whatever it is", "amount_unreadable,first_payment_short",
         [](Facts& f) {
             f.status = PlanStatus::pending;
             f.amount_state = AmountState::unreadable;
             f.amount.reset();
             f.at_most = f.amount_due.value() - Cents(1);
         }},
        {"a day late", "first_payment_late", pending("152.35", "2026-11-24")},
        {"short and late", "first_payment_short,first_payment_late", pending("10.00", "2026-11-24")},
        {"three times", "", pending("457.05", "2026-11-18")},
        {"a cent more than that", "over_limit", pending("457.06", "2026-11-18")},
    });
}

TEST_CASE("rules 6 to 8: limit, ended plans, older bills") {
    run({
        {"at the limit", "", [](Facts& f) { f.amount = dollars("10000.00"); }},
        {"above it", "over_limit", [](Facts& f) { f.amount = dollars("10000.01"); }},
        {"terminated", "account_terminated", [](Facts& f) { f.status = PlanStatus::terminated; }},
        {"gone from the file", "account_terminated", [](Facts& f) { f.status = PlanStatus::closed; }},
        {"old bill, due now", "", [](Facts& f) { f.coupon_stale = true; }},
        {"old bill, other amount", "coupon_stale",
         [](Facts& f) {
             f.coupon_stale = true;
             f.amount = dollars("152.36");
         }},
        {"old bill, no amount", "amount_unreadable,coupon_stale",
         [](Facts& f) {
             f.coupon_stale = true;
             f.amount.reset();
         }},
    });
}

TEST_CASE("rule 9: dates") {
    const auto dated = [](std::string_view date, double probability = 0.99) {
        return [=](Facts& facts) { facts.date = read(day(date), probability); };
    };
    run({
        {"the day received", "", dated("2026-11-18")},
        {"the day after", "postdated", dated("2026-11-19")},
        {"180 days before", "", dated("2026-05-22")},
        {"181 days before", "stale_dated", dated("2026-05-21")},
        {"likely postdated", "postdated", dated("2026-12-31", 0.4)},
        {"no date to be read", "date_unreadable", [](Facts& f) { f.date = illegible<Date>(); }},
        {"some day of this month", "",
         [](Facts& f) {
             f.date = read(day("2026-11-13"), 0.4);
             f.date.alternatives.push_back({day("2026-11-18"), 0.3});
         }},
        {"one in seventy that it is of January", "date_unreadable",
         [](Facts& f) {
             f.date = read(day("2026-11-08"), 0.976);
             f.date.alternatives.push_back({day("2026-01-08"), 0.0143});
         }},
        {"one in five hundred", "",
         [](Facts& f) {
             f.date = read(day("2026-11-08"), 0.99);
             f.date.alternatives.push_back({day("2026-01-08"), 0.002});
         }},
        {"one in forty that it is of tomorrow", "",
         [](Facts& f) {
             f.date = read(day("2026-11-09"), 0.97);
             f.date.alternatives.push_back({day("2026-11-19"), 0.025});
         }},
        {"one in ten that it is of tomorrow", "date_unreadable",
         [](Facts& f) {
             f.date = read(day("2026-11-09"), 0.89);
             f.date.alternatives.push_back({day("2026-11-19"), 0.1});
         }},
        {"maybe of last year", "date_unreadable",
         [](Facts& f) {
             f.date.alternatives.push_back({day("2025-11-13"), 0.1});
             f.date.alternatives[0].probability = 0.8;
         }},
    });
    Policy easy;
    easy.date_unreadable_is_reason = false;
    Facts facts = good();
    facts.date = illegible<Date>();
    CHECK(words(facts, easy).empty());
    facts.date = read(day("2026-11-13"), 0.2);
    CHECK(words(facts, easy).empty());
    CHECK(words(facts) == "date_unreadable");
}

TEST_CASE("rules 10 and 11: the instrument") {
    const auto unsigned_one = [](Instrument instrument) {
        return [=](Facts& facts) {
            facts.instrument = instrument;
            facts.signature = Presence::absent;
        };
    };
    run({
        {"personal, not signed", "signature_missing", unsigned_one(Instrument::personal)},
        {"business, not signed", "signature_missing", unsigned_one(Instrument::business)},
        {"unknown, not signed", "signature_missing", unsigned_one(Instrument::unknown)},
        {"bill-pay", "", unsigned_one(Instrument::bank_bill_pay)},
        {"money order", "", unsigned_one(Instrument::money_order)},
        {"signature line not found", "signature_missing", [](Facts& f) { f.signature = Presence::illegible; }},
        {"another payee", "payee_mismatch", [](Facts& f) { f.payee = PayeeVerdict::other; }},
        {"payee not read", "payee_mismatch", [](Facts& f) { f.payee = PayeeVerdict::unreadable; }},
        {"paid in full", "restrictive_legend", [](Facts& f) { f.restrictive_legend = true; }},
        {"Canadian", "foreign_currency", [](Facts& f) { f.foreign_currency = true; }},
        {"taken before", "duplicate_check", [](Facts& f) { f.seen_before = true; }},
        {"MICR in doubt", "micr_unreadable", [](Facts& f) { f.micr_certain = false; }},
    });
}

TEST_CASE("every reason comes in the order of precedence") {
    Facts facts = good();
    facts.micr_certain = false;
    facts.seen_before = true;
    facts.payee = PayeeVerdict::other;
    facts.account = AccountFinding::ambiguous;
    CHECK(words(facts) == "duplicate_check,account_ambiguous,payee_mismatch,micr_unreadable");
}

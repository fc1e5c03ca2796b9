#include <doctest/doctest.h>

#include "drawn_lattice.h"
#include "ocr/courtesy_amount.h"
#include "ocr/lattice_code.h"
#include "ocr/restriction.h"

#include "ocr/check_date.h"
#include "ocr/check_fields.h"
#include "ocr/fuzzy_text.h"
#include "ocr/payee.h"
#include "ocr/signature.h"

using namespace lockbox;

namespace {

const Date kReceived = *Date::parse("2026-11-18");

}  // namespace

TEST_CASE("dates in every usual American form") {
    struct Row {
        const char* text;
        const char* date;
    };
    constexpr Row kRows[] = {
        {"11/7/26", "2026-11-07"},
        {"11/07/2026", "2026-11-07"},
        {"11-7-26", "2026-11-07"},
        {"11.12.26", "2026-11-12"},
        {"Nov 7, 2026", "2026-11-07"},
        {"NOV. 7 2026", "2026-11-07"},
        {"November 7th, 2026", "2026-11-07"},
        {"7 Nov 2026", "2026-11-07"},
        {"2026-11-09", "2026-11-09"},
        {"12-31-26", "2026-12-31"},
        {"11/23/2025", "2025-11-23"},
        {"Sept 3, 2026", "2026-09-03"},
        {"Oct 1st 2026", "2026-10-01"},
        {"ll/l5/26", "2026-11-15"},
        {"Nov l4, 2O26", "2026-11-14"},
        {"Jan 2, 2027", "2027-01-02"},
        {"4/1/26", "2026-04-01"},
        {"Nov 12, 26", "2026-11-12"},
    };
    for (const Row& row : kRows) {
        CAPTURE(row.text);
        const Reading<Date> reading = parse_check_date(row.text, 0.9, kReceived);
        REQUIRE(reading.best() != nullptr);
        CHECK(reading.best()->value.to_string() == row.date);
        CHECK(reading.best()->probability > 0.4);
        CHECK(reading.best()->probability < 1);
    }
}

TEST_CASE("what bears no date is illegible, and nothing is absent") {
    CHECK(parse_check_date("", 0.9, kReceived).presence == Presence::absent);
    for (const char* text : {"x", "26", "Health Connector", "711948416228", "?????????"}) {
        CAPTURE(text);
        const Reading<Date> reading = parse_check_date(text, 0.9, kReceived);
        CHECK_FALSE(reading.sure(0.5));
    }
}

TEST_CASE("an ambiguous date is not claimed") {
    const Reading<Date> reading = parse_check_date("11/1?/26", 0.9, kReceived);
    CHECK(reading.alternatives.size() > 2);
    CHECK_FALSE(reading.sure(0.5));
}

TEST_CASE("payees") {
    struct Row {
        const char* text;
        double probability;
        PayeeVerdict verdict;
    };
    constexpr auto kOurs = PayeeVerdict::health_connector;
    constexpr auto kOther = PayeeVerdict::other;
    constexpr auto kUnreadable = PayeeVerdict::unreadable;
    constexpr Row kRows[] = {
        {"Health Connector", 0.9, kOurs},
        {"MA HEALTH CONNECTOR", 0.9, kOurs},
        {"Massachusetts Health Connector ", 0.9, kOurs},
        {"Heaith connector.", 0.3, kOurs},
        {"Mass tHeaurtt CONNECTOR.", 0.6, kOurs},
        {"The Mass. Health Connector, Boston", 0.8, kOurs},
        {"National Grid", 0.9, kOther},
        {"Eversource", 0.9, kOther},
        {"COMCAST", 0.9, kOther},
        {"Eversource", 0.2, kUnreadable},
        {"Mass Health Care Center", 0.9, kUnreadable},
        {"Vermont Health Connect", 0.9, kOther},
        {"Maryland Health Connection", 0.6, kOther},
        {"Health Connect", 0.9, kOurs},
        {"", 0.0, kUnreadable},
        {"ll", 0.9, kUnreadable},
    };
    const CheckVocabulary vocabulary;
    for (const Row& row : kRows) {
        CAPTURE(row.text);
        CHECK(judge_payee(row.text, row.probability, vocabulary.payees) == row.verdict);
    }
}

TEST_CASE("restrictive legends and foreign money") {
    const std::vector<std::string> legends = CheckVocabulary{}.restrictive_legends;
    CHECK(names_restriction("Paid in full", legends));
    CHECK(names_restriction("acct 123 - PAlD IN FULL", legends));
    CHECK(names_restriction("in full settlement of all claims", legends));
    CHECK(names_restriction("IN FULL SATISFACTION —NoRTHEAST FEDERAL CREDIT UNION", legends));
    CHECK(names_restriction("final settlement of acct", legends));
    CHECK(names_restriction("ACCEPTED ASPAYMENT I", legends));  // the rest ran off the sheet
    CHECK(names_restriction("Mccarthy Cleaning Services Paidin full", legends));
    CHECK(names_restriction("P AYMENTINFULL", legends));
    CHECK_FALSE(names_restriction("final coverage month, full year", legends));
    CHECK_FALSE(names_restriction("Satisfaction Insurance", legends));
    CHECK_FALSE(names_restriction("paid in Fall River", legends));
    CHECK_FALSE(names_restriction("November premium", legends));
    CHECK(names_condition("By Cashing you agree balance is $o"));
    CHECK(names_condition("ENDORSEMENT HEREOF CONSTITUTES RELEASE"));
    CHECK(names_condition("Bycashlng this check you accept"));
    CHECK(names_condition("Endorsement consthtutes relense"));
    CHECK_FALSE(names_condition("Do not write or sign below this line, reserved for endorsement"));
    CHECK(names_condition("HOLD unti1 Dec 10, 2026"));
    CHECK(names_condition("Please don't cash before the 1st"));
    CHECK(names_condition("FEENEY & SONS PLUMBING Not good"));
    CHECK_FALSE(names_condition("Cash for November, this check"));
    CHECK_FALSE(names_condition("Household plan, until December"));
    CHECK_FALSE(names_condition("Do not cash if the watermark is missing"));
    CHECK_FALSE(names_condition("Boston Mianch an"));
    CHECK(names_foreign_currency("Two hundred Canadian dollars"));
    CHECK(names_foreign_currency("CAD 235.00"));
    CHECK(names_foreign_currency("\xC2\xA3 100"));
    CHECK(names_foreign_currency("\xC2\xA3" "1,234.00"));
    CHECK_FALSE(names_foreign_currency("MEM. \xC2\xA3" "49207 IA2Z8B 7354"));
    CHECK_FALSE(names_foreign_currency("Al\xE2\x82\xAC 757 657 37%"));
    CHECK(names_foreign_currency("Pay \xE2\x82\xAC" "757"));
    CHECK(names_foreign_currency("payable in Canadian funds"));
    CHECK_FALSE(names_foreign_currency("payable in U.S. funds"));
    CHECK_FALSE(names_foreign_currency("Cadillac Health Plan Europe"));
}

TEST_CASE("a long line of clear print says a legend in words or says none") {
    const std::vector<std::string> legends = {"paid in full"};
    const char* const notice = "THIS CHECK HAS A COLORED BACKGROUND AND MICROPRINTING - HOLD AT AN ANGLE TO VIEW";
    const auto reading = [&](const char* text, double probability) {
        TextReading made;
        made.presence = Presence::read;
        made.alternatives = {{text, probability}};
        made.lattice = encode(test::clear_lattice("paid in full"));  // what the pixels might say as well
        return made;
    };
    CHECK_FALSE(shows_restriction(reading(notice, 0.87), legends, Typeface::print));
    CHECK(shows_restriction(reading("PAID IN FULL", 0.87), legends, Typeface::print));
    CHECK(shows_restriction(reading(notice, 0.5), legends, Typeface::print));
    CHECK(shows_restriction(reading(notice, 0.87), legends, Typeface::handwriting));
    CHECK(shows_restriction(reading("HOLD AT AN ANGLE", 0.87), legends, Typeface::print));
}

TEST_CASE("a legend is made out where it fits better than what fits by chance") {
    const std::vector<std::string> legends = CheckVocabulary{}.restrictive_legends;
    const auto shows = [&](const char* shown, double sure) {
        TextReading line;
        line.presence = Presence::read;
        line.alternatives = {{shown, 1e-4}};
        line.lattice = encode(test::clear_lattice(shown, sure));
        return shows_restriction(line, legends);
    };
    CHECK(shows("jaid in furl", 0.3));
    CHECK(shows("payment ia bull", 0.3));
    CHECK_FALSE(shows("xqzkvwhr jgxq", 0.03));  // a pattern: any text fits
    CHECK_FALSE(shows("ana ramos premium", 0.06));
}

TEST_CASE("a check with VOID written on it is nobody's to pay; an expiry in print says nothing") {
    const auto reading = [](const char* text, double probability, double sure = 0.9) {
        TextReading made;
        made.presence = Presence::read;
        made.alternatives = {{text, probability}};
        made.lattice = encode(test::clear_lattice(text, sure));
        return made;
    };
    CHECK(says_void(reading("VOID", 0.7), false));
    CHECK(says_void(reading("void void", 0.7), false));
    CHECK_FALSE(says_void(reading("VOID", 0.05), false));  // a scrawl
    CHECK(says_void(reading("VOID", 0.05), true));
    CHECK(says_void(reading("VID", 0.02, 0.6), true));  // what it crosses has taken a letter
    CHECK_FALSE(says_void(reading("VID", 0.02, 0.6), false));
    CHECK_FALSE(says_void(reading("VOID AFTER 90 DAYS", 0.9), true));
    CHECK_FALSE(says_void(reading("Ruth", 0.02, 0.6), true));
    CHECK_FALSE(says_void(TextReading{}, true));
}

TEST_CASE("a legend across the check may run into the amount in words") {
    const std::vector<std::string> legends = {"final settlement", "payment in full", "full and final"};
    CHECK(runs_into_restriction("One Hundred fifty-Two and xx/1000l settiem", legends));
    CHECK(runs_into_restriction("Forty and 50/100 paymen", legends));
    for (const char* amount :
         {"Two hundred and 00/100 only dollars", "Two hundred and 00/100 onlyDollars", "Ten & no/100----ororrr",
          "settlement one and 00/100", "Forty", "Forty and 50/100", "Fifty & 50/100 exactly"}) {
        CAPTURE(amount);
        CHECK_FALSE(runs_into_restriction(amount, legends));
    }
}

TEST_CASE("fine print names an amount that is a limit") {
    CHECK(names_a_limit("NOT VALID OVER $500.00 UNLESS ISSUED AT CUSTOMER SERVICE DESK"));
    CHECK(names_a_limit("Checks under $250.00 are accepted."));
    CHECK(names_a_limit("not to exceed $1,000.00"));
    CHECK_FALSE(names_a_limit("PAY EXACTLY $53.00"));
    CHECK_FALSE(names_a_limit("Andover $53.00"));
}

TEST_CASE("signature on file") {
    CHECK(says_signature_on_file("AUTHORIZED SIGNATURE - SIGNATURE ON FILE"));
    CHECK(says_signature_on_file("S1GNATURE ON FlLE"));
    CHECK(says_signature_on_file("No signature required"));
    CHECK_FALSE(says_signature_on_file("AUTHORIZED SIGNATURE"));
    CHECK_FALSE(says_signature_on_file("Simon Field"));
}

TEST_CASE("distances know what looks alike") {
    CHECK(reading_distance("Health", "health") == 0);
    CHECK(reading_distance("10", "lo") == doctest::Approx(1.0));
    CHECK(reading_distance("abc", "") == 3);
    CHECK(reading_distance("", "ab") == 2);
    CHECK(distance_within("grid", "the national grid company") == 0);
    CHECK(plain_words("  P.O. BOX #12--a ") == "p o box 12 a");
}

#include <doctest/doctest.h>

#include "matching/folded_text.h"
#include "matching/insurer_evidence.h"
#include "matching/name_evidence.h"
#include "matching/nicknames.h"
#include "matching/other_tender.h"
#include "matching/written_words.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("text is folded to small letters and digits") {
    struct Row {
        std::string text;
        std::vector<std::string> words;
    };
    for (const Row& row : std::vector<Row>{
             {"José O'Brien-Núñez, Jr.", {"jose", "obrien", "nunez", "jr"}},
             {"ÅSA ŻÓŁĆ", {"asa", "zolc"}},
             {"D\xE2\x80\x99"
              "Angelo",
              {"dangelo"}},
             {"  ", {}},
             {"\xC3", {}},
             {"a\xFF"
              "b",
              {"a", "b"}},
             {"J.P. Morgan", {"jp", "morgan"}},
             {"李明 Li", {"li"}},
         }) {
        CAPTURE(row.text);
        CHECK(folded_words(row.text) == row.words);
    }
}

TEST_CASE("edit distance") {
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("same", "same") == 0);
    CHECK(similarity("", "") == 0);
    CHECK(similarity("abcd", "abcx") == doctest::Approx(0.75));
}

TEST_CASE("names in every form people write them") {
    struct Row {
        std::string_view read, first, last;
        NameVerdict verdict;
    };
    using enum NameVerdict;
    for (const Row& row : std::vector<Row>{
             {"Dmitri Wilson", "Dmitri", "Wilson", agree},
             {"WILSON, DMITRI", "Dmitri", "Wilson", agree},
             {"Dmitri A. Wilson", "Dmitri", "Wilson", agree},
             {"Jean Paul Young", "Jean-Paul", "Young", agree},
             {"JEANPAUL YOUNG", "Jean-Paul", "Young", agree},
             {"Jean Young", "Jean-Paul", "Young", agree},
             {"Maria Garcia", "Maria", "Garcia-Lopez", agree},
             {"Maria Garcia Lopez", "Maria", "Garcia-Lopez", agree},
             {"Jose Nunez", "José", "Núñez", agree},
             {"Bill Lewis", "William", "Lewis", agree},
             {"Katherine Lomg", "Katherine", "Long", partly},
             {"Kathrine Mendoza", "Katherine", "Mendoza", agree},
             {"Edward Mendoze", "Edward", "Mendoza", agree},
             {"D. Wilson", "Dmitri", "Wilson", partly},
             {"The Wilson Family", "Dmitri", "Wilson", partly},
             {"Maria Wilson", "Dmitri", "Wilson", partly},
             {"Dmitri Sullivan", "Dmitri", "Wilson", different},
             {"John Ruiz", "Benjamin", "Gutierrez", different},
             {"Wilson", "Wilson", "Wilson", partly},
             {"711946337641", "Dmitri", "Wilson", not_legible},
             {"~ x", "Dmitri", "Wilson", not_legible},
             {"", "Dmitri", "Wilson", not_legible},
         }) {
        CAPTURE(row.read);
        CHECK(to_word(compare_name(row.read, {row.first, row.last})) == to_word(row.verdict));
    }
}

TEST_CASE("not written, not legible and different are three things") {
    const SubscriberName wilson{"Dmitri", "Wilson"};
    CHECK(compare_name(TextReading{}, wilson, Lettering::handwritten) == NameVerdict::not_written);
    CHECK(compare_name(illegible<std::string>(), wilson, Lettering::handwritten) == NameVerdict::not_legible);
    CHECK(compare_name(text("Ana Ramos", 0.9), wilson, Lettering::handwritten) == NameVerdict::different);
    CHECK(compare_name(text("Ana Ramos", 0.4), wilson, Lettering::handwritten) == NameVerdict::not_legible);
    CHECK(compare_name(text("Ana Ramos", 0.4), wilson, Lettering::printed) == NameVerdict::different);
}

TEST_CASE("short forms") {
    CHECK(are_nicknames("bill", "william"));
    CHECK(are_nicknames("bob", "rob"));
    CHECK_FALSE(are_nicknames("bill", "robert"));
    CHECK_FALSE(are_nicknames("xyz", "xyz"));
}

TEST_CASE("insurers and their aliases") {
    struct Row {
        std::string_view line, insurer;  // "" for none, "dental" for the word alone
    };
    const Policy policy;
    for (const Row& row : std::vector<Row>{
             {"BCBS", "Blue Cross Blue Shield of MA"},
             {"Blue Cross", "Blue Cross Blue Shield of MA"},
             {"bluecross blue shield", "Blue Cross Blue Shield of MA"},
             {"HPHC", "Harvard Pilgrim Health Care"},
             {"Harvard Pilgrlm", "Harvard Pilgrim Health Care"},
             {"Tufts Direct", "Tufts Health Plan"},
             {"United Healthcare", "UnitedHealthcare"},
             {"UHC", "UnitedHealthcare"},
             {"MGB", "Mass General Brigham Health Plan"},
             {"Mass General Brigham", "Mass General Brigham Health Plan"},
             {"HNE", "Health New England"},
             {"Health New England", "Health New England"},
             {"Delta Dental of MA", "Delta Dental of Massachusetts"},
             {"Altus Dental", "Altus Dental"},
             {"Well Sense", "WellSense Health Plan"},
             {"for Fallon, Dec", "Fallon Health"},
             {"dental", "dental"},
             {"health insurance", ""},
             {"UH", ""},
             {"BCB", ""},
             {"Dmitri Wilson", ""},
         }) {
        CAPTURE(row.line);
        const TextReading line = text(std::string(row.line));
        const InsurersWritten found = find_insurers({&line}, policy);
        if (row.insurer.empty() || row.insurer == "dental") {
            CHECK(found.mentions.empty());
        } else {
            REQUIRE(found.mentions.size() == 1);
            CHECK(found.mentions[0].insurer == row.insurer);
        }
        CHECK(found.says_dental == (row.insurer == "dental"));
    }
}

TEST_CASE("one line may name several insurers, or one and a dental plan") {
    struct Row {
        std::string_view line;
        std::vector<std::string> insurers;
        bool dental;
    };
    for (const Row& row : std::vector<Row>{
             {"UHC + Altus Dental", {"UnitedHealthcare", "Altus Dental"}, false},
             {"Altus Dental and Health New England", {"Altus Dental", "Health New England"}, false},
             {"UHC & dental", {"UnitedHealthcare"}, true},
             {"Blue Cross Blue Shield, BCBS", {"Blue Cross Blue Shield of MA"}, false},
         }) {
        CAPTURE(row.line);
        const TextReading line = text(std::string(row.line));
        const InsurersWritten found = find_insurers({&line}, Policy{});
        std::vector<std::string> insurers;
        for (const auto& mention : found.mentions) insurers.push_back(mention.insurer);
        CHECK(insurers == row.insurers);
        CHECK(found.says_dental == row.dental);
    }
}

TEST_CASE("what free writing is about") {
    CHECK(is_about_insurance("health insurance"));
    CHECK(is_about_insurance("Dental premium Dec 2026"));
    CHECK_FALSE(is_about_insurance("Dmitri"));
    CHECK_FALSE(is_about_insurance(""));
    for (const std::string_view bank :
         {"Middlesex Savings Bank", "TD Bank", "Cape Cod Five", "Digital Federal Credit Union"}) {
        CHECK(is_a_bank(bank));
    }
    CHECK_FALSE(is_a_bank("Edward Mendoza"));
    CHECK_FALSE(is_a_bank("Five"));
    for (const std::string_view print : {"AUTHORIZED SIGNATURE", "Memo", "PAY TO THE ORDER OF", "Personal Money Order"}) CHECK(is_print_of_forms(print));
    for (const std::string_view name : {"Ana Ramos", "for Ana Ramos", ""}) CHECK_FALSE(is_print_of_forms(name));
    for (const std::string_view place : {"Quincy, Massachusetts", "Hyannis, Mass.", "Lowell, MA", "Salem MA 01970"}) {
        CHECK(is_a_place(place));
    }
    for (const std::string_view name : {"Lawrence Ma", "Mass", "Massey, Ann", "Salem, Ana", "Ana Ramos, Salem, MA", ""}) CHECK_FALSE(is_a_place(name));
    for (const std::string_view firm :
         {"MacDonald Landscaping Co.", "ESTRADA BAKERY, INC.", "Tavares Cleaning Services, Inc.", "Roy & Sons", "Kelly LLC"}) {
        CHECK(is_a_company(firm));
    }
    for (const std::string_view person : {"Inc", "Edward Mendoza", "Li Co Tran", "Nancy Grouper"}) CHECK_FALSE(is_a_company(person));
    CHECK(looks_like_a_number("#711948405896"));
    CHECK_FALSE(looks_like_a_number("Apt 12"));
    const Plan account = plan({"722900001", "776100000001", "Ana", "Ramos"});
    CHECK(number_likeness("7761O000000l", account) == doctest::Approx(1));
    CHECK(number_likeness("776199999", account) < 0.75);
    CHECK(address_agrees({"12 ELM ST", "SALEM, MA 01970"}, account));
    CHECK_FALSE(address_agrees({"13 ELM ST", "SALEM, MA 01970"}, account));
    CHECK_FALSE(address_agrees({}, account));
}

TEST_CASE("cash and card slips are told from letters that speak of cards") {
    struct Row {
        std::vector<std::string> lines;
        bool tender;
    };
    for (const Row& row : std::vector<Row>{
             {{"CASH PAYMENT", "Name: Ana Ramos", "Amount: $152.35", "Enclosed: bills and coins"}, true},
             {{"Name: Ana Ramos", "CREDIT CARDPAYMENT"}, true},
             {{"Ana Ramos", "Card number: **** **** **** ****", "Expires: 09/28"}, true},
             {{"Enclosed cash for my December bill"}, true},
             {{"I lost my insurance card. My card number was on it.", "Please send another."}, false},
             {{"Can I pay by credit card?"}, false},
             {{"Please cash the check of last month"}, false},
             {{}, false},
         }) {
        std::vector<TextReading> lines;
        for (const std::string& line : row.lines) lines.push_back(text(line));
        CAPTURE(row.lines);
        CHECK(names_other_tender(lines) == row.tender);
    }
}

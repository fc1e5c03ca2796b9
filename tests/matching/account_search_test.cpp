#include "matching/account_search.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "matching/account_map_builder.h"
#include "matching/folded_text.h"
#include "matching/word_index.h"

using namespace lockbox;

namespace {

Plan plan(int n, const char* first, const char* last, const char* address, const char* city, const char* zip,
          const char* insurer, const char* plan_id = "P-1") {
    Plan made;
    made.billing_account = *BillingAccount::parse(std::to_string(700000100 + n));
    made.member_id = *MemberId::parse(std::to_string(710000000000 + 7919LL * n));
    made.enrollment_id = *EnrollmentId::parse(std::to_string(1200000000000 + 104729LL * n));
    made.first_name = first;
    made.last_name = last;
    made.address = address;
    made.city = city;
    made.state = "MA";
    made.zip = zip;
    made.plan_id = *PlanId::parse(plan_id);
    made.insurer = insurer;
    made.plan_name = "Silver";
    made.invoice_number = *InvoiceNumber::parse(std::to_string(4000000000 + n));
    made.coverage_month = *Month::parse("2026-12");
    return made;
}

const std::vector<Plan>& town() {
    static const std::vector<Plan> plans = {
        plan(0, "Ana", "López", "1 Elm Street", "Lowell", "01850", "Fallon Health"),
        plan(0, "Ana", "López", "1 Elm Street", "Lowell", "01850", "Delta Dental of Massachusetts", "P-2"),
        plan(1, "William", "O'Brien", "22 Main Street", "Boston", "02110", "Tufts Health Plan"),
        plan(2, "Maria", "Garcia-Lopez", "7 Oak Avenue", "Lowell", "01851", "Tufts Health Plan"),
        plan(3, "John", "Smith", "80 Elm Street", "Springfield", "01103", "Fallon Health"),
        plan(4, "Joan", "Smyth", "81 Elm Street", "Springfield", "01103", "Blue Cross Blue Shield of MA"),
        plan(5, "Ana", "Silva", "12 Pine Road", "Worcester", "01608", "Fallon Health"),
    };
    return plans;
}

const AccountSearch& search() {
    static const AccountSearch made = [] {
        AccountMapBuilder builder(town().size());
        for (const Plan& one : town()) builder.add(one);
        const std::string state(64, 'a');
        auto map = AccountMap::of(builder.bytes(state), state);
        REQUIRE(map);
        return AccountSearch(*map,
                             {{"BCBS", "Blue Cross Blue Shield of MA"}, {"Delta", "Delta Dental of Massachusetts"}});
    }();
    return made;
}

/// The last names found, best first.
std::vector<std::string> found(const std::string& question, std::size_t limit = 10) {
    std::vector<std::string> names;
    for (const FoundAccount& one : search().find(question, limit))
        names.push_back(search().map().plan(one.plan)->last_name);
    return names;
}

}  // namespace

TEST_CASE("an account is found by any words of it, in any order, with slips") {
    struct Case {
        const char* question;
        const char* first;  ///< last name of the best; nullptr: nothing
    };
    for (const Case& one : std::vector<Case>{
             {"lopez ana", "López"},
             {"ana lopez elm", "López"},
             {"elm lowell", "López"},
             {"lopes ana", "López"},
             {"obrien", "O'Brien"},
             {"bill obrien", "O'Brien"},
             {"o'brein", "O'Brien"},
             {"maria lowell", "Garcia-Lopez"},
             {"garcia", "Garcia-Lopez"},
             {"smyth joan", "Smyth"},
             {"smith john", "Smith"},
             {"bcbs springfield", "Smyth"},
             {"elm delta", "López"},
             {"700000103", "Smith"},
             {"700 000 103", "Smith"},
             {"01608", "Silva"},
             {"ana worc", "Silva"},
             {"pine", "Silva"},
             {"4000000002", "Garcia-Lopez"},
             {"", nullptr},
             {"xyzzy", nullptr},
             {"700000183", "Smith"},
         }) {
        CAPTURE(std::string(one.question));
        const auto names = found(one.question);
        if (one.first == nullptr) {
            CHECK(names.empty());
        } else {
            REQUIRE_FALSE(names.empty());
            CHECK(names.front() == one.first);
        }
    }
    CHECK(found("ana", 1).size() == 1);
    CHECK(found("springfield").size() == 2);
    CHECK(found(std::string(5'000, 'x')).empty());
    CHECK(found("a b c d e f g h i j k l m n o p").size() <= 10);
}

TEST_CASE("an account comes once, with all its plans and by what it was found") {
    const auto all = search().find("lopez fallon", 10);
    REQUIRE_FALSE(all.empty());
    CHECK(search().plans_of(all.front().plan).size() == 2);
    CHECK(all.front().words == 2);
    CHECK(all.front().matched == std::vector<SearchField>{SearchField::name, SearchField::insurer});
}

TEST_CASE("the index finds what a slow look at every word finds") {
    const std::vector<std::string> words = {"lopez", "lopes", "garcia", "smith", "smyth",
                                            "elm",   "elms",  "oak",    "pine",  "springfield"};
    WordIndex index;
    for (std::uint32_t i = 0; i < words.size(); ++i) index.add(words[i], i);
    index.finish();
    const auto exchanged = [](std::string word, const std::string& typed) {
        for (std::size_t i = 0; i + 1 < word.size(); ++i) {
            std::swap(word[i], word[i + 1]);
            if (word == typed) return true;
            std::swap(word[i], word[i + 1]);
        }
        return false;
    };
    for (const std::string typed : {"lopez", "lopze", "smith", "elm", "springfeild", "garica", "pin", "xx"}) {
        CAPTURE(typed);
        std::size_t near = 0;
        const std::size_t edits = typed.size() < 4 ? 0 : typed.size() < 7 ? 1 : 2;
        for (const std::string& word : words) {
            const bool fits =
                edit_distance(word, typed) <= edits || word.starts_with(typed) || (edits > 0 && exchanged(word, typed));
            near += fits ? 1 : 0;
        }
        CHECK(index.near(typed, true).size() == near);
    }
}

#include "matching/name_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "matching/account_index.h"
#include "matching/candidates.h"
#include "matching/folded_text.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

Plan named(int number, const std::string& first, const std::string& last) {
    PlanSpec spec;
    spec.billing_account = std::to_string(722900000 + number);
    spec.member_id = std::to_string(776100000000 + number);
    spec.first_name = first;
    spec.last_name = last;
    return plan(spec);
}

std::string random_word(std::mt19937& random) {
    std::string word(2 + random() % 8, 'a');
    for (char& c : word) c = static_cast<char>('a' + random() % 3);
    return word;
}

}  // namespace

TEST_CASE("the walk finds just the last names that a slow look at every one finds") {
    std::mt19937 random(5);
    std::set<std::string> names;
    std::vector<Plan> plans;
    for (int i = 0; i < 400; ++i) {
        plans.push_back(named(i, "Ana", random_word(random)));
        names.insert(plans.back().last_name);
    }
    const AccountIndex index(plans);
    std::size_t found_total = 0;
    for (int round = 0; round < 300; ++round) {
        const std::string word = random_word(random);
        std::map<std::string, std::size_t> expected, found;
        for (const std::string& name : names) {
            const std::size_t edits = edit_distance(word, name);
            if (edits <= edits_allowed(std::max(word.size(), name.size()))) expected[name] = edits;
        }
        std::size_t last = 0;
        for (const NearName& near : near_last_names(index.map(), word)) {
            CHECK(near.edits >= last);
            last = near.edits;
            found[std::string(index.map().text(index.map().last_names()[near.last_name].text))] = near.edits;
        }
        CHECK(found == expected);
        found_total += found.size();
    }
    CHECK(found_total > 1000);
}

TEST_CASE("a member is a candidate however the name was written or misread") {
    std::vector<Plan> plans = {named(1, "Margaret", "Sullivan"), named(2, "Jean-Paul", "Garcia-Lopez"),
                               named(3, "William", "O'Brien"),   named(4, "Mei", "Le"),
                               named(5, "José", "Núñez"),        named(6, "Ana", "Ross"),
                               named(7, "Peter", "Sullivan"),    named(8, "Zoe", "Zimmerman")};
    const AccountIndex index(plans);
    const auto found = [&](const std::string& written) {
        std::string accounts;
        for (const Plan* one : find_by_name(text(written), index)) accounts += one->billing_account.str().back();
        return accounts;
    };
    const struct {
        std::string written, accounts;
    } rows[] = {
        {"Margaret Sullivan", "1"},
        {"SULLIVAN, MARGARET", "1"},
        {"Peggy Sullivan", "17"},  // a short form; the initial of another
        {"M. Sullivan", "1"},
        {"M Sulivan", "1"},          // a letter dropped
        {"Margaret Sullwan", "1"},   // two letters misread
        {"Margarct Suliivan", "1"},  // both names misread
        {"Nargaret Sullivan", "1"},  // the initial misread
        {"Margaret A Sullivan", "1"},
        {"Peter & Margaret Sullivan", "17"},
        {"Jean Paul Garcia Lopez", "2"},
        {"J-P Garcia", "2"},
        {"Jean-Paul Lopez", "2"},
        {"Jean Garciq-Lopez", "2"},
        {"Bill OBrien", "3"},
        {"William O Brien", "3"},  // run together
        {"Le, Mei", "4"},
        {"Mei Lee", ""},  // short names have no slips: Le is not Lee
        {"Jose Nunez", "5"},
        {"Ana Ros", "6"},
        {"Ana Rose", "6"},
        {"Sullivan", ""},  // a last name alone is half a town
        {"Member 776100000001", ""},
        {"Walter Quigley", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.written);
        CHECK(found(row.written) == row.accounts);
    }
}

TEST_CASE("common names are bounded, and who fits best stays") {
    std::vector<Plan> plans;
    for (int i = 0; i < 3000; ++i)
        plans.push_back(named(i, i % 3 == 0 ? "Maria" : "Mark" + std::to_string(i), "Garcia"));
    plans.push_back(named(3000, "Marisol", "Garcia"));
    const AccountIndex index(plans);
    const auto hits = find_by_name(text("Marisol Garcia"), index);
    CHECK(hits.size() <= 500);
    CHECK(std::any_of(hits.begin(), hits.end(), [](const Plan* one) { return one->first_name == "Marisol"; }));
}

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tools/grow_accounts/given_accounts.h"
#include "tools/grow_accounts/growth.h"
#include "tools/grow_accounts/name_pool.h"
#include "tools/make_samples/accounts.h"

using namespace lockbox;
using namespace lockbox::samples;
namespace fs = std::filesystem;

namespace {

/// A small account file and a place for what grows from it; gone with the object.
struct Folder {
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    fs::path path = fs::temp_directory_path() / ("lockbox_growth_" + std::to_string(getpid()));
    fs::path given = path / "given.csv", grown = path / "grown.csv", again = path / "again.csv";
};

void write(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::string content(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::string small_file() {
    Random random(11);
    return accounts_csv(make_accounts({300, *Date::of(2026, 11, 18)}, random));
}

std::size_t slips(const std::string& a, const std::string& b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i] ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("a grown file keeps its rows, and its newcomers crowd around them") {
    const Folder folder;
    const std::string given = small_file();
    write(folder.given, given);
    const auto report = grow_accounts(folder.given, folder.grown, {3000, 5});
    REQUIRE(report);
    CHECK(report->members_given == 300);
    CHECK(report->members_added == 2700);
    const std::string grown = content(folder.grown);
    CHECK(grown.starts_with(given));

    const auto accounts = GivenAccounts::read(folder.grown);  // every row is good
    REQUIRE(accounts);
    CHECK(accounts->member_count() == 3000);
    CHECK(static_cast<std::int64_t>(accounts->plans().size()) == report->rows);
    std::map<std::string, std::set<std::string>> members_of;  // by billing account
    std::set<std::string> members, enrollments, invoices, people, rare_names;
    for (const Plan& plan : accounts->plans()) {
        members_of[plan.billing_account.str()].insert(plan.member_id.str());
        members.insert(plan.member_id.str());
        CHECK(enrollments.insert(plan.enrollment_id.str()).second);
        CHECK(invoices.insert(plan.invoice_number.str()).second);
        people.insert(plan.first_name + " " + plan.last_name);
        rare_names.insert(plan.last_name);
        CHECK(plan.amount_due >= Cents(0));
    }
    CHECK(members.size() == 3000);
    for (const auto& [account, own] : members_of) CHECK(own.size() == 1);
    CHECK(people.size() < 2900);  // namesakes
    CHECK(rare_names.size() > 400);

    std::size_t neighbours = 0;
    const auto originals = GivenAccounts::read(folder.given);
    for (std::size_t i = 0; i < 50; ++i) {
        const std::string& own = originals->member(i).front().member_id.str();
        neighbours += static_cast<std::size_t>(std::count_if(
            members.begin(), members.end(), [&](const std::string& other) { return slips(own, other) == 1; }));
    }
    CHECK(neighbours > 50 * 3);
}

TEST_CASE("the same seed gives the same bytes, another seed others") {
    const Folder folder;
    write(folder.given, small_file());
    REQUIRE(grow_accounts(folder.given, folder.grown, {900, 5}));
    REQUIRE(grow_accounts(folder.given, folder.again, {900, 5}));
    CHECK(content(folder.grown) == content(folder.again));
    REQUIRE(grow_accounts(folder.given, folder.again, {900, 6}));
    CHECK(content(folder.grown) != content(folder.again));
}

TEST_CASE("what cannot grow says why") {
    const Folder folder;
    const std::string given = small_file();
    const std::string header = given.substr(0, given.find('\n') + 1);
    const struct {
        std::string text, what;
    } rows[] = {
        {"", "no rows"},
        {header, "no rows"},
        {"member_id,billing_account\n", "the header has no column"},
        {header + "1,2,3\n", "the row has 3 fields"},
        {given + "\"open", "quote"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        write(folder.given, row.text);
        const auto report = grow_accounts(folder.given, folder.grown, {900, 5});
        REQUIRE_FALSE(report);
        CHECK(report.error().message().find(row.what) != std::string::npos);
    }
    write(folder.given, given);
    CHECK_FALSE(grow_accounts(folder.path / "none.csv", folder.grown, {900, 5}));
    CHECK_FALSE(grow_accounts(folder.given, folder.given, {900, 5}));
    CHECK(content(folder.given) == given);
}

TEST_CASE("few names are frequent and many are rare") {
    Random random(3);
    const NamePool pool({"Ann"}, {"Given"}, random);
    std::map<std::string, int> borne;
    for (int i = 0; i < 20000; ++i) ++borne[pool.last_name(random)];
    const auto most =
        std::max_element(borne.begin(), borne.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    CHECK(most->second > 100);
    CHECK(most->second < 600);
    CHECK(borne.size() > 2000);
    CHECK(borne.contains("Given"));
}

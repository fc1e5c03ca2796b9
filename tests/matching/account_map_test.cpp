#include "matching/account_map.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <random>

#include "matching/account_index.h"
#include "matching/account_map_builder.h"
#include "matching/checksum.h"
#include "matching/name_search.h"
#include "matching/number_search.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;
namespace fs = std::filesystem;

namespace {

const std::string kState(64, 'a'), kOtherState(64, 'b');

/// Accounts with one or two plans; names with parts, accents and none at all; every status.
std::vector<Plan> some_plans(int count) {
    const char* const last_names[] = {"Ramos", "Garcia-Lopez", "O'Brien", "Núñez", "Le", ""};
    const char* const first_names[] = {"Ana", "Aldo", "Jean-Paul", "Zoë", ""};
    std::vector<Plan> plans;
    for (int i = 0; i < count; ++i) {
        PlanSpec spec;
        spec.billing_account = std::to_string(722900000 + i / 2 * 7);
        spec.member_id = std::to_string(776100000000 + i / 2 * 11);
        spec.enrollment_id = std::to_string(1188880155252 - i);
        spec.first_name = first_names[i / 2 % 5];
        spec.last_name = last_names[i / 2 % 6];
        spec.kind = i % 2 == 0 ? PlanKind::health : PlanKind::dental;
        spec.status = static_cast<PlanStatus>(i % 4);
        spec.amount_due = i % 3 == 0 ? "53.00" : "-" + std::to_string(i) + ".07";
        spec.invoice_number = (i % 7 == 0 ? "00" : "40") + std::to_string(80000000 + i);
        plans.push_back(plan(spec));
    }
    std::shuffle(plans.begin(), plans.end(), std::minstd_rand(5));
    return plans;
}

std::vector<std::byte> map_bytes(const std::vector<Plan>& plans) {
    AccountMapBuilder builder;
    for (const Plan& plan : plans) builder.add(plan);
    return builder.bytes(kState);
}

std::vector<Plan> sorted(std::vector<Plan> plans) {
    std::sort(plans.begin(), plans.end(), [](const Plan& a, const Plan& b) {
        return std::tie(a.billing_account, a.plan_id) < std::tie(b.billing_account, b.plan_id);
    });
    return plans;
}

struct Folder {
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    fs::path path = fs::temp_directory_path() / ("lockbox_map_" + std::to_string(getpid()));
    fs::path file = path / "lockbox.db.accounts";
};

/// Asks everything of a map that opened: nothing may fall over, whatever it holds.
std::size_t ask_everything(const std::shared_ptr<const AccountMap>& map) {
    std::size_t answers = 0;
    const AccountIndex index(map);
    for (std::uint32_t i = 0; i < map->plan_count() + 2; ++i) answers += map->plan(i).has_value() ? 1U : 0U;
    for (std::size_t i = 0; i < map->last_names().size() + 1; ++i) {
        for (const auto& named : map->named(i)) answers += map->text(named.first_name).size();
    }
    for (const char* last : {"ramos", "lopez", "zz"}) {
        answers += index.count_named(last, "ana");
        for (const NearName& near : near_last_names(*map, last)) {
            answers += accounts_named(*map, near.last_name, {"ana"}, true, 100).size();
        }
    }
    answers += index.by_member_id("776100000011").size() + index.by_billing_account("722900007").size();
    answers += index.by_enrollment_id("1188880155200").size() + index.by_invoice_number("4080000003").size();
    const std::vector<Alternative<std::string>> read = {{"776100000011", 0.9}};
    for (const NearNumber& near : near_numbers(map->numbers(NumberKind::member_id), 12, read, 0.1)) {
        answers += index.plan_at(map->positions(NumberKind::member_id)[near.at]) != nullptr ? 1U : 0U;
    }
    return answers + index.count_amount_due(dollars("53.00"));
}

}  // namespace

TEST_CASE("a map gives back every plan as it was") {
    const std::vector<Plan> plans = some_plans(300);
    const auto map = AccountMap::of(map_bytes(plans), kState);
    REQUIRE(map);
    REQUIRE(map.value()->plan_count() == 300);
    CHECK(map.value()->account_count() == 150);
    const std::vector<Plan> expected = sorted(plans);
    for (std::uint32_t i = 0; i < 300; ++i) CHECK(map.value()->plan(i) == expected[i]);
    CHECK_FALSE(map.value()->plan(300));
}

TEST_CASE("an empty account file is a map too") {
    const auto map = AccountMap::of(map_bytes({}), kState);
    REQUIRE(map);
    CHECK(ask_everything(*map) == 0);
}

TEST_CASE("every look-up finds what a slow look at every plan finds") {
    const std::vector<Plan> plans = some_plans(400);
    const AccountIndex index(plans);
    const auto same = [](std::vector<const Plan*> found, std::vector<Plan> expected) {
        std::vector<Plan> values;
        for (const Plan* one : found) values.push_back(*one);
        return sorted(values) == sorted(std::move(expected));
    };
    const auto all_with = [&](auto wanted) {
        std::vector<Plan> some;
        std::copy_if(plans.begin(), plans.end(), std::back_inserter(some), wanted);
        return some;
    };
    for (const Plan& one : plans) {
        const auto& [billing, member] = std::tie(one.billing_account, one.member_id);
        CHECK(same(index.by_billing_account(billing.str()),
                   all_with([&](const Plan& other) { return other.billing_account == one.billing_account; })));
        CHECK(same(index.by_member_id(member.str()),
                   all_with([&](const Plan& other) { return other.member_id == one.member_id; })));
        CHECK(same(index.by_enrollment_id(one.enrollment_id.str()), {one}));
        CHECK(same(index.by_invoice_number(one.invoice_number.str()), {one}));
        CHECK(index.count_amount_due(one.amount_due) ==
              all_with([&](const Plan& other) { return other.amount_due == one.amount_due; }).size());
    }
    // Numbers of another length are other numbers, leading zeros or not.
    CHECK(index.by_invoice_number("80000000").empty());
    CHECK(index.by_billing_account("").empty());
    CHECK(index.by_billing_account("72290000x").empty());
    CHECK(index.by_member_id("99999999999999999999999").empty());
}

TEST_CASE("a map in a file: its own, its owner's, put in place at once") {
    const Folder folder;
    const std::vector<Plan> plans = some_plans(100);
    AccountMapBuilder builder;
    for (const Plan& one : plans) builder.add(one);
    REQUIRE(builder.write(folder.file, kState));
    struct stat status {};
    REQUIRE(::stat(folder.file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    const auto map = AccountMap::open(folder.file, kState);
    REQUIRE(map);
    const std::size_t answers = ask_everything(*map);
    CHECK(answers > 100);
    // Another takes its place while the first is mapped.
    AccountMapBuilder none;
    REQUIRE(none.write(folder.file, kOtherState));
    CHECK(ask_everything(*map) == answers);
    CHECK(AccountMap::open(folder.file, kOtherState).value()->plan_count() == 0);
    CHECK(AccountMap::open(folder.file, kState).error().message().find("changed") != std::string::npos);
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
    CHECK_FALSE(none.write(folder.path / "no" / "such", kState));
    CHECK_FALSE(AccountMap::open(folder.path / "none", kState));
    CHECK_FALSE(AccountMap::open(folder.path, kState));
}

TEST_CASE("no damage goes unnoticed: any byte, any length") {
    const std::vector<std::byte> good = map_bytes(some_plans(6));
    REQUIRE(AccountMap::of(good, kState));
    std::size_t padding_bytes = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::vector<std::byte> bad = good;
        bad[at] ^= std::byte{0x10};
        const auto map = AccountMap::of(bad, kState);
        padding_bytes += map ? 1 : 0;  // between sections nothing is kept
        if (map) CHECK(good[at] == std::byte{0});
    }
    CHECK(padding_bytes < account_map::kSections * account_map::kAlignment);
    for (std::size_t size = 0; size < good.size(); size += 7) {
        CHECK_FALSE(AccountMap::of({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}, kState));
    }
    std::vector<std::byte> longer = good;
    longer.resize(good.size() + 8);
    CHECK_FALSE(AccountMap::of(longer, kState));
}

TEST_CASE("a map whose checksums were forged harms nobody") {
    const std::vector<std::byte> good = map_bytes(some_plans(40));
    account_map::Header header;
    std::memcpy(&header, good.data(), sizeof(header));
    std::minstd_rand random(7);
    std::size_t opened = 0, refused = 0;
    for (int round = 0; round < 4000; ++round) {
        std::vector<std::byte> bad = good;
        // Some bytes of the sections, or of the header's places and counts, then every checksum as it should be.
        const bool in_header = round % 2 == 0;
        const std::size_t from = in_header ? offsetof(account_map::Header, account_count) : sizeof(header);
        const std::size_t to = in_header ? offsetof(account_map::Header, checksum) : good.size();
        for (int i = 0; i < 4; ++i) bad[from + random() % (to - from)] = static_cast<std::byte>(random() % 256);
        account_map::Header forged;
        std::memcpy(&forged, bad.data(), sizeof(forged));
        forged.state = header.state;
        for (std::size_t i = 0; i < account_map::kSections; ++i) {
            account_map::Section& section = forged.sections[i];
            const std::size_t entry = account_map::kEntryBytes[i];
            if (section.offset_bytes > bad.size() || section.count > (bad.size() - section.offset_bytes) / entry)
                continue;
            section.checksum = checksum(std::span(bad).subspan(section.offset_bytes, section.count * entry));
        }
        forged.checksum = checksum(std::as_bytes(std::span(&forged, 1)).first(offsetof(account_map::Header, checksum)));
        std::memcpy(bad.data(), &forged, sizeof(forged));
        if (const auto map = AccountMap::of(std::move(bad), kState)) {
            ask_everything(*map);
            ++opened;
        } else {
            ++refused;
        }
    }
    CHECK(opened > 1000);
    CHECK(refused > 100);
}

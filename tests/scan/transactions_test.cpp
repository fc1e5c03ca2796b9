#include "scan/transactions.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

using namespace lockbox;

namespace {

/// "C1" a coupon of account 1, "K1" a check that names it, "K" a check that names none, "$9" paid from bank account 9.
/// L letter, E envelope, B blank; "#3" the transaction as given.
std::vector<GroupingDocument> documents(std::string_view text) {
    std::vector<GroupingDocument> all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
            case 'C':
                all.push_back({.kind = DocumentKind::coupon});
                break;
            case 'K':
                all.push_back({.kind = DocumentKind::check});
                break;
            case 'L':
                all.push_back({.kind = DocumentKind::letter});
                break;
            case 'E':
                all.push_back({.kind = DocumentKind::envelope});
                break;
            case 'B':
                all.push_back({.kind = DocumentKind::blank});
                break;
            case '$':
                all.back().payer_account = text[++i];
                break;
            case '#':
                all.back().transaction = text[++i] - '0';
                break;
            case ' ':
                break;
            default:
                all.back().accounts.push_back(std::string(1, text[i]));
        }
        if (!all.empty()) all.back().sequence = static_cast<int>(all.size());
    }
    return all;
}

std::string grouped(std::string_view text) {
    const std::vector<GroupingDocument> all = documents(text);
    std::string result;
    for (const std::vector<int>& group : group_transactions(all)) {
        if (!result.empty()) result += " | ";
        for (std::size_t i = 0; i < group.size(); ++i) result += (i ? " " : "") + std::to_string(group[i]);
    }
    return result;
}

}  // namespace

TEST_CASE("documents are grouped by their order and by what was read of them") {
    struct Row {
        const char* documents;
        const char* expected;
    };
    const Row rows[] = {
        {"", ""},
        {"C", "1"},
        {"CK", "1 2"},
        {"CK CK CK", "1 2 | 3 4 | 5 6"},
        {"K K K K K K K K K K K K K K K K K K K K K",
         "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21"},
        {"CK K CK K", "1 2 | 3 | 4 5 | 6"},
        {"C1K C2K C3K", "1 2 | 3 4 | 5 6"},
        {"C1 C1 K", "1 2 3"},          // two plans, one check
        {"C1 C2 K", "1 | 2 3"},        // a coupon whose check is missing
        {"C1 K$8 C1 K$8", "1 2 3 4"},  // two plans, two checks of one envelope
        {"C1 K$8 C2 K$9", "1 2 | 3 4"},
        {"C1 K$8 K$8", "1 2 3"},  // the same payer again
        {"C1 K$8 K$9", "1 2 | 3"},
        {"C1 K1 K2", "1 2 | 3"},
        {"K1 C1 K2 C2 K3 C3", "1 2 | 3 4 | 5 6"},  // checks before coupons
        {"CK L CK", "1 2 | 3 | 4 5"},
        {"C1 K1 L1 C2 K2", "1 2 3 | 4 5"},
        {"C1 K1 B C2 K2", "1 2 | 3 | 4 5"},
        {"ECK EK ECCK EL", "1 2 3 | 4 5 | 6 7 8 9 | 10 11"},        // envelopes head their contents
        {"CK CK CK E CK CK", "1 2 | 3 4 | 5 6 | 7 | 8 9 | 10 11"},  // a stray envelope does not
    };
    for (const Row& row : rows) {
        CAPTURE(row.documents);
        CHECK(grouped(row.documents) == row.expected);
    }
}

TEST_CASE("transactions that the batch gives are respected") {
    CHECK(grouped("K#1 C#1 K#2 K#2 C#3") == "1 2 | 3 4 | 5");
    CHECK(grouped("C#1 K#2") == "1 | 2");
    CHECK(grouped("C#1 K") == "1 2");
    CHECK(grouped("C#1 K CK") == "1 2 | 3 4");
    CHECK(grouped("C#1 L K#1") == "1 3 | 2");
}

TEST_CASE("every document is in exactly one group, in scan order") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::string text;
        for (auto left = random() % 40; left > 0; --left) {
            text += "CKKLEB"[random() % 6];
            if (random() % 3 == 0) text += static_cast<char>('1' + random() % 4);
            if (random() % 4 == 0) text += std::string("#") + static_cast<char>('1' + random() % 5);
        }
        CAPTURE(text);
        std::vector<int> seen;
        for (const auto& group : group_transactions(documents(text))) {
            CHECK(std::is_sorted(group.begin(), group.end()));
            seen.insert(seen.end(), group.begin(), group.end());
        }
        std::sort(seen.begin(), seen.end());
        REQUIRE(seen.size() == documents(text).size());
        for (std::size_t i = 0; i < seen.size(); ++i) CHECK(seen[i] == static_cast<int>(i + 1));
    }
}

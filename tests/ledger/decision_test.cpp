#include "ledger/decision.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ledger/records.h"

using namespace lockbox;

TEST_CASE("every reason has its place, its word and its sentence") {
    std::set<std::string_view> words, sentences;
    for (std::size_t i = 0; i < kReasonCount; ++i) {
        const Reason reason = all_reasons()[i];
        CHECK(static_cast<std::size_t>(reason) == i);
        CHECK(reason_from(to_word(reason)) == reason);
        CHECK(to_sentence(reason).ends_with('.'));
        words.insert(to_word(reason));
        sentences.insert(to_sentence(reason));
    }
    CHECK(words.size() == kReasonCount);
    CHECK(sentences.size() == kReasonCount);
    CHECK(static_cast<std::size_t>(Reason::correspondence) + 1 == kReasonCount);
    for (const char* word : {"", "unknown", "Duplicate_check", "duplicate_check "}) CHECK_FALSE(reason_from(word));
}

TEST_CASE("the reasons are those of the agreement") {
    // domain.md "Decisions": other systems depend on these words.
    const std::vector<const char*> words = {
        "no_remittance_data", "account_not_found", "account_ambiguous",   "plan_ambiguous",     "multiple_plans",
        "coupon_conflict",    "coupon_stale",      "amount_unreadable",   "amount_mismatch",    "first_payment_short",
        "first_payment_late", "over_limit",        "account_terminated",  "postdated",          "stale_dated",
        "date_unreadable",    "signature_missing", "payee_mismatch",      "restrictive_legend", "foreign_currency",
        "duplicate_check",    "check_missing",     "not_accepted_tender", "correspondence",     "image_quality",
        "micr_unreadable",
    };
    CHECK(words.size() == kReasonCount);
    for (const char* word : words) {
        CAPTURE(word);
        CHECK(reason_from(word));
    }
}

TEST_CASE("reasons stand in order of precedence, each once") {
    std::mt19937 random(2);
    for (int i = 0; i < 200; ++i) {
        std::vector<Reason> reasons;
        for (auto n = random() % 40; n > 0; --n) reasons.push_back(all_reasons()[random() % kReasonCount]);
        const std::set<Reason> wanted(reasons.begin(), reasons.end());
        put_in_order(reasons);
        CHECK(reasons == std::vector<Reason>(wanted.begin(), wanted.end()));
    }
}

TEST_CASE("outcomes and dispositions read back") {
    for (const Outcome outcome : {Outcome::posted, Outcome::review, Outcome::filed}) {
        CHECK(outcome_from(to_word(outcome)) == outcome);
    }
    for (const Disposition disposition : {Disposition::filed, Disposition::review, Disposition::check}) {
        CHECK(disposition_from(to_word(disposition)) == disposition);
    }
    CHECK_FALSE(outcome_from("post"));
    CHECK_FALSE(disposition_from(""));
}

TEST_CASE("the key of an instrument") {
    using Kind = InstrumentNumbers::Kind;
    struct Row {
        InstrumentNumbers numbers;
        const char* key;
    };
    const std::vector<Row> rows = {
        {{Kind::check, "011000015", "9127911303", "668"}, "check|011000015|9127911303|668"},
        {{Kind::check, "011000015", "9127-911 303", "000668"}, "check|011000015|9127911303|668"},
        {{Kind::check, "011000015", "0912", "0"}, "check|011000015|0912|0"},
        {{Kind::check, "011000015", "0912", "000"}, "check|011000015|0912|0"},
        {{Kind::money_order, "000000204", "7", "020817364529"}, "money_order|20817364529"},
        {{Kind::money_order, "", "", "20817364529"}, "money_order|20817364529"},
    };
    for (const Row& row : rows) CHECK(row.numbers.key() == row.key);
}

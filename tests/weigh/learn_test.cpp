#include "tools/weigh/learn.h"

#include <doctest/doctest.h>

#include "../matching/readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

const LearnedShare& share(const Lessons& lessons, std::string_view name) {
    for (const LearnedShare& candidate : lessons.shares()) {
        if (candidate.name == name) return candidate;
    }
    throw std::out_of_range(std::string(name));
}

}  // namespace

TEST_CASE("shares are counted on what was read clearly") {
    LabelledBatch batch;
    const Plan ana = plan({"722900001", "776100000001", "Ana", "Ramos"});
    batch.plans = {ana, plan({"722900002", "776100000205", "Cyrus", "Kowalski"})};
    const AccountIndex accounts(batch.plans);
    CheckTruth truth;
    truth.posts = true;
    truth.billing_account = "722900001";
    truth.amount = ana.amount_due;
    const auto add = [&](int sequence, const PageReading& page, const CheckTruth& about) {
        batch.transactions[sequence] = {page};
        batch.truth[sequence] = about;
    };
    PageReading slip = check_page(1, "152.35", "ANA RAMOS");
    slip.check->identifiers = {identifier("776100000002", Made::written, 0.99)};
    add(1, slip, truth);
    PageReading unclear = check_page(2, "152.35", "CYRUS KOWALSKI");
    unclear.check->identifiers = {identifier("776100000009", Made::written, 0.5)};
    add(2, unclear, truth);
    CheckTruth differs;
    differs.reasons_allowed = {"amount_mismatch"};
    add(3, check_page(3, "152.35"), differs);

    Lessons lessons;
    lessons.learn(batch, accounts);
    CHECK(share(lessons, "kAmountIsDue").hits == 2);
    CHECK(share(lessons, "kAmountIsDue").of == 2);
    CHECK(share(lessons, "kPayerIsSubscriber").hits == 1);
    CHECK(share(lessons, "kPayerIsSubscriber").of == 2);
    CHECK(share(lessons, "kWrittenDigitWrong").hits == 1);
    CHECK(share(lessons, "kWrittenDigitWrong").of == 12);
    CHECK(share(lessons, "kFiguresAndWordsDiffer").hits == 1);
    CHECK(share(lessons, "kFiguresAndWordsDiffer").of == 3);
}

TEST_CASE("what was never seen has an estimate above nothing and bounds that hold it") {
    LearnedShare share{"kMisreadAlike", 0.05, 0, 40};
    CHECK(share.estimate() > 0);
    CHECK(share.bounds().first == 0);
    CHECK(share.bounds().second > share.estimate());
    CHECK(LearnedShare{"", 0, 0, 0}.bounds() == std::pair(0.0, 1.0));
}

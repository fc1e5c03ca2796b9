#include "tools/weigh/learn.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "matching/evidence_weights.h"
#include "matching/identifier_search.h"
#include "matching/name_fit.h"
#include "matching/written_words.h"

namespace lockbox {
namespace {

constexpr double kClearlyRead = 0.95;    // numbers: the reader hardly doubts a digit
constexpr double kLegible = 0.7;         // names
constexpr int kSlipsOfOneNumber = 2;     // more digits than that apart is another number
constexpr NameLikelihood::Shares kEven{0.5, 0.25};

SubscriberName name_of(const Plan& plan) {
    return {plan.first_name, plan.last_name};
}

std::vector<SubscriberName> people_at_random(const AccountIndex& accounts) {
    constexpr std::size_t kCount = 64;
    std::vector<SubscriberName> people;
    const std::size_t step = std::max<std::size_t>(1, accounts.plan_count() / kCount);
    for (std::size_t i = step / 2; i < accounts.plan_count(); i += step) {
        people.push_back(name_of(*accounts.plan_at(static_cast<std::uint32_t>(i))));
    }
    return people;
}

/// Whether the last name alone fits as well as a line can, without the first.
bool names_household(const NameLikelihood& line, const SubscriberName& name) {
    return !line.names(name) && line.nats(name, kEven, 10) > 1.5;
}

}  // namespace

std::pair<double, double> LearnedShare::bounds() const {
    if (of == 0) return {0, 1};
    constexpr double z = 1.96;
    const double n = of, p = hits / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Lessons::Lessons()
    : shares_{{"kAmountIsDue", learned::kAmountIsDue},
              {"kFiguresAndWordsDiffer", learned::kFiguresAndWordsDiffer},
              {"kMisreadAlike", learned::kMisreadAlike},
              {"kPayerIsSubscriber", learned::kPayerIsSubscriber},
              {"kPayerOfHousehold", learned::kPayerOfHousehold},
              {"kWrittenNameIsSubscriber", learned::kWrittenNameIsSubscriber},
              {"kWrittenNameOfHousehold", learned::kWrittenNameOfHousehold},
              {"kWrittenDigitWrong", learned::kWrittenDigitWrong},
              {"kWrittenNumberUnrelated", learned::kWrittenNumberUnrelated},
              {"kPrintedDigitWrong", learned::kPrintedDigitWrong},
              {"kPrintedNumberUnrelated", learned::kPrintedNumberUnrelated},
              {"kCouponOfAnother", learned::kCouponOfAnother}} {}

LearnedShare& Lessons::share(std::string_view name) {
    const auto found = std::find_if(shares_.begin(), shares_.end(),
                                    [&](const LearnedShare& candidate) { return candidate.name == name; });
    assert(found != shares_.end());
    return *found;
}

void Lessons::count(std::string_view name, bool hit) {
    LearnedShare& counted = share(name);
    ++counted.of;
    counted.hits += hit ? 1 : 0;
}

void Lessons::learn_amounts(const CheckReading& check, const CheckTruth& truth, const std::vector<const Plan*>& plans) {
    count("kAmountIsDue", std::any_of(plans.begin(), plans.end(),
                                      [&](const Plan* plan) { return plan->amount_due == truth.amount; }));
    const auto *figures = check.courtesy_amount.best(), *words = check.legal_amount.best();
    if (figures == nullptr || words == nullptr || !truth.amount || figures->value == *truth.amount) return;
    if (figures->value.count() / 100 == truth.amount->count() / 100) {
        count("kMisreadAlike", figures->value == words->value);
    }
}

void Lessons::learn_payer(const CheckReading& check, const Plan& plan, const std::vector<SubscriberName>& people) {
    if (!check.payer_name.sure(kLegible)) return;
    const std::string& printed = check.payer_name.best()->value;
    if (is_a_bank(printed) || is_a_company(printed)) return;
    const NameLikelihood payer(check.payer_name, people);
    count("kPayerIsSubscriber", payer.names(name_of(plan)));
    count("kPayerOfHousehold", names_household(payer, name_of(plan)));
}

void Lessons::learn_written_name(const CheckReading& check, const Plan& plan,
                                 const std::vector<SubscriberName>& people) {
    for (const TextReading& line : check.writing) {
        if (!line.sure(kLegible) || !says_who(line, {})) continue;
        const NameLikelihood written(line, people);
        const bool subscriber = written.names(name_of(plan)), household = names_household(written, name_of(plan));
        const bool somebody = std::any_of(people.begin(), people.end(),
                                          [&](const SubscriberName& person) { return written.names(person); });
        if (!subscriber && !household && !somebody) continue;
        count("kWrittenNameIsSubscriber", subscriber);
        count("kWrittenNameOfHousehold", household);
    }
}

void Lessons::learn_numbers(const CheckReading& check, const Plan& plan) {
    for (const IdentifierReading& reading : check.identifiers) {
        if (!reading.digits.sure(kClearlyRead)) continue;
        const std::string& read = reading.digits.best()->value;
        const std::string_view own = identifier_of(plan, reading.kind);
        int wrong = 0;
        for (std::size_t i = 0; i < own.size() && i < read.size(); ++i) wrong += read[i] != own[i] ? 1 : 0;
        const bool unrelated = wrong > kSlipsOfOneNumber;
        count(reading.printed ? "kPrintedNumberUnrelated" : "kWrittenNumberUnrelated", unrelated);
        if (unrelated) continue;
        LearnedShare& digits = share(reading.printed ? "kPrintedDigitWrong" : "kWrittenDigitWrong");
        digits.of += static_cast<int>(own.size());
        digits.hits += wrong;
    }
}

void Lessons::learn(const LabelledBatch& batch, const AccountIndex& accounts) {
    const std::vector<SubscriberName> people = people_at_random(accounts);
    for (const auto& [transaction, pages] : batch.transactions) {
        const bool coupon = std::any_of(pages.begin(), pages.end(),
                                        [](const PageReading& page) { return page.coupon && page.coupon->code; });
        for (const PageReading& page : pages) {
            const auto truth = batch.truth.find(page.sequence);
            if (truth == batch.truth.end() || !page.check) continue;
            const auto& reasons = truth->second.reasons_allowed;
            const auto waits_for = [&](const char* reason) {
                return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
            };
            count("kFiguresAndWordsDiffer", waits_for("amount_mismatch"));
            if (coupon) count("kCouponOfAnother", waits_for("coupon_conflict"));
            const std::vector<const Plan*> plans = accounts.by_billing_account(truth->second.billing_account);
            if (!truth->second.posts || plans.empty()) continue;
            learn_amounts(*page.check, truth->second, plans);
            learn_payer(*page.check, *plans.front(), people);
            learn_written_name(*page.check, *plans.front(), people);
            learn_numbers(*page.check, *plans.front());
        }
    }
}

}  // namespace lockbox

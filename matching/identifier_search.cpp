#include "matching/identifier_search.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "matching/evidence_weights.h"
#include "matching/number_search.h"

namespace lockbox {
namespace {

NumberKind number_kind(IdentifierKind kind) {
    switch (kind) {
        case IdentifierKind::member_id:
            return NumberKind::member_id;
        case IdentifierKind::billing_account:
            return NumberKind::billing_account;
        case IdentifierKind::enrollment_id:
            break;
    }
    return NumberKind::enrollment_id;
}

bool is_alternative(const IdentifierReading& reading, std::string_view digits) {
    return std::any_of(reading.digits.alternatives.begin(), reading.digits.alternatives.end(),
                       [&](const Alternative<std::string>& alternative) { return alternative.value == digits; });
}

}  // namespace

std::string_view identifier_of(const Plan& plan, IdentifierKind kind) {
    switch (kind) {
        case IdentifierKind::member_id:
            return plan.member_id.str();
        case IdentifierKind::billing_account:
            return plan.billing_account.str();
        case IdentifierKind::enrollment_id:
            return plan.enrollment_id.str();
    }
    return {};
}

DigitErrorModel digit_error_model(const IdentifierReading& reading) {
    const double best = reading.digits.best() != nullptr ? reading.digits.best()->probability : 0.0;
    const double length = std::max<double>(
        1, reading.digits.best() != nullptr ? static_cast<double>(reading.digits.best()->value.size()) : 1);
    // What the engine itself doubts, spread over the digits; never less than what the kind of lettering is known for.
    const double doubted = 1 - std::pow(std::max(best, 0.01), 1 / length);
    return reading.printed ? DigitErrorModel{std::clamp(doubted, learned::kPrintedDigitWrong, 0.2), learned::kPrintedNumberUnrelated}
                           : DigitErrorModel{learned::kWrittenDigitWrong, learned::kWrittenNumberUnrelated};
}

double log_likelihood(const IdentifierReading& reading, std::string_view identifier) {
    return log_likelihood(reading.digits.alternatives, digit_error_model(reading).digit_error, identifier);
}

std::vector<IdentifierHit> search_identifier(const IdentifierReading& reading, const AccountIndex& accounts) {
    const NumberKind kind = number_kind(reading.kind);
    const auto near = near_numbers(accounts.map().numbers(kind), digit_count(kind), reading.digits.alternatives,
                                   digit_error_model(reading).digit_error);
    std::vector<IdentifierHit> hits;
    for (const NearNumber& number : near) {
        const Plan* plan = accounts.plan_at(accounts.map().positions(kind)[number.at]);
        if (plan == nullptr) continue;
        hits.push_back({plan, number.log_likelihood, is_alternative(reading, identifier_of(*plan, reading.kind))});
    }
    return hits;
}

}  // namespace lockbox

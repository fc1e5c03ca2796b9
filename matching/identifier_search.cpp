#include "matching/identifier_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "matching/evidence_weights.h"

namespace lockbox {
namespace {

// A hand's number comes as calibrated alternatives, so that the reader's own doubt is in them already; what is left is the
// payer's slip and what the list cut off, and numbers that are somebody else's.
// Alternatives far down a reader's list add look-ups and no information.
constexpr std::size_t kAlternativesMax = 24;

std::vector<const Plan*> look_up(const AccountIndex& accounts, IdentifierKind kind, std::string_view digits) {
    switch (kind) {
        case IdentifierKind::member_id:
            return accounts.by_member_id(digits);
        case IdentifierKind::billing_account:
            return accounts.by_billing_account(digits);
        case IdentifierKind::enrollment_id:
            return accounts.by_enrollment_id(digits);
    }
    return {};
}

// Calls `visit` with every text one slip away from `digits`.
template <class Visit>
void each_neighbour(std::string digits, Visit visit) {
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const char original = digits[i];
        for (digits[i] = '0'; digits[i] <= '9'; ++digits[i]) {
            if (digits[i] != original) visit(digits);
        }
        digits[i] = original;
        if (i + 1 < digits.size() && digits[i] != digits[i + 1]) {
            std::swap(digits[i], digits[i + 1]);
            visit(digits);
            std::swap(digits[i], digits[i + 1]);
        }
    }
}

// People exchange neighbouring digits about as often as a reader takes one digit for another.
double log_probability_of_read(std::string_view read, std::string_view truth, double digit_error) {
    if (read.size() != truth.size()) return -std::numeric_limits<double>::infinity();
    std::size_t slips = 0;
    for (std::size_t i = 0; i < read.size(); ++i) {
        if (read[i] == truth[i]) continue;
        ++slips;
        const bool exchanged = i + 1 < read.size() && read[i] == truth[i + 1] && read[i + 1] == truth[i];
        if (exchanged) ++i;
    }
    return static_cast<double>(slips) * std::log(digit_error / 9) +
           static_cast<double>(read.size() - slips) * std::log(1 - digit_error);
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
    const double digit_error = digit_error_model(reading).digit_error;
    double total = 0, share = 0;
    for (const Alternative<std::string>& alternative : reading.digits.alternatives) {
        share += alternative.probability;
        total +=
            alternative.probability * std::exp(log_probability_of_read(alternative.value, identifier, digit_error));
    }
    return share > 0 ? std::log(total / share) : -std::numeric_limits<double>::infinity();
}

std::vector<IdentifierHit> search_identifier(const IdentifierReading& reading, const AccountIndex& accounts) {
    std::vector<IdentifierHit> hits;
    const auto add = [&](const std::string& digits, bool exact) {
        const std::vector<const Plan*> plans = look_up(accounts, reading.kind, digits);
        if (plans.empty()) return;
        const auto known = std::find_if(hits.begin(), hits.end(), [&](const IdentifierHit& hit) {
            return hit.plan->billing_account == plans.front()->billing_account;
        });
        if (known == hits.end()) {
            hits.push_back({plans.front(), log_likelihood(reading, digits), exact});
        } else {
            known->exact = known->exact || exact;
        }
    };
    const auto& alternatives = reading.digits.alternatives;
    const std::size_t count = std::min(alternatives.size(), kAlternativesMax);
    for (std::size_t i = 0; i < count; ++i) add(alternatives[i].value, true);
    for (std::size_t i = 0; i < count; ++i) {
        each_neighbour(alternatives[i].value, [&](const std::string& digits) { add(digits, false); });
    }
    std::stable_sort(hits.begin(), hits.end(), [](const IdentifierHit& a, const IdentifierHit& b) {
        return a.log_likelihood > b.log_likelihood;
    });
    return hits;
}

}  // namespace lockbox

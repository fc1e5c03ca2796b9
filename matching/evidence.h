#pragma once
// One reason to believe or to doubt, with its weight in log-odds and words that a person understands without the image.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/identifiers.h"
#include "scan/document.h"

namespace lockbox {

enum class EvidenceSubject : std::uint8_t {
    coupon_code,
    identifier,
    name,
    address,
    insurer,
    plan,
    amount,
    instrument,
    rule
};
[[nodiscard]] std::string_view to_word(EvidenceSubject subject);

enum class Direction : std::uint8_t {
    supports,
    opposes,
    silent
};  ///< silent: looked for, and nothing to learn from it
[[nodiscard]] std::string_view to_word(Direction direction);

struct EvidenceTerm {
    EvidenceSubject subject = EvidenceSubject::identifier;
    double weight_nats = 0;        ///< natural log of the likelihood ratio against a payer taken at random
    std::string text;              ///< "Member ID ...4010 on the coupon is this member's"
    std::optional<int> sequence;   ///< the page that it was seen on
    std::optional<Region> region;  ///< and where

    [[nodiscard]] Direction direction() const;
};

/// An account that was considered, with what spoke for and against it.
struct RankedCandidate {
    BillingAccount billing_account;
    std::optional<PlanId> plan_id;  ///< where the account leaves one choice
    double probability = 0;         ///< share of the posterior
    std::vector<EvidenceTerm> terms;
};

}  // namespace lockbox

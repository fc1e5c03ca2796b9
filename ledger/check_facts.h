#pragma once
// The numbers of a check after its first reading: as a person keyed them, or as a later reading has them.
// Inside the caller's act; throws BookFailure.

#include <optional>
#include <string>

#include "ledger/act.h"
#include "ledger/records.h"
#include "ledger/resolution.h"

namespace lockbox {

struct CheckFacts {
    std::optional<RoutingNumber> routing;
    std::optional<std::string> account, number;
    std::optional<Date> date;
    std::optional<std::string> instrument_kind, instrument_key;
    std::string fields_json = "{}";
};

[[nodiscard]] CheckFacts facts_of(const NewDecision& now);
/// What is known of the check now, with what a person keyed over it.
[[nodiscard]] CheckFacts facts_with(Connection& connection, CheckId check, const CheckFields& fields);
/// As they were when `decision` was made.
[[nodiscard]] CheckFacts facts_at(Connection& connection, CheckId check, DecisionId decision);
[[nodiscard]] bool has_facts_after(Connection& connection, CheckId check, DecisionId decision);

void write_facts(Act& act, CheckId check, const CheckFacts& facts, DecisionId cause);

}  // namespace lockbox

#pragma once
// An envelope that is in the book goes through the rules once more: with what a person has keyed, or with new readings.

#include <map>
#include <vector>

#include "ledger/resolution.h"
#include "ledger/stored_envelope.h"
#include "matching/decide.h"
#include "tools/lockbox/config.h"

namespace lockbox {

[[nodiscard]] Policy policy_of(const Config& config);

/// What people keyed, as CheckFields::to_json() wrote it. Keys that are not known are an Error.
[[nodiscard]] Result<CheckFields> check_fields_from_json(std::string_view json);
/// `later` over `earlier`.
[[nodiscard]] CheckFields merged(const CheckFields& earlier, const CheckFields& later);

/// The readings of the pages as they lie in the book, in scan order.
[[nodiscard]] Result<std::vector<PageReading>> readings_of(const StoredEnvelope& envelope);

/// `readings` in the order of the envelope's pages; `keyed` by the sequence of a check.
[[nodiscard]] Result<TransactionDecision> decide_again(const Book& book, const StoredEnvelope& envelope,
                                                       std::vector<PageReading> readings, const AccountIndex& accounts,
                                                       const Config& config, const std::map<int, CheckFields>& keyed);

/// The decision on one of its checks in the words of the book.
[[nodiscard]] NewDecision new_decision(const CheckDecision& decided, const CheckFields& keyed);

/// One check of the book with what a person reads now, over what people keyed before.
[[nodiscard]] Result<NewDecision> decide_corrected(const Book& book, CheckId check, const CheckFields& fields,
                                                   const AccountIndex& accounts, const Config& config);

}  // namespace lockbox

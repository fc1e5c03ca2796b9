#pragma once
// From a number that was read to the accounts it may stand for. A hit in the account file is not enough: neighbouring
// numbers are valid too, so a number one slip away from the reading is a candidate as well, with less probability.

#include <vector>

#include "ledger/plan.h"
#include "matching/account_index.h"
#include "ocr/remittance.h"

namespace lockbox {

/// How an identifier-shaped number came about when it is the account's: the writer or press made it, a reader read it.
struct DigitErrorModel {
    double digit_error = 0;  ///< probability that one digit is read or written wrong
    double unrelated = 0;    ///< probability that the number has nothing to do with the payer's account at all
};
/// Of print, what the engine doubts; of a hand, the slips of its writer.
[[nodiscard]] DigitErrorModel digit_error_model(const IdentifierReading& reading);

/// ln P(the reading | this is the identifier), for readings of the same length; alternatives weigh by probability.
[[nodiscard]] double log_likelihood(const IdentifierReading& reading, std::string_view identifier);

struct IdentifierHit {
    const Plan* plan = nullptr;  ///< one plan of the account
    double log_likelihood = 0;
    bool exact = false;  ///< some alternative is the identifier digit for digit
};

/// Every account whose identifier of the reading's kind the reading may stand for: all those within ten nats of the
/// likeliest account, and within two slips of the likeliest alternative. Best first. One that was left out would make its
/// neighbours seem surer than they are.
[[nodiscard]] std::vector<IdentifierHit> search_identifier(const IdentifierReading& reading,
                                                           const AccountIndex& accounts);

/// The plan's identifier of that kind.
[[nodiscard]] std::string_view identifier_of(const Plan& plan, IdentifierKind kind);

}  // namespace lockbox

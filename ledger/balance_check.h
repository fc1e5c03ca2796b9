#pragma once
// Recomputes the money of the book from its entries alone, and holds it against decisions, postings and the queue.

#include <string>

#include "ledger/auditor.h"
#include "ledger/sqlite.h"

namespace lockbox {

/// Counts what it saw into `report`; sets its first_wrong when something is. Throws BookFailure.
void check_balances(Connection& connection, VerifyReport& report);

}  // namespace lockbox

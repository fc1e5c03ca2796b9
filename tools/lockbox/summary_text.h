#pragma once
// The summary of a batch that a person reads in ten seconds.

#include <string>

#include "ledger/batch_store.h"

namespace lockbox {

[[nodiscard]] std::string summary_text(const BatchId& batch, const BatchSummary& summary);

/// What somebody is told whose decision waits for another person; `differs`: from what another entered first.
[[nodiscard]] const char* second_person_text(bool differs);

}  // namespace lockbox

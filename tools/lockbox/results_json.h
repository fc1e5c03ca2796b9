#pragma once
// Decisions out (interfaces.md section 4): one JSON object for each transaction, keys in a stable order. Every key is
// always there; what is not known is null. docs/results.schema.json describes the object.

#include <string>

#include "ledger/batch_store.h"

namespace lockbox {

[[nodiscard]] std::string results_json_line(const BatchId& batch, const EnvelopeResult& envelope);

}  // namespace lockbox

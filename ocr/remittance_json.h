#pragma once
// A page's readings as JSON: what a worker process answers with, and the form in which the ledger keeps readings for
// years. Keys are stable. `"version"` is 1; a reader refuses versions that it does not know. An optional field that is
// absent is left out; nothing is ever null. Money is a whole number of cents, dates are ISO 8601, enumerators are
// words.

#include <string>
#include <string_view>

#include "ledger/result.h"
#include "ocr/remittance.h"

namespace lockbox {

[[nodiscard]] std::string to_json(const PageReading& page);

/// Input may come from a broken worker: size, depth, counts and values are bounded, and the error names the path of the
/// first field that is wrong ("check.micr.routing").
[[nodiscard]] Result<PageReading> page_reading_from_json(std::string_view json);

}  // namespace lockbox

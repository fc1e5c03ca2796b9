#pragma once
// One item as it goes to the page, and what keeps it from somebody.

#include "ocr/remittance_json.h"
#include "tools/workstation/item_json.h"
#include "tools/workstation/queue_json.h"
#include "tools/workstation/settles.h"

namespace lockbox {

/// The whole item; that it was seen is logged, and its images are made ready.
[[nodiscard]] Json view_item(Call& call, ReviewId id);
/// Why the queue refused, as it is after the refusal: settled, claimed by another, or against a rule.
[[nodiscard]] ApiFailure failure_of(Call& call, ReviewId item, const Error& error);

}  // namespace lockbox

#pragma once
// Items of the queue as the page lists them.

#include "ledger/review_queue.h"
#include "tools/workstation/api.h"

namespace lockbox {

/// The first 23rd on or after the day: a payment received by then is on time (domain rule of due dates).
[[nodiscard]] Date deadline_of(Date received);
[[nodiscard]] Json claim_json(const std::optional<Claim>& claim, const std::string& user);
/// Whether somebody has to key the amount without seeing what was read: figures and words differ.
[[nodiscard]] bool amount_is_blind(const ReviewItem& item);
[[nodiscard]] Json queue_item_json(const ReviewItem& item, const std::string& user);
/// `filter` of a body, or the parameters of a query: the same names.
[[nodiscard]] ReviewFilter review_filter(const std::function<std::string(const char*)>& value);

}  // namespace lockbox

#pragma once
// An item of the queue, or a check, with everything that a person works with: pages, readings, candidates, history.

#include <memory>
#include <vector>

#include "ledger/review_queue.h"
#include "ledger/stored_envelope.h"
#include "matching/account_index.h"
#include "ocr/remittance.h"
#include "tools/workstation/api.h"

namespace lockbox {

/// An envelope with its readings; of a page whose reading is damaged an empty one.
struct ReadEnvelope {
    StoredEnvelope stored;
    std::vector<PageReading> readings;  ///< one for each page
};
[[nodiscard]] ReadEnvelope read_envelope(const Book& book, EnvelopeKey key);

/// How much of it may be told.
struct Telling {
    bool blind_amount = false;     ///< nothing of what was read as an amount
    bool account_numbers = false;  ///< in full: somebody asked to see them
};

[[nodiscard]] Json pages_json(const ReadEnvelope& envelope, const std::vector<int>& current);
/// Of every page; of check and coupon pages field by field.
[[nodiscard]] Json readings_json(const ReadEnvelope& envelope, const AccountIndex& accounts, const Telling& telling);
[[nodiscard]] Json questions_json(const ReadEnvelope& envelope, const ReviewItem& item);
/// "candidates", "none_of_these" and "advice" of a decision's evidence.
void add_evidence(Json& json, const std::string& evidence_json, const AccountIndex& accounts, const Telling& telling);
[[nodiscard]] Json known_json(const CheckResult& check, const Telling& telling);
[[nodiscard]] Json history_json(const CheckHistory& check);
[[nodiscard]] Json resolutions_json(const std::vector<ResolutionHistory>& resolutions);
void sort_by_moment(Json& events);
/// An account with its plans, as candidates and search show it.
[[nodiscard]] Json account_json(const std::vector<const Plan*>& plans);

}  // namespace lockbox

#pragma once
// The queue at a glance, for whoever keeps a screen in step with it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/book.h"
#include "ledger/resolution.h"
#include "ledger/result.h"
#include "ledger/review_queue.h"

namespace lockbox {

/// Changes whenever another connection has committed; cheap to ask.
[[nodiscard]] Result<std::int64_t> data_version(const Book& book);

struct QueueGlance {
    std::vector<ReviewId> open;        ///< ascending
    std::map<ReviewId, Claim> claims;  ///< that last
    std::int64_t last_resolution = 0;
};
[[nodiscard]] Result<QueueGlance> glance_at_queue(const Book& book);
/// Items that somebody has resolved since, without settling them or not.
[[nodiscard]] Result<std::vector<ReviewId>> items_resolved_after(const Book& book, std::int64_t resolution);

/// A decision of one person, for whoever takes it back.
struct OwnDecision {
    ResolutionId id;
    ReviewId item;
    ResolutionAct act = ResolutionAct::post;
    std::optional<Cents> amount;
    BatchId batch;
    int transaction = 0;
    std::string at;
    bool is_first = false, undone = false, open = false;
};
/// The latest first; an undo is none.
[[nodiscard]] Result<std::vector<OwnDecision>> decisions_of(const Book& book, std::string_view user, int limit);

/// Who decided first of an item that waits for a second person, and when.
struct FirstDecision {
    std::string by, at;
};
[[nodiscard]] Result<std::optional<FirstDecision>> first_decision(const Book& book, ReviewId item);

/// The items of a check, oldest first, and whether they are open.
[[nodiscard]] Result<std::vector<std::pair<ReviewId, bool>>> items_of_check(const Book& book, CheckId check);
/// What was done to the item last; nullopt: nothing.
[[nodiscard]] Result<std::optional<ResolutionHistory>> last_resolution(const Book& book, ReviewId item);

}  // namespace lockbox

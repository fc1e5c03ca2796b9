#pragma once
// What waits for a person.

#include <optional>
#include <string>
#include <vector>

#include "ledger/batch_store.h"
#include "ledger/book.h"
#include "ledger/records.h"

namespace lockbox {

/// A check, or the pages without money of one envelope.
struct ReviewItem {
    ReviewId id;
    BatchId batch;
    Date received;
    int transaction = 0;
    std::vector<int> sequences;  ///< the check's page, or the envelope's pages in review
    std::optional<CheckId> check;
    std::vector<Reason> reasons;    ///< most important first
    std::optional<Cents> at_stake;  ///< nullopt: no check, or its amount is unknown
    std::optional<double> confidence;
    std::string opened_at;
};

struct ReviewFilter {
    std::optional<BatchId> batch;
    std::optional<Reason> reason;
};

struct ReviewDetail {
    ReviewItem item;
    std::vector<DocumentResult> documents;  ///< of the whole envelope
    std::optional<CheckHistory> check;
    std::string evidence_json;  ///< of the decision that sent it here
};

class ReviewQueue {
  public:
    explicit ReviewQueue(const Book& book) : book_(book) {}

    /// Open items, oldest first.
    [[nodiscard]] Result<std::vector<ReviewItem>> list(const ReviewFilter& filter = {}) const;
    [[nodiscard]] Result<ReviewDetail> show(ReviewId id) const;

  private:
    const Book& book_;
};

}  // namespace lockbox

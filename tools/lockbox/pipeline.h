#pragma once
// Carries one scanner batch through the rooms: images into the store, pages to the readers, documents into
// transactions, transactions to decisions, decisions into the book.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ledger/batch_store.h"
#include "ledger/book.h"
#include "ledger/result.h"
#include "matching/account_map.h"
#include "tools/lockbox/config.h"
#include "tools/lockbox/worker_pool.h"

namespace lockbox {

/// A page that could not be read, for the operator's eyes: it waits in review as image_quality.
struct PageProblem {
    int sequence = 0;
    std::string message;
};

struct BatchOutcome {
    BatchId id;
    BatchStart start = BatchStart::fresh;
    BatchSummary summary;
    std::vector<PageProblem> problems;
    bool received_assumed = false;  ///< the batch did not say when it was received
};

class Pipeline {
  public:
    struct Hooks {
        std::function<void(std::size_t pages_total)> started;
        std::function<void(std::size_t pages_done)> page_read;
    };

    /// `today` is the date received of batches that do not say.
    Pipeline(const Book& book, std::shared_ptr<const AccountMap> accounts, const Config& config, WorkerPool& workers,
             Date today)
        : book_(book), accounts_(std::move(accounts)), config_(config), workers_(workers), today_(today) {}

    /// Takes a batch as far as the book. A batch that is in the book already is left as it is; one that was
    /// interrupted is finished. An Error leaves what is recorded recorded, and the same call goes on from there.
    [[nodiscard]] Result<BatchOutcome> process(const std::filesystem::path& batch, const Hooks& hooks);

    /// Of the last Error of process(): true when the batch itself is at fault, whoever gives it again. All else - a
    /// database that is locked, a full disk, rights, a reader that does not start - may be gone the next time.
    [[nodiscard]] bool batch_is_bad() const { return batch_is_bad_; }

  private:
    const Book& book_;
    std::shared_ptr<const AccountMap> accounts_;
    const Config& config_;
    WorkerPool& workers_;
    Date today_;
    bool batch_is_bad_ = false;
};

}  // namespace lockbox

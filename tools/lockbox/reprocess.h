#pragma once
// Reads and decides again what is in the book, with today's program, models, configuration and accounts.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/redecide.h"
#include "ledger/stored_envelope.h"
#include "matching/account_index.h"
#include "tools/lockbox/config.h"
#include "tools/lockbox/worker_pool.h"

namespace lockbox {

struct ReprocessScope {
    std::optional<BatchId> batch;
    std::optional<CheckId> check;
    std::optional<Reason> reason;  ///< of open items
    bool open = false;             ///< everything that waits
    bool over_people = false, in_closed = false;
    bool apply = false;
};

/// What became or would become of one check.
struct ReprocessLine {
    BatchId batch;
    int sequence = 0;
    CheckId check;
    LeftAlone left = LeftAlone::same;
    CheckResult before;
    NewDecision after;
    std::string failure;  ///< why it could not be decided; empty when it could
};

/// Envelopes with a check in the scope, oldest first.
[[nodiscard]] Result<std::vector<EnvelopeKey>> envelopes_in_scope(const Book& book, const ReprocessScope& scope);

class Reprocess {
  public:
    Reprocess(const Book& book, std::shared_ptr<const AccountMap> accounts, const Config& config, WorkerPool& workers)
        : book_(book), accounts_(std::move(accounts)), config_(config), workers_(workers) {}

    /// One envelope: its pages are read anew, its checks decided, and with `apply` written, each in one act.
    [[nodiscard]] Result<std::vector<ReprocessLine>> run(EnvelopeKey envelope, const ReprocessScope& scope);

  private:
    [[nodiscard]] Result<std::vector<PageReading>> read_again(const StoredEnvelope& envelope,
                                                              std::vector<std::string>& json);

    const Book& book_;
    std::shared_ptr<const AccountMap> accounts_;
    const Config& config_;
    WorkerPool& workers_;
};

}  // namespace lockbox

#pragma once
// Money that was posted and should not have been, or came back: by reversal and new entries, in a closed batch too.

#include <string>
#include <string_view>

#include "ledger/book.h"
#include "ledger/records.h"
#include "ledger/result.h"

namespace lockbox {

class Corrections {
  public:
    /// `user` answers for it; `why` stands in the audit trail.
    Corrections(const Book& book, std::string user, std::string why)
        : book_(book), user_(std::move(user)), why_(std::move(why)) {}

    /// The payer's bank did not pay (NSF): the posting is reversed, the money leaves, the plan is charged `fee`.
    [[nodiscard]] Result<void> return_check(CheckId check, Cents fee);
    /// The posting is reversed and the money paid back.
    [[nodiscard]] Result<void> refund_check(CheckId check);
    /// A credit of a plan is paid back, in part or whole.
    [[nodiscard]] Result<void> refund_credit(const BillingAccount& account, const PlanId& plan, Cents amount);
    /// The check was posted to the wrong plan: reversal, a decision of this person, and a new posting.
    [[nodiscard]] Result<void> move_check(CheckId check, const BillingAccount& account, const PlanId& plan);

  private:
    const Book& book_;
    std::string user_, why_;
};

}  // namespace lockbox

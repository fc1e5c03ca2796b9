#pragma once
// Money that was posted and should not have been, or came back: by reversal and new entries, in a closed batch too.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/book.h"
#include "ledger/records.h"
#include "ledger/result.h"

namespace lockbox {

using CorrectionId = RowId<struct CorrectionRow>;

enum class CorrectionAct : std::uint8_t {
    send_back,      ///< "return": the payer's bank did not pay
    refund,         ///< the check's money is paid back
    refund_credit,  ///< a plan's credit is paid back
    move,           ///< to another plan
};
[[nodiscard]] std::string_view to_word(CorrectionAct act);

struct Corrected {
    CorrectionId id;
    bool needs_second = false;  ///< recorded, without effect until another person decides the same
    bool differs = false;       ///< from what another person entered first: the first entry is void
};

class Corrections {
  public:
    struct Request {
        std::string user;  ///< answers for it
        std::string why;   ///< stands in the audit trail and in the history of the check
        /// Money at stake above this needs two people, as in ReviewRules.
        std::optional<Cents> second_user_above = {};
    };
    Corrections(const Book& book, Request request) : book_(book), request_(std::move(request)) {}

    /// The payer's bank did not pay (NSF): the posting is reversed, the money leaves, the plan is charged `fee`.
    /// Of any amount by one person: the bank has decided, and the money is gone whether a second person agrees or not.
    [[nodiscard]] Result<Corrected> return_check(CheckId check, Cents fee);
    /// The posting is reversed and the money paid back.
    [[nodiscard]] Result<Corrected> refund_check(CheckId check);
    /// A credit of a plan is paid back, in part or whole; all of it is at stake, so that a large one is not paid back
    /// by one person part by part.
    [[nodiscard]] Result<Corrected> refund_credit(const BillingAccount& account, const PlanId& plan, Cents amount);
    /// The check was posted to the wrong plan: reversal, a decision of this person, and a new posting.
    [[nodiscard]] Result<Corrected> move_check(CheckId check, const BillingAccount& account, const PlanId& plan);

  private:
    const Book& book_;
    Request request_;
};

/// A correction as the history of its check tells it.
struct CorrectionHistory {
    CorrectionAct act = CorrectionAct::send_back;
    bool is_first = false;  ///< one half of a correction by two: without effect
    bool is_told = true;    ///< false: a second person decides without knowing what was entered
    std::string why, by, at;
};
/// Oldest first.
[[nodiscard]] Result<std::vector<CorrectionHistory>> corrections_of(const Book& book, CheckId check);

/// A first entry that waits for a second person: whose money, never what was entered.
struct WaitingCorrection {
    CorrectionId id;
    CorrectionAct act = CorrectionAct::refund;
    std::optional<CheckId> check;           ///< nullopt: refund_credit
    std::optional<BillingAccount> account;  ///< of the credit, else of the posting that is taken back
    std::optional<PlanId> plan;
    Cents at_stake;
    std::string by, at;
};
/// Oldest first.
[[nodiscard]] Result<std::vector<WaitingCorrection>> waiting_corrections(const Book& book);

/// Whether a first entry still waits for a second person; false for a number that no correction has.
[[nodiscard]] Result<bool> correction_waits(const Book& book, CorrectionId id);

}  // namespace lockbox

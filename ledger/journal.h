#pragma once
// The only writer of money: receipts, postings, returns, refunds, credits and their reversals, inside the caller's act.
// Throws BookFailure; what must never happen the schema refuses in any case.

#include <optional>

#include "ledger/act.h"
#include "ledger/entry.h"
#include "ledger/records.h"

namespace lockbox {

/// Money on one plan because of one decision on one check.
struct PostingOrder {
    CheckId check;
    DecisionId cause;
    BillingAccount billing_account;
    PlanId plan_id;
    Cents amount;
};

/// What a plan owes and has, as the book knows it.
struct PlanMoney {
    Cents open;    ///< of the bill that was loaded last, after what was paid since; never negative
    Cents credit;  ///< negative when a payment that became credit was returned after its use
};

class Journal {
  public:
    explicit Journal(Act& act) : act_(act), connection_(act.connection()) {}

    /// The check brought this amount. What was received of it before and differs is taken back first. Zero: nothing.
    void receive(CheckId check, Cents amount);
    /// The check did not count as money after all: its receipt is reversed. Nothing when there is none.
    void withdraw(CheckId check);

    /// From unapplied to the plan: what is open on its bill, the rest as credit. The first payment that completes a
    /// pending plan becomes an event for the billing system.
    PostingId post(const PostingOrder& order);
    /// The live posting of the check is reversed: its money is unapplied again. False when there is none.
    bool reverse_posting(CheckId check, DecisionId cause);

    /// NSF: unapplied money of the check goes back to the payer's bank; a fee is charged to the plan that it had paid.
    void bounce(CheckId check, Cents fee, std::int64_t plan_number);
    /// Unapplied money of the check is paid back.
    void refund(CheckId check);
    /// The refund did not go out.
    void reverse_refund(CheckId check);
    void refund_credit(std::int64_t plan_number, Cents amount);
    /// Credit meets a new bill. Returns what was used.
    Cents use_credit(std::int64_t plan_number, std::int64_t account_load_id, Cents amount_due);

    [[nodiscard]] Cents unapplied(CheckId check) const;
    [[nodiscard]] PlanMoney plan_money(std::int64_t plan_number) const;

  private:
    struct Movement {
        EntryKind kind;
        Cents amount;
        std::optional<std::int64_t> plan_number{};
        std::optional<CheckId> check{};
        std::optional<PostingId> posting{};
        std::optional<std::int64_t> account_load_id{};
    };
    void enter(const Movement& movement);
    void reverse_live(CheckId check, EntryKind kind);
    void reverse(std::int64_t entry_id, std::optional<PostingId> posting);
    PostingId insert_posting(const PostingOrder& order, std::optional<PostingId> reverses);
    void note_first_payment(std::int64_t plan_number, PostingId posting, CheckId check);
    void note_undone_first_payment(PostingId posting, PostingId reversal);

    Act& act_;
    Connection& connection_;
};

/// The number of a plan that the book knows; throws when it does not.
[[nodiscard]] std::int64_t plan_number_of(Connection& connection, const BillingAccount& account, const PlanId& plan);
[[nodiscard]] PlanMoney plan_money(Connection& connection, std::int64_t plan_number);
[[nodiscard]] Cents unapplied_money(Connection& connection, CheckId check);

}  // namespace lockbox

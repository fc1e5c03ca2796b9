#include "ledger/journal.h"

#include <algorithm>
#include <vector>

#include "ledger/plan.h"

namespace lockbox {
namespace {

struct LivePosting {
    PostingId id;
    BillingAccount billing_account;
    PlanId plan_id;
    Cents amount;
};

std::optional<LivePosting> live_posting(Connection& connection, CheckId check) {
    Statement row(connection,
                  "SELECT posting_id, billing_account, plan_id, amount_cents FROM live_posting WHERE check_id = ?1");
    if (!row.bind(check).step()) return std::nullopt;
    return LivePosting{row.get<PostingId>(0), row.get<BillingAccount>(1), row.get<PlanId>(2), row.get<Cents>(3)};
}

}  // namespace

void Journal::receive(CheckId check, Cents amount) {
    Statement live(connection_, "SELECT amount_cents FROM live_entry WHERE check_id = ?1 AND kind = 'received'");
    if (live.bind(check).step()) {
        if (live.get<Cents>(0) == amount) return;
        withdraw(check);
    }
    if (amount > Cents(0)) enter({.kind = EntryKind::received, .amount = amount, .check = check});
}

void Journal::withdraw(CheckId check) {
    reverse_live(check, EntryKind::received);
}

void Journal::reverse_refund(CheckId check) {
    reverse_live(check, EntryKind::refunded);
}

void Journal::reverse_live(CheckId check, EntryKind kind) {
    const auto live = query_one<std::int64_t>(
        connection_, "SELECT entry_id FROM live_entry WHERE check_id = ?1 AND kind = ?2", check, kind);
    if (live) reverse(*live, std::nullopt);
}

PostingId Journal::post(const PostingOrder& order) {
    const std::int64_t plan = plan_number_of(connection_, order.billing_account, order.plan_id);
    const Cents open = plan_money(plan).open;
    const PaymentSplit split = split_payment(order.amount, open);
    const PostingId posting = insert_posting(order, std::nullopt);
    for (const auto& [kind, amount] :
         {std::pair(EntryKind::applied, split.applied), std::pair(EntryKind::credited, split.credited)}) {
        if (amount > Cents(0)) enter({kind, amount, plan, order.check, posting});
    }
    if (open > Cents(0) && split.applied == open) note_first_payment(plan, posting, order.check);
    return posting;
}

bool Journal::reverse_posting(CheckId check, DecisionId cause) {
    const std::optional<LivePosting> live = live_posting(connection_, check);
    if (!live) return false;
    const PostingOrder order{check, cause, live->billing_account, live->plan_id, Cents(0) - live->amount};
    const PostingId reversal = insert_posting(order, live->id);
    std::vector<std::int64_t> entries;
    Statement rows(connection_, "SELECT entry_id FROM live_entry WHERE posting_id = ?1 ORDER BY entry_id");
    rows.bind(live->id);
    while (rows.step()) entries.push_back(rows.get<std::int64_t>(0));
    for (const std::int64_t entry : entries) reverse(entry, reversal);
    note_undone_first_payment(live->id, reversal);
    return true;
}

void Journal::bounce(CheckId check, Cents fee, std::int64_t plan_number) {
    enter({.kind = EntryKind::returned, .amount = unapplied(check), .check = check});
    if (fee > Cents(0)) enter({EntryKind::fee, fee, plan_number, check});
}

void Journal::refund(CheckId check) {
    enter({.kind = EntryKind::refunded, .amount = unapplied(check), .check = check});
}

void Journal::refund_credit(std::int64_t plan_number, Cents amount) {
    enter({EntryKind::credit_refunded, amount, plan_number});
}

Cents Journal::use_credit(std::int64_t plan_number, std::int64_t account_load_id, Cents amount_due) {
    const Cents used = std::min(plan_money(plan_number).credit, amount_due);
    if (used <= Cents(0)) return Cents(0);
    enter({.kind = EntryKind::credit_used,
           .amount = used,
           .plan_number = plan_number,
           .account_load_id = account_load_id});
    return used;
}

Cents Journal::unapplied(CheckId check) const {
    return unapplied_money(connection_, check);
}

PlanMoney Journal::plan_money(std::int64_t plan_number) const {
    return lockbox::plan_money(connection_, plan_number);
}

void Journal::enter(const Movement& movement) {
    const EntrySides& sides = entry_sides()[static_cast<std::size_t>(movement.kind)];
    execute(connection_,
            "INSERT INTO entry (kind, debit, credit, amount_cents, plan_number, check_id, posting_id, account_load_id, "
            "day, made_at, made_by, program) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            movement.kind, sides.debit, sides.credit, movement.amount, movement.plan_number, movement.check,
            movement.posting, movement.account_load_id, act_.day(), act_.now(), act_.author().name,
            act_.author().program);
}

void Journal::reverse(std::int64_t entry_id, std::optional<PostingId> posting) {
    execute(connection_,
            "INSERT INTO entry (kind, debit, credit, amount_cents, plan_number, check_id, posting_id, account_load_id, "
            "reverses, day, made_at, made_by, program) SELECT kind, credit, debit, amount_cents, plan_number, "
            "check_id, ?2, account_load_id, entry_id, ?3, ?4, ?5, ?6 FROM entry WHERE entry_id = ?1",
            entry_id, posting, act_.day(), act_.now(), act_.author().name, act_.author().program);
}

PostingId Journal::insert_posting(const PostingOrder& order, std::optional<PostingId> reverses) {
    execute(connection_,
            "INSERT INTO posting (check_id, decision_id, billing_account, plan_id, amount_cents, reverses, posted_at, "
            "posted_by, program) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            order.check, order.cause, order.billing_account, order.plan_id, order.amount, reverses, act_.now(),
            act_.author().name, act_.author().program);
    return {connection_.last_row_id()};
}

void Journal::note_first_payment(std::int64_t plan_number, PostingId posting, CheckId check) {
    execute(connection_,
            "INSERT INTO plan_event (kind, plan_number, posting_id, invoice_number, received, made_at) "
            "SELECT 'first_payment_complete', l.plan_number, ?2, l.invoice_number, b.received, ?4 "
            "FROM plan l, check_item c JOIN envelope e ON e.envelope_id = c.envelope_id "
            "JOIN batch b ON b.batch_id = e.batch_id "
            "WHERE l.plan_number = ?1 AND l.status = 'pending' AND c.check_id = ?3",
            plan_number, posting, check, act_.now());
}

void Journal::note_undone_first_payment(PostingId posting, PostingId reversal) {
    execute(connection_,
            "INSERT INTO plan_event (kind, plan_number, posting_id, invoice_number, received, made_at) "
            "SELECT 'first_payment_undone', plan_number, ?2, invoice_number, received, ?3 FROM plan_event "
            "WHERE posting_id = ?1 AND kind = 'first_payment_complete'",
            posting, reversal, act_.now());
}

std::int64_t plan_number_of(Connection& connection, const BillingAccount& account, const PlanId& plan) {
    const auto number = query_one<std::int64_t>(
        connection, "SELECT plan_number FROM plan WHERE billing_account = ?1 AND plan_id = ?2", account, plan);
    if (!number) {
        throw BookFailure({"the account file has never had this plan of this account", masked(account.str()),
                           "see the candidates with `lockbox review show`, or load the account file"});
    }
    return *number;
}

PlanMoney plan_money(Connection& connection, std::int64_t plan_number) {
    Statement row(connection,
                  "SELECT l.amount_due_cents - COALESCE(SUM(CASE WHEN e.entry_id <= l.billed_after THEN 0 "
                  "WHEN e.credit = 'receivable' THEN e.amount_cents WHEN e.debit = 'receivable' THEN -e.amount_cents "
                  "ELSE 0 END), 0), COALESCE(SUM(CASE WHEN e.credit = 'credits' THEN e.amount_cents "
                  "WHEN e.debit = 'credits' THEN -e.amount_cents ELSE 0 END), 0) "
                  "FROM plan l LEFT JOIN entry e ON e.plan_number = l.plan_number WHERE l.plan_number = ?1");
    static_cast<void>(row.bind(plan_number).step());
    return {std::max(Cents(0), row.get<Cents>(0)), row.get<Cents>(1)};
}

Cents unapplied_money(Connection& connection, CheckId check) {
    return query_one<Cents>(connection,
                            "SELECT COALESCE(SUM(CASE WHEN credit = 'unapplied' THEN amount_cents WHEN debit = "
                            "'unapplied' THEN -amount_cents ELSE 0 END), 0) FROM entry WHERE check_id = ?1",
                            check)
        .value();
}

}  // namespace lockbox

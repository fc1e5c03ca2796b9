#include "model_book.h"

namespace lockbox::trials {

void ModelBook::bill(int number, const std::string& invoice, std::int64_t due_cents, bool pending) {
    Plan& plan = plans_[number];
    const bool next_bill = !plan.invoice.empty() && plan.invoice != invoice;
    if (plan.invoice != invoice || plan.due != due_cents) plan.paid_since = 0;
    plan.invoice = invoice;
    plan.due = due_cents;
    plan.pending = pending;
    if (!next_bill || plan.credit <= 0 || due_cents <= 0) return;
    // More than was due became a credit towards the next bill.
    const std::int64_t used = plan.credit < due_cents ? plan.credit : due_cents;
    plan.credit -= used;
    plan.receivable += used;
    plan.paid_since += used;
}

void ModelBook::check_received(std::int64_t number, std::int64_t cents) {
    Check& check = checks_[number];
    deposits_ += cents - check.received;
    check.unapplied += cents - check.received;
    check.received = cents;
}

void ModelBook::check_posted(std::int64_t number, int plan_number, std::int64_t cents) {
    Check& check = checks_[number];
    Plan& plan = plans_[plan_number];
    const std::int64_t owed = open(plan_number);
    check.applied = cents < owed ? cents : owed;
    check.credited = cents - check.applied;
    check.unapplied -= cents;
    check.plan = plan_number;
    plan.receivable += check.applied;
    plan.paid_since += check.applied;
    plan.credit += check.credited;
    check.completed = plan.pending && owed > 0 && check.applied == owed;
    first_payments_ += check.completed ? 1 : 0;
}

void ModelBook::posting_undone(std::int64_t number) {
    Check& check = checks_[number];
    Plan& plan = plans_[check.plan];
    plan.receivable -= check.applied;
    plan.paid_since -= check.applied;
    plan.credit -= check.credited;
    check.unapplied += check.applied + check.credited;
    check.plan = -1;
    first_payments_ -= check.completed ? 1 : 0;
    check.completed = false;
}

void ModelBook::check_withdrawn(std::int64_t number) {
    Check& check = checks_[number];
    deposits_ -= check.unapplied;
    check.received -= check.unapplied;
    check.unapplied = 0;
}

void ModelBook::check_refunded(std::int64_t number) {
    refunds_ += checks_[number].unapplied;
    checks_[number].unapplied = 0;
}

void ModelBook::check_bounced(std::int64_t number, std::int64_t fee_cents, int plan_number) {
    returned_ += checks_[number].unapplied;
    checks_[number].unapplied = 0;
    fees_ += fee_cents;
    plans_[plan_number].receivable -= fee_cents;
    plans_[plan_number].paid_since -= fee_cents;
}

void ModelBook::credit_refunded(int plan, std::int64_t cents) {
    plans_[plan].credit -= cents;
    refunds_ += cents;
}

std::int64_t ModelBook::open(int number) const {
    const auto found = plans_.find(number);
    if (found == plans_.end()) return 0;
    const std::int64_t left = found->second.due - found->second.paid_since;
    return left > 0 ? left : 0;
}

std::int64_t ModelBook::credit(int number) const {
    const auto found = plans_.find(number);
    return found == plans_.end() ? 0 : found->second.credit;
}

std::string ModelBook::balances() const {
    std::string text;
    const auto say = [&](const std::string& account, std::int64_t cents) {
        if (cents != 0) text += account + " " + std::to_string(cents) + "\n";
    };
    std::int64_t unapplied = 0;
    for (const auto& [number, check] : checks_) unapplied += check.unapplied;
    say("deposits", -deposits_);
    say("fees", fees_);
    say("refunds", refunds_);
    say("returned", returned_);
    say("unapplied", unapplied);
    for (const auto& [number, plan] : plans_) {
        say("credits " + std::to_string(number), plan.credit);
        say("receivable " + std::to_string(number), plan.receivable);
    }
    return text;
}

}  // namespace lockbox::trials

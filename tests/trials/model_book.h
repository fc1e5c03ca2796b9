#pragma once
// The independent auditor of the simulation: what the book should say, kept from the rules of the business alone. It
// shares no code with the ledger; it is told what happened in the mail room and adds up by itself.

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace lockbox::trials {

class ModelBook {
  public:
    /// Tonight's account file says so.
    void bill(int plan, const std::string& invoice, std::int64_t due_cents, bool pending);
    void check_received(std::int64_t check, std::int64_t cents);
    void check_posted(std::int64_t check, int plan, std::int64_t cents);
    /// Unapplied again, as before it was posted.
    void posting_undone(std::int64_t check);
    /// Unapplied money of a check goes: never deposited, paid back, or back to the payer's bank.
    void check_withdrawn(std::int64_t check);
    void check_refunded(std::int64_t check);
    void check_bounced(std::int64_t check, std::int64_t fee_cents, int plan);
    void credit_refunded(int plan, std::int64_t cents);

    [[nodiscard]] std::int64_t open(int plan) const;
    [[nodiscard]] std::int64_t credit(int plan) const;
    [[nodiscard]] bool is_posted(std::int64_t check) const { return checks_.at(check).plan >= 0; }
    [[nodiscard]] int plan_of(std::int64_t check) const { return checks_.at(check).plan; }

    /// "deposits 12300\nunapplied 200\nreceivable 3 4610\n...", each balance that is not zero, plans by number.
    [[nodiscard]] std::string balances() const;
    [[nodiscard]] int first_payments_complete() const { return first_payments_; }

  private:
    struct Plan {
        std::string invoice;
        std::int64_t due = 0, paid_since = 0, receivable = 0, credit = 0;
        bool pending = false;
    };
    struct Check {
        std::int64_t received = 0, unapplied = 0, applied = 0, credited = 0;
        int plan = -1;
        bool completed = false;
    };
    std::map<int, Plan> plans_;
    std::map<std::int64_t, Check> checks_;
    std::int64_t deposits_ = 0, returned_ = 0, fees_ = 0, refunds_ = 0;
    int first_payments_ = 0;
};

}  // namespace lockbox::trials

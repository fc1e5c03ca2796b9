#include "ledger/balance_check.h"

#include <map>
#include <vector>

namespace lockbox {
namespace {

/// Money of one check, in cents. Checks are numbered densely: rows are never deleted.
struct CheckMoney {
    std::int64_t received = 0, unapplied = 0, posted = 0;
};

class BalanceCheck {
  public:
    BalanceCheck(Connection& connection, VerifyReport& report) : connection_(connection), report_(report) {}

    void run() {
        add_up_entries();
        if (!report_.first_wrong) check_postings();
        if (!report_.first_wrong) check_checks();
        if (!report_.first_wrong) check_credits();
    }

  private:
    void wrong(std::string where, std::string what) { report_.first_wrong = {std::move(where), std::move(what)}; }

    static std::int64_t signed_amount(bool debits, bool credits, std::int64_t amount) {
        return (credits ? amount : 0) - (debits ? amount : 0);
    }

    CheckMoney& of_check(std::int64_t check) {
        const auto at = static_cast<std::size_t>(check);
        if (checks_.size() <= at) checks_.resize(at + at / 2 + 1024);
        return checks_[at];
    }

    void add_up_entries() {
        Statement rows(connection_,
                       "SELECT entry_id, debit, credit, amount_cents, COALESCE(plan_number, 0), COALESCE(check_id, 0), "
                       "COALESCE(posting_id, 0) FROM entry ORDER BY entry_id");
        while (rows.step()) {
            const std::string_view debit = rows.text(1), credit = rows.text(2);
            const auto amount = rows.get<std::int64_t>(3);
            if (const auto check = rows.get<std::int64_t>(5); check != 0) {
                CheckMoney& money = of_check(check);
                money.unapplied += signed_amount(debit == "unapplied", credit == "unapplied", amount);
                money.received -= signed_amount(debit == "deposits", credit == "deposits", amount);
            }
            if (const auto posting = rows.get<std::int64_t>(6); posting != 0) {
                const auto at = static_cast<std::size_t>(posting);
                if (postings_.size() <= at) postings_.resize(at + at / 2 + 1024);
                postings_[at] += signed_amount(credit == "unapplied", debit == "unapplied", amount);
            }
            if (const auto plan = rows.get<std::int64_t>(4); plan != 0 && (debit == "credits" || credit == "credits")) {
                credits_[plan] += signed_amount(debit == "credits", credit == "credits", amount);
            }
            ++report_.entries;
        }
    }

    // A posting moves its whole amount, and no posting moves without entries.
    void check_postings() {
        Statement rows(connection_, "SELECT posting_id, check_id, amount_cents FROM posting ORDER BY posting_id");
        while (rows.step()) {
            const auto posting = rows.get<std::int64_t>(0), amount = rows.get<std::int64_t>(2);
            const auto at = static_cast<std::size_t>(posting);
            const std::int64_t moved = at < postings_.size() ? postings_[at] : 0;
            if (moved != amount) {
                return wrong(
                    "posting " + std::to_string(posting),
                    "it says " + Cents(amount).to_display() + " and its entries move " + Cents(moved).to_display());
            }
            of_check(rows.get<std::int64_t>(1)).posted += amount;
        }
    }

    // A check that waits has its whole amount unapplied; a posted one nothing; one that left nothing either.
    void check_checks() {
        Statement rows(connection_,
                       "SELECT n.check_id, n.outcome, n.amount_cents, i.review_id IS NOT NULL FROM check_now n "
                       "LEFT JOIN review_item i ON i.check_id = n.check_id AND i.state = 'open' ORDER BY n.check_id");
        while (rows.step() && !report_.first_wrong) {
            const auto check = rows.get<std::int64_t>(0);
            const bool posted = rows.text(1) == "posted", waits = rows.get<int>(3) != 0;
            const std::int64_t amount = rows.get<std::optional<std::int64_t>>(2).value_or(0);
            const CheckMoney& money = of_check(check);
            const std::int64_t unapplied = waits ? amount : 0;
            const std::string where = "check " + std::to_string(check);
            if (money.unapplied != unapplied) {
                wrong(where, Cents(money.unapplied).to_display() + " of it are unapplied, and " +
                                 Cents(unapplied).to_display() + " should be");
            } else if (money.posted != 0 && (!posted || waits || money.posted != amount)) {
                wrong(where, Cents(money.posted).to_display() + " of it are posted, and its decision says otherwise");
            } else if (money.posted > 0 && money.received != amount) {
                wrong(where, "more or less of it is posted than was received");
            }
            ++report_.checks;
        }
    }

    // Credit goes below zero only where a payment that became credit was taken back after its use.
    void check_credits() {
        for (const auto& [plan, credit] : credits_) {
            if (credit >= 0) continue;
            const auto reversed = query_one<int>(
                connection_,
                "SELECT 1 FROM entry WHERE plan_number = ?1 AND kind = 'credited' AND reverses IS NOT NULL", plan);
            if (!reversed) return wrong("plan " + std::to_string(plan), "more credit was used than it had");
        }
    }

    Connection& connection_;
    VerifyReport& report_;
    std::vector<CheckMoney> checks_;
    std::vector<std::int64_t> postings_;
    std::map<std::int64_t, std::int64_t> credits_;
};

}  // namespace

void check_balances(Connection& connection, VerifyReport& report) {
    BalanceCheck(connection, report).run();
}

}  // namespace lockbox

// Business days as they come: mail of every kind, two reviewers, returns, refunds, moves, reprocessing, nightly bills,
// and crashes in the middle of recording. Each evening the model's balances are held against the book's.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <random>
#include <thread>

#include <doctest/doctest.h>

#include "../ledger/book_for_test.h"
#include "days_work.h"
#include "ledger/auditor.h"
#include "ledger/corrections.h"
#include "ledger/redecide.h"
#include "ledger/review_queue.h"
#include "model_book.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

namespace fs = std::filesystem;
using namespace lockbox::test;

constexpr int kMembers = 60, kEnvelopesADay = 14;
constexpr std::int64_t kFee = 2500, kLimit = 20'000, kCorrectionLimit = 4'000;

class Simulation {
  public:
    Simulation(const fs::path& folder, unsigned seed) : folder_(folder), random_(seed) {
        Book::Options options;
        options.day = [this] { return today_; };
        book_.emplace(*Book::create(folder / "lockbox.db", options));
    }

    bool run(int days) {
        for (day_ = 1; day_ <= days; ++day_) {
            night();
            if (!mail() || !desk() || !back_office() || !evening()) {
                return failed("on day " + std::to_string(day_));
            }
            today_ = today_.plus_days(1);
        }
        std::printf(
            "simulate: %d days, %d checks, %d decisions by people (%d by two), %d undone, %d returned, %d refunds, "
            "%d moved, %d reprocessed, %d crashes; every balance agreed every day.\n",
            days, static_cast<int>(checks_), decided_, by_two_, undone_, bounced_, refunded_, moved_, reprocessed_,
            crashes_);
        return true;
    }

  private:
    int any(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
    bool chance(int percent) { return any(100) < percent; }

    /// The billing system sends its file: now and then a next bill, sometimes what it has heard of payments.
    void night() {
        std::string file = account_header();
        for (int member = 0; member < kMembers; ++member) {
            Bill& bill = bills_[member];
            const bool next = bill.number == 0 || chance(4);
            if (next) {
                bill.number += 1;
                bill.due = chance(8) ? 0 : 4000 + 100 * any(40);
            } else if (chance(3)) {
                bill.due = model_.open(member);
            }
            const std::string invoice =
                std::to_string(1'000'000'000LL * (1 + bill.number % 9) + member * 1000 + bill.number);
            const bool pending = member % 5 == 0 && bill.number == 1;
            file += account_row(member, {{"invoice_number", invoice},
                                         {"amount_due", Cents(bill.due).to_string()},
                                         {"status", pending ? "pending" : "active"}});
            model_.bill(member, invoice, bill.due, pending);
        }
        write_file(folder_ / "accounts.csv", file);
        REQUIRE(AccountStore(*book_).load(folder_ / "accounts.csv").ok());
    }

    /// One batch; every few days a scanner process dies in the middle of it.
    bool mail() {
        const std::string name = "day-" + std::to_string(day_);
        std::vector<EnvelopeRecord> envelopes;
        for (int i = 0; i < kEnvelopesADay; ++i) envelopes.push_back(envelope(i));
        BatchHeader head = header(name, 2 * kEnvelopesADay);
        head.received = today_;
        if (chance(30)) crash_while_recording(head, envelopes);
        BatchStore store(*book_);
        const auto begun = store.begin(head);
        if (!begun) return failed(begun.error().message());
        for (const EnvelopeRecord& one : envelopes) {
            const auto recorded = store.record(head.id, one);
            if (!recorded) return failed(recorded.error().message());
        }
        if (!store.finish(head.id)) return failed("the batch does not finish");
        for (const EnvelopeRecord& one : envelopes) tell_model(head.id, one);
        return true;
    }

    EnvelopeRecord envelope(int i) {
        const int member = any(kMembers);
        const std::int64_t owed = model_.open(member);
        const std::int64_t cents = chance(50) && owed > 0 ? owed : chance(3) ? 30'000 + any(5000) : 500 + 10 * any(900);
        EnvelopeRecord envelope = paid_envelope(i + 1, 2 * i + 1, member, Cents(cents), ++serial_);
        if (chance(35)) {
            DecisionRecord& decision = envelope.checks[0].decision;
            decision = {};
            decision.reasons = {all_reasons()[static_cast<std::size_t>(any(24))]};
            if (chance(20)) envelope.checks[0].amount.reset();
        }
        return envelope;
    }

    void tell_model(const BatchId& batch, const EnvelopeRecord& envelope) {
        const CheckRecord& record = envelope.checks[0];
        const auto id = BatchStore(*book_).find_check(batch, record.sequence);
        REQUIRE(id);
        ++checks_;
        model_.check_received(id->value, record.amount ? record.amount->count() : 0);
        if (record.decision.outcome != Outcome::posted) return;
        model_.check_posted(id->value, member_of(*record.decision.billing_account), record.amount->count());
        posted_.push_back(id->value);
    }

    static int member_of(const BillingAccount& account) {
        return static_cast<int>(std::stoll(account.str()) - 700000000);
    }

    void crash_while_recording(const BatchHeader& head, const std::vector<EnvelopeRecord>& envelopes) {
        const pid_t child = ::fork();
        if (child == 0) {
            const Result<Book> book = Book::open(folder_ / "lockbox.db", options_of_child());
            BatchStore store(*book);
            static_cast<void>(store.begin(head));
            for (const EnvelopeRecord& one : envelopes) static_cast<void>(store.record(head.id, one));
            ::_exit(0);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(any(15'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        crashes_ += WIFSIGNALED(status) ? 1 : 0;
    }

    Book::Options options_of_child() {
        Book::Options options;
        options.day = [this] { return today_; };
        return options;
    }

    /// Two reviewers clear most of the queue.
    bool desk() {
        ReviewQueue queue(*book_, {std::chrono::minutes(5), Cents(kLimit)});
        const auto items = queue.list();
        if (!items) return failed(items.error().message());
        for (const ReviewItem& item : *items) {
            if (chance(15)) continue;
            if (!decide(queue, item)) return false;
        }
        return true;
    }

    bool decide(ReviewQueue& queue, const ReviewItem& item) {
        const std::int64_t check = item.check->value;
        Resolution resolution;
        resolution.item = item.id;
        resolution.note = "simulated";
        const int dice = any(100);
        resolution.act = dice < 70                    ? ResolutionAct::post
                         : dice < 80                  ? ResolutionAct::send_back
                         : dice < 85                  ? ResolutionAct::not_payment
                         : dice < 92                  ? ResolutionAct::hold
                         : dice < 96 && item.at_stake ? ResolutionAct::refund
                                                      : ResolutionAct::refer;
        const int member = any(kMembers);
        std::int64_t cents = item.at_stake ? item.at_stake->count() : 0;
        if (resolution.act == ResolutionAct::post) {
            resolution.billing_account = account_of(member);
            resolution.plan_id = plan_of(member);
            if (!item.at_stake || chance(10)) resolution.amount = Cents(cents = 700 + 10 * any(600));
        }
        if (resolution.act == ResolutionAct::hold) resolution.until = today_.plus_days(1 + any(5));
        auto resolved = queue.resolve(resolution, "ann");
        if (!resolved) return failed(resolved.error().message());
        if (resolved->needs_second) {
            ++by_two_;
            resolved = queue.resolve(resolution, "ben");
            if (!resolved || resolved->needs_second) return failed("a second person does not make it count");
        }
        ++decided_;
        const bool undo = settles(resolution.act) && chance(12);
        tell_model(resolution.act, check, member, cents, undo);
        if (!undo) return true;
        ++undone_;
        const auto undone = queue.undo(item.id, "ben", "simulated");
        return undone.ok() || failed(undone.error().message());
    }

    /// What was decided; of what is undone again nothing stays.
    void tell_model(ResolutionAct act, std::int64_t check, int member, std::int64_t cents, bool undone) {
        if (undone) return;
        if (act == ResolutionAct::post) {
            model_.check_received(check, cents);
            model_.check_posted(check, member, cents);
            posted_.push_back(check);
        }
        if (act == ResolutionAct::send_back || act == ResolutionAct::not_payment) model_.check_withdrawn(check);
        if (act == ResolutionAct::refund) model_.check_refunded(check);
    }

    /// Bounces, refunds, moves, and the program deciding anew.
    bool back_office() {
        const auto by_two = [&](const auto& correct) {
            Result<Corrected> done = correct(Corrections(*book_, {"cyd", "simulated", Cents(kCorrectionLimit)}));
            if (!done || !done->needs_second) return done;
            ++by_two_;
            return correct(Corrections(*book_, {"dan", "simulated", Cents(kCorrectionLimit)}));
        };
        for (int i = 0; i < 3 && !posted_.empty(); ++i) {
            const std::size_t at = static_cast<std::size_t>(any(static_cast<int>(posted_.size())));
            const std::int64_t check = posted_[at];
            const int plan = model_.plan_of(check), other = (plan + 1 + any(kMembers - 1)) % kMembers;
            const int dice = any(5);
            Result<Corrected> done = Corrected{};
            if (dice == 0) {
                done = by_two([&](Corrections by) { return by.return_check(CheckId{check}, Cents(kFee)); });
                model_.posting_undone(check);
                model_.check_bounced(check, kFee, plan);
                ++bounced_;
            } else if (dice == 1) {
                done = by_two([&](Corrections by) { return by.refund_check(CheckId{check}); });
                model_.posting_undone(check);
                model_.check_refunded(check);
                ++refunded_;
            } else if (dice == 2) {
                const std::int64_t cents = BatchStore(*book_).check(CheckId{check})->now.amount->count();
                done = by_two(
                    [&](Corrections by) { return by.move_check(CheckId{check}, account_of(other), plan_of(other)); });
                model_.posting_undone(check);
                model_.check_posted(check, other, cents);
                ++moved_;
            } else if (dice == 3) {
                if (!decide_anew(check, other)) return false;
            } else if (model_.credit(plan) > 0) {
                const std::int64_t cents = 1 + any(static_cast<int>(model_.credit(plan)));
                done = by_two(
                    [&](Corrections by) { return by.refund_credit(account_of(plan), plan_of(plan), Cents(cents)); });
                model_.credit_refunded(plan, cents);
                ++refunded_;
            }
            if (!done) return failed(done.error().message());
            if (done->needs_second) return failed("a second person does not make a correction count");
            if (dice < 2) posted_.erase(posted_.begin() + static_cast<std::ptrdiff_t>(at));
        }
        return true;
    }

    bool decide_anew(std::int64_t check, int other) {
        const auto history = BatchStore(*book_).check(CheckId{check});
        const CheckResult& now = history->now;
        RedecideOrder order;
        order.check = CheckId{check};
        order.now.decision = history->decisions.back().decision;
        order.now.decision.billing_account = account_of(other);
        order.now.amount = now.amount;
        order.now.routing = now.routing;
        order.now.account = now.account;
        order.now.number = now.number;
        order.now.date = now.date;
        order.now.instrument =
            InstrumentNumbers{InstrumentNumbers::Kind::check, now.routing->str(), *now.account, *now.number};
        const auto left = redecide(*book_, order);
        if (!left) return failed(left.error().message());
        const bool person =
            history->decisions.back().source == "review" || history->decisions.back().source == "correction";
        if ((*left == LeftAlone::person) != person) return failed("what a person decided is theirs");
        if (*left != LeftAlone::no) return true;
        ++reprocessed_;
        model_.posting_undone(check);
        model_.check_posted(check, other, now.amount->count());
        return true;
    }

    bool evening() {
        Statement rows(
            book_->connection(),
            "SELECT account, SUM(cents) FROM (SELECT credit || CASE WHEN credit IN ('receivable', 'credits') "
            "THEN ' ' || (substr(l.billing_account, 3) + 0) ELSE '' END AS account, amount_cents AS cents "
            "FROM entry e LEFT JOIN plan l ON l.plan_number = e.plan_number UNION ALL "
            "SELECT debit || CASE WHEN debit IN ('receivable', 'credits') THEN ' ' || "
            "(substr(l.billing_account, 3) + 0) ELSE '' END, -amount_cents FROM entry e "
            "LEFT JOIN plan l ON l.plan_number = e.plan_number) GROUP BY account HAVING SUM(cents) <> 0");
        std::map<std::string, std::int64_t> book, model;
        while (rows.step()) book[rows.get<std::string>(0)] = rows.get<std::int64_t>(1);
        std::istringstream lines(model_.balances());
        std::string line;
        while (std::getline(lines, line)) {
            const std::size_t space = line.rfind(' ');
            model[line.substr(0, space)] = std::stoll(line.substr(space + 1));
        }
        for (const auto& [account, cents] : model) {
            if (book[account] != cents) {
                return failed(account + ": the book has " + std::to_string(book[account]) + ", the auditor " +
                              std::to_string(cents));
            }
        }
        if (book.size() != model.size()) return failed("the book has a balance that the auditor has not");
        const auto events = query_one<int>(
            book_->connection(),
            "SELECT COALESCE(SUM(CASE kind WHEN 'first_payment_complete' THEN 1 ELSE -1 END), 0) FROM plan_event");
        if (events.value_or(0) != model_.first_payments_complete()) return failed("first payments differ");
        if (day_ % 10 != 0) return true;
        VerifyOptions options;
        options.images = false;
        const auto report = verify_book(*book_, options);
        if (!report) return failed(report.error().message());
        return !report->first_wrong || failed(report->first_wrong->where + ": " + report->first_wrong->what);
    }

    struct Bill {
        int number = 0;
        std::int64_t due = 0;
    };
    fs::path folder_;
    std::mt19937 random_;
    Date today_ = *Date::of(2026, 1, 5);
    std::optional<Book> book_;
    ModelBook model_;
    std::map<int, Bill> bills_;
    std::vector<std::int64_t> posted_;
    int day_ = 0, serial_ = 0, decided_ = 0, by_two_ = 0, undone_ = 0, bounced_ = 0, refunded_ = 0, moved_ = 0;
    int reprocessed_ = 0, crashes_ = 0;
    std::int64_t checks_ = 0;
};

}  // namespace

bool simulate(int days, unsigned seed) {
    const TrialFolder folder;
    return Simulation(folder.path(), seed).run(days);
}

}  // namespace lockbox::trials

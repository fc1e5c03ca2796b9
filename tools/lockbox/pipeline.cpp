#include "tools/lockbox/pipeline.h"

#include <unistd.h>

#include <cerrno>
#include <map>
#include <set>

#include "ledger/batch_identity.h"
#include "matching/decide.h"
#include "ocr/remittance_json.h"
#include "scan/transactions.h"
#include "tools/lockbox/book_memory.h"
#include "tools/lockbox/decide_again.h"
#include "tools/lockbox/intake.h"
#include "tools/lockbox/log.h"
#include "tools/lockbox/to_records.h"

namespace lockbox {
namespace {

/// A reading that stands for a page which could not be read.
PageReading unread(int sequence, std::string why) {
    PageReading reading;
    reading.sequence = sequence;
    reading.kind = DocumentKind::other;
    reading.failure = std::move(why);
    return reading;
}

/// The account that an identifier on a page points at, so that a Member ID and an account number can be compared.
std::optional<std::string> account_of(const AccountIndex& accounts, const IdentifierReading& identifier) {
    constexpr double kLikely = 0.5;
    const auto digits = identifier.digits.sure(kLikely);
    if (!digits) return std::nullopt;
    const auto plans = identifier.kind == IdentifierKind::member_id         ? accounts.by_member_id(*digits)
                       : identifier.kind == IdentifierKind::billing_account ? accounts.by_billing_account(*digits)
                                                                            : accounts.by_enrollment_id(*digits);
    return plans.empty() ? std::nullopt : std::optional(plans.front()->billing_account.str());
}

GroupingDocument grouping_hints(const PageReading& page, std::optional<int> transaction, const AccountIndex& accounts) {
    constexpr double kSure = 0.9;
    GroupingDocument document{page.sequence, page.kind, transaction};
    const auto add_accounts = [&](const std::vector<IdentifierReading>& identifiers) {
        for (const IdentifierReading& identifier : identifiers) {
            if (auto account = account_of(accounts, identifier)) document.accounts.push_back(*account);
        }
    };
    if (page.coupon) {
        if (page.coupon->code) {
            document.accounts.push_back(page.coupon->code->billing_account.str());
            document.amount = page.coupon->code->amount_due;
        }
        add_accounts(page.coupon->identifiers);
    }
    if (page.check) {
        add_accounts(page.check->identifiers);
        document.amount = page.check->courtesy_amount.sure(kSure);
        const MicrReading& micr = page.check->micr;
        const bool money_order = page.check->instrument == Instrument::money_order;
        if (micr.routing && micr.account && !money_order) document.payer_account = micr.routing->str() + *micr.account;
    }
    return document;
}

/// The batch is there, and nobody keeps this program from looking into it.
bool may_be_read(const std::filesystem::path& path) {
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(path, error);
    if (error || !std::filesystem::exists(path, error)) return false;
    const std::filesystem::path listing = is_folder ? path / "batch.json" : path;
    const auto refuses = [](const std::filesystem::path& file, int mode) {
        return ::access(file.c_str(), mode) != 0 && errno != ENOENT;
    };
    return !(is_folder && refuses(path, R_OK | X_OK)) && !refuses(listing, R_OK);
}

/// One batch on its way through the rooms.
class BatchRun {
  public:
    BatchRun(const Book& book, std::shared_ptr<const AccountMap> accounts, const Config& config, WorkerPool& workers)
        : book_(book),
          store_(book),
          images_(book.images()),
          accounts_(std::move(accounts)),
          policy_(policy_of(config)),
          limits_(image_limits(config)),
          workers_(workers) {}

    Result<BatchOutcome> run(const std::filesystem::path& path, Date today, const Pipeline::Hooks& hooks) {
        const auto folder = read_batch_folder(path, limits_);
        if (!folder) {
            is_bad_ = may_be_read(path);
            return folder.error();
        }
        received_ = folder.value().received.value_or(today);
        auto pages = take_in(*folder, images_, limits_);
        if (!pages) return pages.error();
        pages_ = *std::move(pages);

        BatchOutcome outcome;
        outcome.id = folder.value().id;
        outcome.received_assumed = !folder.value().received;
        const BatchHeader head = header(*folder);
        const auto begun = store_.begin(head);
        if (!begun) {
            const auto taken = is_taken_otherwise(book_, head);
            is_bad_ = taken && *taken;
            return begun.error();
        }
        outcome.start = begun.value().start;
        if (outcome.start == BatchStart::complete) return with_summary(std::move(outcome));

        if (auto read = read_pages(hooks); !read) return read.error();
        outcome.problems = problems();
        if (auto recorded = record_transactions(outcome.id, begun.value().recorded); !recorded) return recorded.error();
        const auto finished = store_.finish(outcome.id);
        if (!finished) return finished.error();
        outcome.summary = *finished;
        return outcome;
    }

    [[nodiscard]] bool is_bad() const { return is_bad_; }

  private:
    Result<BatchOutcome> with_summary(BatchOutcome outcome) const {
        const auto summary = store_.summary(outcome.id);
        if (!summary) return summary.error();
        outcome.summary = *summary;
        return outcome;
    }

    [[nodiscard]] BatchHeader header(const BatchFolder& folder) const {
        std::vector<PageSides> sides;
        for (const TakenPage& page : pages_) sides.push_back({page.sequence, page.front, page.back});
        BatchHeader header;
        header.id = folder.id;
        header.fingerprint = batch_fingerprint(folder.id, sides);
        header.lockbox = folder.lockbox;
        header.received = received_;
        header.scanner = folder.scanner;
        header.pages = static_cast<int>(pages_.size());
        if (folder.control) header.control = {folder.control->pages, folder.control->checks, folder.control->total};
        return header;
    }

    Result<void> read_pages(const Pipeline::Hooks& hooks) {
        std::vector<PageTask> tasks;
        std::vector<const TakenPage*> asked;
        for (const TakenPage& page : pages_) {
            if (page.problem.empty()) {
                tasks.push_back(page_task(page, images_, received_));
                asked.push_back(&page);
            } else {
                readings_[page.sequence] = unread(page.sequence, page.problem);
            }
        }
        if (hooks.started) hooks.started(tasks.size());
        std::size_t done = 0;
        return workers_.run(tasks, [&](const PageOutcome& outcome) {
            const int sequence = asked[outcome.task]->sequence;
            readings_[sequence] = reading_of(sequence, outcome);
            if (hooks.page_read) hooks.page_read(++done);
        });
    }

    static PageReading reading_of(int sequence, const PageOutcome& outcome) {
        if (!outcome.failure.empty()) {
            log_event(LogLevel::warning, "page_failed", {{"page", std::to_string(sequence)}, {"why", outcome.failure}});
            return unread(sequence, outcome.failure);
        }
        auto reading = page_reading_from_json(outcome.reply);
        if (!reading) return unread(sequence, reading.error().message());
        if (reading->sequence != sequence) return unread(sequence, "the worker answered for another page");
        return *std::move(reading);
    }

    [[nodiscard]] std::vector<PageProblem> problems() const {
        std::vector<PageProblem> found;
        for (const auto& [sequence, reading] : readings_) {
            if (!reading.failure.empty()) found.push_back({sequence, reading.failure});
        }
        return found;
    }

    struct Transaction {
        int number = 0;
        std::vector<int> sequences;
    };

    /// In scan order. The scanner's numbers are kept; the others are numbered with what is free.
    [[nodiscard]] std::vector<Transaction> transactions() const {
        const AccountIndex accounts(accounts_);
        std::vector<GroupingDocument> documents;
        std::map<int, int> given;
        std::set<int> taken;
        for (const TakenPage& page : pages_) {
            documents.push_back(grouping_hints(readings_.at(page.sequence), page.transaction, accounts));
            if (!page.transaction) continue;
            given[page.sequence] = *page.transaction;
            taken.insert(*page.transaction);
        }
        std::vector<Transaction> found;
        int next = 1;
        for (const std::vector<int>& sequences : group_transactions(documents)) {
            const auto number = given.find(sequences.front());
            while (taken.contains(next)) ++next;
            found.push_back({number != given.end() ? number->second : next++, sequences});
        }
        return found;
    }

    Result<void> record_transactions(const BatchId& batch, const std::set<int>& recorded) {
        for (const Transaction& transaction : transactions()) {
            if (recorded.contains(transaction.number)) continue;
            MatchInput input;
            input.received = received_;
            for (const int sequence : transaction.sequences) input.pages.push_back(&readings_.at(sequence));
            const AccountIndex accounts(accounts_);
            BookMemory memory(store_);
            const TransactionDecision decision = decide(input, memory.context(accounts, policy_));
            if (memory.failed()) return *memory.failed();
            std::vector<const TakenPage*> pages;
            for (const int sequence : transaction.sequences) pages.push_back(taken(sequence));
            const auto done = store_.record(batch, envelope_record(transaction.number, pages, input.pages, decision));
            if (!done) return done.error();
        }
        return {};
    }

    [[nodiscard]] const TakenPage* taken(int sequence) const {
        const auto found = std::find_if(pages_.begin(), pages_.end(),
                                        [&](const TakenPage& page) { return page.sequence == sequence; });
        return &*found;
    }

    const Book& book_;
    BatchStore store_;
    const ImageStore& images_;
    std::shared_ptr<const AccountMap> accounts_;
    Policy policy_;
    ImageLimits limits_;
    WorkerPool& workers_;
    Date received_;
    std::vector<TakenPage> pages_;
    std::map<int, PageReading> readings_;  ///< by sequence
    bool is_bad_ = false;
};

}  // namespace

Result<BatchOutcome> Pipeline::process(const std::filesystem::path& batch, const Hooks& hooks) {
    BatchRun run(book_, accounts_, config_, workers_);
    Result<BatchOutcome> outcome = run.run(batch, today_, hooks);
    batch_is_bad_ = run.is_bad();
    return outcome;
}

}  // namespace lockbox

#pragma once
// Batches, envelopes, checks and postings: written once, envelope by envelope, and read back.
//
// Safe against a crash at any instruction and against a second process on the same batch: an envelope is in the book
// as a whole or not at all, one that is already there is not written again, and the rule that no instrument is taken
// twice is checked inside the transaction that posts.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/book.h"
#include "ledger/entry.h"
#include "ledger/records.h"
#include "ledger/result.h"

namespace lockbox {

struct PageSides {
    int sequence = 0;
    std::optional<PageSide> front, back;
};
/// Content of a batch: which image is which side of which page. Neither its id nor its control totals count, except
/// that a batch without any readable image is known by its id alone.
[[nodiscard]] BatchFingerprint batch_fingerprint(const BatchId& id, std::span<const PageSides> pages);

enum class BatchStart : std::uint8_t {
    fresh,     ///< was not in the book
    resumed,   ///< begun before and not finished; `recorded` says how far
    complete,  ///< the same batch is in the book already: nothing to do
};
struct BatchBegun {
    BatchStart start = BatchStart::fresh;
    std::set<int> recorded;  ///< transactions that are already in the book
};

/// A check that the pipeline would post and the book may not.
struct HeldCheck {
    int sequence = 0;
    Reason reason = Reason::duplicate_check;  ///< or micr_unreadable: without its numbers no duplicate is ever found
};
struct Recorded {
    bool already_there = false;   ///< recorded before with the same pages: nothing was written
    std::vector<HeldCheck> held;  ///< recorded as review with this reason instead of posted
};

/// Whether the hand count agrees with what was scanned.
enum class BalanceState : std::uint8_t {
    in_progress,     ///< not all pages are recorded
    balanced,        ///< pages, checks and total were counted and all agree
    out_of_balance,  ///< something that was counted differs
    unproven,        ///< nothing differs, but a count is missing or the amount of a check is unknown
};
[[nodiscard]] std::string_view to_word(BalanceState state);
[[nodiscard]] std::optional<BalanceState> balance_state_from(std::string_view word);

/// The life of a batch. Follows from what is in it, but for the last step, which a person takes.
enum class BatchLife : std::uint8_t {
    received,   ///< its envelopes are being recorded
    in_review,  ///< read, and some of it waits for a person
    read,       ///< nothing waits; its count is not proven
    balanced,   ///< nothing waits, and all that was counted agrees
    closed,     ///< nothing of it changes any more
};
[[nodiscard]] std::string_view to_word(BatchLife life);

/// Everything of a batch that must add up. The parts come from different tables: pages, checks, postings, decisions.
struct BatchSummary {
    int pages = 0, pages_filed = 0, pages_review = 0, pages_check = 0;
    int envelopes = 0;
    int checks = 0, checks_posted = 0, checks_review = 0;
    int checks_left = 0;                          ///< sent back, paid back, returned by the bank
    int not_payments = 0;                         ///< pages taken for checks that a person found to be none
    Cents scanned, posted, in_review, left;       ///< of the checks whose amount is known
    int unknown_amounts = 0;                      ///< checks whose amount is not known: in no sum
    int items_open = 0;                           ///< also those that are held or referred
    std::vector<std::pair<Reason, int>> reasons;  ///< open review items by reason, in order of precedence
    BatchControl control;                         ///< what the operator counted
    BatchLife life = BatchLife::received;
    Date received, deposit_date;
    BalanceState state = BalanceState::in_progress;
    /// Scanned minus counted; nullopt where nothing was counted, and for the total also while an amount is unknown.
    std::optional<int> pages_difference, checks_difference;
    std::optional<Cents> total_difference;

    /// pages = filed + review + checks, pages of checks = posted + in review + left + no payments, cents scanned =
    /// posted + in review + left.
    [[nodiscard]] bool adds_up() const;
};

struct BatchRow {
    BatchId id;
    std::string lockbox, scanner;
    Date received;
    std::string begun_at;
    std::optional<std::string> finished_at;
    int pages = 0;       ///< of the batch, recorded or not
    int items_open = 0;  ///< wait for a person
    BalanceState state = BalanceState::in_progress;
    BatchLife life = BatchLife::received;
    Date deposit_date;
};

using EnvelopeKey = RowId<struct EnvelopeKeyRow>;

struct DocumentResult {
    int sequence = 0;
    std::string kind;
    Disposition disposition = Disposition::filed;
    std::vector<Reason> reasons;
};
struct CheckResult {
    CheckId id;
    int sequence = 0;
    Outcome outcome = Outcome::review;
    std::optional<BillingAccount> billing_account;
    std::optional<PlanId> plan_id;
    std::optional<Cents> amount;
    std::optional<RoutingNumber> routing;
    std::optional<std::string> account, number;
    std::optional<Date> date;
    std::vector<Reason> reasons;
    std::optional<double> confidence;
};
/// One line of interfaces.md section 4.
struct EnvelopeResult {
    int transaction = 0;
    std::vector<DocumentResult> documents;  ///< in scan order
    std::vector<CheckResult> checks;        ///< in scan order
    std::optional<Outcome> decision;        ///< of the pages without money; see EnvelopeRecord::decision
    std::vector<Reason> reasons;
};

struct DecisionHistory {
    DecisionId id;
    std::string source;  ///< process, review, reprocess, correction
    DecisionRecord decision;
    std::optional<Cents> amount;
    std::string program, decided_by, decided_at;
};
struct PostingHistory {
    PostingId id;
    DecisionId decision;
    BillingAccount billing_account;
    PlanId plan_id;
    Cents amount;  ///< negative on a reversal
    std::optional<PostingId> reverses;
    std::string posted_by, posted_at;
};
/// A movement of a check's money.
struct MoneyHistory {
    EntryKind kind = EntryKind::received;
    bool is_reversal = false;
    Cents amount;
    std::optional<BillingAccount> billing_account;  ///< where a plan is concerned
    Date day;                                       ///< of the book
    std::string by, at;
};
/// One check with all that ever happened to it, oldest first.
struct CheckHistory {
    BatchId batch;
    int transaction = 0;
    CheckResult now;
    std::string kind;
    std::optional<PageSide> front, back;
    std::string reading_json;        ///< the latest reading
    std::string stated_json = "{}";  ///< what people have keyed of it (CheckFields)
    std::vector<DecisionHistory> decisions;
    std::vector<PostingHistory> postings;
};

/// What was read of one page when its batch was processed.
struct RecordedReading {
    int transaction = 0;
    int sequence = 0;
    std::string reading_json;
};

/// An instrument that is in the book already.
struct SeenInstrument {
    CheckId check;
    BatchId batch;
    int sequence = 0;
    bool posted = false;  ///< its posting is live
};

/// An account that a bank account has paid, and with how many checks.
struct PayerMemory {
    BillingAccount billing_account;
    int checks = 0;
};

class BatchStore {
  public:
    explicit BatchStore(const Book& book) : book_(book) {}

    /// Errors: the id is taken by other content, or the content by another id.
    [[nodiscard]] Result<BatchBegun> begin(const BatchHeader& header);
    /// Errors: records that contradict themselves (nothing was written), a plan that the account file has never had,
    /// pages that are already in another envelope, an engine that cannot write.
    [[nodiscard]] Result<Recorded> record(const BatchId& batch, const EnvelopeRecord& envelope);
    /// Ends the reading of the batch and compares it with the hand count. An Error while pages are missing. May be
    /// repeated.
    [[nodiscard]] Result<BatchSummary> finish(const BatchId& batch);
    /// After this nothing of the batch changes but by reversal. An Error while anything of it waits, and while it is
    /// not balanced unless `why` says why that is accepted. May be repeated.
    [[nodiscard]] Result<BatchSummary> close(const BatchId& batch, std::string_view user, const std::string& why = {});

    /// Whether this instrument was taken before, posted or not: all numbers equal, and of a check also the amount,
    /// where an amount that is not known on one side may be any. Asked for an envelope that is in the book already,
    /// checks of other envelopes count that came before or are posted.
    [[nodiscard]] Result<std::optional<SeenInstrument>> seen(const InstrumentNumbers& numbers,
                                                             std::optional<Cents> amount,
                                                             std::optional<EnvelopeKey> of_envelope = {}) const;

    /// What the drawer of a check paid before: live postings that a person made or that stand in a closed batch, most
    /// first, twenty at most. Nothing that the program alone believes teaches it to believe more; nor does an envelope
    /// that is decided again teach itself.
    [[nodiscard]] Result<std::vector<PayerMemory>> paid_before(const std::string& routing, const std::string& account,
                                                               std::optional<EnvelopeKey> but_not = {}) const;

    [[nodiscard]] Result<std::vector<BatchRow>> batches() const;  ///< oldest first
    [[nodiscard]] Result<BatchSummary> summary(const BatchId& batch) const;
    [[nodiscard]] Result<std::vector<EnvelopeResult>> results(const BatchId& batch) const;  ///< in scan order
    /// In scan order. Whoever decides again needs no images.
    [[nodiscard]] Result<std::vector<RecordedReading>> readings(const BatchId& batch) const;
    [[nodiscard]] Result<std::vector<EnvelopeKey>> envelopes(const BatchId& batch) const;  ///< in the order recorded
    [[nodiscard]] Result<CheckId> find_check(const BatchId& batch, int sequence) const;
    [[nodiscard]] Result<CheckHistory> check(CheckId id) const;
    /// Every movement of the check's money, oldest first.
    [[nodiscard]] Result<std::vector<MoneyHistory>> money(CheckId id) const;

  private:
    const Book& book_;
};

}  // namespace lockbox

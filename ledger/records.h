#pragma once
// What the pipeline hands to the book: one scanned batch, envelope by envelope. Plain values; batch_store.h says what
// is checked when they are recorded.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/date.h"
#include "ledger/decision.h"
#include "ledger/identifiers.h"
#include "ledger/money.h"
#include "ledger/routing_number.h"
#include "ledger/sha256.h"

namespace lockbox {

struct ImageIdTag {
    static bool valid(std::string_view text) { return is_sha256_hex(text); }
};
struct FingerprintTag {
    static bool valid(std::string_view text) { return is_sha256_hex(text); }
};
using ImageId = Identifier<ImageIdTag>;               ///< SHA-256 of the bytes of an image file
using BatchFingerprint = Identifier<FingerprintTag>;  ///< what a batch is by its content: batch_fingerprint()

/// A row of the book. Distinct types, so that a check is never looked up by the number of a posting.
template <class Tag>
struct RowId {
    std::int64_t value = 0;
    auto operator<=>(const RowId&) const = default;
};
using CheckId = RowId<struct CheckRow>;
using DecisionId = RowId<struct DecisionRow>;
using PostingId = RowId<struct PostingRow>;
using ReviewId = RowId<struct ReviewRow>;

/// An image file as it lies in the image store.
struct StoredImage {
    ImageId id;
    std::uint64_t size_bytes = 0;
    std::string media_type;  ///< "image/tiff", "image/jpeg", "image/png", "application/pdf"
    bool operator==(const StoredImage&) const = default;
};

/// One side of a page: a frame of a stored image file.
struct PageSide {
    StoredImage image;
    int frame = 0;  ///< from 0
    bool operator==(const PageSide&) const = default;
};

/// Where a page ended. The pages of a batch are filed + review + checks.
enum class Disposition : std::uint8_t {
    filed,   ///< carries no money and needs nobody
    review,  ///< carries no money, and a person must look at it
    check,   ///< carries money: the check's own decision says posted or review
};
[[nodiscard]] std::string_view to_word(Disposition disposition);
[[nodiscard]] std::optional<Disposition> disposition_from(std::string_view word);

struct PageRecord {
    int sequence = 0;                     ///< unique in the batch, positive
    std::string kind;                     ///< a word of interfaces.md section 4: check, money_order, coupon, letter ...
    std::optional<PageSide> front, back;  ///< nullopt: not there or not readable
    Disposition disposition = Disposition::filed;
    std::vector<Reason> reasons;      ///< not empty exactly when the disposition is review
    std::string reading_json = "{}";  ///< all that was read of it
};

/// Numbers by which an instrument is known again (domain.md rule 11). Each not empty, as digits.
struct InstrumentNumbers {
    enum class Kind : std::uint8_t { check, money_order };
    Kind kind = Kind::check;
    std::string routing;  ///< not part of the key of a money order
    std::string account;  ///< not part of the key of a money order; dashes and spaces do not count
    std::string serial;   ///< leading zeros do not count

    /// "check|211342353|2430813235|668", "money_order|20817364529"; equal for one instrument. Holds an account number:
    /// for the book, never for a log. The amount is the other half of a check's identity and is kept beside it.
    [[nodiscard]] std::string key() const;
};

/// What was decided of a check, or of the pages of an envelope that carry no money.
struct DecisionRecord {
    Outcome outcome = Outcome::review;              ///< check: posted or review; envelope: filed or review
    std::vector<Reason> reasons;                    ///< empty exactly when the outcome is not review
    std::optional<BillingAccount> billing_account;  ///< posted: both set, a plan of the account file;
    std::optional<PlanId> plan_id;                  ///< review: what is known so far
    std::optional<double> confidence;               ///< in [0, 1]: that account, plan and amount are all right
    std::string evidence_json = "{}";               ///< candidates, terms, rule: all that led to it
};

struct CheckRecord {
    int sequence = 0;             ///< of its page, whose disposition is `check`
    std::optional<Cents> amount;  ///< of the whole check; nullopt: unknown, which is not zero
    std::optional<RoutingNumber> routing;
    std::optional<std::string> account;  ///< digits and dashes as printed
    std::optional<std::string> number;   ///< check number, or serial of a money order
    std::optional<Date> date;
    std::optional<InstrumentNumbers> instrument;  ///< nullopt: cannot be known again, so it cannot post
    DecisionRecord decision;
};

/// One transaction of a batch with everything that became of it.
struct EnvelopeRecord {
    int transaction = 0;              ///< unique in the batch, positive
    std::vector<PageRecord> pages;    ///< in scan order; at least one
    std::vector<CheckRecord> checks;  ///< one for each page whose disposition is `check`, in scan order
    /// Of an envelope without a check; beside checks only when one of its other pages is in review.
    std::optional<DecisionRecord> decision;
};

/// What the operator counted by hand; each part may be missing.
struct BatchControl {
    std::optional<int> pages, checks;
    std::optional<Cents> total;
};

struct BatchHeader {
    BatchId id;
    BatchFingerprint fingerprint;
    std::string lockbox;               ///< empty when not said
    Date received;                     ///< decides whether a payment is late
    std::optional<Date> deposit_date;  ///< goes to the bank with that day's deposits; nullopt: the day of the book
    std::string scanner;               ///< empty when not said
    int pages = 0;                     ///< that the batch really has: it is finished only when all of them are recorded
    BatchControl control;
};

}  // namespace lockbox

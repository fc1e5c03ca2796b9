#pragma once
// What waits for a person, who looks at it, and what they decide.

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/batch_store.h"
#include "ledger/book.h"
#include "ledger/records.h"
#include "ledger/resolution.h"

namespace lockbox {

/// How an open item stands.
enum class Standing : std::uint8_t {
    ready,     ///< for anybody
    second,    ///< one person has decided; another must
    held,      ///< until its day
    referred,  ///< to somebody
};
[[nodiscard]] std::string_view to_word(Standing standing);
[[nodiscard]] std::optional<Standing> standing_from(std::string_view word);

/// Somebody has the item before them.
struct Claim {
    std::string by;
    std::string expires_at;  ///< UTC, as in clock.h; nobody holds the item after it
};

/// A check, or the pages without money of one envelope.
struct ReviewItem {
    ReviewId id;
    BatchId batch;
    Date received;
    int transaction = 0;
    std::vector<int> sequences;  ///< the check's page, or the envelope's pages in review
    std::optional<CheckId> check;
    std::vector<Reason> reasons;    ///< most important first
    std::optional<Cents> at_stake;  ///< nullopt: no check, or its amount is unknown
    std::optional<double> confidence;
    std::string opened_at;
    Standing standing = Standing::ready;
    std::optional<Date> held_until;
    std::optional<std::string> first_by;  ///< who decided first, where a second person must; never what
    std::optional<Claim> claim;           ///< only while it lasts
};

struct ReviewFilter {
    std::optional<BatchId> batch = {};
    std::optional<Reason> reason = {};
    std::optional<Cents> at_least = {}, at_most = {};  ///< of the money at stake; items of unknown amount drop out
    std::optional<Date> received_from = {}, received_to = {};
    std::set<Standing> standings = {Standing::ready, Standing::second};  ///< empty: any
    bool checks_only = false;
    int limit = 0;  ///< so many at most; 0: all
    int offset = 0;
    std::set<ReviewId> but_not = {};
};

/// Of all open items of a filter, whatever its limit.
struct ReviewTotals {
    int items = 0;
    Cents at_stake;
    int unknown_amounts = 0;
    std::vector<std::pair<Reason, int>> reasons;  ///< in order of precedence; an item may have several
    std::optional<Date> oldest;                   ///< received
};

/// A resolution as the history of an item tells it.
struct ResolutionHistory {
    ResolutionId id;
    ResolutionAct act = ResolutionAct::post;
    bool is_first = false;  ///< one half of a decision by two: without effect
    std::optional<ResolutionId> undoes;
    std::string note, by, at;
    std::optional<Date> until;
};

struct ReviewDetail {
    ReviewItem item;
    bool open = true;
    EnvelopeKey envelope;
    std::vector<DocumentResult> documents;  ///< of the whole envelope
    std::optional<CheckHistory> check;
    std::string evidence_json;  ///< of the decision that sent it here
    std::vector<ResolutionHistory> resolutions;
};

struct ReviewRules {
    std::chrono::milliseconds claim_lasts = std::chrono::minutes(10);
    std::optional<Cents>
        second_user_above;  ///< money at stake above this needs two people; unknown money counts as more
};

/// Every function may be called by any number of processes at once.
class ReviewQueue {
  public:
    explicit ReviewQueue(const Book& book, ReviewRules rules = {}) : book_(book), rules_(rules) {}

    /// Open items, oldest first, so that the nearest 23rd comes first. Held items come back on their day.
    [[nodiscard]] Result<std::vector<ReviewItem>> list(const ReviewFilter& filter = {}) const;
    [[nodiscard]] Result<ReviewTotals> totals(const ReviewFilter& filter = {}) const;
    /// Also of an item that is settled.
    [[nodiscard]] Result<ReviewDetail> show(ReviewId id) const;

    /// Nobody else may resolve the item until the claim is released or its time is over. Claiming again renews. An
    /// Error while another person holds it, and for an item that is settled.
    [[nodiscard]] Result<Claim> claim(ReviewId item, std::string_view user);
    /// Claims the first item of the filter that `user` may decide and nobody holds; nullopt when there is none.
    [[nodiscard]] Result<std::optional<ReviewItem>> claim_next(std::string_view user, const ReviewFilter& filter = {});
    [[nodiscard]] Result<void> release(ReviewId item, std::string_view user);

    /// Errors name what is missing or forbids it; nothing is written then. The item need not be claimed, but nobody
    /// else may hold it.
    [[nodiscard]] Result<Resolved> resolve(const Resolution& resolution, std::string_view user);
    /// The last resolution of the item that had effect is undone, by reversal: money is unapplied again and the
    /// question is open anew, as an item of its own (Resolved::opened). An Error once the batch is closed.
    [[nodiscard]] Result<Resolved> undo(ReviewId item, std::string_view user, const std::string& why);

  private:
    const Book& book_;
    ReviewRules rules_;
};

}  // namespace lockbox

#pragma once
// What a person decides of an item of the review queue.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/records.h"

namespace lockbox {

using ResolutionId = RowId<struct ResolutionRow>;

enum class ResolutionAct : std::uint8_t {
    post,         ///< the check's money goes to this account and plan
    correct,      ///< a field was read wrong: the rules run again with what the person reads
    send_back,    ///< "return": to the sender, before it is deposited
    refund,       ///< it was deposited, and its money is paid back
    not_payment,  ///< the page is no check
    file,         ///< pages without money: seen, nothing to do
    refer,        ///< to somebody else, whom the note names; the item stays open
    hold,         ///< comes back on its day, for instance a postdated check; the item stays open
    undo,         ///< made by ReviewQueue::undo
};
[[nodiscard]] std::string_view to_word(ResolutionAct act);
[[nodiscard]] std::optional<ResolutionAct> resolution_act_from(std::string_view word);

/// Whether an act is for checks, for pages without money, or for both; and whether it settles the item.
[[nodiscard]] bool is_for_checks(ResolutionAct act);
[[nodiscard]] bool is_for_pages(ResolutionAct act);
[[nodiscard]] bool settles(ResolutionAct act);

/// What a person reads in the image; nullopt: as it was read.
struct CheckFields {
    std::optional<Cents> amount;
    std::optional<Date> date;
    std::optional<RoutingNumber> routing;
    std::optional<std::string> account, number;  ///< of the payer's bank; serial of the instrument
    std::optional<BillingAccount> billing_account;
    /// The person has looked and found it in order, whatever was read.
    bool signature_seen = false, payee_seen = false, legend_harmless = false, in_dollars = false;
    bool image_is_usable = false;
    bool operator==(const CheckFields&) const = default;

    [[nodiscard]] bool empty() const { return *this == CheckFields{}; }
    /// {"amount_cents":4610,"signature_seen":true}: only what is said, in a fixed order.
    [[nodiscard]] std::string to_json() const;
};

/// What the rules say of a check with corrected fields (tools/lockbox/decide_again.h makes it).
struct NewDecision {
    DecisionRecord decision;
    std::optional<Cents> amount;
    std::optional<RoutingNumber> routing;
    std::optional<std::string> account, number;
    std::optional<Date> date;
    std::optional<InstrumentNumbers> instrument;
    std::string fields_json = "{}";  ///< all that people have keyed of this check so far
};

struct Resolution {
    ReviewId item;
    ResolutionAct act = ResolutionAct::post;
    std::string note;                               ///< why; refer: to whom
    std::optional<BillingAccount> billing_account;  ///< post
    std::optional<PlanId> plan_id;                  ///< post
    std::optional<Cents> amount;     ///< post: when the book does not know it or has it wrong; else: what is at stake
    CheckFields fields;              ///< correct; post: numbers of the instrument that could not be read
    std::optional<Date> until;       ///< hold
    std::optional<NewDecision> now;  ///< correct: what the rules say
};

struct Resolved {
    ResolutionId id;
    bool needs_second = false;       ///< recorded, without effect until another person decides the same
    bool differs = false;            ///< from what another person entered first: the first entry is void
    std::optional<Outcome> outcome;  ///< correct: what the rules made of it
    std::optional<ReviewId> opened;  ///< correct: the item in which the check waits again; undo: the item anew
};

}  // namespace lockbox

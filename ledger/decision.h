#pragma once
// What becomes of a check or of a transaction without one, and why.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace lockbox {

/// Why something waits for a person, most important first: this order is the order of precedence in which reasons
/// are listed, in results, in the queue and in reports. The words are stable; other systems depend on them.
enum class Reason : std::uint8_t {
    image_quality,          // nothing else can be trusted on such a page
    not_accepted_tender,
    duplicate_check,        // money that may already be in the book
    multiple_plans,         // who is paid
    coupon_conflict,
    account_ambiguous,
    account_not_found,
    no_remittance_data,
    plan_ambiguous,
    account_terminated,
    amount_mismatch,        // how much
    amount_unreadable,
    over_limit,
    first_payment_short,    // whether the rules of the plan allow it
    first_payment_late,
    coupon_stale,
    foreign_currency,       // whether the instrument is good
    payee_mismatch,
    restrictive_legend,
    signature_missing,
    postdated,
    stale_dated,
    date_unreadable,
    micr_unreadable,
    check_missing,          // transactions without a check
    correspondence,
};
inline constexpr std::size_t kReasonCount = 26;
[[nodiscard]] const std::array<Reason, kReasonCount>& all_reasons();

[[nodiscard]] std::string_view to_word(Reason reason);      ///< "account_not_found"
[[nodiscard]] std::string_view to_sentence(Reason reason);  ///< one plain sentence for a reviewer
[[nodiscard]] std::optional<Reason> reason_from(std::string_view word);

/// Sorts by precedence and drops repeats.
void put_in_order(std::vector<Reason>& reasons);

enum class Outcome : std::uint8_t { posted, review, filed };
[[nodiscard]] std::string_view to_word(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_from(std::string_view word);

}  // namespace lockbox

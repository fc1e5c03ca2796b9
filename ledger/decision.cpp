#include "ledger/decision.h"

#include <algorithm>

namespace lockbox {
namespace {

struct ReasonText {
    Reason reason;
    std::string_view word;
    std::string_view sentence;
};

// In the order of the enum: index and value agree (a test holds this).
constexpr std::array<ReasonText, kReasonCount> kTexts = {{
    {Reason::image_quality, "image_quality", "The image is missing, damaged, cut off, too dark or too light to be trusted."},
    {Reason::not_accepted_tender, "not_accepted_tender", "Cash or a card slip came in the envelope; neither is accepted by mail."},
    {Reason::duplicate_check, "duplicate_check", "The same check or money order was taken before."},
    {Reason::multiple_plans, "multiple_plans", "One check came with coupons or writing for more than one plan."},
    {Reason::coupon_conflict, "coupon_conflict", "The coupon and the writing on the check name different accounts."},
    {Reason::account_ambiguous, "account_ambiguous", "More than one account stays plausible."},
    {Reason::account_not_found, "account_not_found", "An identifier was read clearly, and no account has it."},
    {Reason::no_remittance_data, "no_remittance_data", "Nothing in the envelope says which account the check pays."},
    {Reason::plan_ambiguous, "plan_ambiguous", "The account is certain; which of its plans is paid is not."},
    {Reason::account_terminated, "account_terminated", "The plan has ended; the money is a refund or a past-due balance."},
    {Reason::amount_mismatch, "amount_mismatch", "The amounts in figures and in words differ."},
    {Reason::amount_unreadable, "amount_unreadable", "The amount could not be read with confidence."},
    {Reason::over_limit, "over_limit", "The amount is above the limit for posting without a person."},
    {Reason::first_payment_short, "first_payment_short", "The first payment of a pending plan is less than the amount due."},
    {Reason::first_payment_late, "first_payment_late", "The first payment of a pending plan came after its due date."},
    {Reason::coupon_stale, "coupon_stale", "The coupon is of an older bill, and the amount is not what is due now."},
    {Reason::foreign_currency, "foreign_currency", "The check is not in United States dollars."},
    {Reason::payee_mismatch, "payee_mismatch", "The check is not made out to the Health Connector."},
    {Reason::restrictive_legend, "restrictive_legend", "Words on the check, such as \"paid in full\", may bind whoever deposits it."},
    {Reason::signature_missing, "signature_missing", "The check is not signed."},
    {Reason::postdated, "postdated", "The check is dated after the day it was received."},
    {Reason::stale_dated, "stale_dated", "The check is dated more than 180 days before it was received."},
    {Reason::date_unreadable, "date_unreadable", "The date of the check could not be read with confidence."},
    {Reason::micr_unreadable, "micr_unreadable", "The MICR line could not be read with confidence."},
    {Reason::check_missing, "check_missing", "A coupon came without a check."},
    {Reason::correspondence, "correspondence", "A letter or a note needs to be read by a person."},
}};

constexpr std::array<std::string_view, 3> kOutcomes = {"posted", "review", "filed"};

}  // namespace

const std::array<Reason, kReasonCount>& all_reasons() {
    static const std::array<Reason, kReasonCount> reasons = [] {
        std::array<Reason, kReasonCount> all{};
        std::transform(kTexts.begin(), kTexts.end(), all.begin(), [](const ReasonText& text) { return text.reason; });
        return all;
    }();
    return reasons;
}

std::string_view to_word(Reason reason) { return kTexts[static_cast<std::size_t>(reason)].word; }
std::string_view to_sentence(Reason reason) { return kTexts[static_cast<std::size_t>(reason)].sentence; }

std::optional<Reason> reason_from(std::string_view word) {
    for (const ReasonText& text : kTexts) {
        if (text.word == word) return text.reason;
    }
    return std::nullopt;
}

void put_in_order(std::vector<Reason>& reasons) {
    std::sort(reasons.begin(), reasons.end());
    reasons.erase(std::unique(reasons.begin(), reasons.end()), reasons.end());
}

std::string_view to_word(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> outcome_from(std::string_view word) {
    for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
        if (kOutcomes[i] == word) return static_cast<Outcome>(i);
    }
    return std::nullopt;
}

}  // namespace lockbox

#include "tools/workstation/settles.h"

namespace lockbox {

std::string_view what_settles(Reason reason) {
    switch (reason) {
        case Reason::image_quality:
            return "Scan the page again; if all of it can be read here, say that the image is usable.";
        case Reason::not_accepted_tender:
            return "Return it to the sender.";
        case Reason::duplicate_check:
            return "Compare the two images: return the one that was taken twice, or correct a number that was read "
                   "wrong.";
        case Reason::multiple_plans:
            return "Ask the payer: a check is never split.";
        case Reason::coupon_conflict:
            return "Look at coupon and check, and choose the account that the payer meant.";
        case Reason::account_ambiguous:
            return "Choose by name, address or a number on the paper.";
        case Reason::account_not_found:
            return "Search by name and address; the account file may be late.";
        case Reason::no_remittance_data:
            return "Search by the payer's name and address.";
        case Reason::plan_ambiguous:
            return "Choose the plan that the payer meant, or ask the payer.";
        case Reason::account_terminated:
            return "Pay it back, or post it as a past-due balance.";
        case Reason::amount_mismatch:
            return "Key the amount that the check orders to pay; where figures and words differ, the words count.";
        case Reason::amount_unreadable:
            return "Key the amount from the image.";
        case Reason::over_limit:
            return "Make sure that account and amount are right.";
        case Reason::first_payment_short:
            return "Coverage starts only when the first bill is paid in full: post it, or ask the payer.";
        case Reason::first_payment_late:
            return "Decide whether the late first payment still counts.";
        case Reason::coupon_stale:
            return "Decide which bill the amount is for.";
        case Reason::foreign_currency:
            return "Return it, or say that it is in United States dollars.";
        case Reason::payee_mismatch:
            return "Return it, or say that it is made out to the Health Connector.";
        case Reason::restrictive_legend:
            return "Read the legend: return the check, or say that it is harmless.";
        case Reason::signature_missing:
            return "Return it, or say that it is signed.";
        case Reason::postdated:
            return "Hold it until its date, or correct the date.";
        case Reason::stale_dated:
            return "Decide whether the bank will still take it, or correct the date.";
        case Reason::date_unreadable:
            return "Key the date from the image.";
        case Reason::micr_unreadable:
            return "Key routing, account and check number from the image.";
        case Reason::check_missing:
            return "Look into the envelope again; file the coupon when there is no check.";
        case Reason::correspondence:
            return "Read it, then file it or refer it.";
    }
    return "";
}

}  // namespace lockbox

#pragma once
// What stands on each page before it is drawn: the plain facts, without a place or a pixel.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ledger/decision.h"
#include "ledger/plan.h"
#include "scan/document.h"
#include "tools/make_samples/people.h"

namespace lockbox::samples {

enum class Instrument { personal, business, bill_pay, postal_money_order, money_order };

/// A check or a money order.
struct CheckSpec {
    Instrument instrument = Instrument::personal;
    std::size_t stock = 0;  ///< which design of that instrument; taken modulo their number, or where a lot begins
    bool rare = false;      ///< of its rare designs
    Person payer;
    std::string partner;  ///< whose first name is printed with the payer's; empty: nobody
    std::string company;  ///< printed above the payer's name on business checks
    Bank bank;
    std::string routing, account, serial;  ///< empty where the instrument prints none
    Date date;
    std::string payee;
    Cents figures, words;  ///< the same but for a mistake
    std::string memo;
    std::vector<std::string> face_notes, back_notes;  ///< written in blank areas
    bool is_signed = true;
    bool canadian = false;  ///< drawn in Canadian dollars
    bool amount_blotted = false, date_blotted = false, micr_blotted = false;
};

enum class CodeDamage { none, pen, torn, gone };

struct CouponSpec {
    Plan plan;               ///< as billed: a stale coupon differs from the account file
    std::size_t layout = 0;  ///< taken modulo the number of layouts
    bool rare = false;       ///< of the rare layouts
    Symbology symbology = Symbology::code128;
    CodeDamage damage = CodeDamage::none;
    std::optional<Cents> enclosed;  ///< written into its box
};

/// Letters, envelopes, blank sheets, slips for cash or cards.
struct PaperSpec {
    DocumentKind kind = DocumentKind::letter;
    Person sender;
    std::vector<std::string> lines;
    bool typed = false;
};

enum class Damage { none, too_dark, too_light, cut_off };

struct PageSpec {
    std::variant<CheckSpec, CouponSpec, PaperSpec> content;
    Damage damage = Damage::none;
    bool upside_down = false;
    bool scanned_again = false;  ///< the same sheet as the page before
};

/// What must become of a check.
struct CheckTruth {
    bool posts = false;
    BillingAccount billing_account;
    PlanId plan_id;
    std::vector<Reason> reasons;  ///< any of these is right
    bool or_review = false;       ///< posts, but holding it back is no mistake
    bool micr_legible = true;
};

struct TransactionSpec {
    std::string kind;  ///< the scenario's name
    std::vector<PageSpec> pages;
    std::vector<CheckTruth> checks;  ///< one for each check page, in order
    std::vector<Reason> expect;      ///< of a transaction without a check
    bool expect_filed = false;       ///< nobody needs to look at it
};

}  // namespace lockbox::samples

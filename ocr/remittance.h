#pragma once
// All that was read of a page and of a transaction. Nothing here is a single string taken for granted: a field is a
// list of alternatives with probabilities, and "not there", "there but not legible" and "read" are three values.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/date.h"
#include "ledger/identifiers.h"
#include "ledger/money.h"
#include "ledger/plan.h"
#include "ledger/routing_number.h"
#include "scan/document.h"

namespace lockbox {

enum class Presence : std::uint8_t { absent, illegible, read };

template <class T>
struct Alternative {
    T value;
    double probability = 0;  ///< in (0, 1); never 1: no reader is certain
    bool operator==(const Alternative&) const = default;
};

/// What could stand in one field.
template <class T>
struct Reading {
    Presence presence = Presence::absent;
    std::vector<Alternative<T>> alternatives;  ///< best first; their probabilities sum to less than 1
    std::optional<Region> region;
    std::string lattice = {};  ///< of a line that the line reader saw: what was seen before it was read (lattice_code.h)

    [[nodiscard]] const Alternative<T>* best() const { return alternatives.empty() ? nullptr : &alternatives.front(); }
    /// The best value when its probability reaches the threshold.
    [[nodiscard]] std::optional<T> sure(double threshold) const {
        return best() && best()->probability >= threshold ? std::optional<T>(best()->value) : std::nullopt;
    }
    bool operator==(const Reading&) const = default;
};
using TextReading = Reading<std::string>;

/// The MICR line. Symbols: A transit, B amount, C on-us, D dash; '?' a character that stayed in doubt.
struct MicrReading {
    Presence presence = Presence::absent;
    std::string line;                               ///< left to right, with single spaces where gaps are
    std::vector<double> character_probability;      ///< one per character of `line` (1 for spaces)
    std::optional<RoutingNumber> routing;           ///< only when every digit is certain and the check digit holds
    std::optional<std::string> account;             ///< digits and dashes as printed; only when certain
    std::optional<std::string> serial;              ///< check number, or the serial of a money order
    double probability = 0;                         ///< that routing, account and serial are all right
    std::optional<Region> region;
    bool operator==(const MicrReading&) const = default;
};

/// The 40-digit coupon code (interfaces.md section 2), already checked by MOD 97-10.
struct CouponCode {
    BillingAccount billing_account;
    PlanKind plan_kind = PlanKind::health;
    InvoiceNumber invoice_number;
    Cents amount_due;
    Month coverage_month;
    bool operator==(const CouponCode&) const = default;
};

enum class CouponCodeSource : std::uint8_t { barcode, scan_line };

enum class Instrument : std::uint8_t { unknown, personal, business, bank_bill_pay, money_order };

enum class PayeeVerdict : std::uint8_t { unreadable, health_connector, other };

enum class IdentifierKind : std::uint8_t { member_id, billing_account, enrollment_id };

/// A number in the shape of an identifier, found in print or in writing.
struct IdentifierReading {
    IdentifierKind kind = IdentifierKind::member_id;
    bool printed = false;     ///< typeset rather than handwritten
    TextReading digits;       ///< alternatives are strings of exactly the identifier's length
    bool operator==(const IdentifierReading&) const = default;
};

/// What a coupon says besides its code, from its labelled print.
struct CouponReading {
    std::optional<CouponCode> code;
    CouponCodeSource code_source = CouponCodeSource::barcode;
    std::vector<CouponCode> further_codes;      ///< other valid codes on the same page (several coupons)
    TextReading subscriber_name;
    TextReading insurer;
    TextReading invoice_number;
    std::vector<IdentifierReading> identifiers;
    Reading<Cents> total_due;
    Reading<Cents> amount_enclosed;             ///< handwritten in its box
    std::optional<Region> code_region;
    bool operator==(const CouponReading&) const = default;
};

struct CheckReading {
    Instrument instrument = Instrument::unknown;
    MicrReading micr;
    Reading<Cents> courtesy_amount;             ///< figures
    Reading<Cents> legal_amount;                ///< words
    std::string legal_text;                     ///< the words as read, for comparison with an amount
    Reading<Date> date;
    TextReading payee;
    PayeeVerdict payee_verdict = PayeeVerdict::unreadable;
    Presence signature = Presence::absent;      ///< `read`: ink on the signature line or "signature on file"; `illegible`: line not found
    bool restrictive_legend = false;
    bool foreign_currency = false;
    std::vector<IdentifierReading> identifiers; ///< from memo, blank areas and back
    TextReading memo;
    TextReading payer_name;                     ///< printed top left
    std::vector<std::string> payer_address;     ///< printed lines under the name
    std::vector<TextReading> writing;           ///< every other free line, front and back: names, insurers, notes
    std::vector<TextReading> upper_writing;     ///< beside or over the payer's print, where a name may be the payer's, and what
                                                ///< is hard to read on the back, or as low as print
    TextReading printed_number;                 ///< check number printed top right
    bool operator==(const CheckReading&) const = default;
};

/// Everything that was read of one scanned page (both sides).
struct PageReading {
    int sequence = 0;
    DocumentKind kind = DocumentKind::other;
    double kind_probability = 0;
    UprightTransform front_transform, back_transform;
    ImageQuality front_quality, back_quality;
    bool has_back = false;
    std::vector<Barcode> barcodes;
    std::optional<CheckReading> check;          ///< kind check or money_order
    std::optional<CouponReading> coupon;        ///< kind coupon
    std::vector<IdentifierReading> identifiers; ///< on letters and other pages
    std::vector<TextReading> text;              ///< lines of letters and other pages
    std::string failure;                        ///< why the page could not be read; empty when it was
    std::vector<std::pair<std::string, double>> timings_ms;  ///< step, processor milliseconds
    bool operator==(const PageReading&) const = default;
};

}  // namespace lockbox

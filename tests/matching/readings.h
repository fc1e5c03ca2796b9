#pragma once
// Small factories for accounts and readings: each test says only what it is about.

#include <functional>
#include <string>
#include <vector>

#include "matching/decide.h"

namespace lockbox::test {

inline Cents dollars(std::string_view text) {
    return Cents::parse(text).value();
}
inline Date day(std::string_view iso) {
    return Date::parse(iso).value();
}

struct PlanSpec {
    std::string billing_account, member_id, first_name, last_name;
    PlanKind kind = PlanKind::health;
    std::string insurer = "Tufts Health Plan";
    std::string amount_due = "152.35";
    PlanStatus status = PlanStatus::active;
    std::string invoice_number = "4080000001";
    std::string address = "12 Elm St";
    std::string enrollment_id = "1188880155252";
    std::string due_date = "2026-11-23";
};

inline Plan plan(const PlanSpec& spec) {
    Plan made;
    made.billing_account = BillingAccount::parse(spec.billing_account).value();
    made.member_id = MemberId::parse(spec.member_id).value();
    made.enrollment_id = EnrollmentId::parse(spec.enrollment_id).value();
    made.first_name = spec.first_name;
    made.last_name = spec.last_name;
    made.address = spec.address;
    made.city = "Salem";
    made.state = "MA";
    made.zip = "01970";
    made.plan_id = PlanId::parse(spec.billing_account + (spec.kind == PlanKind::health ? "H" : "D")).value();
    made.kind = spec.kind;
    made.insurer = spec.insurer;
    made.status = spec.status;
    made.amount_due = made.monthly_premium = dollars(spec.amount_due);
    made.invoice_number = InvoiceNumber::parse(spec.invoice_number).value();
    made.invoice_date = day("2026-11-03");
    made.coverage_month = Month::parse("2026-12").value();
    made.due_date = day(spec.due_date);
    return made;
}

// Ana has one plan; Bo has health and dental; Cy is pending; Di has ended.
inline const Plan kAna = plan({"722900001", "776100000001", "Ana", "Ramos"});
inline const Plan kBoHealth = plan({"722900002", "776100000103", "Bo", "Ferreira", PlanKind::health, "Fallon Health",
                                    "310.20", PlanStatus::active, "4080000002"});
inline const Plan kBoDental = plan({"722900002", "776100000103", "Bo", "Ferreira", PlanKind::dental, "Altus Dental",
                                    "41.07", PlanStatus::active, "4080000003"});
inline const Plan kCy = plan({"722900044", "776100000205", "Cyrus", "Kowalski", PlanKind::health, "Health New England",
                              "188.18", PlanStatus::pending, "4080000004"});
inline const Plan kDi = plan({"722900055", "776100000307", "Diane", "Novak", PlanKind::health, "WellSense Health Plan",
                              "75.75", PlanStatus::terminated, "4080000005"});

inline AccountIndex accounts() {
    return AccountIndex({kAna, kBoHealth, kBoDental, kCy, kDi});
}

template <class T>
Reading<T> read(T value, double probability = 0.99) {
    Reading<T> reading;
    reading.presence = Presence::read;
    reading.alternatives = {{std::move(value), probability}};
    return reading;
}
inline TextReading text(std::string value, double probability = 0.95) {
    return read<std::string>(std::move(value), probability);
}
template <class T>
Reading<T> illegible() {
    Reading<T> reading;
    reading.presence = Presence::illegible;
    return reading;
}

enum class Made { printed, written };
inline IdentifierReading identifier(std::string digits, Made made, double probability = 0.9) {
    IdentifierReading reading;
    reading.kind = digits.size() == 12  ? IdentifierKind::member_id
                   : digits.size() == 9 ? IdentifierKind::billing_account
                                        : IdentifierKind::enrollment_id;
    reading.printed = made == Made::printed;
    reading.digits = text(std::move(digits), probability);
    return reading;
}

inline MicrReading micr(const std::string& serial = "4112") {
    MicrReading reading;
    reading.presence = Presence::read;
    reading.routing = RoutingNumber::parse("011000015").value();
    reading.account = "6695888913";
    reading.serial = serial;
    reading.probability = 0.999;
    return reading;
}

/// A personal check that no rule objects to, with its amount in figures and in words.
inline PageReading check_page(int sequence, std::string_view amount, const std::string& payer = "") {
    PageReading page;
    page.sequence = sequence;
    page.kind = DocumentKind::check;
    page.kind_probability = 0.99;
    CheckReading check;
    check.instrument = Instrument::personal;
    check.micr = micr(std::to_string(1000 + sequence));
    check.courtesy_amount = read(dollars(amount), 0.98);
    check.legal_amount = read(dollars(amount), 0.98);
    check.date = read(day("2026-11-13"));
    check.payee_verdict = PayeeVerdict::health_connector;
    check.signature = Presence::read;
    if (!payer.empty()) check.payer_name = text(payer);
    page.check = check;
    return page;
}

/// The page with a change, a number written on the memo line, or a line noted in its blank parts.
inline PageReading with(PageReading page, const std::function<void(CheckReading&)>& change) {
    change(*page.check);
    return page;
}
inline PageReading written(PageReading page, const std::string& digits, double probability = 0.9) {
    page.check->identifiers.push_back(identifier(digits, Made::written, probability));
    page.check->memo = text(digits, probability);
    return page;
}
inline PageReading noted(PageReading page, const std::string& line, double probability = 0.9) {
    page.check->writing.push_back(text(line, probability));
    return page;
}

inline CouponCode code_of(const Plan& plan) {
    return {plan.billing_account, plan.kind, plan.invoice_number, plan.amount_due, plan.coverage_month};
}

inline PageReading coupon_page(int sequence, const CouponCode& code) {
    PageReading page;
    page.sequence = sequence;
    page.kind = DocumentKind::coupon;
    page.coupon = CouponReading{};
    page.coupon->code = code;
    return page;
}

inline PageReading plain_page(int sequence, DocumentKind kind) {
    PageReading page;
    page.sequence = sequence;
    page.kind = kind;
    return page;
}

inline TransactionDecision decide_pages(const std::vector<PageReading>& pages, const AccountIndex& accounts,
                                        const Policy& policy = {},
                                        std::function<bool(const InstrumentKey&)> seen_before = {}) {
    MatchInput input;
    for (const PageReading& page : pages) input.pages.push_back(&page);
    input.received = day("2026-11-18");
    return decide(input, {accounts, policy, std::move(seen_before), {}});
}

/// "posted 722900001 722900001H 152.35", or "review reason,reason".
inline std::string told(const CheckDecision& decision) {
    if (decision.outcome == Outcome::posted) {
        return "posted " + decision.billing_account->str() + " " + decision.plan_id->str() + " " +
               decision.amount->to_string();
    }
    std::string words = "review ";
    for (const Reason reason : decision.reasons) {
        words += (words.ends_with(' ') ? "" : ",") + std::string(to_word(reason));
    }
    return words;
}

}  // namespace lockbox::test

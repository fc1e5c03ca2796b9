#include "ledger/envelope_rules.h"

#include <algorithm>
#include <set>
#include <string>

namespace lockbox {
namespace {

using Fault = std::optional<std::string>;

Fault page_fault(const PageRecord& page) {
    if (page.sequence <= 0) return "a sequence number is not positive";
    if ((page.disposition == Disposition::review) == page.reasons.empty()) {
        return "a page has reasons exactly when it is in review";
    }
    const bool money = page.kind == "check" || page.kind == "money_order";
    if (money && page.disposition != Disposition::check) return "a check's page has not the disposition check";
    return std::nullopt;
}

Fault decision_fault(const DecisionRecord& decision) {
    if ((decision.outcome == Outcome::review) == decision.reasons.empty()) {
        return "a decision has reasons exactly when it is review";
    }
    if (decision.confidence && !(*decision.confidence >= 0 && *decision.confidence <= 1)) {
        return "a confidence is not a probability";
    }
    return std::nullopt;
}

Fault check_fault(const CheckRecord& check) {
    const DecisionRecord& decision = check.decision;
    if (decision.outcome == Outcome::filed) return "a check is filed";
    if (check.amount && *check.amount < Cents(0)) return "a check has a negative amount";
    if (decision.outcome == Outcome::posted) {
        if (!decision.billing_account || !decision.plan_id) return "a check is posted to no plan";
        if (!check.amount || *check.amount == Cents(0)) return "a check is posted without an amount";
    }
    return decision_fault(decision);
}

Fault pages_fault(const EnvelopeRecord& envelope) {
    std::set<int> all, money, checks;
    for (const PageRecord& page : envelope.pages) {
        if (Fault fault = page_fault(page)) return fault;
        if (!all.insert(page.sequence).second) return "a page is listed twice";
        if (page.disposition == Disposition::check) money.insert(page.sequence);
    }
    for (const CheckRecord& check : envelope.checks) {
        if (Fault fault = check_fault(check)) return fault;
        if (!checks.insert(check.sequence).second) return "a page has two checks";
    }
    if (money != checks) return "not every page with the disposition check has its check";
    return std::nullopt;
}

Fault envelope_decision_fault(const EnvelopeRecord& envelope) {
    const bool waits = std::any_of(envelope.pages.begin(), envelope.pages.end(),
                                   [](const PageRecord& page) { return page.disposition == Disposition::review; });
    if (!envelope.decision) {
        if (waits) return "a page is in review and the envelope has no decision";
        if (envelope.checks.empty()) return "an envelope without a check has no decision";
        return std::nullopt;
    }
    if (envelope.decision->outcome != (waits ? Outcome::review : Outcome::filed)) {
        return "the decision of the envelope is not that of its pages";
    }
    if (!waits && !envelope.checks.empty()) return "an envelope with checks files its other pages without a decision";
    return decision_fault(*envelope.decision);
}

}  // namespace

std::optional<Error> contradiction(const EnvelopeRecord& envelope) {
    Fault fault;
    if (envelope.transaction <= 0) fault = "the transaction number is not positive";
    if (!fault && envelope.pages.empty()) fault = "the envelope has no page";
    if (!fault) fault = pages_fault(envelope);
    if (!fault) fault = envelope_decision_fault(envelope);
    if (!fault) return std::nullopt;
    return Error{*fault, "transaction " + std::to_string(envelope.transaction), "report it: the program is at fault"};
}

}  // namespace lockbox

#include "tools/lockbox/to_records.h"

#include <algorithm>

#include "ocr/remittance_json.h"

namespace lockbox {
namespace {

const CheckDecision* check_at(const TransactionDecision& decision, int sequence) {
    const auto found = std::find_if(decision.checks.begin(), decision.checks.end(),
                                    [&](const CheckDecision& check) { return check.sequence == sequence; });
    return found == decision.checks.end() ? nullptr : &*found;
}

const PageDecision* page_at(const TransactionDecision& decision, int sequence) {
    const auto found = std::find_if(decision.other_pages.begin(), decision.other_pages.end(),
                                    [&](const PageDecision& page) { return page.sequence == sequence; });
    return found == decision.other_pages.end() ? nullptr : &*found;
}

PageRecord page_record(const TakenPage& taken, const PageReading& reading, const TransactionDecision& decision) {
    PageRecord page;
    page.sequence = taken.sequence;
    page.kind = to_word(reading.kind);
    page.front = taken.front;
    page.back = taken.back;
    page.reading_json = to_json(reading);
    if (check_at(decision, taken.sequence)) {
        page.disposition = Disposition::check;
        return page;
    }
    const PageDecision* other = page_at(decision, taken.sequence);
    const bool filed = other && other->outcome == Outcome::filed;
    page.disposition = filed ? Disposition::filed : Disposition::review;
    if (!filed) page.reasons = other ? other->reasons : std::vector{Reason::correspondence};
    return page;
}

/// The decision over the pages without money: of the envelope as a whole, or of what lies beside its checks.
std::optional<DecisionRecord> envelope_decision(const TransactionDecision& decision, const EnvelopeRecord& envelope) {
    DecisionRecord record;
    if (envelope.checks.empty()) {
        record.outcome = decision.outcome.value_or(Outcome::review);
        record.reasons = decision.reasons;
        return record;
    }
    for (const PageRecord& page : envelope.pages) {
        if (page.disposition != Disposition::review) continue;
        record.reasons.insert(record.reasons.end(), page.reasons.begin(), page.reasons.end());
    }
    if (record.reasons.empty()) return std::nullopt;
    put_in_order(record.reasons);
    return record;
}

}  // namespace

InstrumentNumbers instrument_numbers(const InstrumentKey& key) {
    InstrumentNumbers numbers;
    numbers.kind = key.account.empty() ? InstrumentNumbers::Kind::money_order : InstrumentNumbers::Kind::check;
    numbers.routing = key.routing;
    numbers.account = key.account;
    numbers.serial = key.serial;
    return numbers;
}

CheckRecord check_record(const CheckDecision& decided) {
    CheckRecord check;
    check.sequence = decided.sequence;
    check.amount = decided.amount;
    if (decided.routing) check.routing = RoutingNumber::parse(*decided.routing);
    check.account = decided.account;
    check.number = decided.number;
    check.date = decided.date;
    if (decided.instrument) check.instrument = instrument_numbers(*decided.instrument);
    check.decision = {decided.outcome, decided.reasons,    decided.billing_account,
                      decided.plan_id, decided.confidence, evidence_json(decided)};
    return check;
}

EnvelopeRecord envelope_record(int transaction, const std::vector<const TakenPage*>& pages,
                               const std::vector<const PageReading*>& readings, const TransactionDecision& decision) {
    EnvelopeRecord envelope;
    envelope.transaction = transaction;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        envelope.pages.push_back(page_record(*pages[i], *readings[i], decision));
        if (const CheckDecision* check = check_at(decision, pages[i]->sequence)) {
            envelope.checks.push_back(check_record(*check));
        }
    }
    envelope.decision = envelope_decision(decision, envelope);
    return envelope;
}

}  // namespace lockbox

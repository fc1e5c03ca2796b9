#include "tools/lockbox/decide_again.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ocr/remittance_json.h"
#include "tools/lockbox/book_memory.h"
#include "tools/lockbox/to_records.h"

namespace lockbox {
namespace {

constexpr double kKeyed = 1 - 1e-9;  // never 1: no reader is certain

/// What a person saw, said in the words of a reading. Account and amount go by another way (matching's Settled), since
/// they outweigh all evidence, and that there is no legend and no foreign currency by both.
void overlay(PageReading& page, const CheckFields& keyed) {
    if (keyed.image_is_usable) page.front_quality.usable = true;
    if (!page.check) return;
    CheckReading& check = *page.check;
    if (keyed.date) {
        check.date.presence = Presence::read;
        check.date.alternatives = {{*keyed.date, kKeyed}};
    }
    if (keyed.routing) check.micr.routing = keyed.routing;
    if (keyed.account) check.micr.account = keyed.account;
    if (keyed.number) check.micr.serial = keyed.number;
    if (keyed.signature_seen) check.signature = Presence::read;
    if (keyed.payee_seen) check.payee_verdict = PayeeVerdict::health_connector;
    if (keyed.legend_harmless) check.restrictive_legend = false;
    if (keyed.in_dollars) check.foreign_currency = false;
}

/// A person said whose check it is: coupons of others say nothing about its plan.
void forget_other_coupons(PageReading& page, const BillingAccount& account) {
    if (!page.coupon || (page.coupon->code && page.coupon->code->billing_account == account)) return;
    page.coupon = CouponReading{};
}

template <class T>
std::optional<T> parsed(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    if constexpr (std::is_same_v<T, std::string>) {
        return found->get<std::string>();
    } else {
        return T::parse(found->get<std::string>());
    }
}

template <class T>
void prefer(std::optional<T>& value, const std::optional<T>& later) {
    if (later) value = later;
}

}  // namespace

Policy policy_of(const Config& config) {
    Policy policy;
    policy.over_limit = config.posting.over_limit;
    policy.risk = config.posting.risk_max;
    policy.stale_after_days = config.posting.stale_after_days;
    policy.pending_overpay_factor = config.posting.first_payment_times_max;
    policy.date_unreadable_is_reason = config.posting.date_unreadable_is_a_reason;
    policy.insurers.clear();
    for (const InsurerNames& insurer : config.insurers) policy.insurers.push_back({insurer.name, insurer.aliases});
    return policy;
}

Result<CheckFields> check_fields_from_json(std::string_view text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return Error{"what people keyed cannot be read", "check_facts", "run `lockbox verify`"};
    CheckFields fields;
    if (json.contains("amount_cents")) fields.amount = Cents(json["amount_cents"].get<std::int64_t>());
    fields.date = parsed<Date>(json, "date");
    fields.routing = parsed<RoutingNumber>(json, "routing");
    fields.account = parsed<std::string>(json, "account");
    fields.number = parsed<std::string>(json, "number");
    fields.billing_account = parsed<BillingAccount>(json, "billing_account");
    fields.signature_seen = json.value("signature_seen", false);
    fields.payee_seen = json.value("payee_seen", false);
    fields.legend_harmless = json.value("legend_harmless", false);
    fields.in_dollars = json.value("in_dollars", false);
    fields.image_is_usable = json.value("image_is_usable", false);
    // What does not come back as it was written is damaged, and no decision may stand on it.
    if (nlohmann::json::parse(fields.to_json()) != json) {
        return Error{"what people keyed cannot be read", "check_facts", "run `lockbox verify`"};
    }
    return fields;
}

CheckFields merged(const CheckFields& earlier, const CheckFields& later) {
    CheckFields fields = earlier;
    prefer(fields.amount, later.amount);
    prefer(fields.date, later.date);
    prefer(fields.routing, later.routing);
    prefer(fields.account, later.account);
    prefer(fields.number, later.number);
    prefer(fields.billing_account, later.billing_account);
    fields.signature_seen |= later.signature_seen;
    fields.payee_seen |= later.payee_seen;
    fields.legend_harmless |= later.legend_harmless;
    fields.in_dollars |= later.in_dollars;
    fields.image_is_usable |= later.image_is_usable;
    return fields;
}

Result<std::vector<PageReading>> readings_of(const StoredEnvelope& envelope) {
    std::vector<PageReading> readings;
    for (const StoredPage& page : envelope.pages) {
        auto reading = page_reading_from_json(page.reading_json);
        if (!reading) return reading.error();
        readings.push_back(*std::move(reading));
    }
    return readings;
}

Result<TransactionDecision> decide_again(const Book& book, const StoredEnvelope& envelope,
                                         std::vector<PageReading> readings, const AccountIndex& accounts,
                                         const Config& config, const std::map<int, CheckFields>& keyed) {
    MatchInput input;
    input.received = envelope.received;
    for (PageReading& reading : readings) {
        if (const auto fields = keyed.find(reading.sequence); fields != keyed.end()) {
            overlay(reading, fields->second);
            input.settled[reading.sequence] = {fields->second.billing_account, fields->second.amount,
                                               fields->second.legend_harmless, fields->second.in_dollars};
        }
    }
    const bool one_check = std::count_if(envelope.pages.begin(), envelope.pages.end(),
                                         [](const StoredPage& page) { return page.check.has_value(); }) == 1;
    for (PageReading& reading : readings) {
        for (const auto& [sequence, fields] : keyed) {
            if (one_check && fields.billing_account) forget_other_coupons(reading, *fields.billing_account);
        }
        input.pages.push_back(&reading);
    }
    const Policy policy = policy_of(config);
    const BatchStore store(book);
    BookMemory memory(store, envelope.key);
    TransactionDecision decision = decide(input, memory.context(accounts, policy));
    if (memory.failed()) return *memory.failed();
    return decision;
}

NewDecision new_decision(const CheckDecision& decided, const CheckFields& keyed) {
    const CheckRecord record = check_record(decided);
    return {record.decision, record.amount, record.routing,    record.account,
            record.number,   record.date,   record.instrument, keyed.to_json()};
}

Result<NewDecision> decide_corrected(const Book& book, CheckId check, const CheckFields& fields,
                                     const AccountIndex& accounts, const Config& config) {
    const auto envelope = stored_envelope(book, check);
    if (!envelope) return envelope.error();
    auto readings = readings_of(*envelope);
    if (!readings) return readings.error();
    std::map<int, CheckFields> keyed;
    int sequence = 0;
    for (const StoredPage& page : envelope->pages) {
        if (!page.check) continue;
        auto earlier = check_fields_from_json(page.stated_json);
        if (!earlier) return earlier.error();
        const bool this_one = *page.check == check;
        if (this_one) sequence = page.sequence;
        CheckFields all = this_one ? merged(*earlier, fields) : *earlier;
        if (!all.empty()) keyed[page.sequence] = std::move(all);
    }
    const auto decision = decide_again(book, *envelope, *std::move(readings), accounts, config, keyed);
    if (!decision) return decision.error();
    for (const CheckDecision& decided : decision->checks) {
        if (decided.sequence == sequence) return new_decision(decided, keyed[sequence]);
    }
    return Error{"the page is no longer taken for a check", "page " + std::to_string(sequence),
                 "post it, or return it"};
}

}  // namespace lockbox

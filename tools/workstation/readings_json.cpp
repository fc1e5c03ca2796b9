// What was read of the pages of an envelope, field by field with its alternatives.

#include <algorithm>

#include "tools/workstation/item_json.h"

namespace lockbox {
namespace {

constexpr std::size_t kAlternativesMax = 5;
constexpr std::size_t kSecretDigits = 9;  // of a Social Security number

const char* to_text(Presence presence) {
    switch (presence) {
        case Presence::absent:
            return "absent";
        case Presence::illegible:
            return "illegible";
        case Presence::read:
            return "read";
    }
    return "";
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Nine digits in a row, with or without dashes and spaces, that are no billing account are hidden but for the last
/// four.
std::string without_secrets(const std::string& text, const AccountIndex& accounts) {
    std::string shown = text;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        if (!is_digit(shown[at])) continue;
        std::string digits;
        std::vector<std::size_t> places;
        std::size_t end = at;
        for (; end < shown.size() && (is_digit(shown[end]) || shown[end] == '-' || shown[end] == ' '); ++end) {
            if (!is_digit(shown[end])) continue;
            digits += shown[end];
            places.push_back(end);
        }
        if (digits.size() == kSecretDigits && accounts.by_billing_account(digits).empty()) {
            for (std::size_t i = 0; i + 4 < places.size(); ++i) shown[places[i]] = '*';
        }
        at = end;
    }
    return shown;
}

class Fields {
  public:
    Fields(const AccountIndex& accounts, const Telling& telling) : accounts_(accounts), telling_(telling) {}

    void page(const PageReading& reading) {
        sequence_ = reading.sequence;
        if (reading.check) check(*reading.check);
        if (reading.coupon) coupon(*reading.coupon);
        for (const IdentifierReading& one : reading.identifiers) identifier(one);
        for (const TextReading& one : reading.text) text("text", "Text", one);
    }

    Json json = Json::array();

  private:
    void add(const char* field, const char* label, Presence presence, const std::optional<Region>& region,
             Json alternatives, bool hidden = false) {
        if (presence == Presence::absent && alternatives.empty()) return;
        Json one = {{"field", field},        {"label", label},
                    {"sequence", sequence_}, {"side", nullptr},
                    {"box_px", nullptr},     {"presence", to_text(presence)},
                    {"hidden", hidden},      {"alternatives", hidden ? Json::array() : std::move(alternatives)}};
        if (region) {
            const Box& box = region->box;
            one["side"] = region->side == Side::front ? "front" : "back";
            one["box_px"] = {box.left_px, box.top_px, box.width_px, box.height_px};
        }
        json.push_back(std::move(one));
    }
    template <class T>
    void reading(const char* field, const char* label, const Reading<T>& reading, bool hidden = false) {
        Json alternatives = Json::array();
        for (const Alternative<T>& one : reading.alternatives) {
            if (alternatives.size() == kAlternativesMax) break;
            alternatives.push_back({{"value", json_of(one.value)}, {"probability", one.probability}});
        }
        add(field, label, reading.presence, reading.region, std::move(alternatives), hidden);
    }
    void text(const char* field, const char* label, TextReading reading_of) {
        for (auto& one : reading_of.alternatives) one.value = without_secrets(one.value, accounts_);
        reading(field, label, reading_of);
    }
    void one(const char* field, const char* label, const std::optional<std::string>& value, double probability,
             const std::optional<Region>& region) {
        if (!value) return;
        add(field, label, Presence::read, region, {{{"value", *value}, {"probability", probability}}});
    }

    void identifier(const IdentifierReading& identifier) {
        TextReading digits = identifier.digits;
        for (auto& one : digits.alternatives) one.value = without_secrets(one.value, accounts_);
        const char* label = identifier.kind == IdentifierKind::member_id         ? "Member ID"
                            : identifier.kind == IdentifierKind::billing_account ? "Billing account"
                                                                                 : "Enrollment ID";
        reading("identifier", label, digits);
    }

    void check(const CheckReading& check) {
        reading("courtesy_amount", "Amount in figures", check.courtesy_amount, telling_.blind_amount);
        reading("legal_amount", "Amount in words", check.legal_amount, telling_.blind_amount);
        reading("date", "Date", check.date);
        text("payee", "Payee", check.payee);
        text("memo", "Memo", check.memo);
        for (const IdentifierReading& one : check.identifiers) identifier(one);
        text("payer_name", "Payer", check.payer_name);
        for (const std::string& line : check.payer_address) one("payer_address", "Payer's address", line, 0.5, {});
        for (const TextReading& line : check.writing) text("writing", "Writing", line);
        for (const TextReading& line : check.upper_writing) text("writing", "Writing above", line);
        micr(check.micr);
        text("printed_number", "Printed number", check.printed_number);
        add("signature", "Signature", check.signature, {}, Json::array());
    }

    void micr(const MicrReading& micr) {
        const auto account =
            !micr.account || telling_.account_numbers ? micr.account : std::optional(masked_number(*micr.account));
        std::string line = micr.line;
        if (!telling_.account_numbers && !line.empty()) line = masked_number(line);
        add("micr_line", "MICR line", micr.presence, micr.region,
            line.empty() ? Json::array() : Json::array({{{"value", line}, {"probability", micr.probability}}}));
        one("routing", "Routing number", micr.routing ? std::optional(micr.routing->str()) : std::nullopt,
            micr.probability, micr.region);
        one("account", "Bank account", account, micr.probability, micr.region);
        one("number", "Check number", micr.serial, micr.probability, micr.region);
    }

    void coupon(const CouponReading& coupon) {
        if (coupon.code) {
            one("code", "Coupon code",
                "account " + coupon.code->billing_account.str() + ", invoice " + coupon.code->invoice_number.str() +
                    ", " + coupon.code->amount_due.to_display(),
                0.999, coupon.code_region);
        }
        text("subscriber_name", "Subscriber", coupon.subscriber_name);
        text("insurer", "Insurer", coupon.insurer);
        text("invoice_number", "Invoice", coupon.invoice_number);
        for (const IdentifierReading& one : coupon.identifiers) identifier(one);
        reading("total_due", "Total due", coupon.total_due);
        reading("amount_enclosed", "Amount enclosed", coupon.amount_enclosed, telling_.blind_amount);
    }

    const AccountIndex& accounts_;
    const Telling& telling_;
    int sequence_ = 0;
};

}  // namespace

Json readings_json(const ReadEnvelope& envelope, const AccountIndex& accounts, const Telling& telling) {
    Fields fields(accounts, telling);
    for (std::size_t i = 0; i < envelope.readings.size(); ++i) {
        PageReading reading = envelope.readings[i];
        reading.sequence = envelope.stored.pages[i].sequence;
        fields.page(reading);
    }
    return fields.json;
}

}  // namespace lockbox

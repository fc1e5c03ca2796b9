#include "matching/instrument_key.h"

#include "ledger/routing_number.h"

namespace lockbox {
namespace {

constexpr double kPrintedSure = 0.98;

std::string without_leading_zeros(const std::string& digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? "0" : digits.substr(first);
}

std::string digits_only(std::string text) {
    std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
    return text;
}

}  // namespace

std::string InstrumentKey::to_string() const {
    if (account.empty()) return "money_order|" + routing + "|" + serial;
    return "check|" + routing + "|" + account + "|" + serial + "|" + (amount ? std::to_string(amount->count()) : "?");
}

std::optional<std::string> serial_of(const CheckReading& check) {
    const MicrReading& micr = check.micr;
    if (micr.serial || check.instrument != Instrument::money_order) return micr.serial;
    const std::optional<std::string> printed = check.printed_number.sure(kPrintedSure);
    const bool no_line = micr.presence == Presence::absent;
    const bool confirmed = printed && micr.account && digits_only(*micr.account).find(*printed) != std::string::npos;
    return printed && (no_line || confirmed) ? printed : std::nullopt;
}

std::optional<InstrumentKey> instrument_key(const CheckReading& check, std::optional<Cents> amount) {
    const MicrReading& micr = check.micr;
    const std::optional<std::string> serial = serial_of(check);
    if (!serial || digits_only(*serial).empty()) return std::nullopt;
    const std::string routing = micr.routing ? micr.routing->str() : std::string();
    if (check.instrument == Instrument::money_order) {
        const bool postal = routing == kPostalMoneyOrderRouting;
        if (postal && !postal_serial_ok(*serial)) return std::nullopt;
        return InstrumentKey{routing, "", without_leading_zeros(digits_only(*serial)), std::nullopt};
    }
    if (routing.empty() || !micr.account || digits_only(*micr.account).empty()) return std::nullopt;
    return InstrumentKey{routing, digits_only(*micr.account), without_leading_zeros(digits_only(*serial)), amount};
}

bool may_be_same(const InstrumentKey& a, const InstrumentKey& b) {
    const bool amounts_allow = !a.amount || !b.amount || *a.amount == *b.amount;
    return a.routing == b.routing && a.account == b.account && a.serial == b.serial && amounts_allow;
}

}  // namespace lockbox

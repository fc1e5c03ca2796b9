#include "matching/other_tender.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "matching/folded_text.h"

namespace lockbox {
namespace {

// Without spaces, which readers of print lose first. The phrases of a form's head say it by themselves; a card is named
// in letters too, and only with what pays by it does it pay.
constexpr std::array<std::string_view, 8> kPayment = {"cashpayment",      "paymentincash", "cashenclosed",
                                                      "enclosedcash",     "billsandcoins", "creditcardpayment",
                                                      "debitcardpayment", "cardpayment"};
constexpr std::array<std::string_view, 4> kCard = {"creditcard", "debitcard", "cardnumber", "cardno"};
constexpr std::array<std::string_view, 6> kPaysByIt = {"expires", "expiration",   "expdate",
                                                       "cvv",     "securitycode", "nameoncard"};

}  // namespace

bool names_other_tender(std::span<const TextReading> lines) {
    const auto any_line_holds = [&](const auto& phrases) {
        return std::any_of(lines.begin(), lines.end(), [&](const TextReading& line) {
            if (!line.best()) return false;
            const std::string text = folded_joined(line.best()->value);
            return std::any_of(phrases.begin(), phrases.end(),
                               [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
        });
    };
    return any_line_holds(kPayment) || (any_line_holds(kCard) && any_line_holds(kPaysByIt));
}

}  // namespace lockbox

#include "tools/lockbox/reading_text.h"

#include <fmt/core.h>

namespace lockbox {
namespace {

constexpr std::size_t kAlternativesShown = 3;

std::string value_text(const std::string& value) {
    return "\"" + value + "\"";
}
std::string value_text(Cents value) {
    return value.to_display();
}
std::string value_text(Date value) {
    return value.to_string();
}

template <class T>
std::string alternatives_text(const Reading<T>& reading) {
    if (reading.presence == Presence::absent) return "not there";
    if (reading.alternatives.empty()) return "there, not legible";
    std::string text;
    for (std::size_t i = 0; i < std::min(kAlternativesShown, reading.alternatives.size()); ++i) {
        const Alternative<T>& alternative = reading.alternatives[i];
        text += fmt::format("{}{} ({:.1f} %)", i > 0 ? ", " : "", value_text(alternative.value),
                            100 * alternative.probability);
    }
    return text;
}

std::string line(std::string_view name, const std::string& value) {
    return fmt::format("  {:<18} {}\n", name, value);
}

std::string identifier_line(const IdentifierReading& identifier) {
    static constexpr const char* kNames[] = {"Member ID", "Billing account", "Enrollment ID"};
    return line(kNames[static_cast<std::size_t>(identifier.kind)],
                alternatives_text(identifier.digits) + (identifier.printed ? ", printed" : ", written"));
}

std::string micr_text(const MicrReading& micr) {
    if (micr.presence == Presence::absent) return "not there";
    return fmt::format("{} ({:.2f} %)", micr.line, 100 * micr.probability);
}

std::string check_lines(const CheckReading& check) {
    static constexpr const char* kPayee[] = {"", " (Health Connector)", " (somebody else)"};
    static constexpr const char* kSignature[] = {"not there", "its line was not found", "there"};
    std::string text = line("figures", alternatives_text(check.courtesy_amount));
    text += line("words", alternatives_text(check.legal_amount) +
                              (check.legal_text.empty() ? "" : ", read as \"" + check.legal_text + "\""));
    text += line("date", alternatives_text(check.date));
    text += line("payee", alternatives_text(check.payee) + kPayee[static_cast<std::size_t>(check.payee_verdict)]);
    text += line("signature", kSignature[static_cast<std::size_t>(check.signature)]);
    text += line("MICR line", micr_text(check.micr));
    text += line("payer", alternatives_text(check.payer_name));
    text += line("memo", alternatives_text(check.memo));
    for (const TextReading& writing : check.writing) text += line("writing", alternatives_text(writing));
    for (const TextReading& writing : check.upper_writing) text += line("writing above", alternatives_text(writing));
    for (const IdentifierReading& identifier : check.identifiers) text += identifier_line(identifier);
    if (check.restrictive_legend) text += line("legend", "restrictive");
    if (check.foreign_currency) text += line("currency", "foreign");
    return text;
}

std::string coupon_lines(const CouponReading& coupon) {
    std::string text;
    if (coupon.code) {
        text += line("code", fmt::format("account {}, {}, invoice {}, due {}, for {} (from the {})",
                                         coupon.code->billing_account.str(), to_word(coupon.code->plan_kind),
                                         coupon.code->invoice_number.str(), coupon.code->amount_due.to_display(),
                                         coupon.code->coverage_month.to_string(),
                                         coupon.code_source == CouponCodeSource::barcode ? "barcode" : "scan line"));
    } else {
        text += line("code", "neither barcode nor scan line could be read");
    }
    text += line("subscriber", alternatives_text(coupon.subscriber_name));
    text += line("amount enclosed", alternatives_text(coupon.amount_enclosed));
    for (const IdentifierReading& identifier : coupon.identifiers) text += identifier_line(identifier);
    return text;
}

}  // namespace

std::string reading_text(const PageReading& page) {
    std::string text;
    if (!page.failure.empty()) text += line("not read", page.failure);
    for (const QualityFlaw flaw : page.front_quality.flaws) text += line("front image", std::string(to_word(flaw)));
    for (const QualityFlaw flaw : page.back_quality.flaws) text += line("back image", std::string(to_word(flaw)));
    if (page.check) text += check_lines(*page.check);
    if (page.coupon) text += coupon_lines(*page.coupon);
    for (const IdentifierReading& identifier : page.identifiers) text += identifier_line(identifier);
    for (const TextReading& words : page.text) text += line("text", alternatives_text(words));
    return text;
}

}  // namespace lockbox

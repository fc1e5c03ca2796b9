#include "ocr/coupon_code.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

namespace lockbox {
namespace {

struct FieldRule {
    CodeField field;
    std::string_view name;
    std::size_t width_min, width_max;
};

// What the value types can hold; an amount of 15 digits is far below the limit of 64 bits.
constexpr std::array<FieldRule, 7> kFieldRules = {{{CodeField::version, "version", 1, 4},
                                                   {CodeField::billing_account, "billing account", 9, 9},
                                                   {CodeField::plan_kind, "plan kind", 1, 1},
                                                   {CodeField::invoice_number, "invoice number", 10, 10},
                                                   {CodeField::amount_cents, "amount", 1, 15},
                                                   {CodeField::coverage_month, "coverage month", 6, 6},
                                                   {CodeField::check_digits, "check digits", 2, 2}}};

Error wrong(std::string what) {
    return {std::move(what), "coupon code", ""};
}

/// Remainder of the number by 97, however long it is.
int mod_97(std::string_view digits) {
    int remainder = 0;
    for (const char digit : digits) remainder = (remainder * 10 + (digit - '0')) % 97;
    return remainder;
}

/// ISO 7064, clause 7 for pure systems with two check characters: the whole number is to leave 1.
std::string check_digits_of(std::string_view digits) {
    const int check = 98 - (mod_97(digits) * 100) % 97;
    return {static_cast<char>('0' + check / 10), static_cast<char>('0' + check % 10)};
}

std::string padded(std::int64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    assert(number >= 0 && digits.size() <= width);
    return digits.insert(0, width - digits.size(), '0');
}

std::string year_and_month(const Month& month) {
    std::string text = month.to_string();
    std::erase(text, '-');
    return text;
}

/// Puts one field into the code; what is wrong with it, or empty.
std::string take(CodeField field, std::string_view digits, const CouponCodeLayout& layout, CouponCode& code) {
    switch (field) {
        case CodeField::version:
            return digits == layout.version ? "" : "another format version";
        case CodeField::billing_account:
            if (const auto account = BillingAccount::parse(digits)) {
                code.billing_account = *account;
                return "";
            }
            return "not a billing account number";
        case CodeField::plan_kind:
            code.plan_kind = digits[0] == layout.dental ? PlanKind::dental : PlanKind::health;
            return digits[0] == layout.health || digits[0] == layout.dental ? "" : "unknown plan kind";
        case CodeField::invoice_number:
            code.invoice_number = InvoiceNumber::parse(digits).value_or(InvoiceNumber{});
            return code.invoice_number.empty() ? "not an invoice number" : "";
        case CodeField::amount_cents:
            code.amount_due = Cents(std::stoll(std::string(digits)));
            return "";
        case CodeField::coverage_month:
            if (const auto month = Month::parse(digits)) {
                code.coverage_month = *month;
                return "";
            }
            return "impossible coverage month";
        case CodeField::check_digits:
            return "";
    }
    return "";
}

std::string field_text(CodeField field, std::size_t width, const CouponCode& code, const CouponCodeLayout& layout) {
    switch (field) {
        case CodeField::version:
            return layout.version;
        case CodeField::billing_account:
            return code.billing_account.str();
        case CodeField::plan_kind:
            return {code.plan_kind == PlanKind::dental ? layout.dental : layout.health};
        case CodeField::invoice_number:
            return code.invoice_number.str();
        case CodeField::amount_cents:
            return padded(code.amount_due.count(), width);
        case CodeField::coverage_month:
            return year_and_month(code.coverage_month);
        case CodeField::check_digits:
            return "";
    }
    return "";
}

}  // namespace

std::size_t CouponCodeLayout::digits() const {
    std::size_t sum = 0;
    for (const CodeFieldWidth& field : fields) sum += field.width;
    return sum;
}

Result<void> CouponCodeLayout::check() const {
    for (const FieldRule& rule : kFieldRules) {
        const auto is_it = [&](const CodeFieldWidth& f) { return f.field == rule.field; };
        const std::string name(rule.name);
        if (std::count_if(fields.begin(), fields.end(), is_it) != 1) {
            return wrong("the table must name the field '" + name + "' once");
        }
        const std::size_t width = std::find_if(fields.begin(), fields.end(), is_it)->width;
        if (width < rule.width_min || width > rule.width_max)
            return wrong("impossible width of the field '" + name + "'");
        if (rule.field == CodeField::version && (width != version.size() || !is_digits(version, width))) {
            return wrong("the version must fill its field with digits");
        }
    }
    if (fields.back().field != CodeField::check_digits) return wrong("the check digits must stand last");
    const bool kinds_are_digits = is_digits(std::string{health, dental}, 2) && health != dental;
    if (!kinds_are_digits) return wrong("the plan kinds must be two different digits");
    return {};
}

bool mod_97_10_ok(std::string_view digits) {
    if (digits.size() < 3 || !is_digits(digits, digits.size())) return false;
    const std::string_view payload = digits.substr(0, digits.size() - 2);
    return digits.substr(payload.size()) == check_digits_of(payload);
}

Result<CouponCode> read_coupon_code(std::string_view text, const CouponCodeLayout& layout) {
    if (auto usable = layout.check(); !usable) return usable.error();
    std::string digits(text.substr(0, std::min<std::size_t>(text.size(), 1000)));
    std::erase(digits, ' ');
    if (!is_digits(digits, layout.digits())) return wrong("not " + std::to_string(layout.digits()) + " digits");
    if (!mod_97_10_ok(digits)) return wrong("the check digits do not agree");
    CouponCode code;
    std::size_t begin = 0;
    for (const CodeFieldWidth& field : layout.fields) {
        const std::string_view part = std::string_view(digits).substr(begin, field.width);
        if (std::string what = take(field.field, part, layout, code); !what.empty()) return wrong(std::move(what));
        begin += field.width;
    }
    return code;
}

std::string write_coupon_code(const CouponCode& code, const CouponCodeLayout& layout) {
    assert(layout.check().ok());
    std::string digits;
    for (const CodeFieldWidth& field : layout.fields) digits += field_text(field.field, field.width, code, layout);
    return digits + check_digits_of(digits);
}

std::string grouped_by_field(std::string_view digits, const CouponCodeLayout& layout) {
    assert(digits.size() == layout.digits());
    std::string grouped;
    for (const CodeFieldWidth& field : layout.fields) {
        if (!grouped.empty()) grouped += ' ';
        grouped += digits.substr(0, field.width);
        digits.remove_prefix(field.width);
    }
    return grouped;
}

}  // namespace lockbox

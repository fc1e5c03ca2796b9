#include "ledger/account_row.h"

#include <algorithm>

namespace lockbox {
namespace {

constexpr std::size_t kTextBytesMax = 200;
constexpr std::int64_t kAmountCentsMax = 100'000'000;

/// Sets one member of the plan; what is wrong with the text, or nothing.
using ReadField = std::string_view (*)(std::string_view text, Plan& plan);
/// What a fault shows of the text. Rows may be shifted by a comma, so that anything may stand in any field.
enum class Shown : std::uint8_t { number, masked, nothing };

template <class T>
std::string_view take(const std::optional<T>& value, T& member, std::string_view otherwise) {
    if (!value) return otherwise;
    member = *value;
    return {};
}

// Line breaks and tabs pass; other control characters could play tricks on terminals and in other systems' files.
bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
    });
}

std::string_view take_text(std::string_view text, std::string& member) {
    if (text.size() > kTextBytesMax) return "the text is longer than 200 bytes";
    if (has_control_character(text)) return "a control character";
    member = text;
    return {};
}

std::string_view take_amount(std::string_view text, Cents lowest, Cents& member) {
    const std::optional<Cents> amount = Cents::parse(text);
    if (!amount) return "not decimal dollars with two places";
    if (*amount < lowest || *amount > Cents(kAmountCentsMax)) return "an amount out of range";
    member = *amount;
    return {};
}

// `closed` is a word of the book and not of the billing system.
std::string_view take_status(std::string_view text, PlanStatus& member) {
    const std::optional<PlanStatus> status = plan_status_from(text);
    if (!status || *status == PlanStatus::closed) return "not active, pending or terminated";
    member = *status;
    return {};
}

std::string_view take_month(std::string_view text, Month& member) {
    if (text.size() != 7) return "not a month as YYYY-MM";
    return take(Month::parse(text), member, "not a month as YYYY-MM");
}

constexpr std::string_view kNotADate = "not a date as YYYY-MM-DD";

struct AccountColumn {
    std::string_view name;
    Shown shown;
    ReadField read;
};

constexpr std::array<AccountColumn, kAccountColumns> kColumns = {{
    {"billing_account", Shown::masked,
     [](std::string_view text, Plan& plan) {
         return take(BillingAccount::parse(text), plan.billing_account, "not 9 digits that begin with 7");
     }},
    {"member_id", Shown::masked,
     [](std::string_view text, Plan& plan) {
         return take(MemberId::parse(text), plan.member_id, "not 12 digits that begin with 7");
     }},
    {"enrollment_id", Shown::masked,
     [](std::string_view text, Plan& plan) {
         return take(EnrollmentId::parse(text), plan.enrollment_id, "not 13 digits that begin with 1");
     }},
    {"first_name", Shown::nothing, [](std::string_view text, Plan& plan) { return take_text(text, plan.first_name); }},
    {"last_name", Shown::nothing, [](std::string_view text, Plan& plan) { return take_text(text, plan.last_name); }},
    {"address", Shown::nothing, [](std::string_view text, Plan& plan) { return take_text(text, plan.address); }},
    {"city", Shown::nothing, [](std::string_view text, Plan& plan) { return take_text(text, plan.city); }},
    {"state", Shown::nothing, [](std::string_view text, Plan& plan) { return take_text(text, plan.state); }},
    {"zip", Shown::nothing, [](std::string_view text, Plan& plan) { return take_text(text, plan.zip); }},
    {"plan_id", Shown::nothing,
     [](std::string_view text, Plan& plan) {
         return take(PlanId::parse(text), plan.plan_id, "not 1 to 40 letters, digits and dashes");
     }},
    {"plan_kind", Shown::nothing,
     [](std::string_view text, Plan& plan) { return take(plan_kind_from(text), plan.kind, "not health or dental"); }},
    {"insurer", Shown::nothing,
     [](std::string_view text, Plan& plan) {
         return text.empty() ? std::string_view("no insurer") : take_text(text, plan.insurer);
     }},
    {"plan_name", Shown::nothing, [](std::string_view text, Plan& plan) { return take_text(text, plan.plan_name); }},
    {"status", Shown::nothing, [](std::string_view text, Plan& plan) { return take_status(text, plan.status); }},
    {"monthly_premium", Shown::number,
     [](std::string_view text, Plan& plan) { return take_amount(text, Cents(0), plan.monthly_premium); }},
    {"amount_due", Shown::number,
     [](std::string_view text, Plan& plan) { return take_amount(text, Cents(-kAmountCentsMax), plan.amount_due); }},
    {"invoice_number", Shown::masked,
     [](std::string_view text, Plan& plan) {
         return take(InvoiceNumber::parse(text), plan.invoice_number, "not 10 digits");
     }},
    {"invoice_date", Shown::number,
     [](std::string_view text, Plan& plan) { return take(Date::parse(text), plan.invoice_date, kNotADate); }},
    {"coverage_month", Shown::number,
     [](std::string_view text, Plan& plan) { return take_month(text, plan.coverage_month); }},
    {"due_date", Shown::number,
     [](std::string_view text, Plan& plan) { return take(Date::parse(text), plan.due_date, kNotADate); }},
}};

bool consists_of(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

// Safe on any terminal and for any log: the characters and the length of an amount or a date, or stars.
std::string excerpt(std::string_view text, Shown shown) {
    constexpr std::string_view kDigits = "0123456789";
    constexpr std::size_t kBytesMax = 20;
    if (text.size() > kBytesMax) return "";
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (shown == Shown::number && digits <= 8 && consists_of(text, "0123456789$,.-+/ ()")) {
        return ": \"" + std::string(text) + "\"";
    }
    if (shown == Shown::masked && consists_of(text, kDigits)) return ": \"" + masked(text) + "\"";
    return "";
}

// The first row of a file without a header is somebody's data: only what looks like a column is shown.
std::string column_excerpt(std::string_view name) {
    const bool looks_like_one = name.size() <= 40 && consists_of(name, "abcdefghijklmnopqrstuvwxyz_");
    return looks_like_one ? ": \"" + std::string(name) + "\"" : "";
}

std::string count_of(std::size_t fields) {
    return std::to_string(fields) + (fields == 1 ? " field" : " fields");
}

}  // namespace

const std::array<std::string_view, kAccountColumns>& account_columns() {
    static const std::array<std::string_view, kAccountColumns> names = [] {
        std::array<std::string_view, kAccountColumns> all{};
        std::transform(kColumns.begin(), kColumns.end(), all.begin(), [](const AccountColumn& c) { return c.name; });
        return all;
    }();
    return names;
}

std::optional<AccountHeader> AccountHeader::read(std::span<const std::string> names, std::vector<FieldFault>& faults) {
    const std::size_t faults_before = faults.size();
    AccountHeader header;
    for (std::size_t i = 0; i < kAccountColumns; ++i) {
        const auto found = std::find(names.begin(), names.end(), kColumns[i].name);
        if (found == names.end()) {
            faults.push_back({0, "", "the header has no column " + std::string(kColumns[i].name), ""});
        }
        header.position_[i] = static_cast<std::size_t>(found - names.begin());
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const int field = static_cast<int>(i) + 1;
        const auto& known = account_columns();
        if (std::find(known.begin(), known.end(), names[i]) == known.end()) {
            faults.push_back({field, "", "a column that is not known" + column_excerpt(names[i]), ""});
        } else if (std::find(names.begin(), names.begin() + field - 1, names[i]) != names.begin() + field - 1) {
            faults.push_back({field, names[i], "a column for the second time", ""});
        }
    }
    if (faults.size() != faults_before) return std::nullopt;
    return header;
}

std::optional<Plan> AccountHeader::read_row(std::span<const std::string> fields,
                                            std::vector<FieldFault>& faults) const {
    if (fields.size() != kAccountColumns) {
        faults.push_back({0, "",
                          "the row has " + count_of(fields.size()) + " and the header " + count_of(kAccountColumns),
                          "a comma inside a field needs quotes around the field"});
        return std::nullopt;
    }
    const std::size_t faults_before = faults.size();
    Plan plan;
    for (std::size_t i = 0; i < kAccountColumns; ++i) {
        const AccountColumn& column = kColumns[i];
        const std::string& text = fields[position_[i]];
        if (const std::string_view wrong = column.read(text, plan); !wrong.empty()) {
            faults.push_back({static_cast<int>(position_[i]) + 1, std::string(column.name),
                              std::string(wrong) + excerpt(text, column.shown), ""});
        }
    }
    if (faults.size() != faults_before) return std::nullopt;
    return plan;
}

std::string_view AccountHeader::column_at(int field) const {
    const auto found = std::find(position_.begin(), position_.end(), static_cast<std::size_t>(field - 1));
    if (found == position_.end()) return {};
    return account_columns()[static_cast<std::size_t>(found - position_.begin())];
}

int AccountHeader::field_of(std::string_view column) const {
    const auto& names = account_columns();
    const auto found = std::find(names.begin(), names.end(), column);
    return static_cast<int>(position_[static_cast<std::size_t>(found - names.begin())]) + 1;
}

}  // namespace lockbox

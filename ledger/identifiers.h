#pragma once
// The identifiers of the business as distinct types: one cannot be passed for another.
// Shapes: Member ID 12 digits from 7; Billing Account Number 9 digits from 7; Enrollment ID 13 digits from 1.
// None carries a check digit, and neighbouring numbers are usually valid too.

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace lockbox {

/// A checked string whose meaning is Tag. Made only by parse(), so it always has the right shape.
template <class Tag>
class Identifier {
  public:
    Identifier() = default;  ///< empty: the value of "not set" inside containers; parse never returns it

    /// nullopt when the text has not the shape that Tag::valid asks for.
    [[nodiscard]] static std::optional<Identifier> parse(std::string_view text) {
        if (!Tag::valid(text)) return std::nullopt;
        Identifier id;
        id.text_ = text;
        return id;
    }
    [[nodiscard]] const std::string& str() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    auto operator<=>(const Identifier&) const = default;

  private:
    std::string text_;
};

[[nodiscard]] bool is_digits(std::string_view text, std::size_t length);

struct MemberIdTag { static bool valid(std::string_view text) { return is_digits(text, 12) && text[0] == '7'; } };
struct BillingAccountTag { static bool valid(std::string_view text) { return is_digits(text, 9) && text[0] == '7'; } };
struct EnrollmentIdTag { static bool valid(std::string_view text) { return is_digits(text, 13) && text[0] == '1'; } };
struct InvoiceNumberTag { static bool valid(std::string_view text) { return is_digits(text, 10); } };
struct PlanIdTag { static bool valid(std::string_view text); };   ///< 1 to 40 of [A-Za-z0-9-]
struct BatchIdTag { static bool valid(std::string_view text); };  ///< 1 to 64 of [A-Za-z0-9._-], not starting with '.'

using MemberId = Identifier<MemberIdTag>;
using BillingAccount = Identifier<BillingAccountTag>;
using EnrollmentId = Identifier<EnrollmentIdTag>;
using InvoiceNumber = Identifier<InvoiceNumberTag>;
using PlanId = Identifier<PlanIdTag>;
using BatchId = Identifier<BatchIdTag>;

/// All but the last four characters as '*': the form for logs and for eyes that need no more.
[[nodiscard]] std::string masked(std::string_view text);

}  // namespace lockbox

template <class Tag>
struct std::hash<lockbox::Identifier<Tag>> {
    std::size_t operator()(const lockbox::Identifier<Tag>& id) const { return std::hash<std::string>{}(id.str()); }
};

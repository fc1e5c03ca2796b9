#pragma once
// The number on a payment coupon, the same in its barcode and in its OCR-A scan line (interfaces.md section 2):
//
//   01 772037105 2 4089491196 0000004610 202612 08
//   |  |         | |          |          |      check digits, ISO 7064 MOD 97-10 over everything before them
//   |  |         | |          |          coverage month, YYYYMM
//   |  |         | |          amount due in cents
//   |  |         | invoice number
//   |  |         plan kind: 1 health, 2 dental
//   |  billing account
//   format version
//
// MOD 97-10 catches every single wrong digit and every exchange of two neighbours; one random number in 97 passes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/result.h"
#include "ocr/remittance.h"

namespace lockbox {

enum class CodeField : std::uint8_t {
    version,
    billing_account,
    plan_kind,
    invoice_number,
    amount_cents,
    coverage_month,
    check_digits
};

struct CodeFieldWidth {
    CodeField field = CodeField::version;
    std::size_t width = 0;  ///< digits
};

/// Which digits mean what; another marketplace has another table. The scan line is grouped by the same fields.
struct CouponCodeLayout {
    std::vector<CodeFieldWidth> fields = {{CodeField::version, 2},       {CodeField::billing_account, 9},
                                          {CodeField::plan_kind, 1},     {CodeField::invoice_number, 10},
                                          {CodeField::amount_cents, 10}, {CodeField::coverage_month, 6},
                                          {CodeField::check_digits, 2}};
    std::string version = "01";
    char health = '1', dental = '2';

    [[nodiscard]] std::size_t digits() const;
    /// Why no code can be read by this table: a field missing, twice, too narrow or too wide, check digits not last.
    [[nodiscard]] Result<void> check() const;
};

/// `text` is the digits, spaces between them allowed. Errors say which field is wrong and hold no digits.
[[nodiscard]] Result<CouponCode> read_coupon_code(std::string_view text, const CouponCodeLayout& layout = {});

/// The digits of a code, without spaces. The amount has to be within the field's width and not negative.
[[nodiscard]] std::string write_coupon_code(const CouponCode& code, const CouponCodeLayout& layout = {});

/// The digits with spaces between the fields, as the scan line shows them.
[[nodiscard]] std::string grouped_by_field(std::string_view digits, const CouponCodeLayout& layout = {});

/// True when the last two digits are the check digits, in their one valid form (02 to 98), of those before.
[[nodiscard]] bool mod_97_10_ok(std::string_view digits);

}  // namespace lockbox

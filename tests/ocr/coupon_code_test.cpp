#include "ocr/coupon_code.h"

#include <doctest/doctest.h>

#include <random>

using namespace lockbox;

namespace {

constexpr const char* kDigits = "0177203710524089491196000000461020261208";

CouponCode random_code(std::mt19937_64& random) {
    const auto number = [&](std::int64_t below) { return static_cast<std::int64_t>(random() % below); };
    const std::string month = std::to_string(100 + 1 + number(12)).substr(1);
    CouponCode code;
    code.billing_account = *BillingAccount::parse(std::to_string(700000000 + number(100000000)));
    code.plan_kind = number(2) == 0 ? PlanKind::health : PlanKind::dental;
    code.invoice_number = *InvoiceNumber::parse(std::to_string(1000000000 + number(9000000000)));
    code.amount_due = Cents(number(10000000000));
    code.coverage_month = *Month::parse(std::to_string(2020 + number(20)) + month);
    return code;
}

/// A whole number of `digits` with check digits that agree.
std::string with_check_digits(std::string digits) {
    for (int check = 2; check <= 98; ++check) {
        const std::string whole = digits + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
        if (mod_97_10_ok(whole)) return whole;
    }
    return {};
}

}  // namespace

TEST_CASE("The code of the interface description reads into its fields and back") {
    const auto code = read_coupon_code("01 772037105 2 4089491196 0000004610 202612 08");
    REQUIRE(code);
    CHECK(code->billing_account.str() == "772037105");
    CHECK(code->plan_kind == PlanKind::dental);
    CHECK(code->invoice_number.str() == "4089491196");
    CHECK(code->amount_due == Cents(4610));
    CHECK(code->coverage_month.to_string() == "2026-12");
    CHECK(write_coupon_code(*code) == kDigits);
    CHECK(grouped_by_field(kDigits) == "01 772037105 2 4089491196 0000004610 202612 08");
}

TEST_CASE("What is no code is refused with its reason") {
    struct Row {
        std::string digits;
        const char* what;
    };
    const Row rows[] = {
        {"", "not 40 digits"},
        {"017720371052408949119600000046102026120", "not 40 digits"},
        {"01772037105240894911960000004610202612080", "not 40 digits"},
        {"01772O371052408949119600000046102026120B", "not 40 digits"},
        {std::string(100000, '1'), "not 40 digits"},
        {"0177203710524089491196000000461020261209", "the check digits do not agree"},
        {with_check_digits("02772037105240894911960000004610202612"), "another format version"},
        {with_check_digits("01872037105240894911960000004610202612"), "not a billing account number"},
        {with_check_digits("01772037105340894911960000004610202612"), "unknown plan kind"},
        {with_check_digits("01772037105040894911960000004610202612"), "unknown plan kind"},
        {with_check_digits("01772037105240894911960000004610202613"), "impossible coverage month"},
        {with_check_digits("01772037105240894911960000004610202600"), "impossible coverage month"},
    };
    for (const Row& row : rows) {
        const auto code = read_coupon_code(row.digits);
        REQUIRE_FALSE(code);
        CHECK(code.error().what == row.what);
    }
}

TEST_CASE("Check digits have one valid form: 97 more or less does not pass") {
    CHECK(mod_97_10_ok("03202"));
    CHECK_FALSE(mod_97_10_ok("03299"));
    CHECK_FALSE(mod_97_10_ok("02"));
    CHECK_FALSE(mod_97_10_ok("0320a"));
}

TEST_CASE("Every wrong digit and every exchange of neighbours is caught") {
    std::mt19937_64 random(1);
    for (int round = 0; round < 200; ++round) {
        const CouponCode code = random_code(random);
        const std::string digits = write_coupon_code(code);
        const auto again = read_coupon_code(digits);
        REQUIRE(again);
        CHECK(*again == code);
        for (std::size_t i = 0; i < digits.size(); ++i) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = digits;
                wrong[i] = digit;
                if (wrong != digits) CHECK_FALSE(read_coupon_code(wrong));
            }
            if (i + 1 == digits.size() || digits[i] == digits[i + 1]) continue;
            std::string exchanged = digits;
            std::swap(exchanged[i], exchanged[i + 1]);
            CHECK_FALSE(read_coupon_code(exchanged));
        }
    }
}

TEST_CASE("Another table reads another coupon, and an impossible table is an error") {
    CouponCodeLayout layout;
    layout.fields = {{CodeField::plan_kind, 1},   {CodeField::amount_cents, 7},   {CodeField::billing_account, 9},
                     {CodeField::version, 3},     {CodeField::coverage_month, 6}, {CodeField::invoice_number, 10},
                     {CodeField::check_digits, 2}};
    layout.version = "042";
    layout.health = '8';
    layout.dental = '9';
    REQUIRE(layout.check());
    const auto code = read_coupon_code(kDigits);
    REQUIRE(code);
    const std::string digits = write_coupon_code(*code, layout);
    CHECK(digits.substr(0, 36) == "900046107720371050422026124089491196");
    const auto again = read_coupon_code(digits, layout);
    REQUIRE(again);
    CHECK(*again == *code);

    struct Row {
        const char* what;
        void (*damage)(CouponCodeLayout&);
    };
    const Row rows[] = {
        {"the table must name the field 'version' once", [](auto& l) { l.fields.erase(l.fields.begin() + 3); }},
        {"the table must name the field 'amount' once",
         [](auto& l) {
             l.fields.push_back({CodeField::amount_cents, 9});
         }},
        {"impossible width of the field 'billing account'", [](auto& l) { l.fields[2].width = 8; }},
        {"impossible width of the field 'amount'", [](auto& l) { l.fields[1].width = 0; }},
        {"the version must fill its field with digits", [](auto& l) { l.version = "42"; }},
        {"the check digits must stand last", [](auto& l) { std::swap(l.fields[0], l.fields[6]); }},
        {"the plan kinds must be two different digits", [](auto& l) { l.dental = l.health; }},
        {"the plan kinds must be two different digits", [](auto& l) { l.dental = 'D'; }},
    };
    for (const Row& row : rows) {
        CouponCodeLayout damaged = layout;
        row.damage(damaged);
        const auto verdict = damaged.check();
        REQUIRE_FALSE(verdict);
        CHECK(verdict.error().what == row.what);
        CHECK_FALSE(read_coupon_code(kDigits, damaged));
    }
}

#include "tools/make_samples/coupon_sheet.h"

#include "tools/make_samples/amounts.h"

namespace lockbox::samples {

CouponFields coupon_fields_of(const Plan& plan) {
    const std::string month = long_date(*Date::parse(plan.coverage_month.to_string() + "-01"));
    return {.name = plan.first_name + " " + plan.last_name,
            .address = plan.address,
            .place = plan.city + ", " + plan.state + " " + plan.zip,
            .member = plan.member_id.str(),
            .billing = plan.billing_account.str(),
            .insurer = plan.insurer,
            .plan = plan.plan_name,
            .month = month.substr(0, month.find(' ')) + " " + month.substr(month.size() - 4),
            .due = plan.amount_due.to_display(),
            .pay_by = slash_date(plan.due_date),
            .invoice = plan.invoice_number.str()};
}

void print_stacked(Canvas& canvas, const Typeface& label, const Typeface& value, std::span<const Labelled> rows,
                   Spot at, double step_in) {
    for (const Labelled& row : rows) {
        print(canvas, label, row.label, at, 6.5);
        print(canvas, value, row.value, {at.x_in, at.y_in + 0.15}, 9.5);
        at.y_in += step_in;
    }
}

void print_table(Canvas& canvas, const Typeface& label, const Typeface& value, std::span<const Labelled> rows, Spot at,
                 double value_in, double step_in) {
    for (const Labelled& row : rows) {
        print(canvas, label, row.label, at, 8);
        print(canvas, value, row.value, {value_in, at.y_in}, 9);
        at.y_in += step_in;
    }
}

void print_address(Canvas& canvas, const Typeface& face, std::initializer_list<std::string_view> lines, Spot at,
                   double points) {
    for (const std::string_view line : lines) {
        print(canvas, face, line, at, points);
        at.y_in += points / 72 * 1.2;
    }
}

void print_dashes(Canvas& canvas, double y_in) {
    for (double x = 0.1; x < canvas.width_in(); x += 0.14)
        canvas.line({x, y_in}, {x + 0.08, y_in}, kCouponRule_in, kBlack);
}

}  // namespace lockbox::samples

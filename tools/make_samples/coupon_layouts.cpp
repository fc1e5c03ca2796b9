#include "tools/make_samples/coupon_layouts.h"

#include <string>
#include <vector>

#include "ocr/coupon_code.h"
#include "tools/make_samples/amounts.h"
#include "tools/make_samples/barcode_print.h"
#include "tools/make_samples/rare_coupons.h"

namespace lockbox::samples {
namespace {

/// Three columns under a dark bar; code at the lower left, the box to enclose the amount at the right.
CouponSheet three_columns(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(8.5, 3.5, dpi, kWhite);
    canvas.fill({0.3, 0.32}, {8.2, 0.46}, mixed(kWhite, {30, 70, 120}, 0.85));
    print(canvas, faces.sans_bold, "PAYMENT COUPON", {0.3, 0.68}, 10);
    print(canvas, faces.sans, "Return this stub with your check or money order. Do not staple.", {2.2, 0.68}, 7);
    const Labelled left[] = {{"Subscriber", f.name}, {"Member ID", f.member}, {"Billing Account Number", f.billing}};
    const Labelled middle[] = {{"Insurer", f.insurer}, {"Plan", f.plan}, {"Coverage month", f.month}};
    const Labelled right[] = {{"Total due", f.due}, {"Please pay by", f.pay_by}, {"Invoice", f.invoice}};
    print_stacked(canvas, faces.sans, faces.sans_bold, left, {0.35, 0.92}, 0.38);
    print_stacked(canvas, faces.sans, faces.sans_bold, middle, {3.1, 0.92}, 0.38);
    print_stacked(canvas, faces.sans, faces.sans_bold, right, {6.3, 0.92}, 0.38);
    print(canvas, faces.sans, "Amount enclosed", {6.3, 2.2}, 8);
    print(canvas, faces.sans, "$", {6.3, 2.48}, 12);
    canvas.box({6.45, 2.26}, {8.1, 2.58}, kCouponRule_in, kBlack);
    print_address(canvas, faces.sans,
                  {"Make checks payable to:", "HEALTH CONNECTOR", "P.O. BOX 412612", "BOSTON, MA 02241-2612"},
                  {4.3, 2.3}, 8);
    return {std::move(canvas), {{0.35, 2.2}, 3.6, 0.55, {0.35, 3.2}, {6.45, 2.26}, {8.1, 2.58}}};
}

/// A table in a frame, typewriter figures, the code across the top right.
CouponSheet framed_table(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(8.5, 3.67, dpi, kWhite);
    print(canvas, faces.serif_bold, "Massachusetts Health Connector", {0.4, 0.42}, 13);
    print(canvas, faces.serif_italic, "Detach and mail this part with your payment", {0.4, 0.6}, 8.5);
    const Labelled rows[] = {{"Acct. no.", f.billing},
                             {"Member ID no.", f.member},
                             {"Insurance company", f.insurer},
                             {"Plan name", f.plan},
                             {"For coverage in", f.month}};
    canvas.box({0.4, 0.85}, {4.6, 2.05}, kCouponRule_in, kBlack);
    for (int i = 1; i < 5; ++i) canvas.line({0.4, 0.85 + 0.24 * i}, {4.6, 0.85 + 0.24 * i}, kCouponRule_in, kBlack);
    canvas.line({1.75, 0.85}, {1.75, 2.05}, kCouponRule_in, kBlack);
    print_table(canvas, faces.serif, faces.mono, rows, {0.47, 1.02}, 1.83, 0.24);
    print(canvas, faces.serif, "Due by " + f.pay_by, {5.0, 1.6}, 10);
    print(canvas, faces.serif_bold, "Amount due:", {5.0, 1.85}, 11);
    print(canvas, faces.serif_bold, f.due, {8.1, 1.85}, 12, Align::right);
    print(canvas, faces.serif, "Amount you are paying:", {5.0, 2.28}, 9);
    canvas.box({6.6, 2.08}, {8.1, 2.4}, 0.012, kBlack);
    print_address(canvas, faces.mono, {f.name, f.address, f.place}, {0.6, 2.4}, 9);
    print_address(canvas, faces.mono, {"HEALTH CONNECTOR", "PO BOX 412612", "BOSTON MA 02241-2612"}, {5.0, 2.75}, 9);
    return {std::move(canvas), {{4.9, 0.3}, 3.3, 0.95, {0.4, 3.45}, {6.6, 2.08}, {8.1, 2.4}}};
}

/// Narrow, without boxes; labels and values in one running column, the code on the right.
CouponSheet narrow_stub(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(7.0, 3.25, dpi, mixed(kWhite, {150, 190, 220}, 0.12));
    print_dashes(canvas, 0.1);
    print(canvas, faces.wide, "MA Health Connector - remittance slip", {0.3, 0.35}, 9);
    const std::string to_pay = f.due + "  by  " + f.pay_by;
    const Labelled rows[] = {{"Name:", f.name},          {"Member ID:", f.member}, {"Billing Acct:", f.billing},
                             {"Insurer:", f.insurer},    {"Plan:", f.plan},        {"Month:", f.month},
                             {"Invoice no:", f.invoice}, {"Please pay:", to_pay}};
    print_table(canvas, faces.sans_bold, faces.sans, rows, {0.3, 0.65}, 1.3, 0.19);
    print(canvas, faces.sans_bold, "Amount enclosed  $", {0.3, 2.4}, 9);
    canvas.line({1.6, 2.44}, {3.3, 2.44}, 0.01, kBlack);
    print_address(canvas, faces.sans, {"Mail to: Health Connector", "P.O. Box 412612, Boston, MA 02241-2612"},
                  {0.3, 2.68}, 7.5);
    return {std::move(canvas), {{4.05, 0.6}, 2.7, 1.1, {0.3, 3.08}, {1.6, 2.14}, {3.3, 2.44}}};
}

/// The lower third of a letter page, printed at home; the notice above it says what every notice says.
CouponSheet home_printed(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(8.5, 11, dpi, kWhite);
    print(canvas, faces.sans_bold, "Pay by Mail", {0.7, 1.0}, 20);
    const std::string_view notice[] = {"1. Write your check or money order to Health Connector. Do not send cash.",
                                       "2. Write your Member ID on your check.",
                                       "3. Send one check or money order for each plan that you pay for.",
                                       "4. Cut along the line and mail the coupon below with your payment.",
                                       "",
                                       "It can take 3 to 5 business days for your payment to reach us by mail."};
    double y_in = 1.5;
    for (const std::string_view line : notice) {
        print(canvas, faces.sans, line, {0.7, y_in}, 10.5);
        y_in += 0.27;
    }
    print_dashes(canvas, 7.2);
    print(canvas, faces.sans, "cut here", {4.25, 7.16}, 6, Align::centre);
    print(canvas, faces.sans_bold, "Health Connector Payment Coupon", {0.7, 7.6}, 12);
    const Labelled left[] = {{"Health Connector Member ID", f.member},
                             {"Billing Account Number", f.billing},
                             {"Insurer", f.insurer},
                             {"Plan", f.plan}};
    const Labelled right[] = {{"Coverage month", f.month}, {"Please pay by", f.pay_by}, {"Total due", f.due}};
    print_stacked(canvas, faces.sans, faces.sans, left, {0.7, 7.85}, 0.36);
    print_stacked(canvas, faces.sans, faces.sans, right, {3.6, 7.85}, 0.36);
    print_address(canvas, faces.sans, {f.name, f.address, f.place}, {5.9, 7.95}, 9.5);
    print(canvas, faces.sans, "Amount enclosed", {5.9, 8.75}, 8);
    canvas.box({5.9, 8.82}, {7.7, 9.15}, kCouponRule_in, kBlack);
    return {std::move(canvas), {{0.7, 9.45}, 4.0, 0.6, {0.7, 10.35}, {5.9, 8.82}, {7.7, 9.15}}};
}

/// Amount first in large type on the left, a comb for the amount, identity on the right, code along the bottom.
CouponSheet amount_first(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(8.5, 3.33, dpi, kWhite);
    canvas.box({0.3, 0.25}, {3.1, 1.15}, 0.015, kBlack);
    print(canvas, faces.sans, "TOTAL DUE", {0.42, 0.45}, 8);
    print(canvas, faces.sans_bold, f.due, {0.42, 0.78}, 18);
    print(canvas, faces.sans, "PLEASE PAY BY " + f.pay_by, {0.42, 1.05}, 8);
    print(canvas, faces.sans_bold, "AMOUNT ENCLOSED", {0.3, 1.38}, 8);
    canvas.box({0.3, 1.45}, {3.1, 1.8}, kCouponRule_in, kBlack);
    for (int i = 1; i < 7; ++i)
        canvas.line({0.3 + 0.4 * i, 1.7}, {0.3 + 0.4 * i, 1.8}, kCouponRule_in, mixed(kBlack, kWhite, 0.5));
    print(canvas, faces.serif_bold, "HEALTH CONNECTOR", {8.2, 0.4}, 12, Align::right);
    print(canvas, faces.serif, "the right place for the right plan", {8.2, 0.54}, 7, Align::right);
    const Labelled rows[] = {{"SUBSCRIBER", f.name},  {"BILLING ACCT. NO.", f.billing},
                             {"MEMBER ID", f.member}, {"INSURER", f.insurer},
                             {"PLAN", f.plan},        {"COVERAGE", f.month},
                             {"INVOICE", f.invoice}};
    print_table(canvas, faces.sans, faces.serif_bold, rows, {3.5, 0.78}, 4.85, 0.17);
    print_address(canvas, faces.sans, {"REMIT TO", "HEALTH CONNECTOR", "PO BOX 412612", "BOSTON MA 02241-2612"},
                  {6.6, 2.2}, 8);
    return {std::move(canvas), {{0.3, 2.1}, 5.6, 0.6, {1.2, 3.08}, {0.3, 1.45}, {3.1, 1.8}}};
}

CouponSheet print_sheet(std::size_t layout, const CouponFields& fields, const PrintFaces& faces, int dpi) {
    switch (layout % kCouponLayouts) {
        case 0:
            return three_columns(fields, faces, dpi);
        case 1:
            return framed_table(fields, faces, dpi);
        case 2:
            return narrow_stub(fields, faces, dpi);
        case 3:
            return home_printed(fields, faces, dpi);
        default:
            return amount_first(fields, faces, dpi);
    }
}

void print_code(Canvas& canvas, const CouponSpec& spec, const CouponPlaces& places, const PrintFaces& faces) {
    const std::string code = write_coupon_code({.billing_account = spec.plan.billing_account,
                                                .plan_kind = spec.plan.kind,
                                                .invoice_number = spec.plan.invoice_number,
                                                .amount_due = spec.plan.amount_due,
                                                .coverage_month = spec.plan.coverage_month});
    if (spec.damage != CodeDamage::gone)
        print_barcode(canvas, spec.symbology, code,
                      {places.code_top_left, places.code_width_in, places.code_height_in, places.upright});
    print(canvas, faces.ocr_a, grouped_by_field(code), places.scan_line, 10);
}

void damage_code(Canvas& canvas, const CouponSpec& spec, const CouponPlaces& places, const Writer& writer,
                 Random& random) {
    const Spot at = places.code_top_left;
    const Spot middle{at.x_in + places.code_width_in * 0.35, at.y_in + places.code_height_in * 0.1};
    if (spec.damage == CodeDamage::pen) {  // bars joined over their whole height in one place
        for (int pass = 0; pass < 3; ++pass)
            scribble_over(canvas, writer, {middle.x_in, at.y_in - 0.03},
                          {middle.x_in + places.code_width_in * 0.25, at.y_in + places.code_height_in + 0.03}, random);
    } else if (spec.damage == CodeDamage::torn) {
        std::vector<Spot> hole = {{middle.x_in, at.y_in - 0.05},
                                  {middle.x_in + places.code_width_in * 0.3, at.y_in - 0.05}};
        for (int i = 0; i <= 6; ++i)
            hole.push_back({middle.x_in + places.code_width_in * (0.3 - 0.05 * i) + random.normal(0, 0.03),
                            at.y_in + places.code_height_in + 0.03 + random.normal(0, 0.02)});
        canvas.fill_polygon(hole, kWhite);
    }
}

}  // namespace

Canvas draw_coupon(const CouponSpec& spec, const Fonts& fonts, const Writer& writer, int dpi, Random& random) {
    const CouponFields fields = coupon_fields_of(spec.plan);
    CouponSheet sheet = spec.rare ? print_rare_coupon(spec.layout, fields, fonts.print, dpi)
                                  : print_sheet(spec.layout, fields, fonts.print, dpi);
    print_code(sheet.canvas, spec, sheet.places, fonts.print);
    damage_code(sheet.canvas, spec, sheet.places, writer, random);
    if (!spec.enclosed) return std::move(sheet.canvas);
    const Spot from = sheet.places.enclosed_top_left, to = sheet.places.enclosed_bottom_right;
    const Figures figures{.text = spec.enclosed->to_display().substr(1)};
    write(sheet.canvas, writer, figures.text,
          {{from.x_in + 0.15, to.y_in - 0.07}, to.x_in - from.x_in - 0.25, (to.y_in - from.y_in) * 0.5}, random);
    return std::move(sheet.canvas);
}

}  // namespace lockbox::samples

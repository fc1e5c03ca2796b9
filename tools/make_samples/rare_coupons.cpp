#include "tools/make_samples/rare_coupons.h"

#include <array>

namespace lockbox::samples {
namespace {

/// One row of cells, a heading in each, its value under it.
void print_cells(Canvas& canvas, const PrintFaces& faces, std::span<const Labelled> cells, Spot top_left,
                 double right_in) {
    const double step_in = (right_in - top_left.x_in) / static_cast<double>(cells.size());
    const double middle_in = top_left.y_in + 0.17, bottom_in = top_left.y_in + 0.44;
    canvas.fill(top_left, {right_in, middle_in}, mixed(kWhite, {40, 60, 90}, 0.18));
    canvas.box(top_left, {right_in, bottom_in}, kCouponRule_in, kBlack);
    canvas.line({top_left.x_in, middle_in}, {right_in, middle_in}, kCouponRule_in, kBlack);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double left_in = top_left.x_in + step_in * static_cast<double>(i);
        if (i > 0) canvas.line({left_in, top_left.y_in}, {left_in, bottom_in}, kCouponRule_in, kBlack);
        print(canvas, faces.sans_bold, cells[i].label, {left_in + step_in / 2, top_left.y_in + 0.12}, 6.5,
              Align::centre);
        print(canvas, faces.sans, cells[i].value, {left_in + step_in / 2, middle_in + 0.18}, 9, Align::centre);
    }
}

/// As utilities print them: rows of cells, headings over values.
CouponSheet headed_cells(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(8.5, 3.6, dpi, kWhite);
    print_dashes(canvas, 0.12);
    print(canvas, faces.sans, "Please detach here and return this portion with your payment", {4.25, 0.3}, 7,
          Align::centre);
    print_address(canvas, faces.sans_bold, {"Massachusetts Health Connector"}, {0.35, 0.55}, 11);
    const Labelled first[] = {{"MEMBER ID", f.member}, {"BILLING ACCOUNT NUMBER", f.billing}, {"INVOICE", f.invoice}};
    const Labelled second[] = {{"COVERAGE MONTH", f.month}, {"PLEASE PAY BY", f.pay_by}, {"TOTAL DUE", f.due}};
    const Labelled third[] = {{"INSURER", f.insurer}, {"PLAN", f.plan}};
    print_cells(canvas, faces, first, {3.4, 0.5}, 8.2);
    print_cells(canvas, faces, second, {3.4, 1.02}, 8.2);
    print_cells(canvas, faces, third, {3.4, 1.54}, 8.2);
    print_address(canvas, faces.sans, {f.name, f.address, f.place}, {0.5, 1.0}, 9.5);
    print(canvas, faces.sans_bold, "AMOUNT ENCLOSED", {5.75, 2.28}, 7);
    canvas.box({7.0, 2.08}, {8.2, 2.38}, 0.012, kBlack);
    print(canvas, faces.sans, "$", {6.88, 2.3}, 11);
    print_address(canvas, faces.sans, {"HEALTH CONNECTOR", "PO BOX 412612", "BOSTON MA 02241-2612"}, {0.5, 2.0}, 9.5);
    return {std::move(canvas), {{0.5, 2.62}, 5.2, 0.5, {0.5, 3.4}, {7.0, 2.08}, {8.2, 2.38}}};
}

/// Labels at the left, values set flush right; taller than wide.
CouponSheet tall_stub(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(5.4, 7.5, dpi, kWhite);
    print(canvas, faces.serif_bold, "Health Connector", {2.7, 0.4}, 15, Align::centre);
    print(canvas, faces.serif, "Payment stub", {2.7, 0.62}, 10, Align::centre);
    print_address(canvas, faces.serif, {f.name, f.address, f.place}, {0.4, 1.0}, 10);
    const std::array<Labelled, 8> rows = {{{"Member ID", f.member},
                                           {"Billing account", f.billing},
                                           {"Invoice number", f.invoice},
                                           {"Insurer", f.insurer},
                                           {"Plan", f.plan},
                                           {"Coverage month", f.month},
                                           {"Total due", f.due},
                                           {"Pay by", f.pay_by}}};
    double y_in = 1.85;
    for (const Labelled& row : rows) {
        print(canvas, faces.serif, row.label, {0.3, y_in}, 8.5);
        print(canvas, faces.serif_bold, row.value, {5.1, y_in}, 9.5, Align::right);
        canvas.line({0.3, y_in + 0.06}, {5.1, y_in + 0.06}, 0.004, mixed(kBlack, kWhite, 0.5));
        y_in += 0.27;
    }
    print(canvas, faces.serif, "Amount enclosed", {0.3, 4.4}, 9);
    canvas.box({3.1, 4.18}, {5.1, 4.5}, kCouponRule_in, kBlack);
    print_address(canvas, faces.serif, {"Health Connector", "P.O. Box 412612", "Boston, MA 02241-2612"}, {0.4, 4.9},
                  9.5);
    return {std::move(canvas), {{0.3, 5.6}, 4.0, 0.7, {0.3, 6.9}, {3.1, 4.18}, {5.1, 4.5}}};
}

/// In two languages; every label says it twice, and the code stands on its end at the right.
CouponSheet two_languages(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(8.5, 3.67, dpi, mixed(kWhite, {240, 220, 120}, 0.14));
    print(canvas, faces.sans_bold, "Payment coupon / Cupon de pago", {0.4, 0.42}, 12);
    const Labelled left[] = {{"Subscriber / Titular", f.name},
                             {"Member ID / No. de miembro", f.member},
                             {"Billing Account Number / No. de cuenta", f.billing}};
    const Labelled right[] = {{"Coverage month / Mes de cobertura", f.month},
                              {"Total due / Total a pagar", f.due},
                              {"Please pay by / Pague antes de", f.pay_by}};
    print_stacked(canvas, faces.sans, faces.mono, left, {0.4, 0.75}, 0.4);
    print_stacked(canvas, faces.sans, faces.mono, right, {3.7, 0.75}, 0.4);
    print(canvas, faces.sans, "Insurer / Aseguradora: " + f.insurer, {0.4, 2.0}, 8);
    print(canvas, faces.sans, "Plan: " + f.plan, {3.7, 2.0}, 8);
    print(canvas, faces.sans, "Amount enclosed / Cantidad incluida", {3.7, 2.32}, 8);
    canvas.box({3.7, 2.4}, {5.9, 2.74}, kCouponRule_in, kBlack);
    print_address(canvas, faces.mono, {"HEALTH CONNECTOR", "PO BOX 412612", "BOSTON MA 02241-2612"}, {0.5, 2.45}, 9);
    return {std::move(canvas), {{7.2, 0.35}, 0.9, 2.9, {0.4, 3.35}, {3.7, 2.4}, {5.9, 2.74}, true}};
}

/// Lines of text that run on, as a word processor sets a letter's foot.
CouponSheet running_text(const CouponFields& f, const PrintFaces& faces, int dpi) {
    Canvas canvas(7.5, 3.4, dpi, kWhite);
    canvas.box({0.15, 0.15}, {7.35, 3.25}, 0.01, kBlack);
    print(canvas, faces.serif_bold, "REMITTANCE COUPON - return with check payable to Health Connector", {0.35, 0.45},
          10);
    const std::string lines[] = {f.name + ", " + f.address + ", " + f.place,
                                 "Member ID: " + f.member + "     Billing Account Number: " + f.billing,
                                 "Insurer: " + f.insurer,
                                 "Plan: " + f.plan,
                                 "Coverage month: " + f.month + "     Invoice: " + f.invoice,
                                 "Total due: " + f.due + "     Please pay by: " + f.pay_by};
    double y_in = 0.75;
    for (const std::string& line : lines) {
        print(canvas, faces.serif, line, {0.35, y_in}, 9.5);
        y_in += 0.2;
    }
    print(canvas, faces.serif, "Amount enclosed:", {4.35, 2.36}, 9.5);
    canvas.line({5.5, 2.4}, {7.1, 2.4}, 0.01, kBlack);
    return {std::move(canvas), {{0.35, 2.0}, 3.2, 0.6, {0.35, 3.0}, {5.5, 2.1}, {7.1, 2.4}}};
}

}  // namespace

CouponSheet print_rare_coupon(std::size_t layout, const CouponFields& fields, const PrintFaces& faces, int dpi) {
    constexpr std::array kLayouts = {headed_cells, tall_stub, two_languages, running_text};
    return kLayouts[layout % kLayouts.size()](fields, faces, dpi);
}

}  // namespace lockbox::samples

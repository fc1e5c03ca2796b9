#include "tools/make_samples/amounts.h"
#include "tools/make_samples/check_background.h"
#include "tools/make_samples/check_stock.h"
#include "tools/make_samples/machine_checks.h"

namespace lockbox::samples {
namespace {

constexpr double kRule_in = 0.006;

std::string display(Cents amount) {
    return amount.to_display().substr(1);
}

std::string account_label(Random& random) {
    constexpr std::string_view kLabels[] = {"Account: ", "Acct #: ", "Account Number: ", "For account ",
                                            "Customer acct no. "};
    return std::string(random.pick(kLabels));
}

void print_lines(Canvas& canvas, const Typeface& face, std::span<const std::string> lines, Spot at, double points) {
    for (const std::string& line : lines) {
        print(canvas, face, line, at, points);
        at.y_in += points / 72 * 1.15;
    }
}

/// A full-page-width voucher: words above the payee, a window address, the account in a box.
Canvas draw_voucher(const CheckSpec& spec, const PrintFaces& faces, int dpi, Random& random) {
    const Colour paper = check_paper(random);
    Canvas canvas(8.5, 3.5, dpi, paper);
    draw_check_background(canvas, paper, 0.6, random);
    const std::string payer[] = {spec.payer.name(), spec.payer.address, spec.payer.place()};
    print_lines(canvas, faces.sans, payer, {0.45, 0.4}, 8.5);
    print(canvas, faces.sans_bold, spec.bank.name, {4.1, 0.4}, 10);
    print(canvas, faces.sans, "Online bill payment services", {4.1, 0.54}, 6.5);
    print(canvas, faces.sans, fraction_of(spec.routing), {7.2, 0.3}, 6);
    print(canvas, faces.sans_bold, spec.serial, {8.1, 0.4}, 11, Align::right);
    print(canvas, faces.sans, "DATE", {5.9, 0.92}, 6.5);
    print(canvas, faces.mono, slash_date(spec.date), {6.3, 0.92}, 10);
    print(canvas, faces.sans, "PAY", {0.45, 1.3}, 6.5);
    print(canvas, faces.mono, printed_legal_line(spec.words), {0.85, 1.3}, 9);
    canvas.line({0.8, 1.34}, {6.2, 1.34}, kRule_in, kBlack);
    print(canvas, faces.sans, "DOLLARS", {6.25, 1.34}, 6);
    canvas.box({6.85, 1.08}, {8.1, 1.36}, kRule_in, kBlack);
    print(canvas, faces.mono, "$**" + display(spec.figures), {8.02, 1.29}, 10.5, Align::right);
    print(canvas, faces.sans, "TO THE", {0.45, 1.66}, 6);
    print(canvas, faces.sans, "ORDER OF", {0.45, 1.75}, 6);
    const std::string payee[] = {spec.payee, "P.O. BOX 412612", "BOSTON MA 02241-2612"};
    print_lines(canvas, faces.mono, payee, {1.1, 1.7}, 9);
    print(canvas, faces.sans_bold, account_label(random) + spec.memo, {0.45, 2.55}, 9);
    if (!spec.face_notes.empty()) print(canvas, faces.sans, spec.face_notes[0], {0.45, 2.72}, 8);
    print(canvas, faces.serif_italic, "Signature on file", {5.6, 2.42}, 11);
    canvas.line({5.2, 2.47}, {8.1, 2.47}, kRule_in, kBlack);
    print(canvas, faces.sans, "This check has been authorized by your depositor. Void after 90 days.", {5.2, 2.58},
          5.5);
    print_micr(canvas, spec, true, random);
    return canvas;
}

/// The size of a personal check, with the labels of one.
Canvas draw_slip(const CheckSpec& spec, const PrintFaces& faces, int dpi, Random& random) {
    Canvas canvas(6, 2.75, dpi, kWhite);
    if (random.chance(0.6)) draw_check_border(canvas, 0.08, random);
    const std::string payer[] = {spec.payer.name(), spec.payer.address, spec.payer.place()};
    print_lines(canvas, faces.serif, payer, {0.3, 0.32}, 8);
    print(canvas, faces.sans_bold, spec.serial, {5.7, 0.32}, 10, Align::right);
    print(canvas, faces.sans, fraction_of(spec.routing), {4.7, 0.32}, 5.5, Align::right);
    print(canvas, faces.serif, "Date: " + long_date(spec.date), {4.0, 0.58}, 8);
    print(canvas, faces.serif, "Pay to the", {0.3, 0.88}, 7);
    print(canvas, faces.serif, "order of", {0.3, 0.98}, 7);
    print(canvas, faces.mono, spec.payee, {0.95, 0.96}, 9);
    canvas.line({0.9, 1.0}, {4.55, 1.0}, kRule_in, kBlack);
    print(canvas, faces.mono, "$" + display(spec.figures) + "***", {4.65, 0.96}, 10);
    print(canvas, faces.mono, printed_legal_line(spec.words).substr(4), {0.35, 1.24}, 7.5);
    canvas.line({0.3, 1.28}, {5.1, 1.28}, kRule_in, kBlack);
    print(canvas, faces.serif, "Dollars", {5.15, 1.28}, 7);
    print(canvas, faces.sans_bold, spec.bank.name, {0.3, 1.5}, 8);
    print(canvas, faces.sans, spec.bank.place, {0.3, 1.6}, 6);
    print(canvas, faces.sans, account_label(random) + spec.memo, {0.3, 1.88}, 8);
    if (!spec.face_notes.empty()) print(canvas, faces.sans, spec.face_notes[0], {0.3, 2.02}, 7);
    print(canvas, faces.sans, "SIGNATURE ON FILE", {3.9, 1.86}, 8);
    canvas.line({3.3, 1.9}, {5.7, 1.9}, kRule_in, kBlack);
    print(canvas, faces.sans, "Payment authorized by depositor; no signature required", {3.3, 1.99}, 5);
    print_micr(canvas, spec, false, random);
    return canvas;
}

/// Headings over values in a row of cells, the account over the payee; a perforated edge at the left.
Canvas draw_cells(const CheckSpec& spec, const PrintFaces& faces, int dpi, Random& random) {
    Canvas canvas(8.25, 3.25, dpi, kWhite);
    draw_check_background(canvas, kWhite, 0.4, random);
    print(canvas, faces.serif_bold, spec.bank.name, {0.5, 0.4}, 12);
    print(canvas, faces.serif, "for its customer " + spec.payer.name(), {0.5, 0.58}, 8.5);
    print(canvas, faces.serif, spec.payer.address + ", " + spec.payer.place(), {0.5, 0.72}, 8.5);
    const std::string_view headings[] = {"CHECK NUMBER", "CHECK DATE", "CHECK AMOUNT"};
    const std::string values[] = {spec.serial, slash_date(spec.date), "$" + display(spec.figures)};
    for (int i = 0; i < 3; ++i) {
        const double left_in = 4.6 + 1.1 * i;
        canvas.box({left_in, 0.28}, {left_in + 1.1, 0.72}, kRule_in, kBlack);
        print(canvas, faces.sans, headings[i], {left_in + 0.55, 0.4}, 5.5, Align::centre);
        print(canvas, faces.sans_bold, values[i], {left_in + 0.55, 0.62}, 10, Align::centre);
    }
    print(canvas, faces.sans, "Pay this amount:", {0.5, 1.1}, 7.5);
    print(canvas, faces.sans_bold, printed_legal_line(spec.words), {1.5, 1.1}, 9);
    print(canvas, faces.sans, account_label(random) + spec.memo, {1.5, 1.45}, 9);
    if (!spec.face_notes.empty()) print(canvas, faces.sans, spec.face_notes[0], {4.6, 1.45}, 8);
    print(canvas, faces.sans, "Pay to the order of:", {0.5, 1.7}, 7.5);
    const std::string payee[] = {spec.payee, "PO BOX 412612", "BOSTON MA 02241"};
    print_lines(canvas, faces.sans, payee, {1.5, 1.7}, 9.5);
    print(canvas, faces.sans, "Authorized by your depositor - no signature required", {4.6, 2.3}, 7);
    canvas.line({4.6, 2.36}, {7.9, 2.36}, kRule_in, kBlack);
    print_micr(canvas, spec, true, random);
    return canvas;
}

}  // namespace

Canvas draw_bill_pay_check(const CheckSpec& spec, const Fonts& fonts, int dpi, Random& random) {
    if (spec.rare) return draw_cells(spec, fonts.print, dpi, random);
    return spec.stock % 2 == 0 ? draw_voucher(spec, fonts.print, dpi, random)
                               : draw_slip(spec, fonts.print, dpi, random);
}

}  // namespace lockbox::samples

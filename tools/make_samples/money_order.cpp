#include "tools/make_samples/amounts.h"
#include "tools/make_samples/check_background.h"
#include "tools/make_samples/check_stock.h"
#include "tools/make_samples/machine_checks.h"
#include "tools/make_samples/micr_print.h"

namespace lockbox::samples {
namespace {

constexpr double kRule_in = 0.006;

struct WrittenRule {
    std::string_view label;
    Spot label_at;
    double left_in, right_in, rule_in;
    std::string text;
};

void draw_rule(Canvas& canvas, const Typeface& face, const Writer& writer, const WrittenRule& rule, Random& random) {
    print(canvas, face, rule.label, rule.label_at, 6);
    canvas.line({rule.left_in, rule.rule_in}, {rule.right_in, rule.rule_in}, kRule_in, kBlack);
    if (!rule.text.empty())
        write(canvas, writer, rule.text,
              {{rule.left_in + 0.06, rule.rule_in - 0.025}, rule.right_in - rule.left_in - 0.12, 0.12}, random);
}

std::string upper_date(Date date) {
    return date.to_string();
}

void write_notes(Canvas& canvas, const Writer& writer, const CheckSpec& spec, Spot at, double width_in,
                 Random& random) {
    for (const std::string& note : spec.face_notes) {
        write(canvas, writer, note, {at, width_in, 0.115}, random);
        at.y_in += 0.18;
    }
}

Canvas draw_postal(const CheckSpec& spec, const PrintFaces& faces, const Writer& writer, int dpi, Random& random) {
    const Colour paper = mixed(kWhite, {120, 190, 130}, random.real(0.1, 0.25));
    Canvas canvas(6, 3.25, dpi, paper);
    draw_check_background(canvas, paper, random.real(0.3, 0.8), random);
    print(canvas, faces.serif_bold, "UNITED STATES POSTAL SERVICE", {0.3, 0.3}, 8.5);
    print(canvas, faces.sans_bold, "POSTAL MONEY ORDER", {3.3, 0.31}, 10.5);
    const std::string_view labels[] = {"Serial Number", "Year, Month, Day", "Post Office", "U.S. Dollars and Cents"};
    const std::string values[] = {spec.serial, upper_date(spec.date), "02" + spec.serial.substr(3, 3) + "0",
                                  spec.figures.to_display()};
    const double columns[] = {0.3, 1.75, 3.1, 4.25};
    for (std::size_t i = 0; i < 4; ++i) {
        print(canvas, faces.sans, labels[i], {columns[i], 0.5}, 5.5);
        print(canvas, i == 3 ? faces.sans_bold : faces.mono, values[i], {columns[i], 0.68}, i == 3 ? 13 : 10);
    }
    canvas.box({4.18, 0.4}, {5.75, 0.76}, kRule_in, kBlack);
    print(canvas, faces.sans, "Amount", {0.3, 0.92}, 5.5);
    print(canvas, faces.mono, printed_legal_line(spec.words).substr(4), {0.75, 0.93}, 7.5);
    draw_rule(canvas, faces.sans, writer, {"Pay to", {0.3, 1.2}, 0.75, 3.4, 1.24, spec.payee}, random);
    draw_rule(canvas, faces.sans, writer,
              {"Address", {0.3, 1.55}, 0.75, 3.4, 1.58, random.chance(0.6) ? "PO Box 412612 Boston" : ""}, random);
    draw_rule(canvas, faces.sans, writer, {"Memo", {0.3, 2.25}, 0.75, 3.4, 2.28, spec.memo}, random);
    draw_rule(canvas, faces.sans, writer, {"From", {3.55, 1.2}, 3.9, 5.75, 1.24, spec.payer.name()}, random);
    draw_rule(canvas, faces.sans, writer, {"Address", {3.55, 1.55}, 3.98, 5.75, 1.58, spec.payer.address}, random);
    draw_rule(canvas, faces.sans, writer, {"", {0, 0}, 3.55, 5.75, 1.9, spec.payer.place()}, random);
    write_notes(canvas, writer, spec, {0.8, 1.8}, 2.5, random);
    print(canvas, faces.sans, "SEE REVERSE WARNING - NEGOTIABLE ONLY IN THE U.S. AND POSSESSIONS", {0.3, 2.6}, 5);
    const MicrPrint quality{.darkness = random.real(0.85, 1)};
    const double baseline_in = canvas.height_in() - kMicrBaseline_in;
    print_micr_characters(canvas, "A" + spec.routing + "A", {micr_left_in(6, 43), baseline_in}, quality, random);
    print_micr_characters(canvas, spec.serial + "C", {micr_left_in(6, 31), baseline_in}, quality, random);
    return canvas;
}

struct PrivateDesign {
    std::string_view title, issuer;
    Colour tint;
    double height_in;
    bool micr;
};
constexpr PrivateDesign kPrivate[] = {
    {"INTERNATIONAL MONEY ORDER", "Swiftway Payment Systems, Inc.", {230, 190, 90}, 2.75, true},
    {"PERSONAL MONEY ORDER", "Corner Market Financial", {170, 150, 210}, 3.0, false},
};

Canvas draw_private(const CheckSpec& spec, const PrivateDesign& design, const PrintFaces& faces, const Writer& writer,
                    int dpi, Random& random) {
    const Colour paper = mixed(kWhite, design.tint, 0.18);
    Canvas canvas(6.5, design.height_in, dpi, paper);
    draw_check_background(canvas, paper, 0.7, random);
    if (!design.micr) draw_check_border(canvas, 0.07, random);
    print(canvas, faces.sans_bold, design.title, {2.1, 0.35}, 12);
    print(canvas, faces.serif_italic, design.issuer, {0.3, 0.34}, 9);
    print(canvas, faces.mono, spec.serial, {6.2, 0.34}, 10, Align::right);
    print(canvas, faces.sans, "DATE", {4.6, 0.62}, 6);
    print(canvas, faces.mono, slash_date(spec.date), {4.95, 0.62}, 9);
    print(canvas, faces.sans_bold, "PAY EXACTLY", {0.3, 0.64}, 7);
    print(canvas, faces.mono, printed_legal_line(spec.words), {0.3, 0.8}, 7);
    print(canvas, faces.sans_bold, "**" + spec.figures.to_display() + "**", {6.2, 0.86}, 12, Align::right);
    draw_rule(canvas, faces.sans, writer, {"PAY TO THE ORDER OF:", {0.3, 1.08}, 1.55, 5.1, 1.1, spec.payee}, random);
    draw_rule(canvas, faces.sans, writer, {"PURCHASER, SIGNER FOR DRAWER:", {0.3, 1.42}, 2.05, 5.1, 1.44, ""}, random);
    if (spec.is_signed) sign(canvas, writer, spec.payer.name(), {{2.2, 1.41}, 2.6, 0.12}, random);
    draw_rule(canvas, faces.sans, writer,
              {"ADDRESS:", {0.3, 1.74}, 0.9, 4.4, 1.76, spec.payer.address + " " + spec.payer.city}, random);
    draw_rule(canvas, faces.sans, writer, {"PAYMENT FOR/ACCT. #:", {0.3, 2.04}, 1.5, 4.8, 2.06, spec.memo}, random);
    write_notes(canvas, writer, spec, {4.45, 1.3}, 1.9, random);
    print(canvas, faces.sans, "Payable through a participating bank. Do not cash for strangers.",
          {0.3, design.height_in - 0.55}, 5);
    if (!design.micr) return canvas;
    const MicrPrint quality{.darkness = random.real(0.85, 1)};
    const double baseline_in = canvas.height_in() - kMicrBaseline_in;
    print_micr_characters(canvas, "A" + spec.routing + "A", {micr_left_in(6.5, 43), baseline_in}, quality, random);
    print_micr_characters(canvas, spec.serial + "C", {micr_left_in(6.5, 31), baseline_in}, quality, random);
    return canvas;
}

/// A stub to tear off at the left; labels stand under their rules.
Canvas draw_with_stub(const CheckSpec& spec, const PrintFaces& faces, const Writer& writer, int dpi, Random& random) {
    const Colour paper = mixed(kWhite, {240, 170, 160}, 0.14);
    Canvas canvas(7.5, 3.0, dpi, paper);
    draw_check_background(canvas, paper, 0.5, random);
    for (double y = 0.05; y < 3; y += 0.1) canvas.line({1.15, y}, {1.15, y + 0.05}, kRule_in, kBlack);
    print(canvas, faces.sans, "PURCHASER'S COPY", {0.12, 0.3}, 6);
    print(canvas, faces.mono, spec.figures.to_display(), {0.12, 0.5}, 8);
    print(canvas, faces.serif_bold, "MONEY ORDER", {1.4, 0.4}, 14);
    print(canvas, faces.sans, "Issued by Greenfield Savings Services", {1.4, 0.56}, 7);
    print(canvas, faces.mono, "No. " + spec.serial, {7.2, 0.34}, 10, Align::right);
    print(canvas, faces.mono, long_date(spec.date), {7.2, 0.56}, 9, Align::right);
    print(canvas, faces.mono, printed_legal_line(spec.words).substr(4), {1.4, 0.86}, 8);
    canvas.box({5.9, 0.92}, {7.2, 1.2}, kRule_in, kBlack);
    print(canvas, faces.sans_bold, spec.figures.to_display(), {7.1, 1.12}, 12, Align::right);
    draw_rule(canvas, faces.sans, writer, {"PAY TO", {1.4, 1.28}, 1.4, 5.6, 1.18, spec.payee}, random);
    draw_rule(canvas, faces.sans, writer, {"FROM", {1.4, 1.62}, 1.4, 4.2, 1.52, spec.payer.name()}, random);
    draw_rule(canvas, faces.sans, writer,
              {"ADDRESS", {1.4, 1.96}, 1.4, 4.2, 1.86, spec.payer.address + " " + spec.payer.city}, random);
    draw_rule(canvas, faces.sans, writer, {"ACCOUNT / MEMO", {1.4, 2.3}, 1.4, 4.2, 2.2, spec.memo}, random);
    draw_rule(canvas, faces.sans, writer, {"SIGNATURE", {4.6, 2.3}, 4.6, 7.2, 2.2, ""}, random);
    if (spec.is_signed) sign(canvas, writer, spec.payer.name(), {{4.8, 2.17}, 2.1, 0.12}, random);
    write_notes(canvas, writer, spec, {4.6, 1.5}, 2.5, random);
    if (spec.routing.empty()) return canvas;
    const MicrPrint quality{.darkness = random.real(0.85, 1)};
    const double baseline_in = canvas.height_in() - kMicrBaseline_in;
    print_micr_characters(canvas, "A" + spec.routing + "A", {micr_left_in(7.5, 43), baseline_in}, quality, random);
    print_micr_characters(canvas, spec.serial + "C", {micr_left_in(7.5, 31), baseline_in}, quality, random);
    return canvas;
}

}  // namespace

Canvas draw_money_order(const CheckSpec& spec, const Fonts& fonts, const Writer& writer, int dpi, Random& random) {
    if (spec.instrument == Instrument::postal_money_order) return draw_postal(spec, fonts.print, writer, dpi, random);
    if (spec.rare) return draw_with_stub(spec, fonts.print, writer, dpi, random);
    return draw_private(spec, kPrivate[spec.routing.empty() ? 1 : 0], fonts.print, writer, dpi, random);
}

}  // namespace lockbox::samples

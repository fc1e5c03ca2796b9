#include "tools/make_samples/paper_pages.h"

#include <vector>

namespace lockbox::samples {
namespace {

constexpr double kRule_in = 0.006;

Canvas draw_letter(const PaperSpec& spec, const PrintFaces& faces, const Writer& writer, int dpi, Random& random) {
    const bool small = !spec.typed && random.chance(0.4);
    Canvas canvas(small ? 5.5 : 8.5, small ? 8.0 : 11.0, dpi, kWhite);
    const double left_in = small ? 0.6 : 1.0, step_in = random.real(0.3, 0.42);
    if (!spec.typed && random.chance(0.5)) {
        const Colour ruling = mixed(kWhite, {90, 130, 200}, 0.45);
        for (double y = 1.0; y < canvas.height_in() - 0.3; y += step_in)
            canvas.line({0, y + 0.03}, {canvas.width_in(), y + 0.03}, kRule_in, ruling);
        canvas.line({left_in - 0.12, 0}, {left_in - 0.12, canvas.height_in()}, kRule_in,
                    mixed(kWhite, {210, 90, 90}, 0.5));
    }
    Spot at{left_in, 1.0 + step_in};
    for (const std::string& line : spec.lines) {
        if (spec.typed)
            print(canvas, faces.serif, line, at, 12);
        else
            write(canvas, writer, line,
                  {{at.x_in + random.normal(0.04, 0.03), at.y_in}, canvas.width_in() - left_in - 0.4, 0.15}, random);
        at.y_in += spec.typed ? 0.24 : step_in;
    }
    if (spec.typed) sign(canvas, writer, spec.sender.name(), {{left_in, at.y_in + 0.5}, 2.6, 0.16}, random);
    return canvas;
}

void print_stamp(Canvas& canvas, const PrintFaces& faces, Random& random) {
    const double right = canvas.width_in() - 0.35;
    canvas.box({right - 0.9, 0.3}, {right, 1.35}, 0.02, mixed(kBlack, kWhite, 0.3));
    canvas.fill_ellipse({right - 0.45, 0.75}, 0.28, 0.28, 0, mixed(kBlack, kWhite, random.real(0.4, 0.7)));
    print(canvas, faces.sans_bold, "USA FOREVER", {right - 0.45, 1.28}, 6, Align::centre);
    const Spot postmark{right - 1.35, 0.75};
    for (const double radius : {0.42, 0.32})
        canvas.ellipse(postmark, radius, radius, 0, 0.012, mixed(kBlack, kWhite, 0.2));
    print(canvas, faces.sans_bold, "BOSTON MA", {postmark.x_in, 0.73}, 6, Align::centre);
    print(canvas, faces.sans_bold, "13 NOV 2026", {postmark.x_in, 0.84}, 6, Align::centre);
    for (int wave = 0; wave < 5; ++wave) {
        std::vector<Spot> through;
        for (int i = 0; i < 8; ++i)
            through.push_back({postmark.x_in + 0.45 + 0.2 * i, 0.5 + 0.12 * wave + (i % 2 ? 0.04 : -0.04)});
        canvas.pen(through, 0.012, kBlack, 0.8);
    }
}

Canvas draw_envelope(const PaperSpec& spec, const PrintFaces& faces, const Writer& writer, int dpi, Random& random) {
    Canvas canvas(9.5, 4.125, dpi, mixed(kWhite, {210, 190, 150}, random.real(0, 0.25)));
    double y_in = 0.45;
    for (const std::string& line : {spec.sender.name(), spec.sender.address, spec.sender.place()}) {
        if (spec.typed)
            print(canvas, faces.sans, line, {0.4, y_in}, 9);
        else
            write(canvas, writer, line, {{0.4, y_in}, 3.2, 0.12}, random);
        y_in += 0.2;
    }
    print_stamp(canvas, faces, random);
    y_in = 2.1;
    for (const std::string_view line : {"HEALTH CONNECTOR", "P.O. BOX 412612", "BOSTON, MA 02241-2612"}) {
        if (spec.typed)
            print(canvas, faces.sans, line, {4.0, y_in}, 12);
        else
            write(canvas, writer, line, {{4.0, y_in}, 4.5, 0.17}, random);
        y_in += 0.28;
    }
    for (int i = 0; i < 65; ++i) {  // the bars of the delivery point, full, ascending, descending or tracking
        const double up = random.chance(0.5) ? 0.05 : 0, down = random.chance(0.5) ? 0.05 : 0, x_in = 4.0 + 0.0475 * i;
        canvas.line({x_in, 3.62 - up}, {x_in, 3.67 + down}, 0.02, kBlack);
    }
    return canvas;
}

/// A form of the payer's own for paying in cash or by card.
Canvas draw_slip(const PaperSpec& spec, const PrintFaces& faces, const Writer& writer, int dpi, Random& random) {
    Canvas canvas(5.5, 4.25, dpi, mixed(kWhite, {230, 220, 150}, random.real(0, 0.4)));
    canvas.box({0.25, 0.25}, {5.25, 4.0}, 0.01, kBlack);
    print(canvas, faces.sans_bold, spec.lines.empty() ? "PAYMENT SLIP" : spec.lines.front(), {2.75, 0.6}, 14,
          Align::centre);
    double y_in = 1.0;
    for (std::size_t i = 1; i < spec.lines.size(); ++i, y_in += 0.42) {
        const std::string& line = spec.lines[i];
        const std::size_t colon = line.find(':');
        print(canvas, faces.sans, line.substr(0, colon + 1), {0.45, y_in}, 8);
        canvas.line({1.9, y_in + 0.03}, {5.05, y_in + 0.03}, kRule_in, kBlack);
        write(canvas, writer, line.substr(colon + 2), {{2.0, y_in}, 3.0, 0.14}, random);
    }
    return canvas;
}

}  // namespace

Canvas draw_paper(const PaperSpec& spec, const Fonts& fonts, const Writer& writer, int dpi, Random& random) {
    switch (spec.kind) {
        case DocumentKind::envelope:
            return draw_envelope(spec, fonts.print, writer, dpi, random);
        case DocumentKind::blank:
            return Canvas(8.5, random.chance(0.5) ? 11.0 : 3.7, dpi, kWhite);
        case DocumentKind::other:
            return draw_slip(spec, fonts.print, writer, dpi, random);
        default:
            return draw_letter(spec, fonts.print, writer, dpi, random);
    }
}

}  // namespace lockbox::samples

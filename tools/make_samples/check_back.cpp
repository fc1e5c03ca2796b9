#include "tools/make_samples/check_back.h"

#include "tools/make_samples/check_background.h"

namespace lockbox::samples {
namespace {

/// Endorsement rules run across the short side of the back; some printers turn them along the long side.
void print_endorsement_area(Canvas& canvas, const PrintFaces& faces, Random& random) {
    const Colour grey = mixed(kBlack, kWhite, random.real(0.3, 0.65));
    const double right = canvas.width_in() - 0.15, left = right - 1.5;
    print(canvas, faces.sans_bold, "ENDORSE HERE", {left, 0.25}, 6, Align::left, grey);
    for (int i = 0; i < 3; ++i) canvas.line({left, 0.5 + 0.25 * i}, {right, 0.5 + 0.25 * i}, 0.006, grey);
    print(canvas, faces.sans, "X", {left, 0.48}, 9, Align::left, grey);
    if (random.chance(0.6)) {
        canvas.box({left, 1.08}, {left + 0.09, 1.17}, 0.006, grey);
        print(canvas, faces.sans, "CHECK HERE IF MOBILE DEPOSIT", {left + 0.13, 1.16}, 4.5, Align::left, grey);
    }
    print(canvas, faces.sans, "DO NOT WRITE, STAMP OR SIGN BELOW THIS LINE", {left, 1.32}, 4.2, Align::left, grey);
    canvas.line({left, 1.36}, {right, 1.36}, 0.006, grey);
}

}  // namespace

Canvas draw_check_back(const CheckSpec& spec, const Canvas& front, const Fonts& fonts, const Writer& writer,
                       Random& random) {
    const Colour paper = check_paper(random);
    Canvas canvas(front.width_in(), front.height_in(), front.dpi(), paper);
    if (random.chance(0.3)) draw_check_background(canvas, paper, 0.3, random);
    if (random.chance(0.8)) print_endorsement_area(canvas, fonts.print, random);
    Spot at{random.real(0.4, 1.0), random.real(0.6, 1.0)};
    for (const std::string& note : spec.back_notes) {
        write(canvas, writer, note, {at, canvas.width_in() - at.x_in - 1.9, 0.15}, random);
        at.y_in += random.real(0.25, 0.34);
    }
    return canvas;
}

}  // namespace lockbox::samples

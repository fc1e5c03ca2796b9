#include "tools/make_samples/check_background.h"

#include <array>
#include <cmath>
#include <vector>

namespace lockbox::samples {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kClearBand_in = 0.625;

constexpr auto kTints = std::to_array<Colour>(
    {{70, 110, 190}, {80, 150, 110}, {190, 150, 60}, {190, 100, 130}, {120, 120, 130}, {120, 90, 170}, {60, 150, 160}});

void weave(Canvas& canvas, Colour colour, Random& random) {
    const double step = random.real(0.05, 0.11), lean = random.real(0.4, 1.6);
    for (double x = -canvas.height_in() * lean; x < canvas.width_in(); x += step) {
        canvas.line({x, 0}, {x + canvas.height_in() * lean, canvas.height_in()}, 0.004, colour);
        canvas.line({x + canvas.height_in() * lean, 0}, {x, canvas.height_in()}, 0.004, colour);
    }
}

void waves(Canvas& canvas, Colour colour, Random& random) {
    const double step = random.real(0.05, 0.1), period = random.real(0.5, 2.2), reach = random.real(0.04, 0.15);
    for (double y = -reach; y < canvas.height_in() + reach; y += step)
        for (double x = 0; x < canvas.width_in(); x += 0.06) {
            const auto at = [&](double px) { return Spot{px, y + reach * std::sin(2 * kPi * px / period + y * 3)}; };
            canvas.line(at(x), at(x + 0.06), 0.004, colour);
        }
}

void guilloche(Canvas& canvas, Colour colour, Random& random) {
    const Spot centre{canvas.width_in() * random.real(0.4, 0.6), canvas.height_in() / 2};
    const double radius = random.real(0.75, 1.15), lobes = random.between(5, 11);
    for (int ring = 0; ring < 7; ++ring) {
        const double shift = ring * 2 * kPi / 7 / lobes, depth = 0.22 + 0.05 * ring;
        for (int i = 0; i < 180; ++i) {
            const auto at = [&](int step) {
                const double angle = step * 2 * kPi / 180;
                const double r = radius * (1 - depth * (0.5 + 0.5 * std::sin(lobes * (angle + shift))));
                return Spot{centre.x_in + 1.7 * r * std::cos(angle), centre.y_in + r * std::sin(angle)};
            };
            canvas.line(at(i), at(i + 1), 0.005, colour);
        }
    }
}

void hills(Canvas& canvas, Colour colour, Colour paper, Random& random) {
    canvas.fill_ellipse({canvas.width_in() * random.real(0.2, 0.8), canvas.height_in() * 0.3}, 0.28, 0.28, 0,
                        mixed(paper, colour, 0.5));
    for (int range = 0; range < 3; ++range) {
        std::vector<Spot> corners = {{0, canvas.height_in()}};
        const double base = canvas.height_in() * (0.42 + 0.18 * range), phase = random.real(0, 6),
                     period = random.real(1.5, 3.5);
        for (double x = 0; x <= canvas.width_in(); x += 0.1)
            corners.push_back(
                {x, base + 0.2 * std::sin(2 * kPi * x / period + phase) + 0.07 * std::sin(7 * x + phase)});
        corners.push_back({canvas.width_in(), canvas.height_in()});
        canvas.fill_polygon(corners, mixed(paper, colour, 0.35 + 0.25 * range));
    }
}

void leaves(Canvas& canvas, Colour colour, Random& random) {
    for (int i = 0; i < 26; ++i) {
        const Spot at{random.real(0, canvas.width_in()), random.real(0, canvas.height_in())};
        const double turn = random.real(0, 180), size = random.real(0.12, 0.32);
        canvas.fill_ellipse(at, size, size * 0.38, turn, colour);
        canvas.fill_ellipse({at.x_in + size, at.y_in}, size * 0.7, size * 0.3, turn + 60, colour);
    }
}

void dots(Canvas& canvas, Colour colour, Random& random) {
    const double step = random.real(0.045, 0.09);
    int row = 0;
    for (double y = 0; y < canvas.height_in(); y += step, ++row)
        for (double x = row % 2 ? step / 2 : 0; x < canvas.width_in(); x += step)
            canvas.fill_ellipse({x, y}, 0.009, 0.009, 0, colour);
}

void marble(Canvas& canvas, Colour colour, Random& random) {
    for (int vein = 0; vein < 30; ++vein) {
        Spot at{random.real(-0.5, canvas.width_in()), random.real(0, canvas.height_in())};
        double heading = random.real(-0.9, 0.9);
        for (int i = 0; i < 40; ++i) {
            heading += random.normal(0, 0.22);
            const Spot next{at.x_in + 0.05 * std::cos(heading), at.y_in + 0.05 * std::sin(heading)};
            canvas.line(at, next, random.real(0.004, 0.02), colour);
            at = next;
        }
    }
}

void shades(Canvas& canvas, Colour colour, Colour paper, Random& random) {
    const bool sideways = random.chance(0.5);
    const int bands = 90;
    for (int i = 0; i < bands; ++i) {
        const double from = static_cast<double>(i) / bands, to = static_cast<double>(i + 1) / bands;
        const Colour shade = mixed(paper, colour, 0.2 + 0.8 * std::abs(std::sin(kPi * from)));
        if (sideways)
            canvas.fill({from * canvas.width_in(), 0}, {to * canvas.width_in(), canvas.height_in()}, shade);
        else
            canvas.fill({0, from * canvas.height_in()}, {canvas.width_in(), to * canvas.height_in()}, shade);
    }
}

/// Mixes the paper back in towards the bottom, where readers of magnetic print want no pattern.
void fade_clear_band(Canvas& canvas, Colour paper) {
    Raster& raster = canvas.raster();
    const int first = static_cast<int>((canvas.height_in() - kClearBand_in) * raster.dpi);
    const std::uint8_t blank[3] = {paper.blue, paper.green, paper.red};
    for (int y = first; y < raster.height_px; ++y) {
        const double share = std::min(0.85, (y - first) / (0.15 * raster.dpi));
        std::uint8_t* row = raster.bgr.data() + static_cast<std::ptrdiff_t>(y) * raster.width_px * 3;
        for (int i = 0; i < raster.width_px * 3; ++i)
            row[i] = static_cast<std::uint8_t>(std::lround(row[i] + (blank[i % 3] - row[i]) * share));
    }
}

}  // namespace

Colour check_paper(Random& random) {
    if (random.chance(0.35)) return kWhite;
    return mixed(kWhite, random.pick(kTints), random.real(0.03, 0.16));
}

void draw_check_background(Canvas& canvas, Colour paper, double strength, Random& random) {
    const Colour colour = mixed(paper, random.pick(kTints), strength * random.real(0.12, 0.34));
    const int pattern = random.between(0, 8);
    switch (pattern) {
        case 0:
            weave(canvas, colour, random);
            break;
        case 1:
            waves(canvas, colour, random);
            break;
        case 2:
            guilloche(canvas, colour, random);
            break;
        case 3:
            hills(canvas, colour, paper, random);
            break;
        case 4:
            leaves(canvas, colour, random);
            break;
        case 5:
            dots(canvas, colour, random);
            break;
        case 6:
            marble(canvas, colour, random);
            break;
        case 7:
            shades(canvas, colour, paper, random);
            break;
        default:
            return;  // plain paper
    }
    if (random.chance(0.6)) fade_clear_band(canvas, paper);
}

void draw_check_border(Canvas& canvas, double inset_in, Random& random) {
    const Colour colour = mixed(kWhite, random.pick(kTints), 0.75);
    const double right = canvas.width_in() - inset_in, bottom = canvas.height_in() - inset_in;
    const int lines = random.between(1, 4);
    for (int i = 0; i < lines; ++i) {
        const double in = inset_in + 0.025 * i;
        canvas.box({in, in}, {right - 0.025 * i, bottom - 0.025 * i}, 0.005, colour);
    }
}

}  // namespace lockbox::samples

#include "tools/make_samples/handwriting.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace lockbox::samples {
namespace {

constexpr auto kInks =
    std::to_array<Colour>({{18, 18, 22}, {22, 24, 30}, {28, 40, 120}, {35, 50, 140}, {20, 30, 95}, {60, 60, 66}});

/// The em size that gives figures the wanted height, whatever the font's proportions.
double em_px(const Typeface& face, double height_px) {
    const double figure = (face.ink_height('0') + face.ink_height('8') + face.ink_height('h')) / 3;
    return height_px / std::max(0.1, figure);
}

std::string as_written(const Writer& writer, std::string_view text) {
    std::string letters(text);
    if (writer.capitals)
        for (char& c : letters) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return letters;
}

/// Narrow fonts crowd their figures; people who write numbers for others to read leave room.
double room_after_px(const Typeface& face, char c, const LetterStyle& style, double height_px) {
    constexpr double kFigurePitch = 0.62;  // of the height
    if (c < '0' || c > '9') return 0;
    return std::max(0.0, kFigurePitch * height_px * style.stretch - face.advance_px('0', style));
}

double natural_width_px(const Typeface& face, std::string_view text, const LetterStyle& style, double spacing_px,
                        double height_px) {
    double width = 0;
    for (const char c : text)
        width += face.advance_px(c, style) + room_after_px(face, c, style, height_px) + spacing_px;
    return width;
}

}  // namespace

Writer make_writer(const Fonts& fonts, Random& random) {
    Writer writer;
    writer.hand = &random.pick(fonts.hands);
    writer.signature_hand = random.chance(0.5) ? writer.hand : &random.pick(fonts.hands);
    writer.size = std::clamp(random.normal(1.0, 0.14), 0.72, 1.4);
    writer.stretch = std::clamp(random.normal(1.0, 0.1), 0.8, 1.25);
    writer.slant = std::clamp(random.normal(0.04, 0.12), -0.25, 0.4);
    writer.looseness = random.real(0.5, 1.7);
    writer.spacing = std::clamp(random.normal(0.03, 0.06), -0.06, 0.2);
    writer.embolden_in = std::clamp(random.normal(0.001, 0.002), -0.002, 0.006);
    writer.sink = std::clamp(random.normal(-0.08, 0.14), -0.4, 0.3);
    writer.climb = random.normal(0, 0.008);
    writer.capitals = random.chance(0.12);
    writer.scribbles = random.chance(0.22);
    writer.ink = random.pick(kInks);
    writer.darkness = random.real(0.68, 1.0);
    writer.pen_in = random.real(0.011, 0.024);
    return writer;
}

double write(Canvas& canvas, const Writer& writer, std::string_view text, const WritingPlace& place, Random& random) {
    const Typeface& face = writer.hand->face;
    const std::string letters = as_written(writer, text);
    const double dpi = canvas.dpi();
    const double height_px = place.height_in * writer.size * dpi, loose = writer.looseness;
    LetterStyle style{.em_px = em_px(face, height_px), .stretch = writer.stretch, .slant = writer.slant};
    const double wide_px = natural_width_px(face, letters, style, writer.spacing * height_px, height_px),
                 room_px = place.width_in * dpi;
    const double squeeze = wide_px > room_px ? room_px / wide_px : 1;  // narrower first, then smaller
    const double narrower = std::max(squeeze, 0.8), smaller = squeeze / narrower;
    const double em = style.em_px * smaller, stretch = style.stretch * narrower;

    double x_px = place.baseline.x_in * dpi;
    const double drift_phase = random.real(0, 6.28), climb = writer.climb + random.normal(0, 0.005);
    for (const char c : letters) {
        const double along_px = x_px - place.baseline.x_in * dpi;
        const double drift_px = std::sin(along_px / (height_px * 9) + drift_phase) * 0.05 * height_px * loose;
        const double y_px = place.baseline.y_in * dpi + writer.sink * height_px * 0.6 + drift_px - climb * along_px +
                            random.normal(0, 0.022 * loose) * height_px;
        style.em_px = em * (1 + random.normal(0, 0.035 * loose));
        style.stretch = stretch * (1 + random.normal(0, 0.04 * loose));
        style.slant = writer.slant + random.normal(0, 0.035 * loose);
        style.turn_degrees = random.normal(0, 1.4 * loose);
        style.embolden_px = writer.embolden_in * dpi + random.normal(0, 0.18);
        style.warp_px = 0.022 * height_px * loose;
        style.shape = &random;
        canvas.blend(face.letter(c, x_px, y_px, style), writer.ink,
                     std::clamp(writer.darkness * (1 + random.normal(0, 0.06)), 0.5, 1.0));
        x_px += (face.advance_px(c, style) + room_after_px(face, c, style, height_px * smaller) +
                 (writer.spacing + random.normal(0, 0.025 * loose)) * height_px * smaller * narrower);
    }
    return x_px / dpi;
}

namespace {

/// Loops that lean and lose height, as a signature that was once a name.
void sign_scribble(Canvas& canvas, const Writer& writer, const WritingPlace& place, Random& random) {
    std::vector<Spot> through;
    const double height = place.height_in * random.real(1.1, 1.7), length = place.width_in * random.real(0.5, 0.85);
    const int turns = random.between(6, 18);
    Spot at{place.baseline.x_in, place.baseline.y_in - 0.1 * height};
    for (int i = 0; i < turns; ++i) {
        const double fade = 1 - 0.65 * i / turns;
        const double up = i % 2 == 0 ? -height * fade * random.real(0.5, 1.2) : height * random.real(-0.05, 0.3);
        through.push_back({at.x_in + random.normal(0, 0.03), at.y_in + up});
        at.x_in += length / turns * random.real(0.2, 1.7) - (i % 3 == 1 ? 0.04 : 0);
    }
    through.push_back({at.x_in + random.real(0.1, 0.5), at.y_in + random.normal(0, 0.03)});
    canvas.pen(through, writer.pen_in, writer.ink, writer.darkness);
}

}  // namespace

void sign(Canvas& canvas, const Writer& writer, std::string_view name, const WritingPlace& place, Random& random) {
    if (writer.scribbles) return sign_scribble(canvas, writer, place, random);
    Writer signing = writer;
    signing.hand = writer.signature_hand;
    signing.capitals = false;
    signing.looseness = writer.looseness * 1.5;
    signing.slant += 0.1;
    signing.spacing = -0.03;
    signing.climb += random.normal(0.02, 0.03);
    WritingPlace larger = place;
    larger.height_in *= random.real(1.1, 1.6);
    const double right_in = write(canvas, signing, name, larger, random);
    if (!random.chance(0.3)) return;
    const double y_in = place.baseline.y_in + random.real(0.02, 0.08),
                 left_in = place.baseline.x_in + random.real(-0.05, 0.4);
    const Spot flourish[] = {{right_in, place.baseline.y_in - 0.03},
                             {right_in + 0.12, y_in},
                             {(left_in + right_in) / 2, y_in + 0.02},
                             {left_in, y_in + 0.04},
                             {(left_in + right_in) / 2, y_in + 0.05}};
    canvas.pen(flourish, writer.pen_in * 0.8, writer.ink, writer.darkness);
}

void strike_out_rest(Canvas& canvas, const Writer& writer, Spot from, double right_in, Random& random) {
    if (right_in - from.x_in < 0.3) return;
    std::vector<Spot> through;
    const bool wavy = random.chance(0.35);
    const double reach = right_in - random.real(0, std::min(0.6, (right_in - from.x_in) / 2)), step = wavy ? 0.09 : 0.6;
    double y_in = from.y_in;
    for (double x = from.x_in; x < reach; x += step) {
        y_in += random.normal(0, wavy ? 0.004 : 0.008);
        through.push_back({x, y_in + (wavy ? (through.size() % 2 == 0 ? 0.02 : -0.02) : 0)});
    }
    canvas.pen(through, writer.pen_in, writer.ink, writer.darkness);
}

void scribble_over(Canvas& canvas, const Writer& writer, Spot top_left, Spot bottom_right, Random& random) {
    std::vector<Spot> through;
    const double step = 0.05;
    for (double x = top_left.x_in; x < bottom_right.x_in; x += step)
        through.push_back({x + random.normal(0, 0.04),
                           (through.size() % 2 ? top_left.y_in : bottom_right.y_in) + random.normal(0, 0.03)});
    canvas.pen(through, writer.pen_in, writer.ink, writer.darkness);
}

}  // namespace lockbox::samples

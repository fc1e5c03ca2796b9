#pragma once
// Draws MICR lines and checks for the tests: from the grid, then through what print, paper and scanners do.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/e13b.h"
#include "scan/page_image.h"

namespace lockbox::micr_drawing {

struct Faults {
    double spread_cells = 0;  ///< ink spread
    double skew_degrees = 0;
    double blur_px = 0.6;
    double noise = 0;      ///< standard deviation in gray levels
    double texture = 0;    ///< amplitude of a background pattern in gray levels
    int voids = 0;         ///< white specks per inch of line
    int streaks = 0;       ///< dark vertical streaks over the whole page
    int jpeg_quantum = 0;  ///< quantum of 8 x 8 cosine coefficients; 0: none
    double paper = 235, print = 40;
    double threshold = 0;  ///< share of the contrast at which it becomes bitonal; 0: stays gray
    bool border = false;   ///< black scanner border left and below
};

struct Sheet {
    double width_in = 6, height_in = 2.75, dpi = 200;
    double line_left_in = 0.6, foot_above_edge_in = 0.1875;
};

namespace detail {

class Canvas {
  public:
    Canvas(int width, int height, double value)
        : width_(width), height_(height), values_(count(width, height), value) {}
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    double& at(int x, int y) { return values_[index(x, y)]; }
    /// Nearest pixel inside.
    [[nodiscard]] double clamped(int x, int y) const {
        return values_[index(std::clamp(x, 0, width_ - 1), std::clamp(y, 0, height_ - 1))];
    }

  private:
    static std::size_t count(int w, int h) { return static_cast<std::size_t>(w) * static_cast<std::size_t>(h); }
    [[nodiscard]] std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
    }
    int width_, height_;
    std::vector<double> values_;
};

inline void print_line(Canvas& ink, std::string_view line, const Sheet& sheet, double spread_cells) {
    const double cell_px = kE13bCellInches * sheet.dpi, pitch_px = kE13bPitchCells * cell_px;
    const double top_px = (sheet.height_in - sheet.foot_above_edge_in) * sheet.dpi - kE13bDigitCells * cell_px;
    const int width = static_cast<int>(pitch_px) + 4, height = static_cast<int>(13 * cell_px);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == ' ') continue;
        const double right =
            sheet.line_left_in * sheet.dpi + static_cast<double>(i + 1) * pitch_px - kE13bRightMarginCells * cell_px;
        const int left = static_cast<int>(right) - width + 3, top = static_cast<int>(top_px - 2 * cell_px);
        const auto glyph =
            draw_e13b(e13b_glyph(line[i]), {width, height, cell_px, right - left, top_px - top, spread_cells});
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (left + x >= 0 && left + x < ink.width() && top + y >= 0 && top + y < ink.height())
                    ink.at(left + x, top + y) =
                        std::max<double>(ink.at(left + x, top + y), glyph[static_cast<std::size_t>(y * width + x)]);
    }
}

inline Canvas rotated(const Canvas& from, double degrees) {
    Canvas to(from.width(), from.height(), 0);
    const double c = std::cos(degrees * std::numbers::pi / 180), s = std::sin(degrees * std::numbers::pi / 180);
    const double cx = from.width() / 2.0, cy = from.height() / 2.0;
    for (int y = 0; y < to.height(); ++y)
        for (int x = 0; x < to.width(); ++x) {
            const double u = cx + c * (x - cx) + s * (y - cy), v = cy - s * (x - cx) + c * (y - cy);
            const int iu = static_cast<int>(std::floor(u)), iv = static_cast<int>(std::floor(v));
            const double fu = u - iu, fv = v - iv;
            to.at(x, y) = (1 - fv) * ((1 - fu) * from.clamped(iu, iv) + fu * from.clamped(iu + 1, iv)) +
                          fv * ((1 - fu) * from.clamped(iu, iv + 1) + fu * from.clamped(iu + 1, iv + 1));
        }
    return to;
}

inline Canvas blurred(const Canvas& from, double sigma_px) {
    const int reach = static_cast<int>(std::ceil(3 * sigma_px));
    std::vector<double> kernel;
    double sum = 0;
    for (int i = -reach; i <= reach; ++i) sum += kernel.emplace_back(std::exp(-i * i / (2 * sigma_px * sigma_px)));
    Canvas across(from.width(), from.height(), 0), both = across;
    const auto pass = [&](const Canvas& in, Canvas& out, int dx, int dy) {
        for (int y = 0; y < in.height(); ++y)
            for (int x = 0; x < in.width(); ++x)
                for (int i = -reach; i <= reach; ++i)
                    out.at(x, y) +=
                        kernel[static_cast<std::size_t>(i + reach)] / sum * in.clamped(x + i * dx, y + i * dy);
    };
    pass(from, across, 1, 0);
    pass(across, both, 0, 1);
    return both;
}

/// What JPEG does: cosine coefficients of 8 x 8 blocks rounded, the finer the coarser.
inline void quantise(Canvas& image, int quantum) {
    std::array<std::array<double, 8>, 8> basis;
    for (int k = 0; k < 8; ++k)
        for (int i = 0; i < 8; ++i)
            basis[static_cast<std::size_t>(k)][static_cast<std::size_t>(i)] =
                (k == 0 ? std::sqrt(0.125) : 0.5) * std::cos((2 * i + 1) * k * std::numbers::pi / 16);
    const auto b = [&](int k, int i) { return basis[static_cast<std::size_t>(k)][static_cast<std::size_t>(i)]; };
    for (int top = 0; top + 8 <= image.height(); top += 8)
        for (int left = 0; left + 8 <= image.width(); left += 8) {
            std::array<std::array<double, 8>, 8> rows{}, whole{};
            for (int y = 0; y < 8; ++y)
                for (int k = 0; k < 8; ++k)
                    for (int x = 0; x < 8; ++x)
                        rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(k)] +=
                            b(k, x) * image.at(left + x, top + y);
            for (int l = 0; l < 8; ++l)
                for (int k = 0; k < 8; ++k) {
                    double& value = whole[static_cast<std::size_t>(l)][static_cast<std::size_t>(k)];
                    for (int y = 0; y < 8; ++y)
                        value += b(l, y) * rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(k)];
                    const double step = quantum * (1 + 0.5 * (k + l));
                    value = step * std::round(value / step);
                }
            rows = {};
            for (int l = 0; l < 8; ++l)
                for (int x = 0; x < 8; ++x)
                    for (int k = 0; k < 8; ++k)
                        rows[static_cast<std::size_t>(l)][static_cast<std::size_t>(x)] +=
                            b(k, x) * whole[static_cast<std::size_t>(l)][static_cast<std::size_t>(k)];
            for (int y = 0; y < 8; ++y)
                for (int x = 0; x < 8; ++x) {
                    double value = 0;
                    for (int l = 0; l < 8; ++l)
                        value += b(l, y) * rows[static_cast<std::size_t>(l)][static_cast<std::size_t>(x)];
                    image.at(left + x, top + y) = value;
                }
        }
}

}  // namespace detail

/// A page with `line` (E-13B symbols and spaces) at its foot. The same seed gives the same page.
[[nodiscard]] inline PageImage draw_page(std::string_view line, const Sheet& sheet, const Faults& faults,
                                         std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<std::uint32_t>(n)); };
    const int width = static_cast<int>(sheet.width_in * sheet.dpi),
              height = static_cast<int>(sheet.height_in * sheet.dpi);
    // Only the lowest 0.75 in carry anything; the rest of the page is paper.
    const int shown = std::min(height, static_cast<int>(0.75 * sheet.dpi));
    detail::Canvas ink(width, shown, 0);
    Sheet foot = sheet;
    foot.height_in = shown / sheet.dpi;
    detail::print_line(ink, line, foot, faults.spread_cells);
    for (int i = 0; i < static_cast<int>(faults.voids * 0.125 * static_cast<double>(line.size())); ++i) {
        const int x = below(width), y = shown - static_cast<int>((0.18 + 0.13 * (below(1000) / 1000.0)) * sheet.dpi);
        for (int dy = 0; dy < 3; ++dy)
            for (int dx = 0; dx < 3; ++dx)
                if (x + dx < width && y + dy < shown) ink.at(x + dx, y + dy) = 0;
    }
    if (faults.skew_degrees != 0) ink = detail::rotated(ink, faults.skew_degrees);
    ink = detail::blurred(ink, faults.blur_px);
    for (int i = 0; i < faults.streaks; ++i) {
        const int x = below(width);
        for (int y = 0; y < shown; ++y) ink.at(x, y) = 0.8;
    }
    std::normal_distribution<double> normal(0, 1);
    for (int y = 0; y < shown; ++y)
        for (int x = 0; x < width; ++x) {
            double& value = ink.at(x, y);
            value = faults.paper + (faults.print - faults.paper) * value;
            if (faults.texture > 0) value += faults.texture * std::sin(x / 5.0 + 2 * std::sin(y / 9.0));
            if (faults.noise > 0) value += faults.noise * normal(random);
        }
    if (faults.jpeg_quantum > 0) detail::quantise(ink, faults.jpeg_quantum);
    PageImage page{.width_px = width, .height_px = height, .dpi = static_cast<int>(sheet.dpi), .pixels = {}};
    const double bound = faults.paper + (faults.print - faults.paper) * faults.threshold;
    page.bitonal = faults.threshold > 0;
    page.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                       page.bitonal ? 255 : static_cast<std::uint8_t>(faults.paper));
    const int border = faults.border ? static_cast<int>(0.06 * sheet.dpi) : 0;
    for (int y = 0; y < shown; ++y)
        for (int x = 0; x < width; ++x) {
            double value = std::clamp(std::round(ink.at(x, y)), 0.0, 255.0);
            if (page.bitonal) value = value > bound ? 255 : 0;
            if (x < border || y >= shown - border) value = 0;
            page.pixels[static_cast<std::size_t>(height - shown + y) * static_cast<std::size_t>(width) +
                        static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(value);
        }
    return page;
}

[[nodiscard]] inline PageImage turned_over(const PageImage& page) {
    PageImage turned = page;
    std::reverse(turned.pixels.begin(), turned.pixels.end());
    return turned;
}

}  // namespace lockbox::micr_drawing

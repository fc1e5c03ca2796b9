#include "ocr/micr_template.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/e13b.h"

namespace lockbox {

namespace {

constexpr std::size_t kLanes = 24;  // sums are kept in lanes so that the compiler may use vector registers
constexpr double kCell_px = kE13bCellInches * kInkDpi;

using Pixels = std::array<float, MicrWindow::kPixels>;
using CoarsePixels = std::array<float, MicrCoarseWindow::kPixels>;

template <std::size_t n>
float dot(const std::array<float, n>& a, const std::array<float, n>& b) {
    static_assert(n % kLanes == 0);
    std::array<float, kLanes> sum{};
    for (std::size_t i = 0; i < a.size(); i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane) sum[lane] += a[i + lane] * b[i + lane];
    float total = 0;
    for (const float part : sum) total += part;
    return total;
}

/// Takes the mean out and returns the norm of what is left.
template <std::size_t n>
float centre(std::array<float, n>& pixels) {
    std::array<float, kLanes> sum{};
    for (std::size_t i = 0; i < n; i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane) sum[lane] += pixels[i + lane];
    const float mean = std::accumulate(sum.begin(), sum.end(), 0.0F) / static_cast<float>(n);
    for (float& value : pixels) value -= mean;
    return std::sqrt(dot(pixels, pixels));
}

Pixels draw_template(const E13bGlyph& glyph, double spread_cells) {
    std::vector<float> drawn = draw_e13b(glyph, {.width_px = MicrWindow::kWidth_px,
                                                 .height_px = MicrWindow::kHeight_px,
                                                 .cell_px = kCell_px,
                                                 .right_px = MicrWindow::kRight_px,
                                                 .top_px = MicrWindow::kTop_px,
                                                 .spread_cells = spread_cells});
    cv::Mat image(MicrWindow::kHeight_px, MicrWindow::kWidth_px, CV_32FC1, drawn.data());
    cv::GaussianBlur(image, image, {7, 7}, 0.9);  // of a scanner's optics and of the strip
    Pixels pixels;
    std::copy(drawn.begin(), drawn.end(), pixels.begin());
    const float norm = centre(pixels);
    for (float& value : pixels) value /= norm;
    return pixels;
}

using Templates = std::array<std::array<Pixels, kE13bSymbolCount>, kMicrSpreads_cells.size()>;

CoarsePixels halved(const Pixels& pixels) {
    CoarsePixels half;
    std::size_t i = 0;
    for (int y = 0; y < MicrWindow::kHeight_px; y += 2)
        for (int x = 0; x < MicrWindow::kWidth_px; x += 2) {
            const auto at = static_cast<std::size_t>(y * MicrWindow::kWidth_px + x);
            half[i++] = (pixels[at] + pixels[at + 1] + pixels[at + MicrWindow::kWidth_px] +
                         pixels[at + MicrWindow::kWidth_px + 1]) /
                        4;
        }
    return half;
}

Templates draw_templates() {
    Templates templates;
    for (std::size_t spread = 0; spread < kMicrSpreads_cells.size(); ++spread)
        for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol)
            templates[spread][symbol] = draw_template(e13b_glyphs()[symbol], kMicrSpreads_cells[spread]);
    return templates;
}

const Templates& templates() {
    static const Templates kTemplates = draw_templates();
    return kTemplates;
}

using CoarseTemplates = std::array<CoarsePixels, kE13bSymbolCount>;

CoarseTemplates halve_templates() {
    CoarseTemplates half;
    for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol) {
        half[symbol] = halved(templates()[kMicrPlainSpread][symbol]);
        const float norm = centre(half[symbol]);
        for (float& value : half[symbol]) value /= norm;
    }
    return half;
}

}  // namespace

std::optional<MicrWindow> window_at(const MicrStrip& strip, int right_px, int top_px) {
    const int left = right_px - MicrWindow::kRight_px, top = top_px - MicrWindow::kTop_px;
    if (left < 0 || top < 0 || left + MicrWindow::kWidth_px > strip.width_px ||
        top + MicrWindow::kHeight_px > MicrStrip::kHeight_px)
        return std::nullopt;
    MicrWindow window;
    for (int row = 0; row < MicrWindow::kHeight_px; ++row)
        std::copy_n(strip.ink.begin() + static_cast<std::ptrdiff_t>(top + row) * strip.width_px + left,
                    MicrWindow::kWidth_px, window.ink.begin() + row * MicrWindow::kWidth_px);
    // The lightest character, a dash, has 20 cells of ink; a third of it, half as black, is the least to look at.
    const float least_norm = 3.0F;
    const float norm = centre(window.ink);
    if (norm < least_norm) return std::nullopt;
    window.inverse_norm = 1 / norm;
    return window;
}

MicrCoarseWindow coarse(const MicrWindow& window) {
    MicrCoarseWindow half;
    half.ink = halved(window.ink);
    half.inverse_norm = 1 / std::max(centre(half.ink), 1e-6F);
    return half;
}

double likeness(const MicrCoarseWindow& window, std::size_t symbol) {
    static const CoarseTemplates kHalf = halve_templates();
    return dot(window.ink, kHalf[symbol]) * window.inverse_norm;
}

double likeness(const MicrWindow& window, std::size_t symbol, std::size_t spread) {
    return dot(window.ink, templates()[spread][symbol]) * window.inverse_norm;
}

}  // namespace lockbox

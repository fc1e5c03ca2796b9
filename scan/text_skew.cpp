#include "scan/text_skew.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace lockbox {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kLeanMax = 6;
constexpr std::size_t kPointsMax = 6'000;

/// Ink is clearly darker than the paper of its own page.
int ink_level(const PageImage& image, const PageImage& mask) {
    std::array<int, 256> counts{};
    int total = 0;
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        if (mask.pixels[i] == 0) continue;
        ++counts[image.pixels[i]];
        ++total;
    }
    int level = 0;
    for (int below = 0; level < 255 && (below += counts[static_cast<std::size_t>(level)]) * 2 < total;) ++level;
    return level * 6 / 10;
}

/// Lower ends of strokes: dark with light below. The page's own rim is left out: a remnant of border is no text.
std::vector<Point> baseline_points(const PageImage& image, const PageImage& mask) {
    const int level = ink_level(image, mask), rim = std::max(2, image.dpi / 20);
    std::vector<Point> points;
    for (int y = rim; y < image.height_px - rim; ++y) {
        for (int x = rim; x < image.width_px - rim; ++x) {
            if (image.at(x, y) >= level || image.at(x, y + 1) < level) continue;
            const bool inside = mask.at(x, y) != 0 && mask.at(x - rim, y) != 0 && mask.at(x + rim, y) != 0 &&
                                mask.at(x, y - rim) != 0 && mask.at(x, y + rim) != 0;
            if (inside) points.push_back({x, y});
        }
    }
    const std::size_t stride = points.size() / kPointsMax + 1;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < points.size(); i += stride) points[kept++] = points[i];
    points.resize(kept);
    return points;
}

/// Sum of squares of the profile across lines that lean by `degrees`: the peakier, the larger.
double sharpness(const std::vector<Point>& points, double degrees, std::vector<int>& rows, int width_px) {
    std::fill(rows.begin(), rows.end(), 0);
    const double slope = std::tan(degrees * kRadians), shift = std::tan(kLeanMax * 1.2 * kRadians) * width_px;
    for (const Point& p : points) ++rows[static_cast<std::size_t>(p.y_px - slope * p.x_px + shift)];
    // Two rows together: else the pixel rows themselves would favour level.
    double sum = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const double pair = rows[i - 1] + rows[i];
        sum += pair * pair;
    }
    return sum;
}

}  // namespace

std::optional<TextLean> find_text_lean(const PageImage& reduced, const PageImage& mask) {
    constexpr std::size_t kPointsMin = 60;
    constexpr double kCoarse = 0.5, kFine = 0.1, kProminenceMin = 1.3;
    const std::vector<Point> points = baseline_points(reduced, mask);
    if (points.size() < kPointsMin) return std::nullopt;
    const double reach = std::tan(kLeanMax * 1.2 * kRadians) * reduced.width_px;
    std::vector<int> rows(static_cast<std::size_t>(reduced.height_px + 2 * reach + 4));
    const auto score = [&](double degrees) { return sharpness(points, degrees, rows, reduced.width_px); };

    double best = 0, best_score = 0, sum = 0;
    int tried = 0;
    for (double degrees = -kLeanMax; degrees <= kLeanMax; degrees += kCoarse, ++tried) {
        const double here = score(degrees);
        sum += here;
        if (here > best_score) best = degrees, best_score = here;
    }
    const double centre = best;
    for (double degrees = centre - kCoarse; degrees <= centre + kCoarse; degrees += kFine) {
        const double here = score(degrees);
        if (here > best_score) best = degrees, best_score = here;
    }
    const double prominence = best_score * tried / sum;
    if (prominence < kProminenceMin || std::abs(best) > kLeanMax - kCoarse) return std::nullopt;
    const double before = score(best - kFine), after = score(best + kFine);
    const double bend = before - 2 * best_score + after;
    if (bend < 0) best += kFine * 0.5 * (before - after) / bend;
    return TextLean{best, prominence, static_cast<int>(points.size())};
}

}  // namespace lockbox

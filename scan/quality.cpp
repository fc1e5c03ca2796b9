#include "scan/quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace lockbox {
namespace {

// Inches. The smallest check is 6 by 2.75 (X9.100-160); a torn off coupon may be smaller, a legal page is 14 long.
constexpr double kShortSideMin = 2.0, kLongSideMin = 4.0, kShortSideMax = 9.0, kLongSideMax = 14.5;
constexpr double kShortSideHopeless = 0.75, kLongSideHopeless = 2.0;

// Gray levels and shares of the page.
constexpr int kPaperDark = 110, kPaperBlack = 60;
constexpr double kInkShareDark = 0.35, kInkShareBlack = 0.6, kInkShareBlank = 0.0002;
constexpr double kContrastFaint = 70, kContrastFogged = 25;

constexpr double kSharpnessMin = 0.3;        // of the contrast from one pixel to the one after the next
constexpr double kSpecksPerSquareInch = 12;  // lone dark pixels
constexpr double kStreakShare = 0.7;         // of the height

struct Levels {
    int paper = 255, ink_below = 0;
    double ink_share = 0, contrast = 0;
};

/// From every second pixel of every second row. Paper is the median: on no document does ink cover half.
Levels measure_levels(const PageImage& image) {
    std::array<int, 256> counts{};
    int total = 0;
    for (int y = 0; y < image.height_px; y += 2) {
        for (int x = 0; x < image.width_px; x += 2, ++total) ++counts[image.at(x, y)];
    }
    Levels levels;
    int seen = 0;
    for (levels.paper = 0; levels.paper < 255; ++levels.paper) {
        seen += counts[static_cast<std::size_t>(levels.paper)];
        if (seen * 2 >= total) break;
    }
    levels.ink_below = levels.paper * 6 / 10;
    double ink = 0, ink_sum = 0;
    for (int level = 0; level < levels.ink_below; ++level) {
        ink += counts[static_cast<std::size_t>(level)];
        ink_sum += static_cast<double>(level) * counts[static_cast<std::size_t>(level)];
    }
    levels.ink_share = ink / total;
    if (levels.ink_share > kInkShareBlank) levels.contrast = levels.paper - ink_sum / ink;
    return levels;
}

/// Mean step across the outline of strokes, as a share of the contrast: 1 for a bitonal page.
double measure_sharpness(const PageImage& image, const Levels& levels) {
    if (levels.contrast <= 0) return 0;
    const int middle = static_cast<int>(levels.paper - levels.contrast / 2);
    double sum = 0;
    int outlines = 0;
    for (int y = 0; y < image.height_px; y += 4) {
        for (int x = 1; x + 2 < image.width_px; ++x) {
            const int here = image.at(x, y), next = image.at(x + 1, y);
            if ((here < middle) == (next < middle)) continue;
            const int step =
                std::max(std::abs(image.at(x + 1, y) - image.at(x - 1, y)), std::abs(image.at(x + 2, y) - here));
            sum += std::min(1.0, step / levels.contrast);
            ++outlines;
        }
    }
    return outlines > 0 ? sum / outlines : 0;
}

/// Dark pixels without a dark neighbour, per square inch, from every second row.
double measure_specks(const PageImage& image, const Levels& levels) {
    const auto dark = [&](int x, int y) { return image.at(x, y) < levels.ink_below; };
    int specks = 0;
    for (int y = 1; y + 1 < image.height_px; y += 2) {
        for (int x = 1; x + 1 < image.width_px; ++x) {
            if (!dark(x, y) || dark(x - 1, y) || dark(x + 1, y)) continue;
            bool alone = true;
            for (int dx = -1; dx <= 1; ++dx) alone = alone && !dark(x + dx, y - 1) && !dark(x + dx, y + 1);
            specks += alone ? 1 : 0;
        }
    }
    const double square_inches = static_cast<double>(image.width_px) * image.height_px / (image.dpi * image.dpi);
    return 2 * specks / square_inches;
}

/// A dirty or dead sensor element: a thin column that is dark nearly from top to bottom.
bool has_streak(const PageImage& image, const Levels& levels) {
    std::vector<int> dark(static_cast<std::size_t>(image.width_px), 0);
    int rows = 0;
    for (int y = 0; y < image.height_px; y += 4, ++rows) {
        for (int x = 0; x < image.width_px; ++x)
            dark[static_cast<std::size_t>(x)] += image.at(x, y) < levels.ink_below ? 1 : 0;
    }
    const std::size_t reach = static_cast<std::size_t>(std::max(3, image.dpi / 20));
    for (std::size_t x = reach; x + reach < dark.size(); ++x) {
        const bool stands_out = dark[x - reach] * 2 < dark[x] && dark[x + reach] * 2 < dark[x];
        if (stands_out && dark[x] >= kStreakShare * rows) return true;
    }
    return false;
}

void judge_size(const PageImage& image, ImageQuality& quality) {
    const double width_in = static_cast<double>(image.width_px) / image.dpi;
    const double height_in = static_cast<double>(image.height_px) / image.dpi;
    const double shorter = std::min(width_in, height_in), longer = std::max(width_in, height_in);
    if (shorter < kShortSideMin || longer < kLongSideMin) quality.flaws.push_back(QualityFlaw::too_small);
    if (shorter > kShortSideMax || longer > kLongSideMax) quality.flaws.push_back(QualityFlaw::too_large);
    if (shorter < kShortSideHopeless || longer < kLongSideHopeless) quality.usable = false;
}

void judge_levels(const Levels& levels, ImageQuality& quality) {
    const bool is_blank = levels.contrast <= 0;
    if (levels.paper < kPaperDark || levels.ink_share > kInkShareDark)
        quality.flaws.push_back(QualityFlaw::too_dark);
    else if (is_blank || levels.contrast < kContrastFaint)
        quality.flaws.push_back(QualityFlaw::too_light);
    if (levels.paper < kPaperBlack || levels.ink_share > kInkShareBlack) quality.usable = false;
    if (!is_blank && levels.contrast < kContrastFogged) quality.usable = false;
}

/// Strokes that meet a line of pixels; one stroke as long as a character is several, a rule along the edge is one.
int strokes_on(const PageImage& image, const PageImage& mask, Point start, Point step, int length_px, int ink_below) {
    int strokes = 0;
    bool inside = false;
    for (int i = 0; i < length_px; ++i) {
        const int x = start.x_px + i * step.x_px, y = start.y_px + i * step.y_px;
        const bool ink = mask.at(x, y) != 0 && image.at(x, y) < ink_below;
        strokes += ink && !inside ? 1 : 0;
        inside = ink;
    }
    return strokes;
}

}  // namespace

ImageQuality measure(const PageImage& image) {
    ImageQuality quality;
    if (image.empty()) {
        quality.flaws.push_back(QualityFlaw::unreadable_file);
        quality.usable = false;
        return quality;
    }
    const Levels levels = measure_levels(image);
    quality.ink_share = levels.ink_share;
    quality.contrast = levels.contrast;
    quality.sharpness = measure_sharpness(image, levels);
    judge_levels(levels, quality);
    judge_size(image, quality);
    if (levels.contrast > 0) {
        if (quality.sharpness < kSharpnessMin) quality.flaws.push_back(QualityFlaw::out_of_focus);
        if (measure_specks(image, levels) > kSpecksPerSquareInch) quality.flaws.push_back(QualityFlaw::noise);
        if (has_streak(image, levels)) quality.flaws.push_back(QualityFlaw::streaks);
    }
    return quality;
}

bool writing_is_cut(const PageImage& image, const PageImage& mask) {
    constexpr int kStrokesMin = 4;  // two characters or more; a signature's tail and a few rules make fewer
    const int ink_below = measure_levels(image).ink_below, right = image.width_px - 1, bottom = image.height_px - 1;
    const auto cut = [&](Point start, Point step, int length_px) {
        return strokes_on(image, mask, start, step, length_px, ink_below) >= kStrokesMin;
    };
    return cut({0, 0}, {1, 0}, image.width_px) || cut({0, bottom}, {1, 0}, image.width_px) ||
           cut({0, 0}, {0, 1}, image.height_px) || cut({right, 0}, {0, 1}, image.height_px);
}

bool shows_faint_marks(const PageImage& image) {
    constexpr int kBlock_px = 4;            // its mean has a quarter of the scanner's noise
    constexpr int kReach = 12;              // blocks to either side: a quarter of an inch of paper
    constexpr double kDeeperThanPaper = 4;  // gray levels
    constexpr double kMarkedShareMin = 0.004;
    // Fainter marks are told from noise by being darker than the paper only. Of twenty blank sheets with so many none
    // has 1.3 times as many blocks below as above it; three checks that a person just makes out have four times and
    // more.
    constexpr double kFaint = 2.5, kFaintShareMin = 0.003, kLopsided = 2;
    if (image.bitonal || image.empty()) return false;
    const int columns = image.width_px / kBlock_px, rows = image.height_px / kBlock_px, margin = kReach / 2;
    int marked = 0, darker = 0, lighter = 0, seen = 0;
    std::vector<double> means(static_cast<std::size_t>(std::max(columns, 1)));
    for (int row = margin; row < rows - margin; ++row) {
        for (int column = 0; column < columns; ++column) {
            int sum = 0;
            for (int y = 0; y < kBlock_px; ++y) {
                for (int x = 0; x < kBlock_px; ++x) sum += image.at(column * kBlock_px + x, row * kBlock_px + y);
            }
            means[static_cast<std::size_t>(column)] = static_cast<double>(sum) / (kBlock_px * kBlock_px);
        }
        for (int column = kReach; column < columns - kReach; ++column) {
            double paper = 0;
            for (int other = column - kReach; other <= column + kReach; ++other) {
                paper += means[static_cast<std::size_t>(other)];
            }
            paper /= 2 * kReach + 1;
            const double above_paper = means[static_cast<std::size_t>(column)] - paper;
            marked += above_paper < -kDeeperThanPaper;
            darker += above_paper < -kFaint;
            lighter += above_paper > kFaint;
            ++seen;
        }
    }
    const bool faint = darker > kFaintShareMin * seen && darker > kLopsided * lighter;
    return seen > 0 && (marked > kMarkedShareMin * seen || faint);
}

}  // namespace lockbox

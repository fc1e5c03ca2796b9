#include "scan/encoded_line.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>
#include <span>

namespace lockbox {
namespace {

struct Standard {
    EncodedLineKind kind;
    double pitch_in, height_in;
    int characters_min;
    double pitch_tolerance;  // scanner stretch; for a coupon also the home printer's "fit to page"
    double regularity_min;
};
// A check's line has at least nine routing digits, two transits and an account. A scan line that shares its pitch with
// ten-to-the-inch typewriter print is told apart by its length.
constexpr Standard kMicr{EncodedLineKind::micr, 0.125, 0.117, 10, 0.03, 0.7};
constexpr Standard kScanLine{EncodedLineKind::ocr_scan_line, 0.1, 0.094, 18, 0.06, 0.9};

constexpr double kHeightTolerance = 0.3;      // ink spread, lost edges
constexpr double kRayleighMin = 9;            // characters x regularity^2; chance reaches it once in e^9 rows
constexpr double kEvenHeightShareMin = 0.7;   // digits are of one height, writing and lower-case print are not
constexpr double kCharacterGapInchesMax = 1;  // between fields of one line

/// Marks of about the height of the standard's characters. Low pieces (dashes, dots of symbols) join when they stand in
/// the column of one.
std::vector<Box> candidates(const InkMap& ink, const Standard& standard) {
    const double height_px = ink.pixels(standard.height_in);
    std::vector<Box> found;
    for (const Box& mark : ink.marks) {
        const bool high = std::abs(mark.height_px - height_px) <= kHeightTolerance * height_px;
        if (high && mark.width_px <= 1.3 * ink.pixels(standard.pitch_in)) found.push_back(mark);
    }
    return found;
}

/// Candidates that stand on one level, left to right. A residual skew of 1 degree moves the next field by a hair only.
std::vector<std::vector<Box>> rows_of(std::vector<Box> boxes, const InkMap& ink, const Standard& standard) {
    std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
    const double level_px = 0.35 * ink.pixels(standard.height_in), gap_px = ink.pixels(kCharacterGapInchesMax);
    const auto middle = [](const Box& b) { return b.top_px + b.height_px / 2.0; };
    std::vector<std::vector<Box>> rows;
    for (const Box& box : boxes) {
        std::vector<Box>* nearest = nullptr;
        double nearest_px = level_px;
        for (auto& row : rows) {
            const double off_px = std::abs(middle(row.back()) - middle(box));
            if (box.left_px - row.back().right_px() > gap_px || off_px >= nearest_px) continue;
            nearest = &row;
            nearest_px = off_px;
        }
        if (nearest) {
            nearest->push_back(box);
        } else {
            rows.push_back({box});
        }
    }
    return rows;
}

/// How well positions keep to a pitch: the mean resultant length of their phases (Fisher, circular statistics), 0 to 1.
double regularity(std::span<const double> positions_px, double pitch_px) {
    std::complex<double> sum;
    for (const double x : positions_px) sum += std::polar(1.0, 2 * std::numbers::pi * x / pitch_px);
    return positions_px.empty() ? 0 : std::abs(sum) / static_cast<double>(positions_px.size());
}

struct Fit {
    double pitch_px = 0, regularity = 0;
};

Fit best_pitch(std::span<const double> positions_px, double pitch_px, double tolerance) {
    Fit best;
    constexpr int kSteps = 40;
    for (int i = -kSteps; i <= kSteps; ++i) {
        const double pitch = pitch_px * (1 + tolerance * i / kSteps);
        const double score = regularity(positions_px, pitch);
        if (score > best.regularity) best = {pitch, score};
    }
    return best;
}

bool even_height(std::span<const Box> row) {
    std::vector<int> heights;
    for (const Box& b : row) heights.push_back(b.height_px);
    std::nth_element(heights.begin(), heights.begin() + std::ssize(heights) / 2, heights.end());
    const int usual = heights[heights.size() / 2];
    const auto even =
        std::count_if(row.begin(), row.end(), [&](const Box& b) { return std::abs(b.height_px - usual) * 8 <= usual; });
    return static_cast<double>(even) >= kEvenHeightShareMin * static_cast<double>(row.size());
}

Box bounds_of(std::span<const Box> boxes) {
    Box all = boxes.front();
    for (const Box& b : boxes) {
        const int right = std::max(all.right_px(), b.right_px()), bottom = std::max(all.bottom_px(), b.bottom_px());
        all.left_px = std::min(all.left_px, b.left_px);
        all.top_px = std::min(all.top_px, b.top_px);
        all.width_px = right - all.left_px;
        all.height_px = bottom - all.top_px;
    }
    return all;
}

/// E-13B characters end at one place in their fields and begin at any: digits are 4 to 7 cells wide.
std::optional<EncodedLine> measure(std::span<const Box> row, const InkMap& ink, const Standard& standard) {
    if (std::ssize(row) < standard.characters_min || !even_height(row)) return std::nullopt;
    std::vector<double> lefts, rights, middles;
    for (const Box& b : row) {
        lefts.push_back(b.left_px);
        rights.push_back(b.right_px());
        middles.push_back(b.left_px + b.width_px / 2.0);
    }
    const double pitch_px = ink.pixels(standard.pitch_in);
    const auto fit = [&](const std::vector<double>& at) { return best_pitch(at, pitch_px, standard.pitch_tolerance); };
    const Fit left = fit(lefts), right = fit(rights), middle = fit(middles);
    const Fit best =
        std::max({left, right, middle}, [](const Fit& a, const Fit& b) { return a.regularity < b.regularity; });
    const double rayleigh = static_cast<double>(row.size()) * best.regularity * best.regularity;
    if (best.regularity < standard.regularity_min || rayleigh < kRayleighMin) return std::nullopt;
    EncodedLine line;
    line.kind = standard.kind;
    line.box = bounds_of(row);
    line.characters = static_cast<int>(row.size());
    line.pitch_px = best.pitch_px;
    line.regularity = best.regularity;
    line.flush_right = right.regularity - left.regularity;
    return line;
}

}  // namespace

std::vector<EncodedLine> find_encoded_lines(const InkMap& ink) {
    std::vector<EncodedLine> lines;
    for (const Standard& standard : {kMicr, kScanLine}) {
        for (const auto& row : rows_of(candidates(ink, standard), ink, standard)) {
            if (const auto line = measure(row, ink, standard)) lines.push_back(*line);
        }
    }
    std::sort(lines.begin(), lines.end(), [](const EncodedLine& a, const EncodedLine& b) {
        return a.regularity * a.characters > b.regularity * b.characters;
    });
    return lines;
}

}  // namespace lockbox

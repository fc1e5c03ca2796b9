#include "ocr/micr_row.h"

#include <algorithm>
#include <cmath>

namespace lockbox {

namespace {

constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;
constexpr double kDigitHeight_px = kE13bDigitCells * kE13bCellInches * kInkDpi;
constexpr std::size_t kFewestCharacters = 8;  // less than a transit field is no MICR line

/// A line of print or writing also finds templates that resemble it here and there; E-13B fits all along.
double line_score(const std::vector<MicrMark>& marks) {
    double fit = 0;
    std::size_t characters = 0;
    for (const MicrMark& mark : marks) {
        if (mark.symbol == '?') continue;
        ++characters;
        fit += std::clamp((mark.correlation - 0.6) / 0.3, 0.0, 1.0);
    }
    if (characters < kFewestCharacters) return 0;
    const double enough = std::min(1.0, static_cast<double>(characters) / 15);
    return enough * fit / static_cast<double>(marks.size());
}

Box place_on_page(const InkImage& ink, const MicrLineCandidate& line, const MicrStrip& strip,
                  const std::vector<MicrMark>& marks) {
    const auto page_x = [&](double strip_x) {
        const int column = std::clamp(static_cast<int>(strip_x), 0, strip.width_px - 1);
        return line.left_px + strip.u_px[static_cast<std::size_t>(column)];
    };
    const double left = page_x(marks.front().right_px - kPitch_px), right = page_x(marks.back().right_px + 4);
    const double foot_left = line.baseline_px + line.slope * left, foot_right = line.baseline_px + line.slope * right;
    const double top = std::min(foot_left, foot_right) - line.digit_height_px - 3;
    const double bottom = std::max(foot_left, foot_right) + 3;
    const double k = ink.page_px_per_ink_px;
    return {ink.page_origin.x_px + static_cast<int>(std::floor(left * k)),
            ink.page_origin.y_px + static_cast<int>(std::floor(top * k)),
            static_cast<int>(std::ceil((right - left) * k)), static_cast<int>(std::ceil((bottom - top) * k))};
}

/// Matches one row of marks: first as if it were straight and of the scale of its height; then, where its characters
/// tell of another course, along that.
MicrRow match_row(const InkImage& ink, const MicrLineCandidate& line) {
    constexpr double kHeightTolerance = 0.06;
    constexpr int kRounds = 3;
    const double by_height = line.digit_height_px / kDigitHeight_px;
    MicrCourse course;
    course.scale_x = course.scale_y = std::abs(by_height - 1) < kHeightTolerance ? 1 : by_height;
    MicrRow row;
    for (int round = 0; round < kRounds; ++round) {
        row.strip = straighten_line(ink, line, course);
        row.marks = match_characters(row.strip);
        const MicrCourse fitted = fit_course(row.strip, row.marks);
        if (row.marks.empty() || !differ(course, fitted, 0, line.right_px - line.left_px)) break;
        course = fitted;
    }
    row.score = line_score(row.marks);
    if (!row.marks.empty()) row.box = place_on_page(ink, line, row.strip, row.marks);
    return row;
}

}  // namespace

MicrRow find_micr_row(const InkImage& ink) {
    constexpr double kGoodScore = 0.7;
    MicrRow best;
    for (const MicrLineCandidate& line : find_micr_lines(ink)) {
        MicrRow found = match_row(ink, line);
        if (found.score > best.score) best = std::move(found);
        if (best.score > kGoodScore) break;
    }
    return best;
}

}  // namespace lockbox

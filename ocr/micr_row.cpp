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
    const double left = line.left_px + (marks.front().right_px - kPitch_px - strip.line_left_px) * strip.scale_x;
    const double right = line.left_px + (marks.back().right_px + 4 - strip.line_left_px) * strip.scale_x;
    const double foot_left = line.baseline_px + line.slope * left, foot_right = line.baseline_px + line.slope * right;
    const double top = std::min(foot_left, foot_right) - line.digit_height_px - 3;
    const double bottom = std::max(foot_left, foot_right) + 3;
    const double k = ink.page_px_per_ink_px;
    return {ink.page_origin.x_px + static_cast<int>(std::floor(left * k)),
            ink.page_origin.y_px + static_cast<int>(std::floor(top * k)),
            static_cast<int>(std::ceil((right - left) * k)), static_cast<int>(std::ceil((bottom - top) * k))};
}

/// Reads one row of marks: first at the scale of its height, then, where the pitch of the characters says that the
/// scale was not right, once more.
MicrRow read_row(const InkImage& ink, const MicrLineCandidate& line) {
    constexpr double kHeightTolerance = 0.06, kPitchTolerance = 0.008;
    const double by_height = line.digit_height_px / kDigitHeight_px;
    double scale = std::abs(by_height - 1) < kHeightTolerance ? 1 : by_height;
    MicrStrip strip = straighten_line(ink, line, scale, scale);
    MicrRow read;
    read.marks = match_characters(strip);
    const double pitch = measured_pitch_px(read.marks);
    if (pitch > 0 && std::abs(pitch / kPitch_px - 1) > kPitchTolerance) {
        scale *= pitch / kPitch_px;
        const bool isotropic = std::abs(by_height / scale - 1) < kHeightTolerance;
        strip = straighten_line(ink, line, scale, isotropic ? scale : by_height);
        read.marks = match_characters(strip);
    }
    read.score = line_score(read.marks);
    if (!read.marks.empty()) read.box = place_on_page(ink, line, strip, read.marks);
    read.strip = std::move(strip);
    return read;
}

}  // namespace

MicrRow read_micr_row(const InkImage& ink) {
    constexpr double kGoodScore = 0.7;
    MicrRow best;
    for (const MicrLineCandidate& line : find_micr_lines(ink)) {
        MicrRow read = read_row(ink, line);
        if (read.score > best.score) best = std::move(read);
        if (best.score > kGoodScore) break;
    }
    return best;
}

}  // namespace lockbox

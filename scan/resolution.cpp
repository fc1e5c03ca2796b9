#include "scan/resolution.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "scan/encoded_line.h"
#include "scan/ink_map.h"
#include "scan/upright.h"

namespace lockbox {
namespace {

struct Candidate {
    int dpi;
    double usual;  // how many scanners have it, on the scale of the points below
};
constexpr std::array<Candidate, 3> kCandidates = {{{200, 1}, {300, 0.8}, {240, 0.3}}};

// Points. The pitch of a check's line at one resolution is that of a coupon's at another, so that neither it nor the
// size tells alone: 30 px are 1/8 in at 240 dpi and 1/10 in at 300.
constexpr double kUsualWidth = 2, kOddWidth = -3, kMicr = 4, kScanLine = 2;
constexpr double kFlush = 0.1;  // characters of E-13B stand at one side of their fields, those of OCR-A in the middle

double points_of_width(double width_in) {
    constexpr std::array<double, 3> kUsualInches = {6.0, 8.5, 11.0};  // personal check; business check, bill; letter
    constexpr double kTolerance = 0.025, kInchesMin = 5, kInchesMax = 11.2;
    const bool usual = std::any_of(kUsualInches.begin(), kUsualInches.end(),
                                   [&](double inches) { return std::abs(width_in - inches) <= kTolerance * inches; });
    if (usual) return kUsualWidth;
    return width_in < kInchesMin || width_in > kInchesMax ? kOddWidth : 0;
}

double points_of_lines(const InkMap& ink) {
    double points = 0;
    for (const EncodedLine& line : find_encoded_lines(ink)) {
        const bool micr = line.kind == EncodedLineKind::micr;
        const double standard = micr ? kMicr * std::min(1.0, std::abs(line.flush_right) / kFlush) : kScanLine;
        points = std::max(points, line.regularity * standard);
    }
    return points;
}

}  // namespace

int likely_dpi(const PageImage& scan) {
    int best_dpi = kCandidates.front().dpi;
    double best = -1e9;
    for (const auto& [dpi, usual] : kCandidates) {
        PageImage candidate = scan;
        candidate.dpi = dpi;
        const UprightSide side = straighten(candidate);
        const InkMap ink = find_ink(side.image);
        const double points =
            usual + points_of_width(ink.inches(std::max(ink.width_px, ink.height_px))) + points_of_lines(ink);
        if (points <= best) continue;
        best = points;
        best_dpi = dpi;
    }
    return best_dpi;
}

}  // namespace lockbox

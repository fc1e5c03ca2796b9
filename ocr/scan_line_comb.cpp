#include "ocr/scan_line_comb.h"

#include <algorithm>
#include <cmath>

namespace lockbox {
namespace {

// The strip shows characters about 23 pixels high. OCR-A then has a pitch of 23 / 1.08; narrower and wider type exists.
constexpr double kPitchMin_px = 15, kPitchMax_px = 29;
// A space is as wide as a character in most type; some set it narrower, or two of them.
constexpr double kGapMin = 0.5, kGapMax = 2.1;
constexpr double kPitchStep_px = 0.15;
constexpr double kLeastFit = 0.55;
constexpr int kDigitTop_px = ScanLineStrip::kTop_px, kDigitBottom_px = ScanLineStrip::kTop_px + 23;

/// How many columns up to each one hold ink between the top and the foot of the digits.
class InkedColumns {
  public:
    explicit InkedColumns(const ScanLineStrip& strip) : before_(static_cast<std::size_t>(strip.width_px) + 1) {
        for (int x = 0; x < strip.width_px; ++x) {
            float most = 0;
            for (int y = kDigitTop_px; y < kDigitBottom_px; ++y) {
                most = std::max(most, strip.ink[static_cast<std::size_t>(y * strip.width_px + x)]);
            }
            const auto i = static_cast<std::size_t>(x);
            before_[i + 1] = before_[i] + (most > 0.5F ? 1 : 0);
        }
    }
    /// Share of inked columns between two places; outside the strip there is none.
    [[nodiscard]] double share(double from_px, double to_px) const {
        const int last = static_cast<int>(before_.size()) - 1;
        const int from = std::clamp(static_cast<int>(std::lround(from_px)), 0, last);
        const int to = std::clamp(static_cast<int>(std::lround(to_px)), 0, last);
        const int wide = std::max(1, static_cast<int>(std::lround(to_px)) - static_cast<int>(std::lround(from_px)));
        return static_cast<double>(before_[static_cast<std::size_t>(to)] - before_[static_cast<std::size_t>(from)]) /
               wide;
    }

    [[nodiscard]] int width_px() const { return static_cast<int>(before_.size()) - 1; }
    [[nodiscard]] bool inked(int x) const {
        return before_[static_cast<std::size_t>(x) + 1] > before_[static_cast<std::size_t>(x)];
    }

  private:
    std::vector<int> before_;
};

/// The step at which the line resembles itself most, over one to eight steps.
double usual_pitch_px(const InkedColumns& columns) {
    constexpr int kSteps = 8;
    double best = 0, most = -1;
    for (double pitch = kPitchMin_px; pitch <= kPitchMax_px; pitch += kPitchStep_px) {
        int same = 0, compared = 0;
        for (int step = 1; step <= kSteps; ++step) {
            const int lag = static_cast<int>(std::lround(step * pitch));
            for (int x = 0; x + lag < columns.width_px(); ++x, ++compared) {
                same += columns.inked(x) == columns.inked(x + lag) ? 1 : 0;
            }
        }
        const double likeness = compared > 0 ? static_cast<double>(same) / compared : 0;
        if (likeness > most) most = likeness, best = pitch;
    }
    return best;
}

/// Ink in the middle of every character less ink between them and beside the line.
double fit(const InkedColumns& columns, const ScanLineComb& comb, const std::vector<std::size_t>& groups) {
    const double half = comb.pitch_px / 2, core = 0.2 * comb.pitch_px, edge = 0.1 * comb.pitch_px;
    double ink = 0, between = 0, x = comb.first_centre_px;
    std::size_t characters = 0;
    between += columns.share(x - 2 * half - edge, x - half + edge);
    for (const std::size_t group : groups) {
        for (std::size_t i = 0; i < group; ++i, ++characters, x += comb.pitch_px) {
            ink += columns.share(x - core, x + core);
            if (i + 1 < group) between += columns.share(x + half - edge, x + half + edge);
        }
        between += columns.share(x - half - edge, x - half + comb.gap_px + edge);
        x += comb.gap_px;
    }
    const double n = static_cast<double>(characters);
    return ink / n - between / n;
}

/// Tries every comb of a grid and keeps the best.
struct Range {
    double from, to, step;
};
void search(const InkedColumns& columns, const std::vector<std::size_t>& groups, Range pitches, Range gaps,
            Range firsts, ScanLineComb& best) {
    for (double pitch = pitches.from; pitch <= pitches.to; pitch += pitches.step) {
        for (double gap = gaps.from; gap <= gaps.to; gap += gaps.step) {
            for (double first = firsts.from; first <= firsts.to; first += firsts.step) {
                ScanLineComb comb{first, pitch, gap * pitch, 0};
                comb.fit = fit(columns, comb, groups);
                if (comb.fit > best.fit) best = comb;
            }
        }
    }
}

}  // namespace

std::vector<double> ScanLineComb::centres(const std::vector<std::size_t>& groups) const {
    std::vector<double> places;
    double x = first_centre_px;
    for (const std::size_t group : groups) {
        for (std::size_t i = 0; i < group; ++i, x += pitch_px) places.push_back(x);
        x += gap_px;
    }
    return places;
}

std::optional<ScanLineComb> find_comb(const ScanLineStrip& strip, const std::vector<std::size_t>& groups) {
    double steps = -1;
    for (const std::size_t group : groups) steps += static_cast<double>(group);
    const double gaps = static_cast<double>(groups.size()) - 1;
    const InkedColumns columns(strip);
    const double usual = usual_pitch_px(columns);
    ScanLineComb best;
    for (double gap = kGapMin; gap <= kGapMax; gap += 0.1) {
        for (double pitch = usual - 3 * kPitchStep_px; pitch <= usual + 3 * kPitchStep_px; pitch += kPitchStep_px) {
            // The line begins and ends within the row of marks, give or take a torn character.
            const double length = (steps + gaps * gap) * pitch;
            const double first = ScanLineStrip::kMargin_px - 0.7 * pitch;
            const double last = strip.width_px - ScanLineStrip::kMargin_px + 0.7 * pitch - length;
            search(columns, groups, {pitch, pitch, 1}, {gap, gap, 1}, {first, last, 0.2 * pitch}, best);
        }
    }
    if (best.fit < 0.5 * kLeastFit) return std::nullopt;
    for (const double fine : {1.0, 0.25}) {
        const ScanLineComb near = best;
        const double gap = near.gap_px / near.pitch_px;
        search(columns, groups, {near.pitch_px - 0.15 * fine, near.pitch_px + 0.15 * fine, 0.03 * fine},
               {gap - 0.1 * fine, gap + 0.1 * fine, 0.02 * fine},
               {near.first_centre_px - 4 * fine, near.first_centre_px + 4 * fine, fine}, best);
    }
    if (best.fit < kLeastFit) return std::nullopt;
    return best;
}

}  // namespace lockbox

#include "ocr/micr_match.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ocr/micr_template.h"

namespace lockbox {

namespace {

constexpr double kCell_px = kE13bCellInches * kInkDpi;
constexpr int kPitch_px = 25;
constexpr int kSlack_px = 4;                // neighbours may be this much nearer or farther than one pitch
constexpr double kWorthPlacing = 0.5;       // correlation from which a character explains pixels better than none
constexpr double kPitchPenalty = 0.02;      // per pixel off the pitch
constexpr double kUnreadInkPenalty = 0.04;  // per column full of ink that no character explains
constexpr double kNever = -1e9;

/// Ink of every column between the top and the foot of the digits, 0 to 1.
std::vector<double> column_ink(const MicrStrip& strip) {
    std::vector<double> columns(static_cast<std::size_t>(strip.width_px));
    const int bottom = MicrStrip::kTop_px + static_cast<int>(kE13bDigitCells * kCell_px);
    for (int x = 0; x < strip.width_px; ++x) {
        double sum = 0;
        for (int y = MicrStrip::kTop_px; y < bottom; ++y)
            sum += strip.ink[static_cast<std::size_t>(y * strip.width_px + x)];
        columns[static_cast<std::size_t>(x)] = sum / (bottom - MicrStrip::kTop_px);
    }
    return columns;
}

/// What placing the best character with its right edge at each x is worth; kNever where nothing fits.
std::vector<double> worth_of_placing(const MicrStrip& strip) {
    std::vector<double> worth(static_cast<std::size_t>(strip.width_px), kNever);
    for (int x = 0; x < strip.width_px; ++x) {
        const auto window = window_at(strip, x, MicrStrip::kTop_px);
        if (!window) continue;
        double best = 0;
        for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol)
            best = std::max(best, likeness(*window, symbol, kMicrPlainSpread));
        worth[static_cast<std::size_t>(x)] = best - kWorthPlacing;
    }
    return worth;
}

/// The right edges of the characters that together explain the line best: the classic best path over columns, where a
/// character follows another at about one pitch, or stands after a gap whose ink is paid for.
std::vector<int> best_right_edges(const MicrStrip& strip) {
    const std::vector<double> ink = column_ink(strip), worth = worth_of_placing(strip);
    const std::size_t n = ink.size();
    std::vector<double> gap(n, 0), placed(n, kNever);
    std::vector<int> last(n, -1), before(n, -1);  // last character before a gap column; the one before a character
    for (std::size_t x = 0; x < n; ++x) {
        if (x > 0) {
            gap[x] = gap[x - 1] - kUnreadInkPenalty * ink[x];
            last[x] = last[x - 1];
            if (placed[x - 1] - kUnreadInkPenalty * ink[x] > gap[x]) {
                gap[x] = placed[x - 1] - kUnreadInkPenalty * ink[x];
                last[x] = static_cast<int>(x) - 1;
            }
        }
        if (worth[x] <= 0) continue;
        const std::size_t field = kPitch_px - kSlack_px - 1;
        double best = x >= field ? gap[x - field] : 0;
        before[x] = x >= field ? last[x - field] : -1;
        for (int distance = kPitch_px - kSlack_px; distance <= kPitch_px + kSlack_px; ++distance) {
            if (static_cast<int>(x) < distance) break;
            const double value =
                placed[x - static_cast<std::size_t>(distance)] - kPitchPenalty * std::abs(distance - kPitch_px);
            if (value > best) best = value, before[x] = static_cast<int>(x) - distance;
        }
        placed[x] = best + worth[x];
    }
    std::vector<int> edges;
    for (int x = n == 0 ? -1 : last[n - 1]; x >= 0; x = before[static_cast<std::size_t>(x)]) edges.push_back(x);
    std::reverse(edges.begin(), edges.end());
    return edges;
}

struct Scores {
    std::array<double, kE13bSymbolCount> likeness{};
    int right_px = 0, top_px = 0;
    std::size_t spread = kMicrPlainSpread;
};

/// Looks around the place found for the shift at which the likest character fits best.
Scores align(const MicrStrip& strip, int right_px) {
    Scores best;
    double most = -1;
    for (int dy = -2; dy <= 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx) {
            const auto window = window_at(strip, right_px + dx, MicrStrip::kTop_px + dy);
            if (!window) continue;
            for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol)
                for (std::size_t spread = 0; spread < kMicrSpreads_cells.size(); spread += 2) {
                    const double score = likeness(*window, symbol, spread);
                    if (score > most) {
                        most = score;
                        best.right_px = right_px + dx;
                        best.top_px = MicrStrip::kTop_px + dy;
                        best.spread = spread;
                    }
                }
        }
    return best;
}

/// Every symbol gets its own best shift and spread near the best alignment.
void score_all(const MicrStrip& strip, Scores& scores) {
    scores.likeness.fill(-1);
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
            const auto window = window_at(strip, scores.right_px + dx, scores.top_px + dy);
            if (!window) continue;
            for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol)
                for (std::size_t spread = 0; spread < kMicrSpreads_cells.size(); ++spread)
                    scores.likeness[symbol] = std::max(scores.likeness[symbol], likeness(*window, symbol, spread));
        }
}

/// Posterior of each symbol. Pixel errors are Gaussian of unknown size, which leaves the likelihood
/// (1 - r^2)^(-n/2) for n independent pixels; neighbouring pixels err together, so n is far below their number and
/// was set so that claimed and observed certainty agree on drawn and real lines. An unknown mark competes too.
void judge(const Scores& scores, MicrMark& mark) {
    constexpr double kIndependentPixels = 36, kUnknownLikeness = 0.66, kFloor = 0.02;
    const auto log_likelihood = [](double r) {
        return -kIndependentPixels / 2 * std::log(1 - std::max(r, 0.0) * std::max(r, 0.0) + kFloor);
    };
    const double top = *std::max_element(scores.likeness.begin(), scores.likeness.end());
    double sum = std::exp(log_likelihood(kUnknownLikeness) - log_likelihood(top));
    for (std::size_t i = 0; i < kE13bSymbolCount; ++i) {
        mark.posterior[i] = std::exp(log_likelihood(scores.likeness[i]) - log_likelihood(top));
        sum += mark.posterior[i];
    }
    for (double& p : mark.posterior) p /= sum * (1 + 1e-6);
    const std::size_t best = static_cast<std::size_t>(std::max_element(mark.posterior.begin(), mark.posterior.end()) -
                                                      mark.posterior.begin());
    mark.symbol = kE13bSymbols[best];
    mark.probability = mark.posterior[best];
    mark.correlation = scores.likeness[best];
    mark.right_px = scores.right_px;
    mark.top_shift_px = scores.top_px - MicrStrip::kTop_px;
}

/// Ink in the digits' height between two columns, in pixels, of columns that do not run on above or below: those are
/// streaks and strokes of a pen, not print.
double unread_ink_px(const MicrStrip& strip, const std::vector<double>& columns, int from_px, int to_px) {
    constexpr int kBeyond_px = 5;
    const int bottom = MicrStrip::kTop_px + static_cast<int>(kE13bDigitCells * kCell_px);
    double sum = 0;
    for (int x = std::max(0, from_px); x < std::min(to_px, strip.width_px); ++x) {
        double beyond = 0;
        for (int y = 0; y < kBeyond_px; ++y)
            beyond +=
                strip.ink[static_cast<std::size_t>((MicrStrip::kTop_px - 2 - kBeyond_px + y) * strip.width_px + x)] +
                strip.ink[static_cast<std::size_t>((bottom + 3 + y) * strip.width_px + x)];
        if (beyond < 0.5 * kBeyond_px) sum += columns[static_cast<std::size_t>(x)] * (bottom - MicrStrip::kTop_px);
    }
    return sum;
}

/// Puts a '?' where ink in the line was explained by no character: a gap that is not blank hides one.
std::vector<MicrMark> with_unknown_marks(const MicrStrip& strip, const std::vector<MicrMark>& marks) {
    constexpr double kLeastInk_px = 0.3 * 20 * kCell_px * kCell_px;  // 0.3 of a dash, the lightest character
    const std::vector<double> columns = column_ink(strip);
    std::vector<MicrMark> all;
    const auto look = [&](double from_px, double to_px) {
        const double end = to_px - 0.6 * kPitch_px;
        for (double x = from_px; x <= end; x += kPitch_px) {
            const double stop = std::min(x + kPitch_px, to_px);
            if (unread_ink_px(strip, columns, static_cast<int>(x), static_cast<int>(stop)) < kLeastInk_px) continue;
            MicrMark unknown;
            unknown.right_px = stop;
            all.push_back(unknown);
        }
    };
    const double field_left = 8 * kCell_px;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (i == 0)
            look(marks[0].right_px - field_left - 1.6 * kPitch_px, marks[0].right_px - field_left);
        else
            look(marks[i - 1].right_px + kCell_px, marks[i].right_px - field_left);
        all.push_back(marks[i]);
    }
    if (!marks.empty()) look(marks.back().right_px + kCell_px, marks.back().right_px + kCell_px + 1.6 * kPitch_px);
    return all;
}

}  // namespace

std::vector<MicrMark> match_characters(const MicrStrip& strip) {
    std::vector<MicrMark> marks;
    for (const int right_px : best_right_edges(strip)) {
        Scores scores = align(strip, right_px);
        score_all(strip, scores);
        MicrMark mark;
        judge(scores, mark);
        marks.push_back(mark);
    }
    return with_unknown_marks(strip, marks);
}

double measured_pitch_px(const std::vector<MicrMark>& marks) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < marks.size(); ++i) {
        const double step = marks[i].right_px - marks[i - 1].right_px;
        const bool sure = marks[i].correlation > 0.6 && marks[i - 1].correlation > 0.6;
        if (sure && std::abs(step - kPitch_px) < 0.25 * kPitch_px) steps.push_back(step);
    }
    if (steps.size() < 5) return 0;
    double sum = 0;
    std::sort(steps.begin(), steps.end());
    const std::size_t trim = steps.size() / 5;
    for (std::size_t i = trim; i < steps.size() - trim; ++i) sum += steps[i];
    return sum / static_cast<double>(steps.size() - 2 * trim);
}

}  // namespace lockbox

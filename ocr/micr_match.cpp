#include "ocr/micr_match.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "ocr/micr_template.h"

namespace lockbox {

namespace {

constexpr double kCell_px = kE13bCellInches * kInkDpi;
constexpr int kPitch_px = 25;
constexpr int kReach_px = 2;                // characters stand less than this above or below the line's course
constexpr int kSlack_px = 5;                // neighbours may be this much nearer or farther than one pitch
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
std::vector<double> worth_of_placing(const MicrStrip& strip, const std::vector<double>& column_ink, int reach_px) {
    constexpr int kField_px = 18;       // the widest character
    constexpr double kLeastInk = 0.04;  // of the field's height in the mean column: half a dash, half as black
    std::vector<double> worth(static_cast<std::size_t>(strip.width_px), kNever);
    double ink = 0;  // in the field that ends at x
    for (int x = 0; x < strip.width_px; ++x) {
        ink += column_ink[static_cast<std::size_t>(x)];
        if (x >= kField_px) ink -= column_ink[static_cast<std::size_t>(x - kField_px)];
        if (ink < kLeastInk * kField_px) continue;
        double best = 0;
        for (int dy = 1 - reach_px; dy < reach_px; dy += 2) {  // half the resolution forgives a pixel
            const auto window = window_at(strip, x, MicrStrip::kTop_px + dy);
            if (!window) continue;
            const MicrCoarseWindow half = coarse(*window);
            for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol)
                best = std::max(best, likeness(half, symbol));
        }
        if (best > 0) worth[static_cast<std::size_t>(x)] = best - kWorthPlacing;
    }
    return worth;
}

/// The right edges of the characters that together explain the line best: the classic best path over columns, where a
/// character follows another at about one pitch, or stands after a gap whose ink is paid for.
std::vector<int> best_right_edges(const MicrStrip& strip, int reach_px) {
    const std::vector<double> ink = column_ink(strip), worth = worth_of_placing(strip, ink, reach_px);
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

/// The symbols that resemble the window most, and how much the first does.
struct Likeliest {
    std::array<std::size_t, 3> symbols;
    double likeness;
};

Likeliest likeliest(const MicrWindow& window) {
    const MicrCoarseWindow half = coarse(window);
    std::array<std::size_t, kE13bSymbolCount> order;
    std::iota(order.begin(), order.end(), 0U);
    std::array<double, kE13bSymbolCount> score;
    for (const std::size_t symbol : order) score[symbol] = likeness(half, symbol);
    std::partial_sort(order.begin(), order.begin() + 3, order.end(),
                      [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
    return {{order[0], order[1], order[2]}, score[order[0]]};
}

/// Looks around the place found for the shift at which the likest character fits best.
std::optional<MicrMark> align(const MicrStrip& strip, int right_px, int reach_px) {
    // The coarse look says how high the character stands and what it may be.
    int middle_dy = 0;
    double most = -1;
    std::array<std::size_t, 3> symbols{};
    for (int dy = 1 - reach_px; dy < reach_px; dy += 2) {
        const auto window = window_at(strip, right_px, MicrStrip::kTop_px + dy);
        if (!window) continue;
        const Likeliest found = likeliest(*window);
        if (found.likeness > most) most = found.likeness, middle_dy = dy, symbols = found.symbols;
    }
    std::optional<MicrMark> best;
    for (int dy = middle_dy - 2; dy <= middle_dy + 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx) {
            const auto window = window_at(strip, right_px + dx, MicrStrip::kTop_px + dy);
            if (!window) continue;
            for (const std::size_t symbol : symbols)
                for (std::size_t spread = 0; spread < kMicrSpreads_cells.size(); ++spread) {
                    const double score = likeness(*window, symbol, spread);
                    if (best && score <= best->correlation) continue;
                    best = MicrMark{kE13bSymbols[symbol], static_cast<double>(right_px + dx), static_cast<double>(dy),
                                    score};
                }
        }
    return best;
}

/// Ink in the digits' height between two columns, in pixels. Columns that run on above or below are streaks, strokes
/// of a pen or the edge of the page, not print, and so is ink of which as much lies outside the line.
double unread_ink_px(const MicrStrip& strip, const std::vector<double>& columns, int from_px, int to_px) {
    constexpr int kBeyond_px = 6;
    const int bottom = MicrStrip::kTop_px + static_cast<int>(kE13bDigitCells * kCell_px),
              height = bottom - MicrStrip::kTop_px;
    const auto ink_at = [&](int x, int y) { return strip.ink[static_cast<std::size_t>(y * strip.width_px + x)]; };
    double inside = 0, outside = 0;
    for (int x = std::max(0, from_px); x < std::min(to_px, strip.width_px); ++x) {
        double beyond = 0;
        for (int y = 0; y < kBeyond_px; ++y)
            beyond += ink_at(x, MicrStrip::kTop_px - 5 - y) + ink_at(x, bottom + 5 + y);
        if (beyond < 0.4 * kBeyond_px) inside += columns[static_cast<std::size_t>(x)] * height;
        outside += beyond;
    }
    return outside / (2 * kBeyond_px) > 0.4 * inside / height ? 0 : inside;
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
    for (const int right_px : best_right_edges(strip, kReach_px))
        if (const auto mark = align(strip, right_px, kReach_px)) marks.push_back(*mark);
    return with_unknown_marks(strip, marks);
}

}  // namespace lockbox

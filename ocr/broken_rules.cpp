#include "ocr/broken_rules.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <iterator>
#include <numbers>
#include <optional>
#include <utility>

namespace lockbox {
namespace {

// Inches.
constexpr double kDashMax = 0.16, kPitchMax = 0.25;
constexpr double kSearchReach = 0.03;  // how far specks of one line may stand apart before it is fitted
constexpr double kOffLineMax = 0.012;
constexpr double kLengthMin = 0.8;
constexpr double kHiddenMax = 4.5;  // what writing, or a stroke behind it, may hide in one piece
constexpr double kBareMin = 0.06;
constexpr double kBehindMax = 2.5, kPieceMax = 0.6, kPieceOff = 0.015, kPieceThicker = 0.01;
constexpr double kWritingHeight = 0.35, kOverLine = 0.03, kUnderLine = 0.02, kDescender = 0.1;
constexpr double kFillingAbove = 0.15;

constexpr std::size_t kFewSpecksMin = 5;                    // of a line whose pitch is known
constexpr double kDashOff = 0.4;                            // of a dash's length
constexpr double kInStepMin = 0.85;                         // length of the specks' mean phase
constexpr std::size_t kSpecksMin = 8, kSpecksMax = 20'000;  // more is noise, not paper with lines
constexpr double kPitchOff = 0.25, kRegularMin = 0.75;      // of the pitch; share of the gaps
constexpr double kNeighboursMin = 0.5;                      // share of the gaps that are one pitch wide
constexpr double kBarePitches = 2.5;
constexpr double kWrittenMin = 0.65, kDescendersMax = 0.3;  // share of a gap over and under which something is written
constexpr double kDenseMin = 0.4, kSmallPrintOff = 0.007;   // share of the length that is ink; inches

double middle_x(const Box& box) {
    return box.left_px + box.width_px / 2.0;
}
double middle_y(const Box& box) {
    return box.top_px + box.height_px / 2.0;
}

struct Line {
    double y_px = 0, slope = 0;  ///< y at x = 0
    [[nodiscard]] double at(double x_px) const { return y_px + slope * x_px; }
};

Line fit(const std::vector<Box>& specks, double slope_if_short) {
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (const Box& speck : specks) {
        const double x = middle_x(speck), y = middle_y(speck);
        sx += x, sy += y, sxx += x * x, sxy += x * y;
    }
    const double n = static_cast<double>(specks.size()), spread = n * sxx - sx * sx;
    const double slope = spread > 0 ? (n * sxy - sx * sy) / spread : slope_if_short;
    return {(sy - slope * sx) / n, slope};
}

struct Pattern {
    double pitch_px = 0, dash_px = 0;
};

class DashedLines {
  public:
    DashedLines(std::vector<Box> specks, double slope, int dpi, const std::function<bool(int, int)>& is_ink)
        : specks_(std::move(specks)), slope_(slope), dpi_(dpi), is_ink_(is_ink) {
        std::erase_if(specks_, [&](const Box& speck) { return speck.width_px > px(kDashMax); });
    }

    std::vector<Rule> find() {
        if (specks_.size() > kSpecksMax) return {};
        std::sort(specks_.begin(), specks_.end(), [&](const Box& a, const Box& b) { return height(a) < height(b); });
        const std::vector<Box> all = specks_;
        while (auto row = take_densest_row(kSpecksMin)) add_lines_of(std::move(*row), kSpecksMin);
        known_ = known_of_all_;
        if (!known_) return std::move(rules_);
        // A stock's lines are alike: where writing hides nearly all of one, what is left keeps step with the others.
        std::copy_if(all.begin(), all.end(), std::back_inserter(specks_), [&](const Box& speck) {
            return std::abs(speck.width_px - known_->dash_px) <= kDashOff * known_->dash_px && !is_on_a_line(speck);
        });
        std::sort(specks_.begin(), specks_.end(), [&](const Box& a, const Box& b) { return height(a) < height(b); });
        while (auto row = take_densest_row(kFewSpecksMin)) add_lines_of(std::move(*row), kFewSpecksMin);
        return std::move(rules_);
    }

  private:
    [[nodiscard]] double px(double inches) const { return inches * dpi_; }
    [[nodiscard]] double height(const Box& speck) const { return middle_y(speck) - slope_ * middle_x(speck); }

    [[nodiscard]] bool is_on_a_line(const Box& speck) const {
        return std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) {
            return speck.left_px >= rule.left_px && speck.right_px() <= rule.right_px &&
                   std::abs(middle_y(speck) - rule.y_px(middle_x(speck))) <= px(kSearchReach);
        });
    }

    /// The most specks that stand within one reach of height; they are taken out.
    std::optional<std::vector<Box>> take_densest_row(std::size_t specks_min) {
        std::size_t best = 0, count = 0;
        for (std::size_t first = 0, end = 0; first < specks_.size(); ++first) {
            while (end < specks_.size() && height(specks_[end]) - height(specks_[first]) <= px(kSearchReach)) ++end;
            if (end - first > count) best = first, count = end - first;
        }
        if (count < specks_min) return std::nullopt;
        const auto from = specks_.begin() + static_cast<std::ptrdiff_t>(best);
        const auto to = from + static_cast<std::ptrdiff_t>(count);
        std::vector<Box> row(from, to);
        specks_.erase(from, to);
        std::sort(row.begin(), row.end(), [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
        return row;
    }

    void add_lines_of(std::vector<Box> row, std::size_t specks_min) {
        Line line = fit(row, slope_);
        for (const double reach : {2 * kOffLineMax, kOffLineMax}) {  // stray specks pull the first one away
            std::erase_if(row, [&](const Box& speck) {
                return std::abs(middle_y(speck) - line.at(middle_x(speck))) > px(reach);
            });
            if (row.size() < specks_min) return;
            line = fit(row, slope_);
        }
        const double pitch = known_ ? known_->pitch_px : pitch_of(row);
        auto first = row.begin();
        for (auto next = first + 1; next <= row.end(); ++next) {
            if (next != row.end() && goes_on(*(next - 1), *next, line, pitch)) continue;
            add_line({first, next}, line, pitch);
            first = next;
        }
    }

    [[nodiscard]] static double pitch_of(const std::vector<Box>& row) {
        std::vector<double> steps;
        for (std::size_t i = 1; i < row.size(); ++i) steps.push_back(middle_x(row[i]) - middle_x(row[i - 1]));
        const auto third = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 3);
        std::nth_element(steps.begin(), third, steps.end());
        return std::max(1.0, *third);
    }

    /// Between two specks: nothing is missing, or what hides it is there.
    [[nodiscard]] bool goes_on(const Box& left, const Box& right, const Line& line, double pitch) const {
        const int gap = right.left_px - left.right_px();
        const double bare_max = kBarePitches * pitch + px(kBareMin);
        if (gap > px(kHiddenMax)) return false;
        int bare = 0;
        for (int x = left.right_px(); x < right.left_px; ++x) {
            const int y = static_cast<int>(std::lround(line.at(x)));
            const int reach = static_cast<int>(std::lround(px(kOffLineMax)));
            bool seen = false;
            for (int dy = -reach; dy <= reach && !seen; ++dy) seen = is_ink_(x, y + dy);
            bare = seen ? 0 : bare + 1;
            if (bare > bare_max) return false;
        }
        return true;
    }

    void add_line(const std::vector<Box>& specks, const Line& line, double pitch) {
        const int left = specks.front().left_px, right = specks.back().right_px();
        if (right - left < px(kLengthMin)) return;
        const bool regular = specks.size() >= kSpecksMin && is_regular(specks, pitch);
        const bool dense = specks.size() >= kSpecksMin && is_dense(specks, line, right - left);
        if (!regular && !dense && !keeps_step(specks)) return;
        std::vector<int> heights;
        for (const Box& speck : specks) heights.push_back(speck.height_px);
        const auto half = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
        std::nth_element(heights.begin(), half, heights.end());
        rules_.push_back({left, right, line.at(left), line.at(right), static_cast<double>(*half)});
        if (regular && specks.size() > longest_) {
            longest_ = specks.size();
            known_of_all_ = pattern_of(specks, pitch);
        }
    }

    /// The pitch as exactly as all of a line tells it: the mean step of its dashes, those between them counted.
    static Pattern pattern_of(const std::vector<Box>& specks, double pitch) {
        double steps = 0, widths = specks.front().width_px;
        for (std::size_t i = 1; i < specks.size(); ++i) {
            steps += std::max(1.0, std::round((middle_x(specks[i]) - middle_x(specks[i - 1])) / pitch));
            widths += specks[i].width_px;
        }
        return {(middle_x(specks.back()) - middle_x(specks.front())) / steps,
                widths / static_cast<double>(specks.size())};
    }
    /// Whether the specks stand where dashes of the known pitch would.
    [[nodiscard]] bool keeps_step(const std::vector<Box>& specks) const {
        if (!known_ || specks.size() < kFewSpecksMin) return false;
        std::complex<double> sum;
        for (const Box& speck : specks)
            sum += std::polar(1.0, 2 * std::numbers::pi * middle_x(speck) / known_->pitch_px);
        return std::abs(sum) >= kInStepMin * static_cast<double>(specks.size());
    }
    [[nodiscard]] bool is_regular(const std::vector<Box>& specks, double pitch) const {
        constexpr double kFewPitches = 3.5;  // over more of them what is off adds up
        if (pitch > px(kPitchMax)) return false;
        std::size_t counted = 0, regular = 0, neighbours = 0;
        for (std::size_t i = 1; i < specks.size(); ++i) {
            const double pitches = (middle_x(specks[i]) - middle_x(specks[i - 1])) / pitch;
            if (pitches > kFewPitches) continue;
            ++counted;
            const bool fits = pitches > 0.5 && std::abs(pitches - std::round(pitches)) < kPitchOff;
            regular += fits ? 1 : 0;
            neighbours += fits && pitches < 1.5 ? 1 : 0;
        }
        const double all = static_cast<double>(counted);
        return counted + 1 >= kSpecksMin && static_cast<double>(regular) >= kRegularMin * all &&
               static_cast<double>(neighbours) >= kNeighboursMin * all;
    }
    /// Print too small to be read, in which nothing stands out.
    [[nodiscard]] bool is_dense(const std::vector<Box>& specks, const Line& line, int length_px) const {
        double ink = 0, off = 0;
        for (const Box& speck : specks) {
            ink += speck.width_px;
            off += std::abs(middle_y(speck) - line.at(middle_x(speck)));
        }
        return ink >= kDenseMin * length_px && off < px(kSmallPrintOff) * static_cast<double>(specks.size());
    }

    std::vector<Box> specks_;
    double slope_;
    int dpi_;
    const std::function<bool(int, int)>& is_ink_;
    std::vector<Rule> rules_;
    std::optional<Pattern> known_of_all_;  ///< of the line with the most dashes so far
    std::optional<Pattern> known_;         ///< the same once all lines that show by themselves are found
    std::size_t longest_ = 0;
};

/// Share of the columns in which there is ink between two heights over the line, inches.
double inked_share(const Line& line, int left_px, int right_px, double from_in, double to_in, int dpi,
                   const std::function<bool(int, int)>& is_ink) {
    int inked = 0;
    for (int x = left_px; x < right_px; ++x) {
        const int bottom = static_cast<int>(std::lround(line.at(x) - from_in * dpi));
        int row = static_cast<int>(std::lround(line.at(x) - to_in * dpi));
        while (row < bottom && !is_ink(x, row)) ++row;
        inked += row < bottom ? 1 : 0;
    }
    return right_px > left_px ? static_cast<double>(inked) / (right_px - left_px) : 1;
}

/// Whether the piece is the beginning of the rule, which then begins there.
bool lengthen(Rule& rule, const Rule& piece, const std::vector<Rule>& rules, double slope, int dpi,
              const std::function<bool(int, int)>& is_ink) {
    const int from = piece.right_px, to = rule.left_px;
    if (from > to || to - from > kBehindMax * dpi || piece.length_px() > kPieceMax * dpi) return false;
    const Line line{rule.left_y_px - slope * rule.left_px, slope};
    if (std::abs(piece.middle_y_px() - line.at((piece.left_px + piece.right_px) / 2.0)) > kPieceOff * dpi) return false;
    if (std::abs(piece.thickness_px - rule.thickness_px) > kPieceThicker * dpi) return false;
    // A stroke that fills what is left of a line has the line under it, and runs through the middle of what stands
    // before; the line for the figures does not go on through the payee's.
    const double middle_px = (from + to) / 2.0;
    const bool meets_another = std::any_of(rules.begin(), rules.end(), [&](const Rule& other) {
        const double below_px = other.y_px(middle_px) - line.at(middle_px);
        return other.left_px < middle_px && other.right_px > middle_px && below_px > -kPieceOff * dpi &&
               below_px < kFillingAbove * dpi;
    });
    if (meets_another || inked_share(line, from, to, kOverLine, kWritingHeight, dpi, is_ink) < kWrittenMin)
        return false;
    if (inked_share(line, from, to, -kDescender, -kUnderLine, dpi, is_ink) > kDescendersMax) return false;
    rule.left_px = piece.left_px;
    rule.left_y_px = line.at(piece.left_px);
    return true;
}

}  // namespace

std::vector<Rule> find_dashed_rules(std::vector<Box> specks, double slope, int dpi,
                                    const std::function<bool(int, int)>& is_ink) {
    return DashedLines(std::move(specks), slope, dpi, is_ink).find();
}

void go_on_behind_writing(const std::vector<Rule>& pieces, double slope, int dpi,
                          const std::function<bool(int, int)>& is_ink, std::vector<Rule>& rules) {
    for (Rule& rule : rules) {
        for (bool grew = true; grew;) {
            grew = false;
            for (const Rule& piece : pieces) grew = grew || lengthen(rule, piece, rules, slope, dpi, is_ink);
        }
    }
}

}  // namespace lockbox

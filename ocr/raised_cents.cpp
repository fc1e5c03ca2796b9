#include "ocr/raised_cents.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <set>
#include <vector>

namespace lockbox {
namespace {

// Inches.
constexpr double kBarMin = 0.1, kBarThicknessMax = 0.06;
constexpr double kEdgeOff = 0.006;    // an edge that is nowhere farther from where it mostly is runs straight
constexpr double kRim = 0.012;        // of the bar, in paler shades
constexpr double kDollarsMin = 0.05;  // width of what stands left of the bar
constexpr double kCentsMin = 0.03;    // height of what stands on it
constexpr double kOverhang = 0.06;    // of the cents, left and right of the bar

constexpr double kInkShare = 0.45;                   // of the darkest stroke's depth
constexpr double kStraightShare = 0.85;              // of the bar's columns; a row through figures is curved
constexpr double kLeanMax = 0.25, kLeanStep = 0.05;  // rows for each column
constexpr double kThinShare = 0.6;                   // of the bar's columns, those that hold nothing but the bar
constexpr double kFreeShare = 0.5;                   // of the ink on the bar, what does not touch it
constexpr double kBarOfDollars = 0.9;                // of their height: the foot of a 2, the stroke of a 7 are shorter
constexpr double kBarOfDollarsIfWhole = 0.7;         // ... where a hundred stands under it
constexpr double kBarOfDollarsIfFree = 0.45;         // ... where small cents stand free of it
constexpr double kDenominatorMin = 0.5;              // of the bar's length
constexpr double kBarHighest = 0.6;                  // of their height, above their feet, where nothing stands under it
constexpr double kCentsOfDollarsMax = 0.72;          // of their height
constexpr double kCrossingShare = 0.6;               // of their height: as high as that no figure of cents is
constexpr double kLongShare = 0.75;                  // of the longest bar's length: of two strokes the upper one counts
constexpr double kBefore = 0.5;                      // of its length: a stroke under the dollars too is no fraction's
constexpr double kBeyondShare = 0.1;                 // of the fraction's ink

/// A straight stroke that may lean.
struct Bar {
    int left_px = 0, right_px = 0;  ///< right: one past the last column
    double top_px = 0;              ///< of the row that was followed, at the left end
    double lean = 0;
    int above_px = 0, below_px = 0;  ///< its edges, off the row that was followed
    double straight = 0;             ///< share of its columns in which an edge is where it is in most

    [[nodiscard]] int length_px() const { return right_px - left_px; }
    [[nodiscard]] double middle_px() const { return top_px + lean * length_px() / 2; }
    [[nodiscard]] int row(int x_px) const { return static_cast<int>(std::lround(top_px + lean * (x_px - left_px))); }
};

struct Extent {
    int first = std::numeric_limits<int>::max(), last = -1;
    long ink = 0;

    void add(int at) { first = std::min(first, at), last = std::max(last, at), ++ink; }
    [[nodiscard]] int length() const { return ink == 0 ? 0 : last - first + 1; }
};

class Fraction {
  public:
    explicit Fraction(const PageImage& figures) : image_(figures) {
        const int darkest = *std::min_element(figures.pixels.begin(), figures.pixels.end());
        ink_below_ = 255 - static_cast<int>(kInkShare * (255 - darkest));
        cv::Mat ink(figures.height_px, figures.width_px, CV_8U);
        for (int y = 0; y < figures.height_px; ++y) {
            for (int x = 0; x < figures.width_px; ++x) ink.at<std::uint8_t>(y, x) = is_ink(x, y) ? 255 : 0;
        }
        cv::connectedComponents(ink, stroke_at_, 8, CV_32S);
    }

    /// Of the strokes that have dollars on their left and cents on them the longest; of two below each other the upper.
    [[nodiscard]] std::optional<Bar> bar() const {
        std::vector<Bar> bars;
        const int reach = static_cast<int>(kLeanMax * image_.width_px);
        for (double lean = -kLeanMax; lean < kLeanMax + kLeanStep / 2; lean += kLeanStep) {
            for (int y = -reach; y < image_.height_px + reach; ++y) add_bars(y, lean, bars);
        }
        if (bars.empty()) return std::nullopt;
        // Of many rows through one stroke the one that lies best in it.
        const auto worse = [](const Bar& a, const Bar& b) {
            return a.straight * a.length_px() < b.straight * b.length_px();
        };
        Bar chosen = *std::max_element(bars.begin(), bars.end(), worse);
        const Bar longest = chosen;
        std::erase_if(bars, [&](const Bar& bar) {
            const bool above = bar.middle_px() + bar.below_px + 1 < longest.middle_px() - longest.above_px;
            return !above || bar.length_px() < kLongShare * longest.length_px();
        });
        if (!bars.empty()) chosen = *std::max_element(bars.begin(), bars.end(), worse);
        const int begins = beginning(chosen);
        chosen.top_px -= chosen.lean * (chosen.left_px - begins);
        chosen.left_px = begins;
        return chosen;
    }

    /// Stroke by stroke: a figure that leans over the bar stays whole.
    [[nodiscard]] RaisedCents split(const Bar& bar) const {
        cv::Mat written(image_.height_px, image_.width_px, CV_8U);
        for (int y = 0; y < image_.height_px; ++y) {
            for (int x = 0; x < image_.width_px; ++x) {
                const bool below = x >= bar.left_px && y >= bar.row(x) - bar.above_px - 1;
                const bool tip = x >= bar.left_px - 2 * px(kRim) && std::abs(y - bar.row(x)) <= 2 * px(kRim);
                const bool of_bar = below || tip;
                written.at<std::uint8_t>(y, x) = image_.at(x, y) < 255 && !of_bar ? 255 : 0;
            }
        }
        const int dollars_px = height_left_of(bar);
        cv::Mat labels, boxes, middles;
        const int count = cv::connectedComponentsWithStats(written, labels, boxes, middles, 8, CV_32S);
        std::vector<Part> part_of(static_cast<std::size_t>(count), Part::none);
        for (int i = 1; i < count; ++i) {
            const Box box{boxes.at<int>(i, cv::CC_STAT_LEFT), boxes.at<int>(i, cv::CC_STAT_TOP),
                          boxes.at<int>(i, cv::CC_STAT_WIDTH), boxes.at<int>(i, cv::CC_STAT_HEIGHT)};
            part_of[static_cast<std::size_t>(i)] = part(box, middles.at<double>(i, 0), bar, dollars_px);
        }
        RaisedCents parts{blank(), blank()};
        for (int y = 0; y < image_.height_px; ++y) {
            for (int x = 0; x < image_.width_px; ++x) {
                const Part part = part_of[static_cast<std::size_t>(labels.at<int>(y, x))];
                if (part == Part::none) continue;
                PageImage& to = part == Part::dollars ? parts.dollars : parts.cents;
                to.pixels[static_cast<std::size_t>(y) * image_.width_px + x] = image_.at(x, y);
            }
        }
        return parts;
    }

  private:
    enum class Part { none, dollars, cents };

    [[nodiscard]] int px(double inches) const { return static_cast<int>(std::lround(inches * image_.dpi)); }
    [[nodiscard]] PageImage blank() const {
        PageImage image = image_;
        std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{255});
        return image;
    }
    [[nodiscard]] bool is_ink(int x, int y) const {
        return x >= 0 && y >= 0 && x < image_.width_px && y < image_.height_px && image_.at(x, y) < ink_below_;
    }

    /// Runs of ink along one leaning row.
    void add_bars(int y, double lean, std::vector<Bar>& bars) const {
        int start = -1;
        for (int x = 0; x <= image_.width_px; ++x) {
            const bool ink = is_ink(x, static_cast<int>(std::lround(y + lean * x)));
            if (ink && start < 0) start = x;
            if (ink || start < 0) continue;
            Bar bar{start, x, y + lean * start, lean};
            start = -1;
            if (bar.length_px() < px(kBarMin) || !measure_edges(bar)) continue;
            if (divides_cents(bar) && (has_denominator(bar) || bears_cents(bar))) bars.push_back(bar);
        }
    }

    /// The column where the stroke of which this is a part begins: one that bends is straight only in parts.
    [[nodiscard]] int beginning(const Bar& bar) const {
        int x = bar.left_px, row = bar.row(x);
        for (bool goes_on = true; goes_on;) {
            goes_on = false;
            for (const int next : {row, row - 1, row + 1}) {
                if (!is_ink(x - 1, next) || !is_thin(reach_at(x - 1, next))) continue;
                row = next, --x, goes_on = true;
                break;
            }
        }
        return x;
    }

    /// How far the ink goes on above and below a pixel.
    struct Reach {
        int above_px = 0, below_px = 0;
    };
    [[nodiscard]] Reach reach_at(int x, int row) const {
        Reach reach;
        while (is_ink(x, row - reach.above_px - 1)) ++reach.above_px;
        while (is_ink(x, row + reach.below_px + 1)) ++reach.below_px;
        return reach;
    }
    [[nodiscard]] bool is_thin(const Reach& reach) const {
        return reach.above_px + reach.below_px < px(kBarThicknessMax);
    }
    /// Where its edges are in most columns that hold nothing but the bar. False where too few do, or where neither
    /// edge runs straight: a row through figures, not a bar.
    bool measure_edges(Bar& bar) const {
        std::vector<Reach> reaches;
        std::vector<int> above, below;
        for (int x = bar.left_px; x < bar.right_px; ++x) {
            reaches.push_back(reach_at(x, bar.row(x)));
            if (!is_thin(reaches.back())) continue;
            above.push_back(reaches.back().above_px), below.push_back(reaches.back().below_px);
        }
        if (above.empty() || static_cast<double>(above.size()) < kThinShare * bar.length_px()) return false;
        const auto middle = [](std::vector<int>& of) {
            std::nth_element(of.begin(), of.begin() + std::ssize(of) / 2, of.end());
            return of[of.size() / 2];
        };
        bar.above_px = middle(above), bar.below_px = middle(below);
        const int off_px = std::max(1, px(kEdgeOff));
        int straight = 0;
        for (const Reach& reach : reaches) {
            const int above_off = reach.above_px - bar.above_px, below_off = reach.below_px - bar.below_px;
            straight += std::abs(above_off) <= off_px || std::abs(below_off) <= off_px ? 1 : 0;
        }
        bar.straight = static_cast<double>(straight) / bar.length_px();
        return bar.straight >= kStraightShare;
    }

    [[nodiscard]] bool divides_cents(const Bar& bar) const {
        if (bar.left_px < px(kDollarsMin) || bar.left_px - beginning(bar) > kBefore * bar.length_px()) return false;
        const int end = bar.right_px + px(kOverhang);
        Extent rows, columns, cents;
        long fraction = 0, beyond = 0;
        for (int y = 0; y < image_.height_px; ++y) {
            for (int x = 0; x < image_.width_px; ++x) {
                if (!is_ink(x, y)) continue;
                if (x < bar.left_px) {
                    rows.add(y), columns.add(x);
                    continue;
                }
                ++fraction;
                if (x >= end) ++beyond;
                if (x < end && y < bar.row(x) - bar.above_px - 1) cents.add(y);
            }
        }
        const bool whole = has_denominator(bar), small = cents.length() <= kCentsOfDollarsMax * rows.length();
        const bool is_long = bar.length_px() >= (whole ? kBarOfDollarsIfWhole : kBarOfDollars) * rows.length();
        return columns.length() >= px(kDollarsMin) && cents.length() >= px(kCentsMin) &&
               (is_long || (bar.length_px() >= kBarOfDollarsIfFree * rows.length() && small && bears_cents(bar))) &&
               (whole || rows.last - bar.middle_px() <= kBarHighest * rows.length()) &&
               (small || (whole && cents.length() <= rows.length())) &&
               static_cast<double>(beyond) <= kBeyondShare * static_cast<double>(fraction);
    }

    [[nodiscard]] int height_left_of(const Bar& bar) const {
        Extent rows;
        for (int y = 0; y < image_.height_px; ++y) {
            for (int x = 0; x < bar.left_px; ++x) {
                if (is_ink(x, y)) rows.add(y);
            }
        }
        return rows.length();
    }

    /// A hundred or crosses under most of the bar: then it is no stroke of a figure, whatever touches it.
    [[nodiscard]] bool has_denominator(const Bar& bar) const {
        Extent rows, columns;
        for (int x = bar.left_px; x < bar.right_px; ++x) {
            for (int y = bar.row(x) + bar.below_px + 2; y < image_.height_px; ++y) {
                if (is_ink(x, y)) rows.add(y), columns.add(x);
            }
        }
        return rows.length() >= px(kCentsMin) && columns.length() >= kDenominatorMin * bar.length_px();
    }

    /// The stroke of a figure is part of what stands on it; cents stand free, or nearly.
    [[nodiscard]] bool bears_cents(const Bar& bar) const {
        std::set<int> touching;
        for (int x = bar.left_px; x < bar.right_px; ++x) {
            if (is_ink(x, bar.row(x))) touching.insert(stroke_at_.at<int>(bar.row(x), x));
        }
        long on_bar = 0, free = 0;
        for (int x = bar.left_px; x < bar.right_px; ++x) {
            for (int y = 0; y < bar.row(x) - bar.above_px; ++y) {
                if (!is_ink(x, y)) continue;
                ++on_bar;
                free += touching.contains(stroke_at_.at<int>(y, x)) ? 0 : 1;
            }
        }
        return static_cast<double>(free) >= kFreeShare * static_cast<double>(on_bar);
    }

    /// Which part a stroke belongs to once the bar is gone.
    [[nodiscard]] Part part(const Box& box, double middle_px, const Bar& bar, int dollars_px) const {
        // The last figure of the dollars may stand on the bar's beginning.
        const bool crosses = box.left_px < bar.left_px - px(kRim);
        if (crosses && box.height_px > kCrossingShare * dollars_px) return Part::dollars;
        const bool on_bar = box.bottom_px() <= bar.row(box.right_px()) + px(kRim);
        if (middle_px >= bar.left_px) return middle_px < bar.right_px + px(kOverhang) ? Part::cents : Part::none;
        // The first figure of the cents may stand a little before the bar.
        const bool small = box.height_px >= px(kCentsMin) && on_bar && box.right_px() > bar.left_px;
        return small ? Part::cents : Part::dollars;
    }

    const PageImage& image_;
    int ink_below_ = 0;
    cv::Mat stroke_at_;  ///< connected strokes by number
};

}  // namespace

std::optional<RaisedCents> find_raised_cents(const PageImage& figures) {
    if (figures.empty()) return std::nullopt;
    const Fraction fraction(figures);
    const std::optional<Bar> bar = fraction.bar();
    if (!bar) return std::nullopt;
    return fraction.split(*bar);
}

}  // namespace lockbox

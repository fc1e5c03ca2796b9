#include "ocr/text_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace lockbox {
namespace {

// Inches.
constexpr double kDot = 0.05;         // dots, dashes and commas belong to any row
constexpr double kRowHeight = 0.085;  // nobody writes in rows lower than that
constexpr double kStep = 0.01;
constexpr double kStraddle = 0.03;

constexpr double kStraddleShare = 0.25;  // of a stroke's height that stands on either side of a cut through it
constexpr double kStraddlersMax = 0.34;  // of the width of the narrower row: more, and it is one row that is cut
constexpr double kSideBySideMin = 0.4;   // of the narrower row that stands under the other: else one row climbs
constexpr double kWholeShare = 0.7;      // of a stroke's height that makes it part of one row alone
constexpr std::size_t kStrokesMin = 3;
constexpr std::array<double, 7> kSlopes = {0, -0.03, 0.03, -0.06, 0.06, -0.1, 0.1};  // rows that climb or fall

/// A straight line between two rows.
struct Cut {
    double y_px = 0, slope = 0;  ///< y at x = 0

    [[nodiscard]] int at(const Box& box) const {
        return static_cast<int>(std::lround(y_px + slope * (box.left_px + box.width_px / 2.0)));
    }
};

class RowSplitter {
  public:
    RowSplitter(const CleanPage& page, std::vector<std::vector<StrokePart>>& rows) : page_(page), rows_(rows) {}

    void split(std::vector<StrokePart> parts) {
        const std::optional<Cut> cut = best_cut(parts);
        if (!cut) {
            rows_.push_back(std::move(parts));
            return;
        }
        std::vector<StrokePart> above, below;
        for (const StrokePart& part : parts) deal(part, *cut, above, below);
        split(std::move(above));
        split(std::move(below));
    }

  private:
    /// What stands over a cut, under it, and on both sides of it.
    struct Sides {
        double above = 0, below = 0, astride = 0;  ///< widths of strokes, pixels
        std::size_t count_above = 0, count_below = 0;
        Box hull_above, hull_below;
    };

    [[nodiscard]] double px(double inches) const { return inches * page_.ink.dpi; }

    static void unite(Box& hull, const Box& box) {
        if (hull.empty()) {
            hull = box;
            return;
        }
        const int left = std::min(hull.left_px, box.left_px), top = std::min(hull.top_px, box.top_px);
        hull = {left, top, std::max(hull.right_px(), box.right_px()) - left,
                std::max(hull.bottom_px(), box.bottom_px()) - top};
    }

    [[nodiscard]] bool is_astride(const Box& box, int cut) const {
        const int side = std::min(cut - box.top_px, box.bottom_px() - cut);
        return side > kStraddleShare * box.height_px && side > px(kStraddle);
    }

    [[nodiscard]] Sides sides_of(const std::vector<Box>& boxes, const Cut& cut) const {
        Sides sides;
        for (const Box& box : boxes) {
            const int y = cut.at(box);
            if (is_astride(box, y)) {
                sides.astride += box.width_px;
            } else if (2 * y > box.top_px + box.bottom_px()) {
                sides.above += box.width_px;
                ++sides.count_above;
                unite(sides.hull_above, box);
            } else {
                sides.below += box.width_px;
                ++sides.count_below;
                unite(sides.hull_below, box);
            }
        }
        return sides;
    }

    /// Share of strokes astride of a cut that divides two rows; nullopt when it does not.
    [[nodiscard]] std::optional<double> cost(const Sides& sides) const {
        const Box &above = sides.hull_above, &below = sides.hull_below;
        if (std::min(sides.count_above, sides.count_below) < kStrokesMin) return std::nullopt;
        if (std::min(above.height_px, below.height_px) < px(kRowHeight)) return std::nullopt;
        const int shared = std::min(above.right_px(), below.right_px()) - std::max(above.left_px, below.left_px);
        if (shared < kSideBySideMin * std::min(above.width_px, below.width_px)) return std::nullopt;
        const double share = sides.astride / std::min(sides.above, sides.below);
        return share <= kStraddlersMax ? std::optional(share) : std::nullopt;
    }

    [[nodiscard]] std::optional<Cut> best_cut(const std::vector<StrokePart>& parts) const {
        std::vector<Box> boxes;
        Box hull;
        for (const StrokePart& part : parts) {
            const Box box = rows_of(page_, part);
            if (std::max(box.width_px, box.height_px) < px(kDot)) continue;
            boxes.push_back(box);
            unite(hull, box);
        }
        if (boxes.size() < 2 * kStrokesMin || hull.height_px < 2 * px(kRowHeight)) return std::nullopt;
        const double middle = hull.left_px + hull.width_px / 2.0;
        std::optional<Cut> best;
        double best_cost = 0;
        for (const double slope : kSlopes) {
            for (double y = hull.top_px + px(kRowHeight); y < hull.bottom_px() - px(kRowHeight); y += px(kStep)) {
                const Cut cut{y - slope * middle, slope};
                const auto found = cost(sides_of(boxes, cut));
                if (!found || (best && *found >= best_cost)) continue;
                best = cut;
                best_cost = *found;
            }
        }
        return best;
    }

    void deal(const StrokePart& part, const Cut& cut, std::vector<StrokePart>& above,
              std::vector<StrokePart>& below) const {
        const Box box = rows_of(page_, part);
        const int y = cut.at(box);
        const double share = box.height_px > 0 ? static_cast<double>(y - box.top_px) / box.height_px : 0;
        if (share >= kWholeShare) {
            above.push_back(part);
        } else if (share <= 1 - kWholeShare) {
            below.push_back(part);
        } else {
            above.push_back({part.stroke, part.top_px, y});
            below.push_back({part.stroke, y, part.bottom_px});
        }
    }

    const CleanPage& page_;
    std::vector<std::vector<StrokePart>>& rows_;
};

}  // namespace

std::vector<std::vector<StrokePart>> rows_in(const CleanPage& page, std::vector<StrokePart> parts) {
    std::vector<std::vector<StrokePart>> rows;
    RowSplitter(page, rows).split(std::move(parts));
    return rows;
}

}  // namespace lockbox

#include "ocr/stacked_cents.h"

#include <algorithm>
#include <optional>

namespace lockbox {
namespace {

// Inches.
constexpr double kBarMin = 0.12, kBarThicknessMax = 0.06;
constexpr double kRowMin = 0.025;     // of the ink above and below the bar
constexpr double kDollarsMin = 0.08;  // height of the figures left of the fraction
constexpr double kBesideBar = 0.03;
constexpr double kSmallMax = 1.25;     // of the dollars' height: how far a figure of a fraction reaches from its bar
constexpr double kLongestShare = 0.8;  // of the bar's length that a row of it holds

struct Run {
    int left_px = 0, length_px = 0;
};

class FractionFinder {
  public:
    FractionFinder(const CleanPage& page, const std::vector<StrokePart>& figures) : page_(page), figures_(figures) {}

    /// The bar of the fraction that ends the figures.
    [[nodiscard]] std::optional<Box> bar() const {
        std::optional<Box> longest;
        for (const StrokePart& part : figures_) {
            const auto bar = bar_in(part);
            if (!bar || (longest && longest->width_px >= bar->width_px) || !divides_cents(*bar)) continue;
            longest = bar;
        }
        return longest;
    }

  private:
    [[nodiscard]] double px(double inches) const { return inches * page_.ink.dpi; }

    [[nodiscard]] bool is_ink(std::int32_t stroke, int x, int y) const {
        if (y < 0 || y >= page_.ink.height_px) return false;
        return page_.stroke_at[static_cast<std::size_t>(y) * page_.ink.width_px + x] == stroke;
    }

    /// The longest run of ink in a row; a bar that leans steps to the row above or below.
    [[nodiscard]] Run longest_run(const StrokePart& part, int y) const {
        const Box box = rows_of(page_, part);
        Run longest, run;
        for (int x = box.left_px; x < box.right_px(); ++x) {
            const bool ink =
                is_ink(part.stroke, x, y) || is_ink(part.stroke, x, y - 1) || is_ink(part.stroke, x, y + 1);
            run = ink ? Run{run.length_px ? run.left_px : x, run.length_px + 1} : Run{};
            if (run.length_px > longest.length_px) longest = run;
        }
        return longest;
    }

    [[nodiscard]] std::optional<Box> bar_in(const StrokePart& part) const {
        const Box box = rows_of(page_, part);
        if (box.width_px < px(kBarMin)) return std::nullopt;
        std::vector<Run> runs;
        for (int y = box.top_px; y < box.bottom_px(); ++y) runs.push_back(longest_run(part, y));
        const auto longest = std::max_element(runs.begin(), runs.end(),
                                              [](const Run& a, const Run& b) { return a.length_px < b.length_px; });
        if (longest == runs.end() || longest->length_px < px(kBarMin)) return std::nullopt;
        const auto is_bar = [&](const Run& run) { return run.length_px >= kLongestShare * longest->length_px; };
        const auto first = std::find_if(runs.begin(), runs.end(), is_bar);
        const auto last = std::find_if(runs.rbegin(), runs.rend(), is_bar).base();
        if (static_cast<double>(last - first) > px(kBarThicknessMax)) return std::nullopt;
        return Box{longest->left_px, box.top_px + static_cast<int>(first - runs.begin()), longest->length_px,
                   static_cast<int>(last - first)};
    }

    /// Small figures over it and under it, the dollars left of it, and nothing of their size right of it.
    [[nodiscard]] bool divides_cents(const Box& bar) const {
        double dollars = 0, above = 0, below = 0, beyond = 0;
        for (const StrokePart& part : figures_) {
            const Box box = rows_of(page_, part);
            const double middle = box.left_px + box.width_px / 2.0;
            if (middle < bar.left_px) {
                dollars = std::max<double>(dollars, box.height_px);
            } else if (middle > bar.right_px() + px(kBesideBar)) {
                beyond = std::max<double>(beyond, box.height_px);
            }
            if (box.right_px() <= bar.left_px || box.left_px >= bar.right_px()) continue;
            if (middle < bar.left_px) continue;
            above = std::max<double>(above, bar.top_px - box.top_px);
            below = std::max<double>(below, box.bottom_px() - bar.bottom_px());
        }
        return dollars >= px(kDollarsMin) && std::min(above, below) >= px(kRowMin) &&
               std::max(above, below) <= kSmallMax * dollars && beyond <= kSmallMax * dollars;
    }

    const CleanPage& page_;
    const std::vector<StrokePart>& figures_;
};

bool is_under(const Box& box, const Box& bar) {
    return box.top_px + box.height_px / 2 >= bar.top_px;
}

}  // namespace

std::vector<StrokePart> without_hundredths(const CleanPage& page, std::vector<StrokePart> figures) {
    const auto bar = FractionFinder(page, figures).bar();
    if (!bar) return figures;
    std::vector<StrokePart> kept;
    for (const StrokePart& part : figures) {
        const Box box = rows_of(page, part);
        const bool beside = box.right_px() <= bar->left_px || box.left_px >= bar->right_px();
        const bool mostly_left = box.left_px + box.width_px / 2 < bar->left_px;
        if (beside || (mostly_left && box.bottom_px() <= bar->bottom_px())) {
            kept.push_back(part);
            continue;
        }
        // What runs into the bar is cut where the bar is.
        StrokePart left = part, above = part;
        left.right_px = std::min(part.right_px, bar->left_px);
        above.left_px = std::max(part.left_px, bar->left_px);
        above.bottom_px = std::min(part.bottom_px, bar->top_px);
        if (box.left_px < bar->left_px) kept.push_back(left);
        if (!is_under(box, *bar) || box.top_px < bar->top_px - page.ink.dpi * kRowMin) kept.push_back(above);
    }
    return kept;
}

}  // namespace lockbox

#include "ocr/frame_finder.h"

#include <algorithm>
#include <cmath>

namespace lockbox {
namespace {

// Inches.
constexpr double kFrameMin = 0.14, kFrameMax = 0.6;
constexpr double kNear = 0.05;
constexpr double kFadedMax = 0.8;

constexpr double kSideSeen = 0.75, kSideBeyond = 0.9;  // shares of its height
constexpr double kLinesBeyond = 0.5;                   // of both lines' way to a side beyond their ends, together
constexpr double kMissingMax = 0.3;                    // of the upper line's length, at the ends of the lower

bool close(int a_px, int b_px, int near_px) {
    return std::abs(a_px - b_px) < near_px;
}

/// Share of the columns in which the rule, led on beyond its end, meets ink.
double ink_along(const PageImage& ink, const Rule& rule, int from_px, int to_px) {
    int dark = 0;
    for (int x = from_px; x < to_px; ++x) {
        const int y = static_cast<int>(std::lround(rule.y_px(x)));
        dark += upright_share(ink, x, y, y + 1, 0) > 0 || upright_share(ink, x, y - 1, y, 0) > 0 ||
                upright_share(ink, x, y + 1, y + 2, 0) > 0;
    }
    return static_cast<double>(dark) / std::max(1, to_px - from_px);
}

/// Where the side stands to which both rules led before their end faded; `from_px` where there is none.
int faded_end(const PageImage& ink, const Rule& top, const Rule& bottom, int from_px, int step) {
    const int first = static_cast<int>(top.middle_y_px()), last = static_cast<int>(bottom.middle_y_px());
    const int near = static_cast<int>(kNear * ink.dpi);
    if (upright_share(ink, from_px, first, last, near / 2) > kSideSeen) return from_px;
    for (int way = near; way < kFadedMax * ink.dpi; ++way) {
        const int x = from_px + step * way;
        if (x < 1 || x >= ink.width_px - 1 || upright_share(ink, x, first, last, 1) < kSideBeyond) continue;
        const int left = std::min(x, from_px), right = std::max(x, from_px);
        const double seen = ink_along(ink, top, left, right) + ink_along(ink, bottom, left, right);
        return seen > kLinesBeyond ? x : from_px;
    }
    return from_px;
}

/// A box close over another is no third one with it, from its upper or lower side to one of the other's.
void drop_boxes_of_two(int near_px, std::vector<Box>& frames) {
    const std::vector<Box> all = frames;
    std::erase_if(frames, [&](const Box& frame) {
        return std::any_of(all.begin(), all.end(), [&](const Box& lower) {
            return lower.height_px < frame.height_px && close(lower.left_px, frame.left_px, near_px) &&
                   close(lower.right_px(), frame.right_px(), near_px) &&
                   (close(lower.top_px, frame.top_px, near_px) || close(lower.bottom_px(), frame.bottom_px(), near_px));
        });
    });
}

void move_ends(Rule& rule, int left_px, int right_px) {
    const double left_y = rule.y_px(left_px), right_y = rule.y_px(right_px);
    rule.left_px = left_px, rule.right_px = right_px;
    rule.left_y_px = left_y, rule.right_y_px = right_y;
}

}  // namespace

std::vector<Box> find_frames(const PageImage& ink, const std::vector<Rule>& rules) {
    std::vector<Box> frames;
    if (ink.empty()) return frames;
    const int near = std::max(1, static_cast<int>(std::lround(kNear * ink.dpi)));
    for (const Rule& top : rules) {
        for (const Rule& bottom : rules) {
            const double height = bottom.middle_y_px() - top.middle_y_px();
            if (height < kFrameMin * ink.dpi || height > kFrameMax * ink.dpi) continue;
            // The lower sides of boxes side by side may be seen as one line; an end of it may have faded.
            const int missing =
                std::max(0, bottom.left_px - near - top.left_px) + std::max(0, top.right_px - near - bottom.right_px);
            if (missing > kMissingMax * top.length_px()) continue;
            const int left = faded_end(ink, top, bottom, top.left_px, -1);
            const int right = faded_end(ink, top, bottom, top.right_px - 1, 1) + 1;
            const int first = static_cast<int>(top.middle_y_px()), last = static_cast<int>(bottom.middle_y_px());
            const auto side = [&](int x, int reach) { return upright_share(ink, x, first, last, reach); };
            // Round ends stand out beyond the straight lines, by half of the height at most.
            const int round = (last - first) / 4, reach = round + near / 2;
            if (side(left, near / 2) + side(right - 1, near / 2) > 2 * kSideSeen)
                frames.push_back({left, first, right - left, last - first + 1});
            else if (side(left - round, reach) + side(right - 1 + round, reach) > 1.9)
                frames.push_back({left - 2 * round, first, right - left + 4 * round, last - first + 1});
        }
    }
    drop_boxes_of_two(near, frames);
    return frames;
}

std::vector<Rule> fitted_to_frames(std::vector<Rule> rules, const std::vector<Box>& frames, int dpi) {
    const int near = std::max(1, static_cast<int>(std::lround(kNear * dpi)));
    for (Rule& rule : rules) {
        for (const Box& frame : frames) {
            const int y = static_cast<int>(rule.middle_y_px());
            const bool is_side = close(y, frame.top_px, near) || close(y, frame.bottom_px(), near);
            const bool within = rule.left_px > frame.left_px - near && rule.right_px < frame.right_px() + near;
            if (is_side && within) {
                move_ends(rule, std::min(rule.left_px, frame.left_px), std::max(rule.right_px, frame.right_px()));
            } else if (y > frame.top_px + near && y < frame.bottom_px() && rule.left_px < frame.left_px - near &&
                       rule.right_px > frame.left_px && rule.right_px < frame.right_px() - near) {
                move_ends(rule, rule.left_px, frame.left_px);
            }
        }
    }
    return rules;
}

}  // namespace lockbox

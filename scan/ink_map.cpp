#include "scan/ink_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox {
namespace {

// Resolution at which boxes are found: print of 6 points still falls apart into letters, and a page takes milliseconds.
constexpr int kWorkingDpi = 200;
// Share of the page's own contrast that a pixel must be darker than the paper around it: above it lie faint
// backgrounds and show-through, below it pencil and worn ribbons.
constexpr double kInkContrastShare = 0.4;
constexpr int kNoiseDepth = 24;  // gray levels; sensor noise and JPEG ringing stay under it

constexpr double kPaperBlockInches = 0.04;  // block whose lightest neighbours are taken for paper
constexpr double kMarkInchesMin = 0.015, kMarkInchesMax = 0.6;
constexpr double kRunInchesMin = 0.2, kRuleInchesMin = 0.4, kRuleThicknessInchesMax = 0.04;
constexpr double kCellInches = 0.04;  // cell of the density map
constexpr double kDenseInchesMin = 0.2;
constexpr double kCleftInches = 0.2;
constexpr std::size_t kPiecesMax = 200;  // more pieces than any page of barcodes has: a photograph, or noise
// Bars and modules are half ink by design; print of any size stays under a third once its line gaps count.
constexpr double kDenseShareMin = 0.23, kDenseShareMax = 0.88;

int at_least_one(double px) {
    return std::max(1, static_cast<int>(std::lround(px)));
}

cv::Mat view_of(const PageImage& side) {
    return {side.height_px, side.width_px, CV_8UC1, const_cast<std::uint8_t*>(side.pixels.data())};
}

/// Level of the paper around each pixel: the lightest of its neighbourhood, smoothed.
cv::Mat paper_level(const cv::Mat& gray, int dpi) {
    const int block_px = at_least_one(kPaperBlockInches * dpi);
    cv::Mat small;
    cv::resize(gray, small, {std::max(1, gray.cols / block_px), std::max(1, gray.rows / block_px)}, 0, 0,
               cv::INTER_AREA);
    cv::dilate(small, small, cv::getStructuringElement(cv::MORPH_RECT, {7, 7}));
    cv::blur(small, small, {7, 7});
    cv::Mat paper;
    cv::resize(small, paper, gray.size(), 0, 0, cv::INTER_LINEAR);
    return paper;
}

/// Depth that one pixel in five hundred exceeds: that of solid ink on any page that has print.
int solid_ink_depth(const cv::Mat& depth) {
    std::array<std::size_t, 256> count{};
    for (int y = 0; y < depth.rows; y += 2) {
        const std::uint8_t* row = depth.ptr(y);
        for (int x = 0; x < depth.cols; ++x) ++count[row[x]];
    }
    const std::size_t beyond =
        static_cast<std::size_t>(depth.rows / 2 + 1) * static_cast<std::size_t>(depth.cols) / 500;
    std::size_t seen = 0;
    for (int level = 255; level > 0; --level) {
        seen += count[static_cast<std::size_t>(level)];
        if (seen > beyond) return level;
    }
    return 0;
}

/// 255 where there is ink.
cv::Mat binarise(const cv::Mat& gray, int dpi, bool bitonal) {
    cv::Mat ink;
    if (bitonal) {
        cv::threshold(gray, ink, 127, 255, cv::THRESH_BINARY_INV);
        return ink;
    }
    cv::subtract(paper_level(gray, dpi), gray, ink);
    const double threshold = std::max<double>(kNoiseDepth, kInkContrastShare * solid_ink_depth(ink));
    cv::threshold(ink, ink, threshold, 255, cv::THRESH_BINARY);
    return ink;
}

std::vector<Box> find_marks(const cv::Mat& ink, int dpi) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    const int px_min = at_least_one(kMarkInchesMin * dpi), px_max = at_least_one(kMarkInchesMax * dpi);
    const int rule_px_min = at_least_one(kRuleInchesMin * dpi), thin_px = at_least_one(kRuleThicknessInchesMax * dpi);
    std::vector<Box> marks;
    for (int i = 1; i < count; ++i) {
        const int* s = stats.ptr<int>(i);
        const Box box{s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH], s[cv::CC_STAT_HEIGHT]};
        const int longer = std::max(box.width_px, box.height_px), shorter = std::min(box.width_px, box.height_px);
        if (longer < px_min || longer > px_max) continue;
        if (longer >= rule_px_min && shorter <= thin_px) continue;
        marks.push_back(box);
    }
    return marks;
}

/// Runs of ink along one row, bridging gaps of up to two pixels (a noisy gray line).
template <class Take>
void for_each_run(const std::uint8_t* row, int width, int run_px_min, Take take) {
    constexpr int kBridge = 2;
    int start = -1, end = -1;
    const std::uint8_t* const stop = row + width;
    for (const std::uint8_t* p = row; p < stop;) {
        const auto* on = static_cast<const std::uint8_t*>(std::memchr(p, 255, static_cast<std::size_t>(stop - p)));
        if (!on) break;
        const auto* off = static_cast<const std::uint8_t*>(std::memchr(on, 0, static_cast<std::size_t>(stop - on)));
        if (!off) off = stop;
        const int left = static_cast<int>(on - row);
        if (start < 0 || left - end > kBridge) {
            if (start >= 0 && end - start >= run_px_min) take(start, end);
            start = left;
        }
        end = static_cast<int>(off - row);
        p = off;
    }
    if (start >= 0 && end - start >= run_px_min) take(start, end);
}

/// Print that has bled together also forms runs, but unlike a rule it has ink right above and below.
bool stands_free(const cv::Mat& ink, const Box& rule, int dpi) {
    constexpr double kTouchedShareMax = 0.3;
    const int away_px = at_least_one(0.015 * dpi);
    for (const int y : {rule.top_px - away_px, rule.bottom_px() - 1 + away_px}) {
        if (y < 0 || y >= ink.rows) continue;
        const int touched = cv::countNonZero(ink(cv::Rect(rule.left_px, y, rule.width_px, 1)));
        if (touched > kTouchedShareMax * rule.width_px) return false;
    }
    return true;
}

bool is_rule(const cv::Mat& ink, const Box& box, int dpi) {
    // A long line may lean by a degree on top of its thickness.
    const double height_px_max = kRuleThicknessInchesMax * dpi + box.width_px / 50.0;
    return box.width_px >= kRuleInchesMin * dpi && box.height_px <= height_px_max && stands_free(ink, box, dpi);
}

/// Long runs of neighbouring rows put together: a line that is a little askew steps from row to row.
std::vector<Box> find_rules(const cv::Mat& ink, int dpi) {
    const int run_px_min = at_least_one(kRunInchesMin * dpi);
    std::vector<Box> open, done;
    for (int y = 0; y < ink.rows; ++y) {
        for_each_run(ink.ptr(y), ink.cols, run_px_min, [&](int left, int right) {
            for (Box& rule : open) {
                if (left > rule.right_px() + run_px_min / 4 || right < rule.left_px - run_px_min / 4) continue;
                const int far = std::max(rule.right_px(), right);
                rule.left_px = std::min(rule.left_px, left);
                rule.width_px = far - rule.left_px;
                rule.height_px = y + 1 - rule.top_px;
                return;
            }
            open.push_back({left, y, right - left, 1});
        });
        const auto ended =
            std::partition(open.begin(), open.end(), [&](const Box& r) { return r.bottom_px() + 2 > y; });
        done.insert(done.end(), ended, open.end());
        open.erase(ended, open.end());
    }
    done.insert(done.end(), open.begin(), open.end());
    std::erase_if(done, [&](const Box& box) { return !is_rule(ink, box, dpi); });
    return done;
}

/// Wide white bars cleave a symbol: pieces that stand beside each other, as high as each other, are one.
void join_pieces(std::vector<Box>& dense, int gap_px) {
    for (bool joined = true; joined;) {
        joined = false;
        for (std::size_t i = 0; i < dense.size() && !joined; ++i) {
            for (std::size_t j = i + 1; j < dense.size() && !joined; ++j) {
                const Box &a = dense[i], &b = dense[j];
                const Box near{a.left_px - gap_px, a.top_px, a.width_px + 2 * gap_px, a.height_px};
                const Box shared = intersection(near, b);
                if (shared.width_px == 0 || 2 * shared.height_px < std::max(a.height_px, b.height_px)) continue;
                const int left = std::min(a.left_px, b.left_px), top = std::min(a.top_px, b.top_px);
                dense[i] = {left, top, std::max(a.right_px(), b.right_px()) - left,
                            std::max(a.bottom_px(), b.bottom_px()) - top};
                dense.erase(dense.begin() + static_cast<std::ptrdiff_t>(j));
                joined = true;
            }
        }
    }
}

/// Stretches of a mean profile (bytes) without a gap, at least `px_min` long.
std::vector<cv::Range> unbroken(const cv::Mat& profile, int px_min) {
    constexpr double kBlank = 0.06 * 255;
    const int length = static_cast<int>(profile.total());
    std::vector<cv::Range> stretches;
    for (int start = 0; start < length;) {
        int end = start;
        while (end < length && profile.data[end] >= kBlank) ++end;
        if (end - start >= px_min) stretches.emplace_back(start, end);
        start = end + 1;
    }
    return stretches;
}

/// Bars and modules fill their area without a gap in at least one direction. Lines of print leave blank rows between
/// them and are too low by themselves, so what remains of a dense area once it is cut at its gaps is worth a look.
std::vector<Box> cut_at_gaps(const cv::Mat& ink, const Box& box, int px_min) {
    const cv::Mat area = ink(cv::Rect(box.left_px, box.top_px, box.width_px, box.height_px));
    std::vector<Box> parts;
    cv::Mat profile;
    cv::reduce(area, profile, 1, cv::REDUCE_AVG);
    for (const cv::Range& rows : unbroken(profile, px_min)) {
        parts.push_back({box.left_px, box.top_px + rows.start, box.width_px, rows.size()});
    }
    if (!parts.empty() || box.height_px < 2 * px_min) return parts;
    cv::reduce(area, profile, 0, cv::REDUCE_AVG);
    for (const cv::Range& columns : unbroken(profile, px_min)) {
        parts.push_back({box.left_px + columns.start, box.top_px, columns.size(), box.height_px});
    }
    return parts;
}

/// As broad as it is high, like a QR code: of those the smallest have rows and columns that are white but for a module.
bool may_be_square_code(const Box& box, int dpi) {
    constexpr double kBroaderMax = 1.4, kInchesMax = 2.5;
    const int longer = std::max(box.width_px, box.height_px), shorter = std::min(box.width_px, box.height_px);
    return longer <= kBroaderMax * shorter && longer <= kInchesMax * dpi;
}

std::vector<Box> find_dense(const cv::Mat& ink, int dpi) {
    const int cell_px = at_least_one(kCellInches * dpi);
    if (ink.cols < 5 * cell_px || ink.rows < 5 * cell_px) return {};
    cv::Mat share, mask;
    cv::resize(ink, share, {ink.cols / cell_px, ink.rows / cell_px}, 0, 0, cv::INTER_AREA);
    cv::blur(share, share, {5, 5});
    cv::inRange(share, cv::Scalar(255 * kDenseShareMin), cv::Scalar(255 * kDenseShareMax), mask);
    const int cells_min = at_least_one(kDenseInchesMin / kCellInches);
    cv::morphologyEx(mask, mask, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {cells_min, cells_min}));
    // Wide white bars and modules leave holes and clefts.
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8, CV_32S);
    std::vector<Box> dense;
    for (int i = 1; i < count; ++i) {
        const int* s = stats.ptr<int>(i);
        const Box box{s[cv::CC_STAT_LEFT] * cell_px, s[cv::CC_STAT_TOP] * cell_px, s[cv::CC_STAT_WIDTH] * cell_px,
                      s[cv::CC_STAT_HEIGHT] * cell_px};
        dense.push_back(intersection(box, {0, 0, ink.cols, ink.rows}));
    }
    if (dense.size() <= kPiecesMax) join_pieces(dense, at_least_one(kCleftInches * dpi));
    std::vector<Box> whole;
    for (const Box& box : dense) {
        const std::vector<Box> parts = cut_at_gaps(ink, box, at_least_one(kDenseInchesMin * dpi));
        whole.insert(whole.end(), parts.begin(), parts.end());
        if (may_be_square_code(box, dpi) && std::find(parts.begin(), parts.end(), box) == parts.end()) {
            whole.push_back(box);
        }
    }
    return whole;
}

void scale(std::vector<Box>& boxes, double factor) {
    const auto at = [factor](int px) { return static_cast<int>(std::lround(px * factor)); };
    for (Box& b : boxes) b = {at(b.left_px), at(b.top_px), at(b.width_px), at(b.height_px)};
}

}  // namespace

InkMap find_ink(const PageImage& side) {
    InkMap map;
    map.width_px = side.width_px;
    map.height_px = side.height_px;
    map.dpi = std::max(1, side.dpi);
    if (side.empty()) return map;
    cv::Mat gray = view_of(side);
    double factor = 1;
    if (map.dpi > kWorkingDpi * 6 / 5) {
        factor = static_cast<double>(kWorkingDpi) / map.dpi;
        cv::resize(view_of(side), gray, {}, factor, factor, cv::INTER_AREA);
    }
    const int dpi = at_least_one(map.dpi * factor);
    const cv::Mat ink = binarise(gray, dpi, side.bitonal);
    map.ink_share = static_cast<double>(cv::countNonZero(ink)) / static_cast<double>(ink.total());
    map.marks = find_marks(ink, dpi);
    map.rules = find_rules(ink, dpi);
    map.dense = find_dense(ink, dpi);
    if (factor != 1) {
        for (auto* boxes : {&map.marks, &map.rules, &map.dense}) scale(*boxes, 1 / factor);
    }
    return map;
}

}  // namespace lockbox

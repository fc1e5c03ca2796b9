#include "ocr/line_image.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lockbox {
namespace {

constexpr int kWorkHeightMax_px = 96;    // more detail than this never reaches 32 rows
constexpr double kContrastMin = 40;      // gray levels: below it a darker spot is paper, not ink
constexpr double kInkFloor = 0.22;       // share of the darkest ink that shading and patterns stay under
constexpr double kMarginShare = 0.08;    // of the writing's height, kept above and below it
constexpr int kSolid = 96;               // ink from here on is a stroke, not the rim of one
constexpr double kNeighbourShare = 0.3;  // of the crop's height: more than this at an edge is the line itself

cv::Mat view_of(const PageImage& page, const Box& box) {
    const cv::Mat whole(page.height_px, page.width_px, CV_8UC1, const_cast<std::uint8_t*>(page.pixels.data()));
    return whole(cv::Rect(box.left_px, box.top_px, box.width_px, box.height_px));
}

/// Ink as 0 to 255 against the paper around it.
cv::Mat ink_of(const cv::Mat& gray) {
    const int reach = std::max(9, gray.rows / 3) | 1;
    cv::Mat paper;
    cv::morphologyEx(gray, paper, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    // Most fields come on plain white, and there is nothing to smooth.
    const bool is_plain = cv::countNonZero(paper != paper.at<std::uint8_t>(0, 0)) == 0;
    if (!is_plain) cv::GaussianBlur(paper, paper, {}, reach / 2.0);
    cv::Mat depth;
    cv::subtract(paper, gray, depth);

    const int bins = 256;
    int counts[256] = {};
    for (int y = 0; y < depth.rows; ++y) {
        for (int x = 0; x < depth.cols; ++x) ++counts[depth.at<std::uint8_t>(y, x)];
    }
    // The darkest hundredth is ink wherever there is a line at all.
    int darkest = bins - 1;
    for (int left = depth.rows * depth.cols / 100; darkest > 0 && (left -= counts[darkest]) > 0;) --darkest;
    const double full = std::max<double>(darkest, kContrastMin);
    cv::Mat ink(depth.size(), CV_8UC1);
    for (int y = 0; y < depth.rows; ++y) {
        for (int x = 0; x < depth.cols; ++x) {
            const double share = std::min(1.0, depth.at<std::uint8_t>(y, x) / full);
            ink.at<std::uint8_t>(y, x) =
                cv::saturate_cast<std::uint8_t>(255 * std::max(0.0, share - kInkFloor) / (1 - kInkFloor));
        }
    }
    return ink;
}

/// Takes out strokes that are straight for `length_px` along x, where no other ink touches them from above or below.
void erase_straight(cv::Mat& ink, int length_px) {
    if (ink.cols < length_px) return;
    cv::Mat solid, straight;
    cv::threshold(ink, solid, kSolid, 255, cv::THRESH_BINARY);
    cv::morphologyEx(solid, straight, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {length_px, 1}));
    if (cv::countNonZero(straight) == 0) return;
    const int thick_max = std::max(3, ink.rows / 10);
    for (int x = 0; x < ink.cols; ++x) {
        for (int y = 0; y < ink.rows; ++y) {
            if (straight.at<std::uint8_t>(y, x) == 0) continue;
            int top = y, bottom = y;
            while (top > 0 && solid.at<std::uint8_t>(top - 1, x) != 0) --top;
            while (bottom + 1 < ink.rows && solid.at<std::uint8_t>(bottom + 1, x) != 0) ++bottom;
            if (bottom - top < thick_max) {
                for (int row = std::max(0, top - 1); row <= std::min(ink.rows - 1, bottom + 1); ++row) {
                    ink.at<std::uint8_t>(row, x) = 0;
                }
            }
            y = bottom;
        }
    }
}

void erase_rules(cv::Mat& ink) {
    erase_straight(ink, std::max(24, ink.rows * 3 / 2));
    cv::Mat turned;
    cv::transpose(ink, turned);
    erase_straight(turned, std::max(24, ink.rows * 19 / 20));  // only what crosses the whole crop: a "1" never does
    cv::transpose(turned, ink);
}

/// Takes out what looks in from the line above or below: a low band of ink at the crop's edge, with clear paper between
/// it and the rest, when the rest is as high as a line should be.
void erase_neighbour(cv::Mat& ink, bool at_top) {
    const auto marked = [&](int row) {
        const cv::Mat strokes = ink.row(at_top ? row : ink.rows - 1 - row) > kSolid;
        return cv::countNonZero(strokes) > 1;
    };
    int end = 0;
    while (end < 2 && !marked(end)) ++end;
    while (end < ink.rows && marked(end)) ++end;
    if (end < 3 || end > ink.rows * kNeighbourShare || end + 1 >= ink.rows || marked(end + 1)) return;
    int rest = 0;
    for (int row = end; row < ink.rows; ++row) rest += marked(row) ? 1 : 0;
    if (rest < ink.rows * kNeighbourShare || rest < 2 * end) return;
    ink.rowRange(at_top ? 0 : ink.rows - end, at_top ? end : ink.rows).setTo(0);
}

struct Extent {
    int first = 0, last = -1;
    [[nodiscard]] int length() const { return last - first + 1; }
};

/// Where the ink is along one axis, a little of it on both ends left out as dirt.
Extent extent_of(const cv::Mat& sums, double outside_share) {
    const int count = static_cast<int>(sums.total());
    const auto value = [&](int i) { return static_cast<double>(sums.at<int>(i)); };
    double total = 0;
    for (int i = 0; i < count; ++i) total += value(i);
    Extent extent{0, count - 1};
    double cut = 0;
    while (extent.first < count && (cut += value(extent.first)) <= total * outside_share) ++extent.first;
    cut = 0;
    while (extent.last > extent.first && (cut += value(extent.last)) <= total * outside_share) --extent.last;
    return total > 0 ? extent : Extent{};
}

cv::Rect writing_in(const cv::Mat& ink) {
    cv::Mat rows, columns;
    cv::reduce(ink, rows, 1, cv::REDUCE_SUM, CV_32S);
    cv::reduce(ink, columns, 0, cv::REDUCE_SUM, CV_32S);
    const Extent y = extent_of(rows, 0.006), x = extent_of(columns, 0.0);
    if (y.length() < 4 || x.length() < 2) return {};
    const int margin = static_cast<int>(std::ceil(y.length() * kMarginShare));
    const cv::Rect wanted(x.first - 2 * margin, y.first - margin, x.length() + 4 * margin, y.length() + 2 * margin);
    return wanted & cv::Rect(0, 0, ink.cols, ink.rows);
}

}  // namespace

LineImage normalise_line(const PageImage& page, const Box& asked, double spread) {
    const Box box = intersection(asked, page.bounds());
    LineImage line;
    if (box.width_px < 4 || box.height_px < 6) return line;
    cv::Mat gray = view_of(page, box).clone();
    double shrink = 1;
    if (gray.rows > kWorkHeightMax_px) {
        shrink = static_cast<double>(kWorkHeightMax_px) / gray.rows;
        cv::resize(gray, gray, {}, shrink, shrink, cv::INTER_AREA);
    }
    cv::Mat ink = ink_of(gray);
    erase_rules(ink);
    erase_neighbour(ink, true);
    erase_neighbour(ink, false);
    const cv::Rect writing = writing_in(ink);
    if (writing.empty()) return line;

    const double scale = static_cast<double>(kLineHeight_px) / writing.height;
    const int width = std::clamp(static_cast<int>(std::lround(writing.width * scale * spread)), 16, kLineWidthMax_px);
    cv::Mat sized;
    cv::resize(ink(writing), sized, {width, kLineHeight_px}, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    line.width_px = (width + 3) / 4 * 4;
    line.ink.assign(static_cast<std::size_t>(line.width_px) * kLineHeight_px, 0);
    for (int y = 0; y < kLineHeight_px; ++y) {
        std::copy_n(sized.ptr<std::uint8_t>(y), width,
                    line.ink.begin() + static_cast<std::ptrdiff_t>(y) * line.width_px);
    }
    line.scale = scale * shrink * spread;
    line.left_px = static_cast<int>(writing.x / shrink);
    return line;
}

}  // namespace lockbox

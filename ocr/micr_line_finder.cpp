#include "ocr/micr_line_finder.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/e13b.h"

namespace lockbox {

namespace {

constexpr double kDigitHeight_px = kE13bDigitCells * kE13bCellInches * kInkDpi;
constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;

constexpr std::size_t kMostMarks = 2000;  // more is noise, not print

struct Mark {
    double left_px, right_px, top_px, bottom_px;
    [[nodiscard]] double centre_px() const { return (left_px + right_px) / 2; }
    [[nodiscard]] double height_px() const { return bottom_px - top_px; }
};

cv::Mat as_mat(const InkImage& ink) {
    return {ink.height_px, ink.width_px, CV_8UC1, const_cast<std::uint8_t*>(ink.darkness.data())};
}

/// The darkness that parts print from paper: Otsu's, within what faint print and paper texture allow.
double ink_threshold(const cv::Mat& darkness) {
    cv::Mat binary;
    const double otsu = cv::threshold(darkness, binary, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    return std::clamp(otsu, 24.0, 110.0);
}

std::vector<Mark> connected_marks(const cv::Mat& binary) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(binary, labels, stats, centroids, 8, CV_32S);
    std::vector<Mark> marks;
    for (int i = 1; i < count; ++i) {
        const double left = stats.at<int>(i, cv::CC_STAT_LEFT), top = stats.at<int>(i, cv::CC_STAT_TOP);
        marks.push_back(
            {left, left + stats.at<int>(i, cv::CC_STAT_WIDTH), top, top + stats.at<int>(i, cv::CC_STAT_HEIGHT)});
    }
    return marks;
}

/// Digits, and a few that touch.
std::vector<Mark> digit_like(const std::vector<Mark>& marks) {
    std::vector<Mark> kept;
    for (const Mark& mark : marks) {
        const double width_px = mark.right_px - mark.left_px;
        const bool height_fits = mark.height_px() > 0.72 * kDigitHeight_px && mark.height_px() < 1.4 * kDigitHeight_px;
        if (height_fits && width_px > 0.2 * kDigitHeight_px && width_px < 5 * kPitch_px) kept.push_back(mark);
    }
    return kept;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

struct Line {
    double offset_px = 0, slope = 0;
    [[nodiscard]] double at(double x_px) const { return offset_px + slope * x_px; }
};

/// The straight line on which most feet stand: votes over slopes of up to three degrees.
Line vote(const std::vector<Mark>& marks, int height_px) {
    constexpr double kBin_px = 2, kSlopeStep = 0.0025;
    const int bins = static_cast<int>(height_px / kBin_px) + 2 * static_cast<int>(height_px / kBin_px) + 3;
    Line best;
    int most = 0;
    std::vector<int> votes(static_cast<std::size_t>(bins));
    for (int step = -21; step <= 21; ++step) {
        const double slope = step * kSlopeStep;
        std::fill(votes.begin(), votes.end(), 0);
        for (const Mark& mark : marks) {
            const double offset = mark.bottom_px - slope * mark.centre_px() + height_px;
            const int bin = static_cast<int>(offset / kBin_px);
            if (bin >= 0 && bin < bins) ++votes[static_cast<std::size_t>(bin)];
        }
        for (std::size_t bin = 0; bin + 1 < votes.size(); ++bin) {
            // Two times the votes, so that among equals the flatter line wins.
            const int support = 100 * (votes[bin] + votes[bin + 1]) - std::abs(step);
            if (support > most) {
                most = support;
                best = {(static_cast<double>(bin) + 1) * kBin_px - height_px, slope};
            }
        }
    }
    return best;
}

std::vector<Mark> standing_on(const std::vector<Mark>& marks, const Line& line, double tolerance_px) {
    std::vector<Mark> kept;
    for (const Mark& mark : marks)
        if (std::abs(mark.bottom_px - line.at(mark.centre_px())) <= tolerance_px) kept.push_back(mark);
    return kept;
}

Line least_squares(const std::vector<Mark>& marks) {
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (const Mark& mark : marks) {
        const double x = mark.centre_px(), y = mark.bottom_px;
        n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
    }
    const double spread = n * sxx - sx * sx;
    const double slope = spread > 1 ? (n * sxy - sx * sy) / spread : 0;
    return {(sy - slope * sx) / n, slope};
}

double print_contrast(const cv::Mat& darkness, const std::vector<Mark>& marks) {
    std::vector<double> darkest;
    for (const Mark& mark : marks) {
        double most = 0;
        cv::minMaxLoc(darkness(cv::Rect(cv::Point(static_cast<int>(mark.left_px), static_cast<int>(mark.top_px)),
                                        cv::Point(static_cast<int>(mark.right_px), static_cast<int>(mark.bottom_px)))),
                      nullptr, &most);
        darkest.push_back(most);
    }
    return std::max(1.0, 0.92 * median(darkest));
}

void remove(std::vector<Mark>& marks, const std::vector<Mark>& used) {
    std::erase_if(marks, [&](const Mark& mark) {
        return std::any_of(used.begin(), used.end(), [&](const Mark& other) {
            return mark.left_px == other.left_px && mark.top_px == other.top_px && mark.bottom_px == other.bottom_px;
        });
    });
}

/// Takes rows of at least `kFewestMarks` out of the marks, the fullest first.
std::vector<MicrLineCandidate> rows_of(std::vector<Mark> marks, const cv::Mat& darkness) {
    constexpr std::size_t kFewestMarks = 4, kMostRows = 3;
    std::vector<MicrLineCandidate> rows;
    if (marks.size() > kMostMarks) return rows;
    while (rows.size() < kMostRows && marks.size() >= kFewestMarks) {
        std::vector<Mark> row = standing_on(marks, vote(marks, darkness.rows), 3.5);
        if (row.size() < kFewestMarks) break;
        const std::vector<Mark> all = row;
        std::vector<double> heights;
        for (const Mark& mark : row) heights.push_back(mark.height_px());
        const double height = median(heights);
        std::erase_if(row, [&](const Mark& mark) { return std::abs(mark.height_px() - height) > 0.1 * height + 1; });
        const Line line = least_squares(row);
        MicrLineCandidate candidate{
            1e9, 0, line.offset_px, line.slope, height, print_contrast(darkness, row), static_cast<int>(row.size())};
        for (const Mark& mark : row) {
            candidate.left_px = std::min(candidate.left_px, mark.left_px);
            candidate.right_px = std::max(candidate.right_px, mark.right_px);
        }
        rows.push_back(candidate);
        remove(marks, all);
    }
    return rows;
}

}  // namespace

std::vector<MicrLineCandidate> find_micr_lines(const InkImage& ink) {
    if (ink.empty()) return {};
    const cv::Mat darkness = as_mat(ink);
    cv::Mat binary;
    cv::threshold(darkness, binary, ink_threshold(darkness), 255, cv::THRESH_BINARY);
    std::vector<MicrLineCandidate> rows = rows_of(digit_like(connected_marks(binary)), darkness);
    if (!rows.empty() && rows.front().marks >= 9) return rows;
    // Print full of voids falls into pieces: mend it downwards and look again.
    cv::morphologyEx(binary, binary, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {3, 7}));
    for (const MicrLineCandidate& row : rows_of(digit_like(connected_marks(binary)), darkness)) rows.push_back(row);
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.marks > b.marks; });
    return rows;
}

double usual_mark_height_px(const PageImage& line) {
    if (line.empty()) return 0;
    const cv::Mat gray(line.height_px, line.width_px, CV_8UC1, const_cast<std::uint8_t*>(line.pixels.data()));
    cv::Mat binary;
    cv::threshold(gray, binary, 0, 255, cv::THRESH_BINARY_INV | cv::THRESH_OTSU);
    std::vector<double> heights;
    for (const Mark& mark : connected_marks(binary)) {
        const double ratio = (mark.right_px - mark.left_px) / mark.height_px();
        if (mark.height_px() >= 8 && ratio > 0.3 && ratio < 1.1) heights.push_back(mark.height_px());
    }
    double best_height = 0, best_weight = 0;
    if (heights.size() > kMostMarks) return 0;
    for (const double height : heights) {
        double weight = 0;
        for (const double other : heights) weight += std::abs(other - height) < 0.08 * height ? height : 0;
        if (weight > best_weight) best_weight = weight, best_height = height;
    }
    return best_height;
}

}  // namespace lockbox

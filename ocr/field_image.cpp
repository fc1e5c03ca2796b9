#include "ocr/field_image.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox {
namespace {

// Inches.
constexpr double kSpeck = 0.015;       // a dot of a decimal point is larger
constexpr double kStreakHeight = 0.9;  // no stroke of writing is that tall and thin
constexpr double kStreakWidth = 0.06;
constexpr double kDashWidth = 0.3, kDashHeight = 0.07;
constexpr double kSmallPrint = 0.1, kPrintReach = 0.9;
constexpr double kMargin = 0.05;
constexpr double kWordGapMax = 0.45;
constexpr double kLineHeightMin = 0.06, kLineWidthMin = 0.12;

int px(double inches, int dpi) {
    return std::max(1, static_cast<int>(std::lround(inches * dpi)));
}

cv::Mat view(const PageImage& page) {
    return {page.height_px, page.width_px, CV_8UC1, const_cast<std::uint8_t*>(page.pixels.data())};
}

cv::Rect rect(const Box& box) {
    return {box.left_px, box.top_px, box.width_px, box.height_px};
}

Box united(const Box& a, const Box& b) {
    if (a.empty()) return b;
    const int left = std::min(a.left_px, b.left_px), top = std::min(a.top_px, b.top_px);
    return {left, top, std::max(a.right_px(), b.right_px()) - left, std::max(a.bottom_px(), b.bottom_px()) - top};
}

Box grown(const Box& box, int by_px) {
    return {box.left_px - by_px, box.top_px - by_px, box.width_px + 2 * by_px, box.height_px + 2 * by_px};
}

/// The upright sides of a frame go the way of the rules: strokes that pass through them stay.
void erase_side(cv::Mat ink, int x, const Box& frame, int reach) {
    for (int y = std::max(0, frame.top_px - reach); y < std::min(ink.rows, frame.bottom_px() + reach); ++y) {
        const auto dark = [&](int at) { return at >= 0 && at < ink.cols && ink.at<std::uint8_t>(y, at) < 128; };
        if (dark(x - reach - 1) && dark(x + reach + 1)) continue;
        for (int at = std::max(0, x - reach); at <= std::min(ink.cols - 1, x + reach); ++at) {
            ink.at<std::uint8_t>(y, at) = 255;
        }
    }
}

/// The column near `x` that holds most ink between the frame's top and bottom: where its side really stands.
int side_of(const cv::Mat& ink, int x, const Box& frame, int reach) {
    int best = x, most = 0;
    const int top = std::max(0, frame.top_px), height = std::min(ink.rows, frame.bottom_px()) - top;
    for (int at = std::max(0, x - reach); height > 0 && at <= std::min(ink.cols - 1, x + reach); ++at) {
        const int dark = height - cv::countNonZero(ink.col(at).rowRange(top, top + height));
        if (dark > most) best = at;
        most = std::max(most, dark);
    }
    return best;
}

bool is_streak(const Box& stroke, int dpi) {
    return stroke.height_px > px(kStreakHeight, dpi) && stroke.width_px < px(kStreakWidth, dpi);
}

bool is_filling_dash(const Box& stroke, int dpi) {
    return stroke.width_px > px(kDashWidth, dpi) && stroke.height_px < px(kDashHeight, dpi);
}

bool middle_in(const Box& stroke, const Box& band) {
    const int x = stroke.left_px + stroke.width_px / 2, y = stroke.top_px + stroke.height_px / 2;
    return x >= band.left_px && x < band.right_px() && y >= band.top_px && y < band.bottom_px();
}

/// Copies the strokes of `strokes` (and nothing else that happens to lie in their box) to a page of their own.
FieldImage field_of(const CleanPage& page, std::vector<Box> strokes, const Box& fallback) {
    FieldImage field;
    field.box = intersection(fallback, page.ink.bounds());
    if (strokes.empty()) return field;
    Box hull;
    for (const Box& stroke : strokes) hull = united(hull, stroke);
    field.box = hull;
    const Box wide = intersection(grown(hull, px(kMargin, page.ink.dpi)), page.ink.bounds());

    cv::Mat labels, stats, centres;
    const cv::Mat mask = view(page.ink)(rect(wide)) < 128;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
    cv::Mat own = cv::Mat::zeros(mask.size(), CV_8UC1);
    for (int i = 1; i < count; ++i) {
        const Box part{wide.left_px + stats.at<int>(i, cv::CC_STAT_LEFT),
                       wide.top_px + stats.at<int>(i, cv::CC_STAT_TOP), stats.at<int>(i, cv::CC_STAT_WIDTH),
                       stats.at<int>(i, cv::CC_STAT_HEIGHT)};
        const bool listed = std::any_of(strokes.begin(), strokes.end(),
                                        [&](const Box& stroke) { return intersection(stroke, part) == part; });
        if (listed) own.setTo(255, labels == i);
    }
    cv::dilate(own, own, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    field.image_box = wide;
    field.image = {wide.width_px, wide.height_px, page.gray.dpi, page.gray.bitonal, {}};
    field.image.pixels.assign(static_cast<std::size_t>(wide.width_px) * wide.height_px, 255);
    view(page.gray)(rect(wide)).copyTo(view(field.image), own);
    std::sort(strokes.begin(), strokes.end(), [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
    field.strokes = std::move(strokes);
    return field;
}

struct Line {
    Box box;
    std::vector<Box> strokes;
};

/// How well a stroke continues a line at its right end: shared rows relative to the lower of the two.
double shared_rows(const Line& line, const Box& stroke) {
    Box tail;
    for (auto it = line.strokes.rbegin(); it != line.strokes.rend() && it - line.strokes.rbegin() < 4; ++it) {
        tail = united(tail, *it);
    }
    const int shared = std::min(tail.bottom_px(), stroke.bottom_px()) - std::max(tail.top_px, stroke.top_px);
    return static_cast<double>(shared) / std::max(1, std::min(tail.height_px, stroke.height_px));
}

}  // namespace

CleanPage clean_page(const PageImage& page) {
    CleanPage clean;
    const PageImage ink = ink_of(page);
    clean.rules = find_rules(ink);
    clean.frames = find_frames(ink, clean.rules);
    clean.ink = without_rules(ink, clean.rules);
    clean.gray = page;
    if (page.empty()) return clean;
    for (const Box& frame : clean.frames) {
        const int reach = px(0.015, page.dpi);
        for (const int x : {frame.left_px, frame.right_px() - 1}) {
            erase_side(view(clean.ink), side_of(view(clean.ink), x, frame, 3 * reach), frame, reach);
        }
    }
    // Soft edges of strokes belong to them; everything farther from ink is paper.
    cv::Mat paper;
    cv::erode(view(clean.ink), paper, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    view(clean.gray).setTo(255, paper);
    return clean;
}

FieldImage cut_field(const CleanPage& page, const Box& band, const std::vector<Box>& others) {
    const int dpi = page.ink.dpi;
    std::vector<Box> own;
    for (const Box& stroke : find_strokes(page.ink, grown(band, px(0.2, dpi)), px(kSpeck, dpi))) {
        if (!middle_in(stroke, band) || is_streak(stroke, dpi) || is_filling_dash(stroke, dpi)) continue;
        const bool taken =
            std::any_of(others.begin(), others.end(), [&](const Box& other) { return middle_in(stroke, other); });
        if (!taken) own.push_back(stroke);
    }
    return field_of(page, std::move(own), band);
}

std::vector<Box> floating_print(const CleanPage& page, const Rule& rule, double above_in) {
    const int dpi = page.ink.dpi, reach = px(kPrintReach, dpi);
    const Box above{rule.left_px, static_cast<int>(rule.middle_y_px()) - reach, rule.length_px(), reach};
    std::vector<Box> print;
    for (const Box& stroke : find_strokes(page.ink, above, 1)) {
        const bool high = stroke.bottom_px() < rule.y_px(stroke.left_px) - px(above_in, dpi);
        if (high && stroke.height_px < px(kSmallPrint, dpi)) print.push_back(stroke);
    }
    return print;
}

std::vector<FieldImage> find_text_lines(const CleanPage& page, const Box& area) {
    const int dpi = page.ink.dpi;
    std::vector<Box> strokes = find_strokes(page.ink, area, px(kSpeck, dpi));
    std::sort(strokes.begin(), strokes.end(), [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
    std::vector<Line> lines;
    for (const Box& stroke : strokes) {
        if (is_streak(stroke, dpi)) continue;
        Line* best = nullptr;
        double best_share = 0.35;
        for (Line& line : lines) {
            if (stroke.left_px - line.box.right_px() > px(kWordGapMax, dpi)) continue;
            const double share = shared_rows(line, stroke);
            if (share <= best_share) continue;
            best = &line;
            best_share = share;
        }
        if (!best) best = &lines.emplace_back();
        best->strokes.push_back(stroke);
        best->box = united(best->box, stroke);
    }
    std::erase_if(lines, [dpi](const Line& line) {
        return line.box.height_px < px(kLineHeightMin, dpi) || line.box.width_px < px(kLineWidthMin, dpi);
    });
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.box.top_px < b.box.top_px; });
    std::vector<FieldImage> fields;
    for (Line& line : lines) fields.push_back(field_of(page, std::move(line.strokes), line.box));
    return fields;
}

bool looks_printed(const FieldImage& field) {
    const int dpi = field.image.dpi;
    const auto tall = std::count_if(field.strokes.begin(), field.strokes.end(),
                                    [dpi](const Box& stroke) { return stroke.height_px > px(0.15, dpi); });
    return field.strokes.size() >= 8 && tall == 0 && field.box.height_px < px(0.2, dpi);
}

}  // namespace lockbox

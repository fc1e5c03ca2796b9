#include "ocr/field_image.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "ocr/frame_finder.h"
#include "ocr/text_rows.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kSpeck = 0.015;          // a dot of a decimal point is larger
constexpr double kStrokeHeightMax = 1.3;  // borders of the sheet are taller
constexpr double kStreakHeight = 0.6;     // no stroke of writing is that tall and thin
constexpr double kStreakWidth = 0.04, kStreakGap = 0.02;
constexpr double kDashWidth = 0.3, kDashSlimness = 4;
constexpr double kSingleColumnsMin = 0.93;
constexpr double kBarHeight = 0.5, kBarSlimness = 10;  // a piece of a streak, or the side of a box
constexpr double kMargin = 0.05;
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

bool middle_in(const Box& stroke, const Box& band) {
    const int x = stroke.left_px + stroke.width_px / 2, y = stroke.top_px + stroke.height_px / 2;
    return x >= band.left_px && x < band.right_px() && y >= band.top_px && y < band.bottom_px();
}

struct Line {
    Box box;
    std::vector<Box> strokes;
    std::vector<StrokePart> parts;
};

/// How well a stroke continues a line at its right end: shared rows relative to the lower of the two. A dot is no line
/// that a tall letter beside it continues.
double shared_rows(const Line& line, const Box& stroke, double row_px_min) {
    Box tail;
    for (auto it = line.strokes.rbegin(); it != line.strokes.rend() && it - line.strokes.rbegin() < 4; ++it) {
        tail = united(tail, *it);
    }
    const int shared = std::min(tail.bottom_px(), stroke.bottom_px()) - std::max(tail.top_px, stroke.top_px);
    const double row_px = stroke.height_px > row_px_min ? std::max<double>(tail.height_px, row_px_min) : tail.height_px;
    return shared / std::max(1.0, std::min<double>(row_px, stroke.height_px));
}

/// Letters of one line that are low, high or torn may have begun lines of their own among the others.
void join_interleaved(std::vector<Line>& lines) {
    constexpr double kRowsShared = 0.6, kColumnsShared = 0.25;
    const auto interleaved = [](const Box& a, const Box& b) {
        const int rows = std::min(a.bottom_px(), b.bottom_px()) - std::max(a.top_px, b.top_px);
        const int columns = std::min(a.right_px(), b.right_px()) - std::max(a.left_px, b.left_px);
        return rows >= kRowsShared * std::min(a.height_px, b.height_px) &&
               columns >= kColumnsShared * std::min(a.width_px, b.width_px);
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = i + 1; j < lines.size(); ++j) {
            if (!interleaved(lines[i].box, lines[j].box)) continue;
            lines[i].strokes.insert(lines[i].strokes.end(), lines[j].strokes.begin(), lines[j].strokes.end());
            lines[i].parts.insert(lines[i].parts.end(), lines[j].parts.begin(), lines[j].parts.end());
            lines[i].box = united(lines[i].box, lines[j].box);
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(j));
            j = i;
        }
    }
}

/// Marks of the scanner's glass, folds and edges of the sheet: upright, straight, thin and taller than any writing.
void erase_streaks(cv::Mat ink, int dpi) {
    const cv::Mat mask = ink < 128;
    cv::Mat runs;
    // A leaning streak steps from column to column, so a run is followed over three columns.
    cv::dilate(mask, runs, cv::getStructuringElement(cv::MORPH_RECT, {3, 1}));
    cv::morphologyEx(runs, runs, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {1, px(kStreakGap, dpi)}));
    const cv::Mat tall = cv::getStructuringElement(cv::MORPH_RECT, {1, px(kStreakHeight, dpi)});
    cv::erode(runs, runs, tall);
    if (cv::countNonZero(runs) == 0) return;  // as on most pages
    cv::dilate(runs, runs, tall);
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(runs, labels, stats, centres, 8, CV_32S);
    for (int i = 1; i < count; ++i) {
        const int height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        if (stats.at<int>(i, cv::CC_STAT_AREA) > px(kStreakWidth, dpi) * height) continue;
        const cv::Rect place(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                             stats.at<int>(i, cv::CC_STAT_WIDTH), height);
        ink(place).setTo(255, labels(place) == i);
    }
}

void label_strokes(CleanPage& page) {
    cv::Mat labels, stats, centres;
    const cv::Mat mask = view(page.ink) < 128;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
    std::vector<std::int32_t> index_of(static_cast<std::size_t>(count), -1);
    const int side_min = px(kSpeck, page.ink.dpi), height_max = px(kStrokeHeightMax, page.ink.dpi);
    for (int i = 1; i < count; ++i) {
        const Box box{stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                      stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
        const bool bar = box.height_px > px(kBarHeight, page.ink.dpi) && box.height_px > kBarSlimness * box.width_px;
        if (std::max(box.width_px, box.height_px) < side_min || box.height_px > height_max || bar) continue;
        index_of[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(page.strokes.size());
        page.strokes.push_back(box);
    }
    page.stroke_at.resize(labels.total());
    const int* const label = labels.ptr<int>();  // in one piece
    std::transform(label, label + labels.total(), page.stroke_at.begin(),
                   [&](int at) { return index_of[static_cast<std::size_t>(at)]; });
}

}  // namespace

CleanPage clean_page(const PageImage& page) {
    CleanPage clean;
    const PageImage ink = ink_of(page);
    clean.rules = find_rules(ink);
    clean.frames = find_frames(ink, clean.rules);
    clean.rules = fitted_to_frames(std::move(clean.rules), clean.frames, ink.dpi);
    clean.ink = without_rules(ink, clean.rules);
    clean.gray = page;
    if (page.empty()) return clean;
    for (const Box& frame : clean.frames) {
        const int reach = px(0.015, page.dpi);
        for (const int x : {frame.left_px, frame.right_px() - 1}) {
            erase_side(view(clean.ink), side_of(view(clean.ink), x, frame, 3 * reach), frame, reach);
        }
    }
    erase_streaks(view(clean.ink), page.dpi);
    label_strokes(clean);
    // Soft edges of strokes belong to them; everything farther from ink is paper.
    cv::Mat paper;
    cv::erode(view(clean.ink), paper, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    view(clean.gray).setTo(255, paper);
    return clean;
}

Box rows_of(const CleanPage& page, const StrokePart& part) {
    const Box& stroke = page.strokes[static_cast<std::size_t>(part.stroke)];
    const int top = std::max(stroke.top_px, part.top_px), bottom = std::min(stroke.bottom_px(), part.bottom_px);
    return {stroke.left_px, top, stroke.width_px, std::max(0, bottom - top)};
}

FieldImage field_of(const CleanPage& page, const std::vector<StrokePart>& parts, const Box& place) {
    FieldImage field;
    field.box = intersection(place, page.ink.bounds());
    Box hull;
    for (const StrokePart& part : parts) {
        const Box rows = rows_of(page, part);
        if (rows.empty()) continue;
        field.strokes.push_back(rows);
        hull = united(hull, rows);
    }
    if (field.blank()) return field;
    std::sort(field.strokes.begin(), field.strokes.end(),
              [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
    field.box = hull;
    field.image_box = intersection(grown(hull, px(kMargin, page.ink.dpi)), page.ink.bounds());
    const Box& wide = field.image_box;
    cv::Mat own = cv::Mat::zeros(wide.height_px, wide.width_px, CV_8UC1);
    for (const StrokePart& part : parts) {
        const Box rows = rows_of(page, part);
        for (int y = rows.top_px; y < rows.bottom_px(); ++y) {
            const auto line = page.stroke_at.begin() + static_cast<std::ptrdiff_t>(y) * page.ink.width_px;
            for (int x = rows.left_px; x < rows.right_px(); ++x) {
                if (line[x] == part.stroke) own.at<std::uint8_t>(y - wide.top_px, x - wide.left_px) = 255;
            }
        }
    }
    cv::dilate(own, own, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    field.image = {wide.width_px, wide.height_px, page.gray.dpi, page.gray.bitonal, {}};
    field.image.pixels.assign(static_cast<std::size_t>(wide.width_px) * wide.height_px, 255);
    view(page.gray)(rect(wide)).copyTo(view(field.image), own);
    return field;
}

bool is_filling_stroke(const CleanPage& page, std::int32_t index) {
    const Box& stroke = page.strokes[static_cast<std::size_t>(index)];
    if (stroke.width_px < px(kDashWidth, page.ink.dpi) || stroke.width_px < kDashSlimness * stroke.height_px)
        return false;
    // A line drawn once has one run of ink in nearly every column, a word has several.
    int single = 0;
    for (int x = stroke.left_px; x < stroke.right_px(); ++x) {
        int runs = 0;
        bool inside = false;
        for (int y = stroke.top_px; y < stroke.bottom_px(); ++y) {
            const bool own = page.stroke_at[static_cast<std::size_t>(y) * page.ink.width_px + x] == index;
            runs += own && !inside;
            inside = own;
        }
        single += runs <= 1;
    }
    return single > kSingleColumnsMin * stroke.width_px;
}

std::vector<StrokePart> strokes_in(const CleanPage& page, const Box& band) {
    std::vector<StrokePart> own;
    for (std::size_t i = 0; i < page.strokes.size(); ++i) {
        const Box& stroke = page.strokes[i];
        if (!middle_in(stroke, band) || is_filling_stroke(page, static_cast<std::int32_t>(i))) continue;
        own.push_back({static_cast<std::int32_t>(i)});
    }
    return own;
}

FieldImage cut_field(const CleanPage& page, const Box& band) {
    return field_of(page, strokes_in(page, band), band);
}

std::vector<FieldImage> find_text_lines(const CleanPage& page, const Box& area) {
    std::vector<StrokePart> inside;
    for (std::size_t i = 0; i < page.strokes.size(); ++i) {
        if (middle_in(page.strokes[i], area)) inside.push_back({static_cast<std::int32_t>(i)});
    }
    return find_text_lines(page, std::move(inside));
}

std::vector<FieldImage> find_text_lines(const CleanPage& page, std::vector<StrokePart> parts, double gap_in) {
    const int dpi = page.ink.dpi;
    const auto left_of = [&](const StrokePart& part) {
        return page.strokes[static_cast<std::size_t>(part.stroke)].left_px;
    };
    std::stable_sort(parts.begin(), parts.end(), [&](auto& a, auto& b) { return left_of(a) < left_of(b); });
    std::vector<Line> lines;
    for (const StrokePart& part : parts) {
        const Box stroke = rows_of(page, part);
        Line* best = nullptr;
        double best_share = 0.35;
        for (Line& line : lines) {
            if (stroke.left_px - line.box.right_px() > px(gap_in, dpi)) continue;
            const double share = shared_rows(line, stroke, px(kLineHeightMin, dpi));
            if (share <= best_share) continue;
            best = &line;
            best_share = share;
        }
        if (!best) best = &lines.emplace_back();
        best->strokes.push_back(stroke);
        best->parts.push_back(part);
        best->box = united(best->box, stroke);
    }
    join_interleaved(lines);
    std::vector<FieldImage> fields;
    for (const Line& line : lines) {
        for (const std::vector<StrokePart>& row : rows_in(page, line.parts)) {
            FieldImage field = field_of(page, row, line.box);
            const bool speck =
                field.box.height_px < px(kLineHeightMin, dpi) || field.box.width_px < px(kLineWidthMin, dpi);
            if (!speck) fields.push_back(std::move(field));
        }
    }
    std::stable_sort(fields.begin(), fields.end(),
                     [](const FieldImage& a, const FieldImage& b) { return a.box.top_px < b.box.top_px; });
    return fields;
}

bool looks_printed(const FieldImage& field) {
    const int dpi = field.image.dpi;
    const auto tall = std::count_if(field.strokes.begin(), field.strokes.end(),
                                    [dpi](const Box& stroke) { return stroke.height_px > px(0.15, dpi); });
    return field.strokes.size() >= 8 && tall == 0 && field.box.height_px < px(0.2, dpi);
}

}  // namespace lockbox

#include "ocr/line_finder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <utility>

#include "ocr/broken_rules.h"

namespace lockbox {
namespace {

// All lengths in inches.
constexpr double kBackgroundReach = 0.12;  // wider than a pen stroke or a heavy letter's, narrower than shading
constexpr double kSeed = 0.2;              // longer than any horizontal stroke of print
constexpr double kGapMax = 0.12;           // less than the space that a printed '$' takes between two rules
constexpr double kCoveredGapMax = 1.0;
constexpr double kDashGapMax = 0.08;  // within a broken or dotted line
constexpr double kRuleMin = 0.4;
constexpr double kCleanRunMin = 0.3;  // cursive writing has a baseline too, but in shorter pieces
constexpr double kThicknessMax = 0.035;
constexpr double kPieceHeightMax = 0.09;  // a rule with what people wrote on it, as far as it runs along
constexpr double kPlainColumnsMin = 0.5;  // share of a piece's columns that hold the line alone
constexpr double kOffsetMax = 0.02;       // how far a piece may lie off the line of its neighbour
constexpr double kBareGapMin = 0.015, kBareShare = 0.3;
constexpr double kCornerMin = 0.12, kCornerRadius = 0.04;
constexpr double kSideSeen = 0.75;  // of its height: a faint side is broken
constexpr double kSlopeMax = 0.03;  // what deskewing may have left
constexpr double kWaveMax = 0.006;  // mean distance from its own straight line
constexpr double kCoverageMin = 0.6;
constexpr double kShortRule = 0.8, kLongRule = 2.5;
constexpr double kFlatPieceMin = 0.05;                              // of a line that shows beside writing
constexpr double kPlainShareMin = 0.42, kPlainShareOfShort = 0.62;  // of what is seen; heavy figures cover half a rule
constexpr double kPlainShareOfLong = 0.2;  // a stroke drawn along it covers most, and no row of letters is so long

constexpr double kInkContrastMin = 26;  // gray levels: safety patterns are fainter, pencil is darker

int px(double inches, int dpi) {
    return std::max(1, static_cast<int>(std::lround(inches * dpi)));
}

cv::Mat view(const PageImage& page) {
    return {page.height_px, page.width_px, CV_8UC1, const_cast<std::uint8_t*>(page.pixels.data())};
}

PageImage page_of(const cv::Mat& gray, int dpi) {
    PageImage page{gray.cols, gray.rows, dpi, true, {}};
    page.pixels.resize(gray.total());
    for (int y = 0; y < gray.rows; ++y) {
        std::memcpy(page.pixels.data() + static_cast<std::size_t>(y) * gray.cols, gray.ptr(y),
                    static_cast<std::size_t>(gray.cols));
    }
    return page;
}

cv::Mat ink_mask(const PageImage& ink) {
    return view(ink) < 128;
}

cv::Mat rectangle(int width, int height) {
    return cv::getStructuringElement(cv::MORPH_RECT, {width, height});
}

/// Where one column of a piece lies and how much ink it holds.
struct Column {
    double x, y, ink;
};

std::vector<Column> columns_of(const cv::Mat& piece) {
    std::vector<Column> columns;
    for (int x = 0; x < piece.cols; ++x) {
        double sum = 0, ink = 0;
        for (int y = 0; y < piece.rows; ++y) {
            if (piece.at<std::uint8_t>(y, x) == 0) continue;
            sum += y;
            ++ink;
        }
        if (ink > 0) columns.push_back({static_cast<double>(x), sum / ink, ink});
    }
    return columns;
}

/// What this share of the columns hold no more than.
double usual_ink(const std::vector<Column>& columns, double share) {
    std::vector<double> inks;
    for (const Column& column : columns) inks.push_back(column.ink);
    const auto at = inks.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(inks.size()));
    std::nth_element(inks.begin(), at, inks.end());
    return *at;
}

/// Least squares through the columns of one component, leaving out those where writing rests on the line.
std::optional<Rule> fit(const cv::Mat& piece, const cv::Rect& place, int dpi) {
    std::vector<Column> columns = columns_of(piece);
    if (columns.size() < 3) return std::nullopt;
    // A stroke drawn along a line, to fill it, covers most of a long one.
    const bool is_long = place.width > px(kLongRule, dpi);
    const double thickness = usual_ink(columns, is_long ? kPlainShareOfLong / 2 : 0.5);
    const double all = static_cast<double>(columns.size());
    std::erase_if(columns, [=](const Column& column) { return column.ink > thickness + 1.5; });
    const double n = static_cast<double>(columns.size());
    if (n < 3 || n < (is_long ? kPlainShareOfLong : kPlainColumnsMin) * all) return std::nullopt;
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (const Column& column : columns) {
        sx += column.x;
        sy += column.y;
        sxx += column.x * column.x;
        sxy += column.x * column.y;
    }
    const double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
    const double start = (sy - slope * sx) / n;
    double wave = 0;
    for (const Column& column : columns) wave += std::abs(column.y - start - slope * column.x) / n;
    if (std::abs(slope) > kSlopeMax || thickness > px(kThicknessMax, dpi) || wave > kWaveMax * dpi) return std::nullopt;
    return Rule{place.x, place.x + place.width, place.y + start, place.y + start + slope * place.width, thickness};
}

/// What is no higher than a line is thick: lines, the pieces of broken and dotted ones, and dirt. No letter is.
struct FlatStrokes {
    cv::Mat mask;
    std::vector<Box> boxes;
};

FlatStrokes flat_strokes(const cv::Mat& ink, int dpi) {
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centres, 8, CV_32S);
    FlatStrokes flat{cv::Mat::zeros(ink.size(), CV_8UC1), {}};
    for (int i = 1; i < count; ++i) {
        const cv::Rect place(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                             stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (place.height > px(kThicknessMax, dpi)) continue;
        flat.boxes.push_back({place.x, place.y, place.width, place.height});
        for (int y = place.y; y < place.y + place.height; ++y) {
            const int* const label = labels.ptr<int>(y);
            std::uint8_t* const dash = flat.mask.ptr<std::uint8_t>(y);
            for (int x = place.x; x < place.x + place.width; ++x) {
                if (label[x] == i) dash[x] = 255;
            }
        }
    }
    return flat;
}

/// The ink with the gaps of broken and dotted lines closed: between flat specks only.
cv::Mat with_dashes_joined(const cv::Mat& ink, cv::Mat dashes, int dpi) {
    cv::dilate(dashes, dashes, rectangle(1, 3));  // a leaning line's dashes lie on neighbouring rows
    cv::morphologyEx(dashes, dashes, cv::MORPH_CLOSE, rectangle(px(kDashGapMax, dpi), 1));
    cv::erode(dashes, dashes, rectangle(1, 3));
    return dashes | ink;
}

std::vector<Rule> pieces_of_rules(const cv::Mat& ink, const cv::Mat& flat, int dpi) {
    const cv::Mat mask = with_dashes_joined(ink, flat.clone(), dpi);
    // A leaning line steps from row to row, so a run is followed over three rows.
    cv::Mat runs;
    cv::dilate(mask, runs, rectangle(px(0.01, dpi), 3));
    cv::morphologyEx(runs, runs, cv::MORPH_OPEN, rectangle(px(kSeed, dpi), 1));
    runs &= mask;
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(runs, labels, stats, centres, 8, CV_32S);
    std::vector<Rule> pieces;
    for (int i = 1; i < count; ++i) {
        const cv::Rect place(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                             stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (place.width < px(kSeed, dpi) / 2) continue;
        if (place.height > px(kPieceHeightMax, dpi) + kSlopeMax * place.width) continue;
        if (const auto piece = fit(labels(place) == i, place, dpi)) pieces.push_back(*piece);
    }
    return pieces;
}

/// How far `b`, right of `a`, lies off the continuation of `a`, and the other way round: the smaller of the two.
double offset_px(const Rule& a, const Rule& b) {
    return std::min(std::abs(a.y_px(b.left_px) - b.left_y_px), std::abs(b.y_px(a.right_px) - a.right_y_px));
}

/// Of the columns in which the rule is seen, the share in which no other stroke touches it.
double plain_share(const cv::Mat& mask, const Rule& rule, int dpi) {
    const auto is_ink = [&](int x, int y) {
        return x >= 0 && x < mask.cols && y >= 0 && y < mask.rows && mask.at<std::uint8_t>(y, x) != 0;
    };
    const double thickest = rule.thickness_px + 0.015 * dpi;
    int seen = 0, plain = 0;
    for (int x = rule.left_px; x < rule.right_px; ++x) {
        int top = static_cast<int>(std::lround(rule.y_px(x)));
        for (const int step : {-1, 2, -3, 4}) {  // to the rows beside, in turn
            if (is_ink(x, top)) break;
            top += step;
        }
        if (!is_ink(x, top)) continue;
        int bottom = top;
        while (is_ink(x, top - 1) && bottom - top <= thickest) --top;
        while (is_ink(x, bottom + 1) && bottom - top <= thickest) ++bottom;
        ++seen;
        plain += bottom - top + 1 <= thickest ? 1 : 0;
    }
    return seen == 0 ? 0 : static_cast<double>(plain) / seen;
}

/// Rows of print and of joined writing run on like a rule, in strokes that nearly all are parts of letters.
bool is_of_letters(const cv::Mat& mask, const Rule& rule, int dpi) {
    const int length_px = rule.length_px();
    double plain_min = kPlainShareMin;
    if (length_px < px(kShortRule, dpi)) plain_min = kPlainShareOfShort;
    if (length_px > px(kLongRule, dpi)) plain_min = kPlainShareOfLong;
    return plain_share(mask, rule, dpi) < plain_min;
}

/// Share of the columns between two pieces in which there is ink where the line would be.
double covered_share(const cv::Mat& mask, const Rule& a, const Rule& b) {
    const int gap = b.left_px - a.right_px;
    int covered = 0;
    for (int x = 0; x < gap; ++x) {
        const double y = a.right_y_px + (b.left_y_px - a.right_y_px) * x / gap;
        const cv::Rect spot =
            cv::Rect(a.right_px + x, static_cast<int>(y) - 1, 1, 3) & cv::Rect(0, 0, mask.cols, mask.rows);
        covered += !spot.empty() && cv::countNonZero(mask(spot)) > 0;
    }
    return gap <= 0 ? 1 : static_cast<double>(covered) / gap;
}

/// Share of the rows between two rules in which the column band around x holds ink.
double upright_share(const cv::Mat& mask, int x, int top, int bottom, int reach) {
    const cv::Rect band = cv::Rect(x - reach, top, 2 * reach + 1, bottom - top) & cv::Rect(0, 0, mask.cols, mask.rows);
    if (band.empty()) return 0;
    cv::Mat rows;
    cv::reduce(mask(band), rows, 1, cv::REDUCE_MAX);
    return static_cast<double>(cv::countNonZero(rows)) / band.height;
}

/// Whether the side of a box begins on the line at `x`, up or down: there the line ends.
bool has_corner(const cv::Mat& mask, double x, double y, int dpi) {
    const int row = static_cast<int>(std::lround(y)), column = static_cast<int>(x), side = px(kCornerMin, dpi);
    const int reach = px(kCornerRadius, dpi);
    return upright_share(mask, column, std::max(0, row - side), row, reach) > kSideSeen ||
           upright_share(mask, column, row + 1, row + 1 + side, reach) > kSideSeen;
}

/// Pieces belong together over a small gap, and over a larger one where heavy writing covers the line. The feet of a
/// label's letters are none of the line that begins behind it, and a box beside a line is none of it.
bool joined(const cv::Mat& mask, const Rule& a, const Rule& b, int dpi) {
    const int gap = b.left_px - a.right_px;
    if (gap < -px(0.05, dpi) || gap > px(kCoveredGapMax, dpi)) return false;
    if (gap < px(kGapMax, dpi)) {
        if (offset_px(a, b) > px(kOffsetMax, dpi)) return false;
        const bool bare = gap >= px(kBareGapMin, dpi) && covered_share(mask, a, b) < kBareShare;
        if (!bare) return true;
        if (has_corner(mask, a.right_px, a.right_y_px, dpi) || has_corner(mask, b.left_px, b.left_y_px, dpi))
            return false;
        return !is_of_letters(mask, a, dpi) && !is_of_letters(mask, b, dpi);
    }
    if (std::abs(b.left_y_px - a.right_y_px) > px(kOffsetMax, dpi) + kSlopeMax * gap) return false;
    return covered_share(mask, a, b) >= 0.9;
}

std::vector<Rule> chained(const cv::Mat& mask, std::vector<Rule> pieces, int dpi) {
    std::sort(pieces.begin(), pieces.end(), [](const Rule& a, const Rule& b) { return a.left_px < b.left_px; });
    std::vector<Rule> rules;
    std::vector<int> covered, longest;
    for (const Rule& piece : pieces) {
        std::size_t best = rules.size();
        int best_gap = px(kCoveredGapMax, dpi) + 1;
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const int gap = piece.left_px - rules[i].right_px;
            if (gap >= best_gap || !joined(mask, rules[i], piece, dpi)) continue;
            best = i;
            best_gap = gap;
        }
        if (best == rules.size()) {
            rules.push_back(piece);
            covered.push_back(piece.length_px());
            longest.push_back(piece.length_px());
            continue;
        }
        Rule& rule = rules[best];
        rule.thickness_px = (rule.thickness_px * covered[best] + piece.thickness_px * piece.length_px()) /
                            (covered[best] + piece.length_px());
        rule.right_px = std::max(rule.right_px, piece.right_px);
        rule.right_y_px = piece.right_y_px;
        covered[best] += piece.length_px();
        longest[best] = std::max(longest[best], piece.length_px());
    }
    std::vector<Rule> whole;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const bool long_enough = rules[i].length_px() >= px(kRuleMin, dpi) && longest[i] >= px(kCleanRunMin, dpi);
        const bool seen = covered[i] >= kCoverageMin * rules[i].length_px();
        if (long_enough && seen && !is_of_letters(mask, rules[i], dpi)) whole.push_back(rules[i]);
    }
    return whole;
}

Rule as_rule(const Box& flat) {
    const double middle = flat.top_px + (flat.height_px - 1) / 2.0;
    return {flat.left_px, flat.right_px(), middle, middle, static_cast<double>(flat.height_px)};
}

/// By how much the page's lines fall to the right: the middle of all that are long enough to tell.
double usual_slope(const std::vector<Rule>& rules) {
    constexpr double kTelling_px = 150;
    std::vector<double> slopes;
    for (const Rule& rule : rules) {
        if (rule.length_px() > kTelling_px) slopes.push_back((rule.right_y_px - rule.left_y_px) / rule.length_px());
    }
    if (slopes.empty()) return 0;
    const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
    std::nth_element(slopes.begin(), middle, slopes.end());
    return *middle;
}

/// Of a dashed line that writing hides in part a piece may be known as a rule: the longer of the two counts.
void add_dashed(const std::vector<Rule>& dashed, int dpi, std::vector<Rule>& rules) {
    for (const Rule& line : dashed) {
        const auto is_piece = [&](const Rule& rule) {
            const double off = std::abs(rule.middle_y_px() - line.y_px((rule.left_px + rule.right_px) / 2.0));
            const int shared = std::min(rule.right_px, line.right_px) - std::max(rule.left_px, line.left_px);
            return off <= px(kOffsetMax, dpi) && 2 * shared > std::min(rule.length_px(), line.length_px());
        };
        const bool known = std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
            return is_piece(rule) && rule.length_px() >= line.length_px();
        });
        if (known) continue;
        std::erase_if(rules, is_piece);
        rules.push_back(line);
    }
}

/// What the paper's own grain stays under: so many of its standard deviations, taken from the lower quartile because
/// ink lies on the other side, above the middle depth of the page.
double grain_depth(const cv::Mat& depth) {
    constexpr double kDeviations = 3.5, kQuartile = 0.6745;  // of a normal distribution
    std::array<int, 256> count{};
    int total = 0;
    for (int y = 0; y < depth.rows; y += 4) {
        const std::uint8_t* row = depth.ptr(y);
        for (int x = 0; x < depth.cols; ++x) ++count[row[x]];
        total += depth.cols;
    }
    const auto level_of = [&](double share) {
        int level = 0, seen = 0;
        while (level < 255 && (seen += count[static_cast<std::size_t>(level)]) < share * total) ++level;
        return level;
    };
    const int quarter = level_of(0.25), half = level_of(0.5);
    return half + kDeviations * (half - quarter) / kQuartile;
}

}  // namespace

double Rule::y_px(double x_px) const {
    return left_y_px + (right_y_px - left_y_px) * (x_px - left_px) / std::max(1, length_px());
}

PageImage ink_of(const PageImage& page) {
    if (page.empty()) return page;
    const cv::Mat gray = view(page);
    if (page.bitonal) return page_of(gray, page.dpi);
    // Paper is what remains when thin dark things are closed; ink is darker than it by a share of what the page's
    // darkest strokes reach, and than the grain of a page that has hardly any.
    const int reach = px(kBackgroundReach, page.dpi) | 1;
    cv::Mat paper, depth, strong;
    cv::morphologyEx(gray, paper, cv::MORPH_CLOSE, rectangle(reach, reach));
    cv::subtract(paper, gray, depth);
    const double otsu = cv::threshold(depth, strong, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    cv::Mat mask = depth > std::max({kInkContrastMin, 0.7 * otsu, grain_depth(depth)});
    cv::Mat ink;
    cv::bitwise_not(mask, ink);
    return page_of(ink, page.dpi);
}

std::vector<Rule> find_rules(const PageImage& ink) {
    if (ink.empty()) return {};
    const cv::Mat mask = ink_mask(ink);
    const std::function<bool(int, int)> is_ink = [&](int x, int y) {
        return x >= 0 && x < mask.cols && y >= 0 && y < mask.rows && mask.at<std::uint8_t>(y, x) != 0;
    };
    FlatStrokes flat = flat_strokes(mask, ink.dpi);
    std::vector<Rule> pieces = pieces_of_rules(mask, flat.mask, ink.dpi);
    std::vector<Rule> rules = chained(mask, pieces, ink.dpi);
    const double slope = usual_slope(rules);
    for (const Box& box : flat.boxes) {
        if (box.width_px >= px(kFlatPieceMin, ink.dpi)) pieces.push_back(as_rule(box));
    }
    add_dashed(find_dashed_rules(std::move(flat.boxes), slope, ink.dpi, is_ink), ink.dpi, rules);
    go_on_behind_writing(pieces, slope, ink.dpi, is_ink, rules);
    std::sort(rules.begin(), rules.end(),
              [](const Rule& a, const Rule& b) { return a.middle_y_px() < b.middle_y_px(); });
    return rules;
}

double upright_share(const PageImage& ink, int x_px, int top_px, int bottom_px, int reach_px) {
    const Box band = intersection({x_px - reach_px, top_px, 2 * reach_px + 1, bottom_px - top_px}, ink.bounds());
    if (band.empty()) return 0;
    const cv::Mat part = view(ink)(cv::Rect(band.left_px, band.top_px, band.width_px, band.height_px)) < 128;
    return upright_share(part, reach_px, 0, band.height_px, std::max(reach_px, band.width_px));
}

PageImage without_rules(const PageImage& ink, const std::vector<Rule>& rules) {
    PageImage clean = ink;
    cv::Mat pixels = view(clean);
    for (const Rule& rule : rules) {
        const int reach = static_cast<int>(std::ceil(rule.thickness_px / 2)) + 1;
        for (int x = std::max(0, rule.left_px - 2); x < std::min(pixels.cols, rule.right_px + 2); ++x) {
            const int middle = static_cast<int>(std::lround(rule.y_px(x)));
            if (middle - reach < 0 || middle + reach >= pixels.rows) continue;
            const auto dark = [&](int y) { return y >= 0 && y < pixels.rows && pixels.at<std::uint8_t>(y, x) < 128; };
            // A stroke that goes on above and below crosses the rule, and one that ends on it stops above it.
            if (dark(middle - reach - 1) && dark(middle + reach + 1)) continue;
            for (int y = middle - reach; y <= middle + reach; ++y) pixels.at<std::uint8_t>(y, x) = 255;
        }
    }
    return clean;
}

std::vector<Box> find_strokes(const PageImage& ink, const Box& area, int side_px_min) {
    const Box inside = intersection(area, ink.bounds());
    std::vector<Box> strokes;
    if (ink.empty() || inside.empty()) return strokes;
    const cv::Mat mask = view(ink)(cv::Rect(inside.left_px, inside.top_px, inside.width_px, inside.height_px)) < 128;
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
    for (int i = 1; i < count; ++i) {
        const Box box{inside.left_px + stats.at<int>(i, cv::CC_STAT_LEFT),
                      inside.top_px + stats.at<int>(i, cv::CC_STAT_TOP), stats.at<int>(i, cv::CC_STAT_WIDTH),
                      stats.at<int>(i, cv::CC_STAT_HEIGHT)};
        if (std::max(box.width_px, box.height_px) >= side_px_min) strokes.push_back(box);
    }
    return strokes;
}

}  // namespace lockbox

#include "scan/page_edges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <span>

namespace lockbox {
namespace {

constexpr double kDegrees = 180 / std::numbers::pi;
constexpr double kSlopeMax = 0.125;              // 7 degrees: feeders lean pages by up to 5
constexpr double kBackgroundThicknessIn = 0.05;  // writing and rules are thinner, the border of a scan is not
constexpr double kDisagreementDegrees = 1.0;     // between two edges of one sheet

int pixels(double inches, const PageImage& image) {
    return std::max(1, static_cast<int>(std::lround(inches * image.dpi)));
}

cv::Mat view(const PageImage& image) {
    return {image.height_px, image.width_px, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())};
}

/// Level below which the black bed lies: dark in itself, not just darker than the paper. 0 when nothing is that dark.
int black_level(const cv::Mat& gray) {
    cv::Mat halves;
    const double split = cv::threshold(gray, halves, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    const double paper = cv::mean(gray, halves)[0];
    return static_cast<int>(std::min(split, paper * 0.5));
}

/// `beyond` is what is taken to lie outside the image: 255 keeps a thin remnant of border at the image's edge.
cv::Mat without_thin_parts(const cv::Mat& mask, int thickness_px, int beyond) {
    cv::Mat thick;
    const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {thickness_px, thickness_px});
    cv::erode(mask, thick, square, {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(beyond));
    cv::dilate(thick, thick, square);
    return thick;
}

int mode_of(const cv::Mat& gray, const cv::Mat& where) {
    std::array<int, 256> counts{};
    for (int y = 0; y < gray.rows; ++y) {
        for (int x = 0; x < gray.cols; ++x) {
            if (where.at<std::uint8_t>(y, x) != 0) ++counts[gray.at<std::uint8_t>(y, x)];
        }
    }
    return static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

/// The white bed around a grayer sheet; empty where the outermost pixels are not lighter than the middle of the page.
cv::Mat white_bed(const cv::Mat& gray, int rim_px) {
    cv::Mat smooth, rim(gray.size(), CV_8UC1, cv::Scalar(255)), middle(gray.size(), CV_8UC1, cv::Scalar(0));
    cv::blur(gray, smooth, {5, 5});
    rim(cv::Rect(rim_px, rim_px, gray.cols - 2 * rim_px, gray.rows - 2 * rim_px)) = 0;
    middle(cv::Rect(gray.cols / 4, gray.rows / 4, gray.cols / 2, gray.rows / 2)) = 255;
    const int bed = mode_of(smooth, rim), paper = mode_of(smooth, middle);
    constexpr int kContrastMin = 8;  // gray levels; smoothing leaves noise of about two
    if (bed - paper < kContrastMin) return {};
    cv::Mat mask = smooth > (bed + paper) / 2;
    return without_thin_parts(mask, rim_px, 0);
}

struct Piece {
    int outline = 0;
    double area_px = 0;
    cv::Rect box;
};

/// Every part of the page that is not background, its dark blots filled. A streak as thick as a border may cut a page
/// in two, side by side: so a second large piece counts, but not the white beyond a black band, which runs around the
/// page.
cv::Mat document_mask(const cv::Mat& background) {
    constexpr double kPieceShareMin = 0.15, kOverlapShareMax = 0.2;
    std::vector<std::vector<cv::Point>> outlines;
    std::vector<cv::Vec4i> nesting;  // next, previous, first hole, parent
    cv::findContours(background == 0, outlines, nesting, cv::RETR_CCOMP, cv::CHAIN_APPROX_SIMPLE);
    std::vector<Piece> pieces;
    for (int i = 0; i < static_cast<int>(outlines.size()); ++i) {
        if (nesting[i][3] >= 0) continue;
        Piece piece{i, cv::contourArea(outlines[i]), cv::boundingRect(outlines[i])};
        for (int hole = nesting[i][2]; hole >= 0; hole = nesting[hole][0])
            piece.area_px -= cv::contourArea(outlines[hole]);
        pieces.push_back(piece);
    }
    cv::Mat document(background.size(), CV_8UC1, cv::Scalar(0));
    if (pieces.empty()) return document;
    const Piece largest = *std::max_element(pieces.begin(), pieces.end(),
                                            [](const Piece& a, const Piece& b) { return a.area_px < b.area_px; });
    for (const Piece& piece : pieces) {
        const bool is_large = piece.area_px >= kPieceShareMin * static_cast<double>(background.total());
        const bool is_beside = (piece.box & largest.box).area() <= kOverlapShareMax * piece.box.area();
        if (piece.outline == largest.outline || (is_large && is_beside)) {
            cv::drawContours(document, outlines, piece.outline, cv::Scalar(255), cv::FILLED);
        }
    }
    return document;
}

struct Spot {
    double along = 0, across = 0;
};

/// Where the document begins (or ends) in each column of `mask`, in `box`. Spots on the image's own edge are no edge.
std::vector<Spot> profile(const cv::Mat& mask, const cv::Rect& box, bool from_end) {
    std::vector<Spot> spots;
    for (int x = box.x; x < box.x + box.width; ++x) {
        int y = from_end ? mask.rows - 1 : 0;
        const int step = from_end ? -1 : 1;
        while (y >= 0 && y < mask.rows && mask.at<std::uint8_t>(y, x) == 0) y += step;
        if (y <= 0 || y >= mask.rows - 1) continue;
        spots.push_back({x + 0.5, static_cast<double>(from_end ? y + 1 : y)});
    }
    return spots;
}

int inliers(std::span<const Spot> spots, double offset, double slope, double tolerance) {
    return static_cast<int>(std::count_if(spots.begin(), spots.end(), [&](const Spot& s) {
        return std::abs(s.across - offset - slope * s.along) <= tolerance;
    }));
}

EdgeLine least_squares(std::span<const Spot> spots, const EdgeLine& near, double tolerance) {
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (const Spot& s : spots) {
        if (std::abs(s.across - near.offset_px - near.slope * s.along) > tolerance) continue;
        n += 1, sx += s.along, sy += s.across, sxx += s.along * s.along, sxy += s.along * s.across;
    }
    const double spread = n * sxx - sx * sx;
    if (n < 2 || spread <= 0) return near;
    const double slope = (n * sxy - sx * sy) / spread;
    return {(sy - slope * sx) / n, slope, static_cast<int>(n)};
}

/// The line through pairs of spots that most spots lie on; nothing unless it holds over much of the side.
std::optional<EdgeLine> straight_edge(std::span<const Spot> spots, int length_px_min) {
    constexpr double kTolerancePx = 1.0;
    constexpr std::size_t kStarts = 12, kSpans = 4;
    EdgeLine best;
    for (std::size_t start = 0; start < kStarts && spots.size() > 8; ++start) {
        for (std::size_t span = 1; span <= kSpans; ++span) {
            const std::size_t i = start * spots.size() / kStarts, j = i + span * spots.size() / (kSpans + 1);
            if (j >= spots.size() || spots[j].along - spots[i].along < 8) continue;
            const double slope = (spots[j].across - spots[i].across) / (spots[j].along - spots[i].along);
            if (std::abs(slope) > kSlopeMax) continue;
            const double offset = spots[i].across - slope * spots[i].along;
            const int support = inliers(spots, offset, slope, kTolerancePx);
            if (support > best.support_px) best = {offset, slope, support};
        }
    }
    best = least_squares(spots, best, kTolerancePx);
    best.support_px = inliers(spots, best.offset_px, best.slope, kTolerancePx);
    const bool long_enough = best.support_px >= length_px_min;
    const bool most_agree = best.support_px * 10 >= 7 * static_cast<int>(spots.size());
    return long_enough && most_agree ? std::optional(best) : std::nullopt;
}

/// Nearly vertical lines lean the other way when the page leans clockwise.
double lean_degrees(const EdgeLine& line, bool vertical) {
    return (vertical ? -1 : 1) * std::atan(line.slope) * kDegrees;
}

/// `share_min` is the part of a side on which an edge must be seen.
void find_lines(const cv::Mat& document, double share_min, PageEdges& edges) {
    const cv::Rect box = cv::boundingRect(document);
    edges.document = {box.x, box.y, box.width, box.height};
    cv::Mat turned;
    cv::transpose(document, turned);
    const cv::Rect turned_box(box.y, box.x, box.height, box.width);
    const int across_min = static_cast<int>(share_min * box.width), down_min = static_cast<int>(share_min * box.height);
    edges.top = straight_edge(profile(document, box, false), across_min);
    edges.bottom = straight_edge(profile(document, box, true), across_min);
    edges.left = straight_edge(profile(turned, turned_box, false), down_min);
    edges.right = straight_edge(profile(turned, turned_box, true), down_min);
    // A sheet's edges are parallel or square to one another: one that leans otherwise is a tear, a fold or a shadow.
    const auto lean = edges.lean();
    for (auto* edge : {&edges.left, &edges.top, &edges.right, &edges.bottom}) {
        const bool vertical = edge == &edges.left || edge == &edges.right;
        if (*edge && std::abs(lean_degrees(**edge, vertical) - lean->degrees) > kDisagreementDegrees) edge->reset();
    }
}

}  // namespace

std::optional<PageEdges::Lean> PageEdges::lean() const {
    struct Vote {
        double degrees;
        int support_px;
    };
    std::vector<Vote> votes;
    for (const auto* edge : {&left, &top, &right, &bottom}) {
        if (*edge) votes.push_back({lean_degrees(**edge, edge == &left || edge == &right), (*edge)->support_px});
    }
    if (votes.empty()) return std::nullopt;
    // The longest edge leads; those that agree with it are averaged by the cube of length, as the error of a slope
    // falls.
    const auto longest = *std::max_element(votes.begin(), votes.end(),
                                           [](const Vote& a, const Vote& b) { return a.support_px < b.support_px; });
    double sum = 0, weights = 0;
    Lean result;
    for (const Vote& vote : votes) {
        if (std::abs(vote.degrees - longest.degrees) > kDisagreementDegrees) continue;
        const double weight = std::pow(vote.support_px, 3);
        sum += weight * vote.degrees;
        weights += weight;
        result.support_px += vote.support_px;
    }
    result.degrees = sum / weights;
    return result;
}

PageEdges find_page_edges(const PageImage& reduced) {
    PageEdges edges;
    edges.document = reduced.bounds();
    edges.background_mask = reduced;
    std::fill(edges.background_mask.pixels.begin(), edges.background_mask.pixels.end(), 255);
    const int thickness_px = pixels(kBackgroundThicknessIn, reduced);
    if (std::min(reduced.width_px, reduced.height_px) < 8 * thickness_px) return edges;

    // Of a page that leans out of the image a third of an edge may be all there is; it is unmistakable before black.
    constexpr double kShareBeforeBlack = 0.3, kShareBeforeWhite = 0.5;
    const cv::Mat gray = view(reduced);
    cv::Mat document = document_mask(without_thin_parts(gray < black_level(gray), thickness_px, 255));
    find_lines(document, kShareBeforeBlack, edges);
    if (edges.any()) {
        document.copyTo(view(edges.background_mask));
        return edges;
    }
    const cv::Mat bed = white_bed(gray, thickness_px);
    if (!bed.empty()) find_lines(document_mask(bed), kShareBeforeWhite, edges);
    if (!edges.any()) edges.document = reduced.bounds();
    return edges;
}

}  // namespace lockbox

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

constexpr int kBlurPx = 5;

/// The white bed around a grayer sheet; empty where the outermost pixels are not lighter than the middle of the page.
/// `smooth` is the page without its noise.
cv::Mat white_bed(const cv::Mat& smooth, int rim_px) {
    cv::Mat rim(smooth.size(), CV_8UC1, cv::Scalar(255)), middle(smooth.size(), CV_8UC1, cv::Scalar(0));
    rim(cv::Rect(rim_px, rim_px, smooth.cols - 2 * rim_px, smooth.rows - 2 * rim_px)) = 0;
    middle(cv::Rect(smooth.cols / 4, smooth.rows / 4, smooth.cols / 2, smooth.rows / 2)) = 255;
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

/// One edge of a sheet on a white bed, as it lies in an image in which it is a top (or a bottom).
class BedEdge {
  public:
    BedEdge(const cv::Mat& smooth, const EdgeLine& line, int from_px, int to_px, bool is_bottom)
        : smooth_(smooth),
          line_(line),
          from_px_(std::max(from_px, 0)),
          to_px_(std::min(to_px, smooth.cols)),
          outwards_(is_bottom ? 1 : -1),
          bed_(mode_of(smooth, beyond())) {
        const cv::Mat window = cv::getStructuringElement(cv::MORPH_RECT, {2 * kPaperPx + 1, 2 * kPaperPx + 1});
        cv::dilate(smooth, paper_, window);
    }

    /// The gray level steps up within a few pixels, along most of the line: where light falls off slowly it does not.
    [[nodiscard]] bool is_step() const {
        constexpr int kStepMin = 5;            // gray levels
        constexpr double kStepShareMin = 0.6;  // of the line
        int seen = 0, steps = 0;
        for (int along = from_px_; along < to_px_; ++along) {
            const int inside = row(along) - outwards_ * (kBlurPx + kPaperPx),
                      outside = row(along) + outwards_ * kBlurPx;
            if (!is_row(inside) || !is_row(outside)) continue;
            ++seen;
            steps += level(outside, along) - paper_.at<std::uint8_t>(inside, along) >= kStepMin ? 1 : 0;
        }
        return seen > 0 && steps >= kStepShareMin * seen;
    }

    /// Nothing is printed on a bed. A check's lower edge often is: its pattern ends above a clear band for the MICR
    /// line (ANSI X9.100-160).
    [[nodiscard]] bool has_print_beyond(double dpi) const {
        constexpr double kPrintMinIn2 = 0.012;  // a dozen letters; more than dirt and a streak
        constexpr double kShadowIn = 0.05;      // that a sheet throws
        int ink = 0;
        for (int along = from_px_; along < to_px_; ++along) {
            const int first = row(along) + outwards_ * static_cast<int>(kShadowIn * dpi);
            for (int across = first; is_row(across); across += outwards_) ink += is_ink(across, along) ? 1 : 0;
        }
        return ink >= kPrintMinIn2 * dpi * dpi;
    }

  private:
    [[nodiscard]] int row(int along) const {
        return static_cast<int>(std::lround(line_.offset_px + line_.slope * along));
    }
    [[nodiscard]] bool is_row(int across) const { return across >= 0 && across < smooth_.rows; }
    [[nodiscard]] int level(int across, int along) const { return smooth_.at<std::uint8_t>(across, along); }
    [[nodiscard]] bool is_ink(int across, int along) const { return level(across, along) < kInkOfBed * bed_; }
    [[nodiscard]] cv::Mat beyond() const {
        cv::Mat where(smooth_.size(), CV_8UC1, cv::Scalar(0));
        for (int along = from_px_; along < to_px_; ++along) {
            for (int across = row(along); is_row(across); across += outwards_)
                where.at<std::uint8_t>(across, along) = 255;
        }
        return where;
    }

    static constexpr double kInkOfBed = 0.75;  // blurred strokes are pale
    static constexpr int kPaperPx = 7;         // half of a window in which paper shows between print

    const cv::Mat& smooth_;
    cv::Mat paper_;  ///< the lightest around each pixel
    EdgeLine line_;
    int from_px_, to_px_, outwards_;
    int bed_;
};

/// Takes out what is no end of the sheet: where the page merely grows lighter, and where print goes on beyond.
void drop_false_edges(const cv::Mat& smooth, int dpi, PageEdges& edges) {
    const Box& box = edges.document;
    const auto check = [&](std::optional<EdgeLine>& edge, const cv::Mat& seen, int from_px, int to_px, bool is_end) {
        if (!edge) return;
        const BedEdge bed(seen, *edge, from_px, to_px, is_end);
        if (!bed.is_step() || bed.has_print_beyond(dpi)) edge.reset();
    };
    cv::Mat turned;
    cv::transpose(smooth, turned);
    check(edges.top, smooth, box.left_px, box.right_px(), false);
    check(edges.bottom, smooth, box.left_px, box.right_px(), true);
    check(edges.left, turned, box.top_px, box.bottom_px(), false);
    check(edges.right, turned, box.top_px, box.bottom_px(), true);
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
    cv::Mat smooth;
    cv::blur(gray, smooth, {kBlurPx, kBlurPx});
    const cv::Mat bed = white_bed(smooth, thickness_px);
    if (!bed.empty()) {
        find_lines(document_mask(bed), kShareBeforeWhite, edges);
        drop_false_edges(smooth, reduced.dpi, edges);
    }
    if (!edges.any()) edges.document = reduced.bounds();
    return edges;
}

}  // namespace lockbox

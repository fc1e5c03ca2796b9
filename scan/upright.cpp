#include "scan/upright.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "scan/page_edges.h"
#include "scan/quality.h"
#include "scan/text_skew.h"

namespace lockbox {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr int kWorkingDpi = 200, kWorkingDpiLeast = 180, kWorkingDpiMost = 220;
constexpr int kReducedDpi = 100;            // enough to see edges and baselines, and a quarter of the work
constexpr double kSkewLeastDegrees = 0.15;  // a sixteenth of an inch over two feet: not worth blurring the page
constexpr double kSkewNotedDegrees = 4;
constexpr double kEdgeInsetIn = 0.01;  // the transition from bed to paper is a pixel or two wide

cv::Mat view(PageImage& image) {
    return {image.height_px, image.width_px, CV_8UC1, image.pixels.data()};
}
cv::Mat view(const PageImage& image) {
    return {image.height_px, image.width_px, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())};
}

PageImage white_page(int width_px, int height_px, int dpi) {
    PageImage page;
    page.width_px = width_px;
    page.height_px = height_px;
    page.dpi = dpi;
    page.pixels.assign(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px), 255);
    return page;
}

PageImage resampled(const PageImage& page, int dpi) {
    const double scale = static_cast<double>(dpi) / page.dpi;
    PageImage result = white_page(std::max(1, static_cast<int>(std::lround(page.width_px * scale))),
                                  std::max(1, static_cast<int>(std::lround(page.height_px * scale))), dpi);
    cv::Mat target = view(result);
    cv::resize(view(page), target, target.size(), 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return result;
}

struct Spot {
    double x = 0, y = 0;
};

/// About `centre`, counter-clockwise on the screen by `degrees`: what leant clockwise by them is then level.
Spot levelled(const Spot& spot, const Spot& centre, double degrees) {
    const double c = std::cos(degrees * kRadians), s = std::sin(degrees * kRadians);
    const double x = spot.x - centre.x, y = spot.y - centre.y;
    return {centre.x + c * x + s * y, centre.y - s * x + c * y};
}

/// Where the levelled edge lies: the middle of it. `along_px` is the stretch of the document on the other axis.
double edge_place(const EdgeLine& line, bool vertical, double along_px, const Spot& centre, double degrees) {
    const double across = line.offset_px + line.slope * along_px;
    const Spot spot = levelled(vertical ? Spot{across, along_px} : Spot{along_px, across}, centre, degrees);
    return vertical ? spot.x : spot.y;
}

struct Extent {
    double left, top, right, bottom;
};

/// Writing in the corners that levelling turns out of the image's own rectangle is kept.
Extent with_ink(Extent extent, const PageImage& reduced, const PageImage& mask, const Spot& centre, double degrees) {
    constexpr int kInkLevel = 96;
    constexpr double kMarginIn = 0.03;
    const double margin = kMarginIn * reduced.dpi;
    Extent ink = extent;
    for (int y = 0; y < reduced.height_px; ++y) {
        for (int x = 0; x < reduced.width_px; ++x) {
            if (reduced.at(x, y) >= kInkLevel || mask.at(x, y) == 0) continue;
            const Spot spot = levelled({x + 0.5, y + 0.5}, centre, degrees);
            ink.left = std::min(ink.left, spot.x - margin);
            ink.top = std::min(ink.top, spot.y - margin);
            ink.right = std::max(ink.right, spot.x + margin);
            ink.bottom = std::max(ink.bottom, spot.y + margin);
        }
    }
    return ink;
}

/// The document's rectangle after levelling, in pixels of `reduced`; a side without an edge is the image's own.
Extent document_extent(const PageImage& reduced, const PageEdges& edges, double degrees) {
    const Spot centre{reduced.width_px / 2.0, reduced.height_px / 2.0};
    const Extent image{0, 0, static_cast<double>(reduced.width_px), static_cast<double>(reduced.height_px)};
    Extent extent = degrees == 0 ? image : with_ink(image, reduced, edges.background_mask, centre, degrees);
    const Box& box = edges.document;
    const double middle_x = box.left_px + box.width_px / 2.0, middle_y = box.top_px + box.height_px / 2.0;
    const double inset = kEdgeInsetIn * reduced.dpi;
    if (edges.left) extent.left = edge_place(*edges.left, true, middle_y, centre, degrees) + inset;
    if (edges.right) extent.right = edge_place(*edges.right, true, middle_y, centre, degrees) - inset;
    if (edges.top) extent.top = edge_place(*edges.top, false, middle_x, centre, degrees) + inset;
    if (edges.bottom) extent.bottom = edge_place(*edges.bottom, false, middle_x, centre, degrees) - inset;
    constexpr double kSideMinIn = 0.75;  // no document is smaller; then the edges were none
    const double side_min = kSideMinIn * reduced.dpi;
    if (extent.right - extent.left < side_min || extent.bottom - extent.top < side_min) return image;
    return extent;
}

/// Print decides where there is enough of it, because print is what is read, and it may stand askew on its sheet. A
/// back or a letter in handwriting has too little: there the sheet's edges know better.
double lean_degrees(const PageImage& reduced, const PageEdges& edges) {
    constexpr int kPointsOfPrint = 1'000;       // ten inches of baseline; an endorsement block has half of it
    constexpr double kProminenceOfPrint = 1.8;  // handwriting strays from its lines
    constexpr double kEdgeMinIn = 4;            // of edge seen, all sides together
    const auto edge = edges.lean();
    const auto text = find_text_lean(reduced, edges.background_mask);
    const bool is_print = text && text->points >= kPointsOfPrint && text->prominence >= kProminenceOfPrint;
    const bool has_edge = edge && edge->support_px >= kEdgeMinIn * reduced.dpi;
    const double lean = text && (is_print || !has_edge) ? text->degrees : edge ? edge->degrees : 0;
    return std::abs(lean) < kSkewLeastDegrees ? 0 : lean;
}

/// A sheet that came out as dark as the bed leaves less than any document is: then nothing is cut out or painted over.
PageEdges edges_of(const PageImage& reduced) {
    constexpr double kSquareInchesMin = 4;
    PageEdges edges = find_page_edges(reduced);
    const double square_inch_px = static_cast<double>(reduced.dpi) * reduced.dpi;
    if (cv::countNonZero(view(edges.background_mask)) >= kSquareInchesMin * square_inch_px) return edges;
    edges = {};
    edges.document = reduced.bounds();
    edges.background_mask = white_page(reduced.width_px, reduced.height_px, reduced.dpi);
    return edges;
}

/// Scanner bed left inside the crop, where print and sheet lean differently or a corner is torn off, becomes white. The
/// background is widened by a pixel of the reduced image, for the transition.
PageImage without_background(const PageImage& page, const PageEdges& edges) {
    const PageImage& mask = edges.background_mask;
    cv::Mat background, wide;
    cv::dilate(view(mask) == 0, background, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::resize(background, wide, {page.width_px, page.height_px}, 0, 0, cv::INTER_NEAREST);
    PageImage painted = page;
    view(painted).setTo(255, wide);
    return painted;
}

/// A corner of the sheet that shows the scanner's bed instead.
bool has_folded_corner(const PageImage& mask, const Extent& extent, double degrees) {
    constexpr double kLegIn = 0.2;
    const double inset = kLegIn * mask.dpi / 2;  // on the fold of a triangle with such legs, or further in
    const Spot centre{mask.width_px / 2.0, mask.height_px / 2.0};
    for (const double x : {extent.left + inset, extent.right - inset}) {
        for (const double y : {extent.top + inset, extent.bottom - inset}) {
            const Spot corner = levelled({x, y}, centre, -degrees);
            const int column = static_cast<int>(std::floor(corner.x)), row = static_cast<int>(std::floor(corner.y));
            const bool seen = column >= 0 && row >= 0 && column < mask.width_px && row < mask.height_px;
            if (seen && mask.at(column, row) == 0) return true;
        }
    }
    return false;
}

/// The crop of the levelled page in one step of interpolation; white where it reaches beyond the page.
PageImage levelled_crop(const PageImage& page, double degrees, const Box& crop) {
    PageImage result = white_page(crop.width_px, crop.height_px, page.dpi);
    cv::Mat target = view(result);
    if (degrees == 0) {
        const Box seen = intersection(crop, page.bounds());
        if (!seen.empty()) {
            view(page)(cv::Rect(seen.left_px, seen.top_px, seen.width_px, seen.height_px))
                .copyTo(target(
                    cv::Rect(seen.left_px - crop.left_px, seen.top_px - crop.top_px, seen.width_px, seen.height_px)));
        }
        result.bitonal = page.bitonal;
        return result;
    }
    // warpAffine asks where each target pixel comes from; its coordinates are those of pixel centres.
    const Spot centre{page.width_px / 2.0, page.height_px / 2.0};
    const Spot origin = levelled({crop.left_px + 0.5, crop.top_px + 0.5}, centre, -degrees);
    const double c = std::cos(degrees * kRadians), s = std::sin(degrees * kRadians);
    const cv::Matx23d from_target(c, -s, origin.x - 0.5, s, c, origin.y - 0.5);
    cv::warpAffine(view(page), target, from_target, target.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_CONSTANT, cv::Scalar(255));
    return result;
}

/// Undoes a clockwise turn: a box of the turned image as a box of the crop, whose size is given.
Box unturned(const Box& box, const Box& crop, int clockwise_degrees) {
    const int width = crop.width_px, height = crop.height_px;
    switch (clockwise_degrees) {
        case 90:
            return {box.top_px, height - box.right_px(), box.height_px, box.width_px};
        case 180:
            return {width - box.right_px(), height - box.bottom_px(), box.width_px, box.height_px};
        case 270:
            return {width - box.bottom_px(), box.left_px, box.height_px, box.width_px};
        default:
            return box;
    }
}

bool lies_across(int clockwise_degrees) {
    return clockwise_degrees % 180 != 0;
}

}  // namespace

UprightSide straighten(const PageImage& scanned) {
    assert(!scanned.empty() && scanned.dpi > 0);
    UprightSide side;
    const bool keeps_size = scanned.dpi >= kWorkingDpiLeast && scanned.dpi <= kWorkingDpiMost;
    const PageImage rescaled = keeps_size ? PageImage() : resampled(scanned, kWorkingDpi);
    const PageImage& page = keeps_size ? scanned : rescaled;
    side.transform.scale = static_cast<double>(page.dpi) / scanned.dpi;

    const PageImage reduced = resampled(page, kReducedDpi);
    const PageEdges edges = edges_of(reduced);
    const double degrees = lean_degrees(reduced, edges);
    const Extent extent = document_extent(reduced, edges, degrees);
    const double back_x = static_cast<double>(page.width_px) / reduced.width_px;
    const double back_y = static_cast<double>(page.height_px) / reduced.height_px;
    const auto whole = [](double value) { return static_cast<int>(std::lround(value)); };
    Box& crop = side.transform.crop;
    crop.left_px = whole(extent.left * back_x);
    crop.top_px = whole(extent.top * back_y);
    crop.width_px = whole(extent.right * back_x) - crop.left_px;
    crop.height_px = whole(extent.bottom * back_y) - crop.top_px;
    side.transform.skew_degrees = degrees;
    side.image = levelled_crop(edges.any() ? without_background(page, edges) : page, degrees, crop);
    side.quality = measure(side.image);
    auto& flaws = side.quality.flaws;
    if (writing_is_cut(reduced, edges.background_mask)) flaws.push_back(QualityFlaw::cut_off);
    if (has_folded_corner(edges.background_mask, extent, degrees)) flaws.push_back(QualityFlaw::folded_corner);
    if (std::abs(degrees) > kSkewNotedDegrees) flaws.push_back(QualityFlaw::skewed);
    return side;
}

UprightSide turned(UprightSide side, int clockwise_degrees) {
    assert(clockwise_degrees % 90 == 0);
    const int turn = ((clockwise_degrees % 360) + 360) % 360;
    if (turn == 0) return side;
    const PageImage& image = side.image;
    PageImage result = lies_across(turn) ? white_page(image.height_px, image.width_px, image.dpi)
                                         : white_page(image.width_px, image.height_px, image.dpi);
    result.bitonal = image.bitonal;
    cv::Mat target = view(result);
    constexpr std::array<int, 3> kCodes = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
    cv::rotate(view(image), target, kCodes[static_cast<std::size_t>(turn / 90 - 1)]);
    side.image = std::move(result);
    side.transform.clockwise_degrees = (side.transform.clockwise_degrees + turn) % 360;
    return side;
}

Box map_to_original(const Box& region, const UprightTransform& transform, PixelSize original) {
    const Box box = unturned(region, transform.crop, transform.clockwise_degrees);
    const Spot centre{original.width_px * transform.scale / 2, original.height_px * transform.scale / 2};
    Extent extent{std::numeric_limits<double>::max(), std::numeric_limits<double>::max(),
                  std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()};
    for (const double x : {transform.crop.left_px + box.left_px, transform.crop.left_px + box.right_px()}) {
        for (const double y : {transform.crop.top_px + box.top_px, transform.crop.top_px + box.bottom_px()}) {
            const Spot corner = levelled({x, y}, centre, -transform.skew_degrees);
            extent.left = std::min(extent.left, corner.x / transform.scale);
            extent.top = std::min(extent.top, corner.y / transform.scale);
            extent.right = std::max(extent.right, corner.x / transform.scale);
            extent.bottom = std::max(extent.bottom, corner.y / transform.scale);
        }
    }
    constexpr double kRounding = 1e-6;  // a corner that is whole but for arithmetic takes no further pixel
    const int left = static_cast<int>(std::floor(extent.left + kRounding));
    const int top = static_cast<int>(std::floor(extent.top + kRounding));
    const Box outer{left, top, static_cast<int>(std::ceil(extent.right - kRounding)) - left,
                    static_cast<int>(std::ceil(extent.bottom - kRounding)) - top};
    return intersection(outer, {0, 0, original.width_px, original.height_px});
}

}  // namespace lockbox

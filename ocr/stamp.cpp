#include "ocr/stamp.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <opencv2/core.hpp>
#include <optional>

#include "ocr/field_text.h"
#include "ocr/turned_image.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kLengthMin = 0.8, kLengthMax = 4.0, kHeightMin = 0.15, kHeightMax = 0.6;
constexpr double kBeyond = 0.12;    // words may be longer than their frame
constexpr double kSideSeen = 0.65;  // of each long side
constexpr double kTiltMin_degrees = 1.5, kTiltMax_degrees = 20, kTiltStep_degrees = 0.5;

std::vector<cv::Point> pixels_of(const CleanPage& page, std::int32_t stroke) {
    std::vector<cv::Point> pixels;
    const Box& box = page.strokes[static_cast<std::size_t>(stroke)];
    for (int y = box.top_px; y < box.bottom_px(); ++y) {
        for (int x = box.left_px; x < box.right_px(); ++x) {
            const auto at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(page.ink.width_px) + static_cast<std::size_t>(x);
            if (page.stroke_at[at] == stroke) pixels.emplace_back(x, y);
        }
    }
    return pixels;
}

/// Ink along one direction: how many pixels lie on each line across it, three pixels wide.
struct Projection {
    int first = 0;
    std::vector<int> counts;
};

Projection project(const std::vector<cv::Point>& pixels, double degrees) {
    const double turn = degrees * CV_PI / 180, cosine = std::cos(turn), sine = std::sin(turn);
    const auto across = [&](const cv::Point& pixel) {
        return static_cast<int>(std::lround(pixel.y * cosine - pixel.x * sine));
    };
    int first = across(pixels.front()), last = first;
    for (const cv::Point& pixel : pixels) first = std::min(first, across(pixel)), last = std::max(last, across(pixel));
    Projection lines{first - 1, std::vector<int>(static_cast<std::size_t>(last - first) + 3, 0)};
    for (const cv::Point& pixel : pixels) {
        const auto at = static_cast<std::size_t>(across(pixel) - lines.first);
        for (const std::size_t near : {at - 1, at, at + 1}) ++lines.counts[near];
    }
    return lines;
}

/// The two lines of a direction that bear most ink and stand apart as the sides of a frame do.
struct Sides {
    double degrees = 0;
    int upper = 0, lower = 0, ink = 0;
};

Sides sides_at(const Projection& lines, double degrees, int dpi) {
    const auto apart_min = static_cast<std::size_t>(kHeightMin * dpi),
               apart_max = static_cast<std::size_t>(kHeightMax * dpi);
    Sides best{degrees, 0, 0, 0};
    for (std::size_t upper = 0; upper < lines.counts.size(); ++upper) {
        for (std::size_t lower = upper + apart_min; lower < std::min(lines.counts.size(), upper + apart_max); ++lower) {
            const int ink = std::min(lines.counts[upper], lines.counts[lower]);
            if (ink > best.ink)
                best = {degrees, lines.first + static_cast<int>(upper), lines.first + static_cast<int>(lower), ink};
        }
    }
    return best;
}

/// From one end of a side to the other, where most of it is there.
std::optional<Tilted> rectangle_of(const Sides& sides, const std::vector<cv::Point>& pixels, int dpi) {
    const double turn = sides.degrees * CV_PI / 180, cosine = std::cos(turn), sine = std::sin(turn);
    std::vector<int> upper, lower;
    for (const cv::Point& pixel : pixels) {
        const int across = static_cast<int>(std::lround(pixel.y * cosine - pixel.x * sine));
        const int along = static_cast<int>(std::lround(pixel.x * cosine + pixel.y * sine));
        if (std::abs(across - sides.upper) <= 1) upper.push_back(along);
        if (std::abs(across - sides.lower) <= 1) lower.push_back(along);
    }
    int first = INT_MIN, last = INT_MAX;
    for (std::vector<int>* side : {&upper, &lower}) {
        std::sort(side->begin(), side->end());
        side->erase(std::unique(side->begin(), side->end()), side->end());
        if (side->empty() || static_cast<int>(side->size()) < kSideSeen * (side->back() - side->front()))
            return std::nullopt;
        first = std::max(first, side->front());
        last = std::min(last, side->back());
    }
    if (last - first < kLengthMin * dpi || last - first > kLengthMax * dpi) return std::nullopt;
    const double along = (first + last) / 2.0, across = (sides.upper + sides.lower) / 2.0;
    return Tilted{along * cosine - across * sine, along * sine + across * cosine, static_cast<double>(last - first),
                  static_cast<double>(sides.lower - sides.upper), sides.degrees};
}

std::optional<Tilted> frame_of(const CleanPage& page, std::int32_t stroke) {
    const Box& box = page.strokes[static_cast<std::size_t>(stroke)];
    const int dpi = page.ink.dpi;
    if (box.width_px < kLengthMin * dpi || box.width_px > kLengthMax * dpi || box.height_px < kHeightMin * dpi)
        return std::nullopt;
    const std::vector<cv::Point> pixels = pixels_of(page, stroke);
    if (static_cast<double>(pixels.size()) < 2 * kSideSeen * kLengthMin * dpi) return std::nullopt;
    if (2.0 * static_cast<double>(pixels.size()) > 1.0 * box.width_px * box.height_px) return std::nullopt;  // a bar
    Sides best;
    for (double tilt = kTiltMin_degrees; tilt <= kTiltMax_degrees; tilt += kTiltStep_degrees) {
        for (const double degrees : {tilt, -tilt}) {
            const Sides sides = sides_at(project(pixels, degrees), degrees, dpi);
            if (sides.ink > best.ink) best = sides;
        }
    }
    return rectangle_of(best, pixels, dpi);
}

/// The inside of a frame and a little beyond its short sides. Its own sides, long and straight, are taken out with all
/// rules when the line is read.
FieldImage leveled(const CleanPage& page, const Tilted& frame, const Box& box) {
    const double beyond = 2 * kBeyond * page.gray.dpi;
    return turned_level(page.gray, {frame.x_px, frame.y_px, frame.length_px + beyond, frame.height_px, frame.degrees},
                        box);
}

}  // namespace

std::vector<FieldImage> find_stamps(const CleanPage& page) {
    std::vector<FieldImage> stamps;
    for (std::size_t i = 0; i < page.strokes.size(); ++i) {
        const auto frame = frame_of(page, static_cast<std::int32_t>(i));
        if (frame) stamps.push_back(leveled(page, *frame, page.strokes[i]));
    }
    return stamps;
}

void read_stamps(const CleanPage& page, const Readers& readers, CheckReading& reading) {
    for (const FieldImage& stamp : find_stamps(page)) {
        reading.upper_writing.push_back(read_words_field(stamp, readers, Side::front).text);
    }
}

}  // namespace lockbox

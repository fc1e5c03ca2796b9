#include "tools/make_samples/canvas.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox::samples {
namespace {

constexpr int kShift = 4;  // OpenCV's fixed-point bits for corners between pixels

cv::Mat view(Raster& raster) {
    return {raster.height_px, raster.width_px, CV_8UC3, raster.bgr.data()};
}

cv::Scalar scalar(Colour colour) {
    return {double(colour.blue), double(colour.green), double(colour.red)};
}

cv::Point fixed(Spot spot, int dpi) {
    const double scale = dpi * (1 << kShift);
    return {static_cast<int>(std::lround(spot.x_in * scale)), static_cast<int>(std::lround(spot.y_in * scale))};
}

int thickness_px(double thickness_in, int dpi) {
    return std::max(1, static_cast<int>(std::lround(thickness_in * dpi)));
}

Spot catmull_rom(Spot a, Spot b, Spot c, Spot d, double t) {
    const auto blend = [t](double p, double q, double r, double s) {
        return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
    };
    return {blend(a.x_in, b.x_in, c.x_in, d.x_in), blend(a.y_in, b.y_in, c.y_in, d.y_in)};
}

}  // namespace

Colour mixed(Colour from, Colour to, double share) {
    const auto mix = [share](int a, int b) {
        return static_cast<std::uint8_t>(std::clamp(std::lround(a + (b - a) * share), 0L, 255L));
    };
    return {mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue)};
}

Canvas::Canvas(double width_in, double height_in, int dpi, Colour paper) : width_in_(width_in), height_in_(height_in) {
    raster_.dpi = dpi;
    raster_.width_px = static_cast<int>(std::lround(width_in * dpi));
    raster_.height_px = static_cast<int>(std::lround(height_in * dpi));
    raster_.bgr.resize(static_cast<std::size_t>(raster_.width_px) * static_cast<std::size_t>(raster_.height_px) * 3);
    view(raster_).setTo(scalar(paper));
}

void Canvas::blend(const Coverage& mark, Colour colour, double darkness) {
    const int first_x = std::max(0, -mark.left_px), last_x = std::min(mark.width_px, raster_.width_px - mark.left_px);
    const int first_y = std::max(0, -mark.top_px), last_y = std::min(mark.height_px, raster_.height_px - mark.top_px);
    const double ink[3] = {double(colour.blue), double(colour.green), double(colour.red)};
    for (int y = first_y; y < last_y; ++y) {
        const std::uint8_t* share = mark.share.data() + static_cast<std::ptrdiff_t>(y) * mark.width_px;
        const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(mark.top_px + y) * raster_.width_px + mark.left_px;
        for (int x = first_x; x < last_x; ++x) {
            const double alpha = share[x] / 255.0 * darkness;
            if (alpha <= 0) continue;
            std::uint8_t* pixel = raster_.bgr.data() + (row + x) * 3;
            for (int channel = 0; channel < 3; ++channel)  // ink only darkens
                pixel[channel] = static_cast<std::uint8_t>(
                    std::min<double>(pixel[channel], pixel[channel] + (ink[channel] - pixel[channel]) * alpha + 0.5));
        }
    }
}

void Canvas::line(Spot from, Spot to, double thickness_in, Colour colour) {
    cv::Mat image = view(raster_);
    cv::line(image, fixed(from, dpi()), fixed(to, dpi()), scalar(colour), thickness_px(thickness_in, dpi()),
             cv::LINE_AA, kShift);
}

void Canvas::box(Spot top_left, Spot bottom_right, double thickness_in, Colour colour) {
    cv::Mat image = view(raster_);
    cv::rectangle(image, fixed(top_left, dpi()), fixed(bottom_right, dpi()), scalar(colour),
                  thickness_px(thickness_in, dpi()), cv::LINE_AA, kShift);
}

void Canvas::fill(Spot top_left, Spot bottom_right, Colour colour) {
    cv::Mat image = view(raster_);
    cv::rectangle(image, fixed(top_left, dpi()), fixed(bottom_right, dpi()), scalar(colour), cv::FILLED, cv::LINE_8,
                  kShift);
}

void Canvas::fill_polygon(std::span<const Spot> corners, Colour colour) {
    std::vector<cv::Point> points;
    for (const Spot& corner : corners) points.push_back(fixed(corner, dpi()));
    cv::Mat image = view(raster_);
    cv::fillPoly(image, std::vector<std::vector<cv::Point>>{points}, scalar(colour), cv::LINE_AA, kShift);
}

void Canvas::ellipse(Spot centre, double radius_x_in, double radius_y_in, double turn_degrees, double thickness_in,
                     Colour colour) {
    cv::Mat image = view(raster_);
    const cv::Point radii = fixed({radius_x_in, radius_y_in}, dpi());
    cv::ellipse(image, fixed(centre, dpi()), {radii.x, radii.y}, turn_degrees, 0, 360, scalar(colour),
                thickness_px(thickness_in, dpi()), cv::LINE_AA, kShift);
}

void Canvas::fill_ellipse(Spot centre, double radius_x_in, double radius_y_in, double turn_degrees, Colour colour) {
    cv::Mat image = view(raster_);
    const cv::Point radii = fixed({radius_x_in, radius_y_in}, dpi());
    cv::ellipse(image, fixed(centre, dpi()), {radii.x, radii.y}, turn_degrees, 0, 360, scalar(colour), cv::FILLED,
                cv::LINE_AA, kShift);
}

void Canvas::pen(std::span<const Spot> through, double thickness_in, Colour colour, double darkness) {
    if (through.size() < 2) return;
    constexpr int kSteps = 14;
    std::vector<Spot> curve;
    for (std::size_t i = 0; i + 1 < through.size(); ++i) {
        const Spot before = through[i == 0 ? 0 : i - 1], after = through[std::min(i + 2, through.size() - 1)];
        for (int step = 0; step < kSteps; ++step)
            curve.push_back(catmull_rom(before, through[i], through[i + 1], after, static_cast<double>(step) / kSteps));
    }
    curve.push_back(through.back());
    cv::Mat mask(raster_.height_px, raster_.width_px, CV_8U, cv::Scalar(0));
    const int radius = std::max(8, static_cast<int>(std::lround(thickness_in / 2 * dpi() * (1 << kShift))));
    for (std::size_t i = 0; i + 1 < curve.size(); ++i) {
        const double length_px =
            std::hypot(curve[i + 1].x_in - curve[i].x_in, curve[i + 1].y_in - curve[i].y_in) * dpi();
        const int dots = std::max(1, static_cast<int>(std::ceil(length_px)));
        for (int dot = 0; dot < dots; ++dot) {
            const double t = static_cast<double>(dot) / dots;
            const Spot at{curve[i].x_in + (curve[i + 1].x_in - curve[i].x_in) * t,
                          curve[i].y_in + (curve[i + 1].y_in - curve[i].y_in) * t};
            cv::circle(mask, fixed(at, dpi()), radius, cv::Scalar(255), cv::FILLED, cv::LINE_AA, kShift);
        }
    }
    Coverage mark{.width_px = raster_.width_px, .height_px = raster_.height_px};
    mark.share.assign(mask.datastart, mask.dataend);
    blend(mark, colour, darkness);
}

}  // namespace lockbox::samples

#include "ocr/micr_course.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/e13b.h"
#include "ocr/micr_match.h"

namespace lockbox {

namespace {

constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;
constexpr double kFoot_px = MicrStrip::kTop_px + kE13bDigitCells * kE13bCellInches * kInkDpi;  // y on the strip
constexpr double kUnit_px = 1000;  // polynomials are in thousands of pixels, which keeps them well conditioned

struct Sample {
    double u_px, value;
};

/// Least squares polynomial of the given degree in (u - middle) / 1000, fitted again without the samples that lie
/// further off than `tolerance`.
std::array<double, 3> fit_polynomial(std::vector<Sample> samples, double middle_u_px, int degree, double tolerance) {
    std::array<double, 3> polynomial{};
    const auto value_at = [&](double u_px) {
        const double t = (u_px - middle_u_px) / kUnit_px;
        return polynomial[0] + t * (polynomial[1] + t * polynomial[2]);
    };
    for (int round = 0; round < 3; ++round) {
        const int n = static_cast<int>(samples.size());
        if (n <= degree + 1) break;
        cv::Mat_<double> a(n, degree + 1), b(n, 1), x;
        for (int i = 0; i < n; ++i) {
            const Sample& sample = samples[static_cast<std::size_t>(i)];
            for (int k = 0; k <= degree; ++k) a(i, k) = std::pow((sample.u_px - middle_u_px) / kUnit_px, k);
            b(i) = sample.value;
        }
        if (!cv::solve(a, b, x, cv::DECOMP_SVD)) break;
        for (int k = 0; k <= degree; ++k) polynomial[static_cast<std::size_t>(k)] = x(k);
        std::erase_if(samples, [&](const Sample& s) { return std::abs(s.value - value_at(s.u_px)) > tolerance; });
    }
    return polynomial;
}

/// Scale along the line between neighbours, from their distance in ink pixels.
std::vector<Sample> local_scales(const MicrStrip& strip, const std::vector<MicrMark>& marks) {
    constexpr double kSureLikeness = 0.65, kNeighbour = 0.3;
    std::vector<Sample> scales;
    for (std::size_t i = 1; i < marks.size(); ++i) {
        if (std::min(marks[i].correlation, marks[i - 1].correlation) < kSureLikeness) continue;
        if (std::abs(marks[i].right_px - marks[i - 1].right_px - kPitch_px) > kNeighbour * kPitch_px) continue;
        const double from = strip.u_px[static_cast<std::size_t>(marks[i - 1].right_px)];
        const double to = strip.u_px[static_cast<std::size_t>(marks[i].right_px)];
        scales.push_back({(from + to) / 2, (to - from) / kPitch_px});
    }
    return scales;
}

std::vector<Sample> feet(const MicrStrip& strip, const std::vector<MicrMark>& marks) {
    constexpr double kSureLikeness = 0.65;
    std::vector<Sample> found;
    for (const MicrMark& mark : marks) {
        if (mark.correlation < kSureLikeness) continue;
        const double u = strip.u_px[static_cast<std::size_t>(mark.right_px)];
        const double shift = mark.top_shift_px * strip.course.scale_y * strip.course.stretch_at(u);
        found.push_back({u, strip.course.foot_at(u) + shift});
    }
    return found;
}

}  // namespace

double MicrCourse::stretch_at(double u_px) const {
    return std::clamp(1 + growth * (u_px - middle_u_px), 0.6, 1.6);
}

double MicrCourse::foot_at(double u_px) const {
    const double t = (u_px - middle_u_px) / kUnit_px;
    return foot[0] + t * (foot[1] + t * foot[2]);
}

MicrStrip straighten_line(const InkImage& ink, const MicrLineCandidate& line, const MicrCourse& course) {
    constexpr int kMargin_px = 12, kWidestStrip_px = 6000;
    const double angle = std::atan(line.slope), c = std::cos(angle), s = std::sin(angle);
    const double first_u = -line.left_px / c, last_u = (ink.width_px - line.left_px) / c;
    MicrStrip strip;
    strip.course = course;
    double u = first_u;
    for (int x = 0; x < kMargin_px; ++x) u -= course.scale_x * course.stretch_at(first_u);
    const double end_u = last_u + kMargin_px * course.scale_x * course.stretch_at(last_u);
    while (u < end_u && strip.u_px.size() < kWidestStrip_px) {
        strip.u_px.push_back(u);
        u += course.scale_x * course.stretch_at(u);
    }
    strip.width_px = static_cast<int>(strip.u_px.size());
    cv::Mat_<float> map_x(MicrStrip::kHeight_px, strip.width_px), map_y(MicrStrip::kHeight_px, strip.width_px);
    const double start_y = line.baseline_px + line.slope * line.left_px;
    for (int y = 0; y < MicrStrip::kHeight_px; ++y)
        for (int x = 0; x < strip.width_px; ++x) {
            const double along = strip.u_px[static_cast<std::size_t>(x)];
            const double below = course.foot_at(along) + (y - kFoot_px) * course.scale_y * course.stretch_at(along);
            map_x(y, x) = static_cast<float>(line.left_px + c * along - s * below);
            map_y(y, x) = static_cast<float>(start_y + s * along + c * below);
        }
    const cv::Mat darkness(ink.height_px, ink.width_px, CV_8UC1, const_cast<std::uint8_t*>(ink.darkness.data()));
    cv::Mat warped, real;
    cv::remap(darkness, warped, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(0));
    warped.convertTo(real, CV_32F, 1 / line.contrast);
    cv::min(real, 1.0, real);
    cv::GaussianBlur(real, real, {5, 5}, 0.6);
    strip.ink.assign(real.ptr<float>(), real.ptr<float>() + real.total());
    return strip;
}

MicrCourse fit_course(const MicrStrip& strip, const std::vector<MicrMark>& marks) {
    constexpr std::size_t kFewForScale = 5, kFewForGrowth = 10;
    MicrCourse course = strip.course;
    const std::vector<Sample> scales = local_scales(strip, marks);
    if (scales.size() < kFewForScale) return course;
    course.middle_u_px = (scales.front().u_px + scales.back().u_px) / 2;
    const bool grows = scales.size() >= kFewForGrowth;
    const auto scale = fit_polynomial(scales, course.middle_u_px, grows ? 1 : 0, 0.1 * strip.course.scale_x);
    if (scale[0] <= 0) return strip.course;
    // The height was measured by itself; where it agrees with the pitch, the pitch is the finer measure.
    const double heights = strip.course.scale_y * strip.course.stretch_at(course.middle_u_px);
    course.scale_x = scale[0];
    course.scale_y = std::abs(heights / scale[0] - 1) < 0.06 ? scale[0] : heights;
    course.growth = scale[1] / kUnit_px / scale[0];
    const std::vector<Sample> found = feet(strip, marks);
    course.foot = fit_polynomial(found, course.middle_u_px, grows ? 2 : 1, 2.0 * course.scale_y);
    return course;
}

bool differ(const MicrCourse& a, const MicrCourse& b, double from_u_px, double to_u_px) {
    constexpr double kScaleTolerance = 0.012, kFootTolerance_px = 0.7;
    constexpr int kProbes = 5;
    for (int i = 0; i < kProbes; ++i) {
        const double u = from_u_px + i * (to_u_px - from_u_px) / (kProbes - 1);
        if (std::abs(a.scale_x * a.stretch_at(u) / (b.scale_x * b.stretch_at(u)) - 1) > kScaleTolerance) return true;
        if (std::abs(a.foot_at(u) - b.foot_at(u)) > kFootTolerance_px) return true;
    }
    return false;
}

}  // namespace lockbox

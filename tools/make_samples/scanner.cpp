#include "tools/make_samples/scanner.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox::samples {
namespace {

constexpr double kBed_level = 70;

/// What is left of a sheet of which the scanner saw only a part.
cv::Mat cut(const cv::Mat& sheet, Random& random) {
    const int kept = static_cast<int>(sheet.cols * random.real(0.5, 0.62));
    return sheet(cv::Rect(0, 0, kept, sheet.rows)).clone();
}

void fold_corner(cv::Mat& sheet, int dpi, Random& random) {
    const int reach = static_cast<int>(random.real(0.25, 0.5) * dpi);
    const bool right = random.chance(0.5);
    const int x = right ? sheet.cols : 0, inward = right ? -reach : reach;
    const std::vector<cv::Point> gone = {{x, 0}, {x + inward, 0}, {x, reach}};
    const std::vector<cv::Point> flap = {{x + inward, 0}, {x, reach}, {x + inward, reach}};
    cv::fillPoly(sheet, std::vector<std::vector<cv::Point>>{gone}, cv::Scalar::all(20), cv::LINE_AA);
    cv::fillPoly(sheet, std::vector<std::vector<cv::Point>>{flap}, cv::Scalar::all(235), cv::LINE_AA);
    cv::polylines(sheet, std::vector<std::vector<cv::Point>>{flap}, true, cv::Scalar::all(150), 1, cv::LINE_AA);
}

cv::Mat lay_on_glass(const cv::Mat& sheet, const ScannerFaults& faults, int dpi) {
    const int margin = static_cast<int>(faults.margin_in * dpi);
    const double turn = faults.skew_degrees * CV_PI / 180;
    const int extra_y = static_cast<int>(std::abs(std::sin(turn)) * sheet.cols / 2) * (margin > 0 ? 1 : 0);
    const cv::Size glass(sheet.cols + 2 * margin, sheet.rows + 2 * (margin + extra_y));
    cv::Mat place =
        cv::getRotationMatrix2D(cv::Point2f(cv::Point(sheet.cols / 2, sheet.rows / 2)), faults.skew_degrees, 1);
    place.at<double>(0, 2) += margin;
    place.at<double>(1, 2) += margin + extra_y;
    cv::Mat laid;
    cv::warpAffine(sheet, laid, place, glass, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(faults.bed));
    return laid;
}

void streak_and_speck(cv::Mat& image, const ScannerFaults& faults, Random& random) {
    for (int i = 0; i < faults.streaks; ++i) {  // the sheet moves sideways past the lamp
        const int y = random.between(0, image.rows - 1);
        const bool light = random.chance(0.4);
        image.row(y) = image.row(y) * 0.45 + cv::Scalar::all(light ? 140 : random.between(20, 110));
    }
    for (int i = 0; i < faults.specks; ++i) {
        const cv::Point at(random.between(0, image.cols - 1), random.between(0, image.rows - 1));
        cv::circle(image, at, random.between(0, 2), cv::Scalar::all(random.between(10, 120)), cv::FILLED, cv::LINE_AA);
    }
}

/// Gain, offset, shading across the sheet and noise, in one pass. Four 16-bit uniform numbers make one nearly normal.
void expose(cv::Mat& image, const ScannerFaults& faults, Random& random) {
    constexpr double kUnit = 1.0 / 65536;
    const double spread = faults.noise * std::sqrt(3.0);
    for (int y = 0; y < image.rows; ++y) {
        auto* row = image.ptr<std::uint8_t>(y);
        for (int x = 0; x < image.cols; ++x) {
            const std::uint64_t bits = faults.noise > 0 ? random.bits() : 0;
            const double sum =
                static_cast<double>((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)) *
                    kUnit -
                2;
            const double light = faults.offset - faults.shade * x / image.cols + (faults.noise > 0 ? spread * sum : 0);
            for (int channel = 0; channel < 3; ++channel)
                row[3 * x + channel] = cv::saturate_cast<std::uint8_t>(row[3 * x + channel] * faults.gain + light);
        }
    }
}

/// A local threshold, as document scanners have: a fixed share darker than the paper around.
cv::Mat to_bitonal(const cv::Mat& gray, double shift, int dpi) {
    cv::Mat paper, level, bitonal;
    const int window = dpi / 4 * 2 + 1;
    cv::morphologyEx(gray, paper, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, {dpi / 8 | 1, dpi / 8 | 1}));
    cv::blur(paper, paper, {window, window});
    paper.convertTo(level, CV_8U, 0.68, shift);
    level = cv::max(level, kBed_level);  // a black bed is black all through
    cv::compare(gray, level, bitonal, cv::CMP_GT);
    return bitonal;
}

}  // namespace

ScannerFaults make_faults(double severity, Random& random) {
    ScannerFaults faults;
    faults.skew_degrees = random.normal(0, 0.35 + 1.5 * severity);
    if (random.chance(0.4)) {
        faults.margin_in = random.real(0.05, 0.3);
        faults.bed = static_cast<std::uint8_t>(random.chance(0.55) ? random.between(5, 40) : random.between(235, 255));
    }
    faults.blur_px = random.real(0.3, 0.6 + 0.8 * severity);
    faults.noise = random.real(1, 3 + 8 * severity);
    faults.gain = random.real(1 - 0.25 * severity, 1);
    faults.offset = random.normal(0, 3 + 10 * severity);
    if (random.chance(0.3)) faults.shade = random.real(0, 15 + 40 * severity);
    if (random.chance(0.08 + 0.3 * severity)) faults.streaks = random.between(1, 2);
    if (random.chance(0.3)) faults.specks = random.between(1, static_cast<int>(4 + 40 * severity));
    faults.folded_corner = random.chance(0.02 + 0.06 * severity);
    faults.threshold_shift = random.normal(0, 4 + 14 * severity);
    return faults;
}

Scan scan(const Raster& sheet, const ScannerFaults& faults, Depth depth, Random& random) {
    const int dpi = sheet.dpi;
    cv::Mat image =
        cv::Mat(sheet.height_px, sheet.width_px, CV_8UC3, const_cast<std::uint8_t*>(sheet.bgr.data())).clone();
    if (faults.damage == Damage::cut_off) image = cut(image, random);
    if (faults.folded_corner) fold_corner(image, dpi, random);
    image = lay_on_glass(image, faults, dpi);
    if (faults.blur_px > 0) cv::GaussianBlur(image, image, {0, 0}, faults.blur_px * dpi / 200);
    ScannerFaults exposure = faults;
    if (faults.damage == Damage::too_dark) exposure.gain = 0.14;
    if (faults.damage == Damage::too_light) exposure.gain = 0.07, exposure.offset = 236;
    expose(image, exposure, random);
    streak_and_speck(image, faults, random);
    if (faults.upside_down) cv::rotate(image, image, cv::ROTATE_180);
    if (depth != Depth::colour) cv::cvtColor(image, image, cv::COLOR_BGR2GRAY);
    if (depth == Depth::bitonal) image = to_bitonal(image, faults.threshold_shift, dpi);
    Scan result{.width_px = image.cols, .height_px = image.rows, .dpi = dpi, .depth = depth, .pixels = {}};
    result.pixels.assign(image.datastart, image.dataend);
    return result;
}

}  // namespace lockbox::samples

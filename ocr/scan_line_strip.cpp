#include "ocr/scan_line_strip.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox {

ScanLineStrip cut_strip(const InkImage& ink, const MicrLineCandidate& row) {
    ScanLineStrip strip;
    strip.scale = row.digit_height_px / ScanLineStrip::kCharacter_px;
    const double span_px = (row.right_px - row.left_px) / strip.scale;
    strip.width_px = static_cast<int>(std::lround(span_px)) + 2 * ScanLineStrip::kMargin_px;
    // Ink position of strip (x, y): from the left end of the baseline along it, then across it.
    const double angle = std::atan(row.slope), along = std::cos(angle) * strip.scale,
                 across = std::sin(angle) * strip.scale;
    const double foot_y = ScanLineStrip::kTop_px + ScanLineStrip::kCharacter_px, margin = ScanLineStrip::kMargin_px;
    const double start_x = row.left_px, start_y = row.baseline_px + row.slope * row.left_px;
    const cv::Matx23d to_ink(along, -across, start_x - along * margin + across * foot_y,  //
                             across, along, start_y - across * margin - along * foot_y);
    const cv::Mat darkness(ink.height_px, ink.width_px, CV_8UC1, const_cast<std::uint8_t*>(ink.darkness.data()));
    cv::Mat warped, real;
    cv::warpAffine(darkness, warped, to_ink, {strip.width_px, ScanLineStrip::kHeight_px},
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar(0));
    warped.convertTo(real, CV_32F, 1 / row.contrast);
    cv::min(real, 1.0, real);
    cv::GaussianBlur(real, real, {5, 5}, 0.6);
    strip.ink.assign(real.ptr<float>(), real.ptr<float>() + real.total());
    return strip;
}

}  // namespace lockbox

#include "ocr/ocr_a_match.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/ocr_a.h"

namespace lockbox {
namespace {

constexpr double kDigitHeight_px = ScanLineStrip::kCharacter_px;
constexpr int kWidth_px = 20, kHeight_px = 30, kPixels = kWidth_px * kHeight_px;
constexpr int kAbove_px = 3;    // of the window above the digit
constexpr int kShift_px = 3;    // a character may stand off its place by this much
constexpr float kLeastInk = 8;  // pixels, a sixth of the lightest digit's: less is a torn or missing one

/// Prints differ in stroke; the height of the line's characters is measured, but only to the pixel.
constexpr double kStrokes[] = {0.75, 1, 1.4, 1.9, 2.5};  // in nominal strokes
constexpr double kHeights[] = {0.95, 1, 1.05};           // in measured heights
constexpr std::size_t kVariantCount = std::size(kStrokes) * std::size(kHeights);

using Pixels = std::array<float, kPixels>;

float dot(const Pixels& a, const Pixels& b) {
    std::array<float, 8> lanes{};  // so that the compiler may use vector registers
    for (std::size_t i = 0; i < a.size(); i += lanes.size()) {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] += a[i + lane] * b[i + lane];
    }
    float sum = 0;
    for (const float lane : lanes) sum += lane;
    return sum;
}

/// Takes the mean out and scales to length one; false where there is too little contrast to scale.
bool normalise(Pixels& pixels) {
    float mean = 0;
    for (const float value : pixels) mean += value / kPixels;
    for (float& value : pixels) value -= mean;
    const float norm = std::sqrt(dot(pixels, pixels));
    if (norm < 1e-3F) return false;
    for (float& value : pixels) value /= norm;
    return true;
}

Pixels draw_template(int digit, double stroke, double outer_height_px) {
    const double height = outer_height_px / (1 + kOcrAStroke * stroke);
    std::vector<float> drawn = draw_ocr_a(digit, {.width_px = kWidth_px,
                                                  .height_px = kHeight_px,
                                                  .height_of_centre_lines_px = height,
                                                  .centre_x_px = kWidth_px / 2.0,
                                                  .top_px = kAbove_px + (kDigitHeight_px - height) / 2,
                                                  .stroke_px = height * kOcrAStroke * stroke});
    cv::Mat image(kHeight_px, kWidth_px, CV_32FC1, drawn.data());
    cv::GaussianBlur(image, image, {7, 7}, 0.9);  // of a scanner's optics and of the strip
    Pixels pixels;
    std::copy(drawn.begin(), drawn.end(), pixels.begin());
    normalise(pixels);
    return pixels;
}

using Templates = std::array<std::array<Pixels, 10>, kVariantCount>;

const Templates& templates() {
    static const Templates kTemplates = [] {
        Templates all;
        for (std::size_t variant = 0; variant < kVariantCount; ++variant) {
            for (int digit = 0; digit < 10; ++digit) {
                all[variant][static_cast<std::size_t>(digit)] =
                    draw_template(digit, kStrokes[variant / std::size(kHeights)],
                                  kDigitHeight_px * kHeights[variant % std::size(kHeights)]);
            }
        }
        return all;
    }();
    return kTemplates;
}

/// The window of the strip around a character; false outside the strip and where there is next to no ink.
bool window_at(const ScanLineStrip& strip, int centre_px, int top_px, Pixels& window) {
    const int left = centre_px - kWidth_px / 2, top = top_px - kAbove_px;
    if (left < 0 || top < 0 || left + kWidth_px > strip.width_px || top + kHeight_px > ScanLineStrip::kHeight_px) {
        return false;
    }
    float ink = 0;
    for (int row = 0; row < kHeight_px; ++row) {
        for (int column = 0; column < kWidth_px; ++column) {
            const float value = strip.ink[static_cast<std::size_t>((top + row) * strip.width_px + left + column)];
            window[static_cast<std::size_t>(row * kWidth_px + column)] = value;
            ink += value;
        }
    }
    return ink >= kLeastInk && normalise(window);
}

using Likeness = std::array<double, 10>;

/// Each digit's best correlation at any shift, among the given variants.
Likeness compare(const ScanLineStrip& strip, double centre_px, std::size_t variant) {
    Likeness likeness{};
    Pixels window;
    for (int dy = -2; dy <= 2; ++dy) {
        for (int dx = -kShift_px; dx <= kShift_px; ++dx) {
            if (!window_at(strip, static_cast<int>(std::lround(centre_px)) + dx, ScanLineStrip::kTop_px + dy, window)) {
                continue;
            }
            for (std::size_t digit = 0; digit < 10; ++digit) {
                likeness[digit] = std::max<double>(likeness[digit], dot(window, templates()[variant][digit]));
            }
        }
    }
    return likeness;
}

double best_of(const Likeness& likeness) {
    return *std::max_element(likeness.begin(), likeness.end());
}

/// The variant that suits the whole line: one print has one stroke. Judged on every fifth character.
std::size_t variant_of_line(const ScanLineStrip& strip, const std::vector<double>& centres_px) {
    std::size_t best = 0;
    double most = -1;
    for (std::size_t variant = 0; variant < kVariantCount; ++variant) {
        double sum = 0;
        for (std::size_t i = 0; i < centres_px.size(); i += 5) sum += best_of(compare(strip, centres_px[i], variant));
        if (sum > most) most = sum, best = variant;
    }
    return best;
}

/// Pixel errors are Gaussian of unknown size, which leaves the likelihood (1 - r^2)^(-n/2) for n independent pixels;
/// neighbouring pixels err together, so n is far below their number (the MICR reader found 36 for its characters).
/// A mark that is no digit, or one spoilt, competes at a likeness that such marks reach; it tells nothing.
DigitPosterior posterior_of(const Likeness& likeness) {
    constexpr double kIndependentPixels = 36, kSpoiltLikeness = 0.62, kFloor = 0.02;
    const auto log_likelihood = [](double r) { return -kIndependentPixels / 2 * std::log(1 - r * r + kFloor); };
    const double top = log_likelihood(best_of(likeness));
    const double spoilt = std::exp(log_likelihood(kSpoiltLikeness) - top);
    DigitPosterior posterior;
    double sum = 0;
    for (std::size_t digit = 0; digit < 10; ++digit) {
        posterior[digit] = std::exp(log_likelihood(likeness[digit]) - top) + spoilt / 10;
        sum += posterior[digit];
    }
    for (double& p : posterior) p /= sum;
    return posterior;
}

}  // namespace

OcrADigits match_ocr_a(const ScanLineStrip& strip, const std::vector<double>& centres_px) {
    OcrADigits digits;
    if (centres_px.empty()) return digits;
    const std::size_t variant = variant_of_line(strip, centres_px);
    std::vector<double> best;
    for (const double centre_px : centres_px) {
        const Likeness likeness = compare(strip, centre_px, variant);
        digits.posteriors.push_back(posterior_of(likeness));
        best.push_back(best_of(likeness));
    }
    const auto middle = best.begin() + static_cast<std::ptrdiff_t>(best.size() / 2);
    std::nth_element(best.begin(), middle, best.end());
    digits.likeness = *middle;
    return digits;
}

}  // namespace lockbox

#pragma once
// Skew by what is printed: at the right angle the lower ends of strokes fall into few rows (baselines, rules,
// barcodes). The projection profile method of Postl (1986), on baseline points as Baird (1987) proposed.

#include <optional>

#include "scan/page_image.h"

namespace lockbox {

struct TextLean {
    double degrees = 0;     ///< by which the lines lean clockwise, within 6 of level
    double prominence = 0;  ///< sharpness of the profile there, relative to its mean over all angles
    int points = 0;         ///< baseline points seen
};

/// Unset when no angle stands out. `mask` (as large as the image) is 0 where pixels are no part of the page.
[[nodiscard]] std::optional<TextLean> find_text_lean(const PageImage& reduced, const PageImage& mask);

}  // namespace lockbox

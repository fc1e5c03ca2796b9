#pragma once
// Templates of the E-13B characters at the scale of a straightened line, and their likeness to its pixels.

#include <array>
#include <optional>

#include "ocr/micr_course.h"

namespace lockbox {

/// A window on the strip in which one character is compared. It holds a character's field without its neighbours.
struct MicrWindow {
    static constexpr int kWidth_px = 24, kHeight_px = 28;
    static constexpr int kRight_px = 21;  ///< x of the character's right edge in the window
    static constexpr int kTop_px = 2;     ///< y of the top of the digits in the window
    static constexpr int kPixels = kWidth_px * kHeight_px;

    std::array<float, kPixels> ink{};  ///< less its mean
    float inverse_norm = 0;            ///< of `ink`
};

/// The same window at half the resolution.
struct MicrCoarseWindow {
    static constexpr int kWidth_px = MicrWindow::kWidth_px / 2, kHeight_px = MicrWindow::kHeight_px / 2;
    static constexpr int kPixels = kWidth_px * kHeight_px;

    std::array<float, kPixels> ink{};  ///< less its mean
    float inverse_norm = 0;
};

/// Prints differ in how far the ink spreads; each is a variant of the templates.
inline constexpr std::array<double, 5> kMicrSpreads_cells = {-0.25, -0.05, 0.15, 0.4, 0.65};
inline constexpr std::size_t kMicrPlainSpread = 2;  ///< the variant that serves all prints for a first look

/// The window whose character ends at x = right_px and whose digits begin at y = top_px; nothing outside the strip or
/// where there is too little ink for any character.
[[nodiscard]] std::optional<MicrWindow> window_at(const MicrStrip& strip, int right_px, int top_px);

[[nodiscard]] MicrCoarseWindow coarse(const MicrWindow& window);

/// Normalised correlation, -1 to 1, of the window with symbol number `symbol` of kE13bSymbols.
[[nodiscard]] double likeness(const MicrWindow& window, std::size_t symbol, std::size_t spread);
/// With the plain spread.
[[nodiscard]] double likeness(const MicrCoarseWindow& window, std::size_t symbol);

}  // namespace lockbox

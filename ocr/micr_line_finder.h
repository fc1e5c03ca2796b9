#pragma once
// Where the MICR line could be: a row of marks as high as E-13B digits that stand on one straight line.

#include <vector>

#include "ocr/micr_ink.h"

namespace lockbox {

/// A straight row of marks on an ink image.
struct MicrLineCandidate {
    double left_px = 0, right_px = 0;
    double baseline_px = 0;      ///< y of the foot of the digits at x = 0
    double slope = 0;            ///< of the baseline, y per x
    double digit_height_px = 0;  ///< as printed, with what the ink has spread
    double contrast = 0;         ///< gray levels between paper and print
    int marks = 0;               ///< how many speak for it
};

/// The most likely rows, best first; empty when there is none.
[[nodiscard]] std::vector<MicrLineCandidate> find_micr_lines(const InkImage& ink);

/// Height of the digits on an image that shows little else than one line of them; 0 when there are none.
[[nodiscard]] double usual_mark_height_px(const PageImage& line);

/// A line made straight, and scaled so that a cell of E-13B is 2.6 pixels.
struct MicrStrip {
    static constexpr int kHeight_px = 48;
    static constexpr int kTop_px = 12;  ///< y of the top of the digits
    int width_px = 0;
    std::vector<float> ink;           ///< kHeight_px rows; 0 paper, 1 print
    double line_left_px = 0;          ///< x of the line's first mark
    double scale_x = 1, scale_y = 1;  ///< pixels of the ink image per pixel of the strip
};

/// Cuts a line out, over the whole width of the image, with the given scales (pixels of the ink image per pixel of the
/// strip).
[[nodiscard]] MicrStrip straighten_line(const InkImage& ink, const MicrLineCandidate& line, double scale_x,
                                        double scale_y);

}  // namespace lockbox

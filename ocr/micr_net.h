#pragma once
// Reads a straightened MICR line as a whole: a small convolutional network (six layers, 49 thousand weights) gives for
// every frame of the line a posterior over the fourteen E-13B characters and "none". It was trained by connectionist
// temporal classification on lines drawn from the grid under scanner faults and on real lines (ocr/models/MODEL.md).
// Nothing is cut into characters for it: broken strokes, fields off the line and print of another size are read in
// their surroundings, one and a half fields wide.

#include <array>
#include <vector>

#include "ocr/e13b.h"
#include "ocr/micr_course.h"

namespace lockbox {

/// What the network looks at: a piece of a strip at half its resolution.
struct MicrNetImage {
    static constexpr int kHeight_px = MicrStrip::kHeight_px / 2;

    int width_px = 0;
    int left_px = 0;         ///< of the piece on the strip; a pixel here is two there
    std::vector<float> ink;  ///< kHeight_px rows; 0 paper, 1 print
};

/// The strip's columns from `left_px` to before `right_px`, as far as it has them.
[[nodiscard]] MicrNetImage net_image(const MicrStrip& strip, int left_px, int right_px);

/// Posterior of "none" (first) and of each symbol of kE13bSymbols in a frame; sums to 1. By the rule of the training
/// a character is a run of one symbol, and a "none" parts two of the same.
using MicrFrame = std::array<float, 1 + kE13bSymbolCount>;

inline constexpr int kMicrFrame_px = 4;  ///< strip columns a frame

/// Frame t begins at the strip's column image.left_px + t * kMicrFrame_px.
[[nodiscard]] std::vector<MicrFrame> read_frames(const MicrNetImage& image);

}  // namespace lockbox

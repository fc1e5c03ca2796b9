#pragma once
// The digits of OCR-A (ISO 1073-1, ANSI X3.17), the type of scan lines: strokes of one width, drawn along centre lines.
// At size I the centre lines of a digit are 1.4 mm wide and 2.4 mm high, the stroke is 0.35 mm, the pitch 2.54 mm.

#include <vector>

namespace lockbox {

inline constexpr double kOcrAWidth = 1.4 / 2.4;    ///< of the centre lines, in heights of the centre lines
inline constexpr double kOcrAStroke = 0.35 / 2.4;  ///< nominal stroke width, in the same unit
inline constexpr double kOcrAPitch = 2.54 / 2.4;

/// How a digit is put on a raster.
struct OcrARaster {
    int width_px = 0, height_px = 0;
    double height_of_centre_lines_px = 19;
    double centre_x_px = 0;  ///< of the digit's middle
    double top_px = 0;       ///< of the upper centre line
    double stroke_px = 2.8;
};

/// Share of each pixel that is inked, 0 to 1, row by row. `digit` is 0 to 9.
[[nodiscard]] std::vector<float> draw_ocr_a(int digit, const OcrARaster& raster);

}  // namespace lockbox

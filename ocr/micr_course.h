#pragma once
// The course of a MICR line: straight and of one scale on a flat scan, bent and growing on a photograph.

#include <array>
#include <vector>

#include "ocr/micr_ink.h"

namespace lockbox {

struct MicrMark;
struct MicrStrip;

/// A straight row of marks on an ink image.
struct MicrLineCandidate {
    double left_px = 0, right_px = 0;
    double baseline_px = 0;      ///< y of the foot of the digits at x = 0
    double slope = 0;            ///< of the baseline, y per x
    double digit_height_px = 0;  ///< as printed, with what the ink has spread
    double contrast = 0;         ///< gray levels between paper and print
    int marks = 0;               ///< how many speak for it
};

/// How the line runs along its baseline; `u` is the distance in ink pixels from the line's first mark.
struct MicrCourse {
    double scale_x = 1, scale_y = 1;  ///< ink pixels per strip pixel at `middle_u_px`
    double middle_u_px = 0;
    double growth = 0;             ///< relative change of both scales per ink pixel of u
    std::array<double, 3> foot{};  ///< foot below the baseline in ink pixels: polynomial in (u - middle) / 1000

    [[nodiscard]] double stretch_at(double u_px) const;  ///< 1 in the middle
    [[nodiscard]] double foot_at(double u_px) const;
};

/// A line made straight, and scaled so that a cell of E-13B is 2.6 pixels.
struct MicrStrip {
    static constexpr int kHeight_px = 56;
    static constexpr int kTop_px = 16;  ///< y of the top of the digits
    int width_px = 0;
    std::vector<float> ink;    ///< kHeight_px rows; 0 paper, 1 print
    std::vector<double> u_px;  ///< of every column
    MicrCourse course;
};

/// Cuts a line out, over the whole width of the image.
[[nodiscard]] MicrStrip straighten_line(const InkImage& ink, const MicrLineCandidate& line, const MicrCourse& course);

/// The course that the characters found on a strip run on: scale from their pitch, foot from their heights. That of
/// the strip where they are too few to tell.
[[nodiscard]] MicrCourse fit_course(const MicrStrip& strip, const std::vector<MicrMark>& marks);

/// Whether two courses part by more than templates forgive anywhere between two columns of the strip.
[[nodiscard]] bool differ(const MicrCourse& a, const MicrCourse& b, double from_u_px, double to_u_px);

}  // namespace lockbox

#pragma once
// One field of a document as a reader wants it: only its own strokes, on white, without rules, boxes and patterns.

#include <cstdint>
#include <limits>
#include <vector>

#include "ocr/line_finder.h"

namespace lockbox {

/// A page and what is printed on it to be written upon.
struct CleanPage {
    PageImage gray;  ///< strokes in their shades on white; rules and frames gone
    PageImage ink;   ///< the same, black on white
    std::vector<Rule> rules;
    std::vector<Box> frames;
    std::vector<Box> strokes;             ///< connected strokes of `ink`; specks and the sheet's borders left out
    std::vector<std::int32_t> stroke_at;  ///< for each pixel, row by row: index into `strokes`, -1 for none
};
[[nodiscard]] CleanPage clean_page(const PageImage& page);

struct FieldImage {
    Box box;                   ///< of its strokes, on the page; of the band when there are none
    PageImage image;           ///< the strokes alone with a white margin; empty when there are none
    Box image_box;             ///< the place of `image` on the page
    std::vector<Box> strokes;  ///< on the page, left to right

    [[nodiscard]] bool blank() const { return strokes.empty(); }
};

/// A stroke of a page, or its rows from `top_px` up to `bottom_px` where two lines of writing run into each other.
struct StrokePart {
    std::int32_t stroke = 0;  ///< index into CleanPage::strokes
    int top_px = 0, bottom_px = std::numeric_limits<int>::max();
};

/// Where a part lies on the page.
[[nodiscard]] Box rows_of(const CleanPage& page, const StrokePart& part);

/// Copies these strokes, and nothing that merely lies between them, to an image of their own. Without any the field is
/// blank at `place`.
[[nodiscard]] FieldImage field_of(const CleanPage& page, const std::vector<StrokePart>& parts, const Box& place);

/// The strokes whose middle lies in `band`. The long dashes that fill a line up are left out.
[[nodiscard]] std::vector<StrokePart> strokes_in(const CleanPage& page, const Box& band);
/// ... as a field.
[[nodiscard]] FieldImage cut_field(const CleanPage& page, const Box& band);

/// Drawn after the writing to fill the line up: long and low, straight or wavy.
[[nodiscard]] bool is_filling_stroke(const CleanPage& page, std::int32_t stroke);

/// Lines of print or writing inside `area`, top to bottom.
[[nodiscard]] std::vector<FieldImage> find_text_lines(const CleanPage& page, const Box& area);
/// ... that these strokes form. `gap_in`: what stands farther apart is no one line, in inches.
[[nodiscard]] std::vector<FieldImage> find_text_lines(const CleanPage& page, std::vector<StrokePart> parts,
                                                      double gap_in = 0.45);

/// Typeset or very neat: many strokes of letter size, none of them tall.
[[nodiscard]] bool looks_printed(const FieldImage& field);

}  // namespace lockbox

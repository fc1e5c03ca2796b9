#pragma once
// One field of a document as a reader wants it: only its own strokes, on white, without rules, boxes and patterns.

#include <vector>

#include "ocr/line_finder.h"

namespace lockbox {

/// A page and what is printed on it to be written upon.
struct CleanPage {
    PageImage gray;  ///< strokes in their shades on white; rules and frames gone
    PageImage ink;   ///< the same, black on white
    std::vector<Rule> rules;
    std::vector<Box> frames;
};
[[nodiscard]] CleanPage clean_page(const PageImage& page);

struct FieldImage {
    Box box;                   ///< of its strokes, on the page; of the band when there are none
    PageImage image;           ///< the strokes alone with a white margin; empty when there are none
    Box image_box;             ///< the place of `image` on the page
    std::vector<Box> strokes;  ///< on the page, left to right

    [[nodiscard]] bool blank() const { return strokes.empty(); }
};

/// The strokes that belong to the line in `band`: their middle lies in it and in none of the `others`. Specks,
/// page-high streaks and the long dashes that fill a line up are left out.
[[nodiscard]] FieldImage cut_field(const CleanPage& page, const Box& band, const std::vector<Box>& others = {});

/// Small print that ends at least `above_in` inches above a line and does not belong to what is written on it: the
/// bank's fraction over the date, "DOLLARS" over the signature.
[[nodiscard]] std::vector<Box> floating_print(const CleanPage& page, const Rule& rule, double above_in);

/// Lines of print or writing inside `area`, top to bottom.
[[nodiscard]] std::vector<FieldImage> find_text_lines(const CleanPage& page, const Box& area);

/// Typeset or very neat: many strokes of letter size, none of them tall.
[[nodiscard]] bool looks_printed(const FieldImage& field);

}  // namespace lockbox

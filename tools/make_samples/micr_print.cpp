#include "tools/make_samples/micr_print.h"

#include <algorithm>
#include <cmath>

#include "ocr/e13b.h"

namespace lockbox::samples {
namespace {

Coverage rasterize(char symbol, Spot field_left, double spread_cells, int dpi) {
    const E13bGlyph& glyph = e13b_glyph(symbol);
    const double cell_px = kE13bCellInches * dpi;
    const double right_px = (field_left.x_in + kMicrPitch_in) * dpi - kE13bRightMarginCells * cell_px;
    const double top_px = field_left.y_in * dpi - kE13bDigitCells * cell_px;
    Coverage mark;
    mark.left_px = static_cast<int>(std::floor(right_px - glyph.width_cells() * cell_px)) - 2;
    mark.top_px = static_cast<int>(std::floor(top_px)) - 2;
    mark.width_px = static_cast<int>(std::ceil(right_px)) + 2 - mark.left_px;
    mark.height_px = static_cast<int>(std::ceil(field_left.y_in * dpi)) + 2 - mark.top_px;
    const auto shares = draw_e13b(glyph, {.width_px = mark.width_px,
                                          .height_px = mark.height_px,
                                          .cell_px = cell_px,
                                          .right_px = right_px - mark.left_px,
                                          .top_px = top_px - mark.top_px,
                                          .spread_cells = spread_cells});
    for (const float share : shares) mark.share.push_back(static_cast<std::uint8_t>(std::lround(share * 255)));
    return mark;
}

}  // namespace

double micr_left_in(double check_width_in, int position) {
    return check_width_in - 0.3125 - position * kMicrPitch_in;
}

void print_micr_characters(Canvas& canvas, std::string_view line, Spot left, const MicrPrint& print, Random& random) {
    for (const char symbol : line) {
        if (symbol != ' ') {
            const Spot at{left.x_in + random.normal(0, print.jitter_in), left.y_in + random.normal(0, print.jitter_in)};
            const double darkness = std::min(1.0, print.darkness * (1 + random.normal(0, 0.04)));
            canvas.blend(rasterize(symbol, at, print.spread_cells, canvas.dpi()), kBlack, darkness);
        }
        left.x_in += kMicrPitch_in;
    }
}

}  // namespace lockbox::samples

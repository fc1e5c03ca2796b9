// micr-strips LIST OUT (line|page): the straightened lines that the network would read.
//
// OUT.bin holds, one after another, 28 rows of bytes a line (0 paper, 255 print); OUT.tsv a row for each: image (place
// in LIST), width, score. An image in which the finder sees no row of marks has none.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <span>

#include "ocr/micr_net.h"
#include "ocr/micr_row.h"
#include "tools/train/micr/image_list.h"

using namespace lockbox;

namespace {

/// The foot of a page at 200 dpi.
MicrRow row_on_page(const PageImage& page) {
    constexpr double kBand_inches = 1.1;
    const int band_px = std::min(static_cast<int>(kBand_inches * kInkDpi), page.height_px);
    return find_micr_row(lift_ink(page, {0, page.height_px - band_px, page.width_px, band_px}, kInkDpi));
}

/// An image that shows little else than one line, its scale told by the height of its marks.
MicrRow row_of_line(const PageImage& line) {
    const double height_px = usual_mark_height_px(line);
    if (height_px <= 0) return {};
    return find_micr_row(lift_ink(line, line.bounds(), height_px / (kE13bDigitCells * kE13bCellInches)));
}

}  // namespace

int main(int argc, char** argv) {
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    if (argc != 4) {
        std::cerr << "usage: micr-strips LIST OUT (line|page)\n";
        return 2;
    }
    const bool page = std::string(arguments[3]) == "page";
    const std::string out = arguments[2];
    std::ofstream pixels(out + ".bin", std::ios::binary), rows(out + ".tsv");
    for_each_image(arguments[1], [&](int index, const std::string&, const PageImage& image) {
        const MicrRow row = page ? row_on_page(image) : row_of_line(image);
        const MicrNetImage seen = net_image(row.strip, 0, row.strip.width_px);
        if (seen.width_px == 0) return;
        for (const float ink : seen.ink) pixels.put(static_cast<char>(std::lround(255 * ink)));
        rows << index << '\t' << seen.width_px << '\t' << row.score << '\n';
    });
}

// micr-windows LIST OUT (line|none): the windows that the reader would judge, as the classifier sees them.
//
// OUT.bin holds float32[168] a window, less its mean and of norm one; OUT.tsv a row for each: image (place in LIST),
// mark (place in its row), symbol (of the likeliest template), likeness, kind. Kinds: `character` as the reader aligns
// it, `shifted` by a pixel, `between` characters, `none` on an image without a MICR line, `unread` ink (window of
// zeros, so that rows and windows stay side by side). Nothing of this depends on the classifier's judgement.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <optional>
#include <random>
#include <span>

#include "ocr/micr_row.h"
#include "ocr/micr_template.h"
#include "tools/train/micr/image_list.h"

using namespace lockbox;

namespace {

struct Likeliest {
    char symbol = '?';
    double likeness = -1;
};

Likeliest likeliest(const MicrWindow& window) {
    Likeliest best;
    for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol)
        for (std::size_t spread = 0; spread < kMicrSpreads_cells.size(); ++spread)
            if (const double score = likeness(window, symbol, spread); score > best.likeness)
                best = {kE13bSymbols[symbol], score};
    return best;
}

class WindowWriter {
  public:
    explicit WindowWriter(const std::string& out) : windows_(out + ".bin", std::ios::binary), rows_(out + ".tsv") {}

    void row_without_line(int image, const MicrRow& row) {
        for_each_mark(image, row, [&](const MicrMark& mark, const Likeliest& found) {
            put(mark, found, 0, 0, "none");
            put(mark, found, between(-8, 8), between(-4, 4), "none");
        });
    }

    void row_of_characters(int image, const MicrRow& row) {
        for_each_mark(image, row, [&](const MicrMark& mark, const Likeliest& found) {
            put(mark, found, 0, 0, "character");
            for (int copy = 0; copy < 2; ++copy) put(mark, found, between(-1, 1), between(-1, 1), "shifted");
            if (between(1, 3) == 1) put(mark, found, sign() * between(7, 16), between(-3, 3), "between");
            if (between(1, 6) == 1) put(mark, found, between(-2, 2), sign() * between(7, 9), "between");
        });
    }

  private:
    int between(int low, int high) { return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1)); }
    int sign() { return between(0, 1) == 0 ? -1 : 1; }

    template <typename Use>
    void for_each_mark(int image, const MicrRow& row, Use use) {
        image_ = image;
        strip_ = &row.strip;
        mark_ = 0;
        for (const MicrMark& mark : row.marks) {
            if (const auto window = cut(mark, 0, 0); mark.symbol != '?' && window)
                use(mark, likeliest(*window));
            else
                write(MicrCoarseWindow{}, {}, "unread");
            ++mark_;
        }
    }

    std::optional<MicrWindow> cut(const MicrMark& mark, int dx, int dy) const {
        return window_at(*strip_, static_cast<int>(mark.right_px) + dx,
                         MicrStrip::kTop_px + static_cast<int>(mark.top_shift_px) + dy);
    }

    void put(const MicrMark& mark, const Likeliest& found, int dx, int dy, const char* kind) {
        if (const auto window = cut(mark, dx, dy)) write(coarse(*window), found, kind);
    }

    void write(MicrCoarseWindow window, const Likeliest& found, const char* kind) {
        for (float& pixel : window.ink) pixel *= window.inverse_norm;
        windows_.write(reinterpret_cast<const char*>(window.ink.data()), sizeof window.ink);
        rows_ << image_ << '\t' << mark_ << '\t' << found.symbol << '\t' << found.likeness << '\t' << kind << '\n';
    }

    std::ofstream windows_, rows_;
    std::mt19937 random_{5};
    const MicrStrip* strip_ = nullptr;
    int image_ = 0, mark_ = 0;
};

/// The foot of a page at 200 dpi.
MicrRow row_on_page(const PageImage& page) {
    constexpr double kBand_inches = 1.1;
    const int band_px = std::min(static_cast<int>(kBand_inches * kInkDpi), page.height_px);
    return read_micr_row(lift_ink(page, {0, page.height_px - band_px, page.width_px, band_px}, kInkDpi));
}

/// An image that shows little else than one line, its scale told by the height of its marks.
MicrRow row_of_line(const PageImage& line) {
    const double height_px = usual_mark_height_px(line);
    if (height_px <= 0) return {};
    return read_micr_row(lift_ink(line, line.bounds(), height_px / (kE13bDigitCells * kE13bCellInches)));
}

}  // namespace

int main(int argc, char** argv) {
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    if (argc != 4) {
        std::cerr << "usage: micr-windows LIST OUT (line|none)\n";
        return 2;
    }
    const bool none = std::string(arguments[3]) == "none";
    WindowWriter writer(arguments[2]);
    for_each_image(arguments[1], [&](int index, const std::string&, const PageImage& image) {
        if (none)
            writer.row_without_line(index, row_on_page(image));
        else
            writer.row_of_characters(index, row_of_line(image));
    });
}

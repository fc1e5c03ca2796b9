#pragma once
// E-13B, the magnetic ink type of the MICR line (ANSI X9.100-27, ISO 1004-1): ten digits and four symbols on a grid of
// cells 0.013 in wide and high. A character stands in a field 0.125 in wide, against its right side; digits are nine
// cells high. Here the symbols are letters: A transit, B amount, C on-us, D dash.

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace lockbox {

inline constexpr std::string_view kE13bSymbols = "0123456789ABCD";
inline constexpr std::size_t kE13bSymbolCount = 14;
inline constexpr double kE13bCellInches = 0.013;
inline constexpr double kE13bPitchCells = 0.125 / kE13bCellInches;  ///< 9.615: one field
inline constexpr double kE13bRightMarginCells = 1.3;  ///< from a character's right edge to that of its field
inline constexpr double kE13bDigitCells = 9;          ///< height of a digit

struct E13bGlyph {
    char symbol = '?';
    double top_cells = 0;                    ///< rows from the top of a digit down to the first row of this character
    std::span<const std::string_view> rows;  ///< '#' is ink; all of one length

    [[nodiscard]] int width_cells() const { return static_cast<int>(rows.front().size()); }
    [[nodiscard]] int height_cells() const { return static_cast<int>(rows.size()); }
    [[nodiscard]] bool ink(int column, int row) const;  ///< false outside the grid
};

/// All characters in the order of kE13bSymbols.
[[nodiscard]] std::span<const E13bGlyph, kE13bSymbolCount> e13b_glyphs();
/// `symbol` is one of kE13bSymbols.
[[nodiscard]] const E13bGlyph& e13b_glyph(char symbol);

/// How a character is put on a raster.
struct E13bRaster {
    int width_px = 0, height_px = 0;
    double cell_px = 2.6;     ///< 2.6 at 200 dpi
    double right_px = 0;      ///< x of the character's right edge
    double top_px = 0;        ///< y of the top of a digit
    double spread_cells = 0;  ///< ink grows by this much on every side; negative: print too thin
};

/// Share of each pixel that is inked, 0 to 1, row by row.
[[nodiscard]] std::vector<float> draw_e13b(const E13bGlyph& glyph, const E13bRaster& raster);

}  // namespace lockbox

// The E-13B grid and its drawing.

#include "ocr/e13b.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace lockbox;

TEST_CASE("the grid of the standard") {
    struct Row {
        char symbol;
        int width_cells, height_cells, ink_cells;
        double top_cells;
    };
    // Counted by hand from the measured grid.
    const std::vector<Row> kRows = {
        {'0', 7, 9, 24, 0}, {'1', 4, 9, 23, 0}, {'2', 4, 9, 18, 0},   {'3', 5, 9, 23, 0},   {'4', 6, 9, 24, 0},
        {'5', 5, 9, 21, 0}, {'6', 6, 9, 25, 0}, {'7', 5, 9, 16, 0},   {'8', 7, 9, 36, 0},   {'9', 6, 9, 26, 0},
        {'A', 7, 9, 28, 0}, {'B', 7, 9, 21, 0}, {'C', 7, 7, 24, 0.5}, {'D', 7, 4, 20, 2.5},
    };
    REQUIRE(kRows.size() == kE13bSymbolCount);
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        const E13bGlyph& glyph = e13b_glyphs()[i];
        CAPTURE(glyph.symbol);
        CHECK(glyph.symbol == kE13bSymbols[i]);
        CHECK(glyph.symbol == kRows[i].symbol);
        CHECK(glyph.width_cells() == kRows[i].width_cells);
        CHECK(glyph.height_cells() == kRows[i].height_cells);
        CHECK(glyph.top_cells == kRows[i].top_cells);
        int ink = 0;
        for (int row = 0; row < glyph.height_cells(); ++row) {
            CHECK(glyph.rows[static_cast<std::size_t>(row)].size() == static_cast<std::size_t>(glyph.width_cells()));
            for (int column = 0; column < glyph.width_cells(); ++column) ink += glyph.ink(column, row);
        }
        CHECK(ink == kRows[i].ink_cells);
        CHECK_FALSE(glyph.ink(-1, 0));
        CHECK_FALSE(glyph.ink(0, glyph.height_cells()));
    }
}

TEST_CASE("a drawing covers as many pixels as the grid has ink, at every scale and place") {
    for (const double cell_px : {1.3, 2.6, 3.9})
        for (const double shift_px : {0.0, 0.3, 0.7})
            for (const E13bGlyph& glyph : e13b_glyphs()) {
                CAPTURE(glyph.symbol);
                const auto drawn = draw_e13b(glyph, {60, 60, cell_px, 50 + shift_px, 5 + shift_px, 0});
                int cells = 0;
                for (int row = 0; row < glyph.height_cells(); ++row)
                    for (int column = 0; column < glyph.width_cells(); ++column) cells += glyph.ink(column, row);
                const double covered = std::accumulate(drawn.begin(), drawn.end(), 0.0);
                CHECK(covered == doctest::Approx(cells * cell_px * cell_px).epsilon(0.08));
            }
}

TEST_CASE("ink that spreads covers more, ink that shrinks less") {
    for (const E13bGlyph& glyph : e13b_glyphs()) {
        CAPTURE(glyph.symbol);
        double before = 0;
        for (const double spread : {-0.3, -0.1, 0.0, 0.2, 0.5}) {
            const auto drawn = draw_e13b(glyph, {40, 40, 2.6, 30, 8, spread});
            const double covered = std::accumulate(drawn.begin(), drawn.end(), 0.0);
            CHECK(covered > before);
            before = covered;
        }
    }
}

#include "ocr/e13b.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lockbox {

namespace {

using Rows = std::string_view;

constexpr std::array<Rows, 9> k0 = {".#####.", "#.....#", "#.....#", "#.....#", "#.....#",
                                    "#.....#", "#.....#", "#.....#", ".#####."};
constexpr std::array<Rows, 9> k1 = {"##..", "##..", ".#..", ".#..", ".#..", "####", "####", "####", "####"};
constexpr std::array<Rows, 9> k2 = {"####", "...#", "...#", "...#", "####", "#...", "#...", "#...", "####"};
constexpr std::array<Rows, 9> k3 = {"####.", "...#.", "...#.", "...#.", "#####", "...##", "...##", "...##", "#####"};
constexpr std::array<Rows, 9> k4 = {"##....", "##....", "##....", "##....", "##....",
                                    "##..##", "######", "....##", "....##"};
constexpr std::array<Rows, 9> k5 = {"#####", "#....", "#....", "#....", "#####", "....#", "....#", "....#", "#####"};
constexpr std::array<Rows, 9> k6 = {"####..", "#..#..", "#.....", "#.....", "#.....",
                                    "######", "#....#", "#....#", "######"};
constexpr std::array<Rows, 9> k7 = {"#####", "#...#", "#...#", "....#", "..##.", "..#..", "..#..", "..#..", "..#.."};
constexpr std::array<Rows, 9> k8 = {".#####.", ".#...#.", ".#...#.", ".#...#.", ".######",
                                    "##...##", "##...##", "##...##", "#######"};
constexpr std::array<Rows, 9> k9 = {"######", "#....#", "#....#", "#....#", "######",
                                    "....##", "....##", "....##", "....##"};
constexpr std::array<Rows, 9> kTransit = {"....###", "....###", "##..###", "##.....", "##.....",
                                          "##.....", "##..###", "....###", "....###"};
constexpr std::array<Rows, 9> kAmount = {".....##", ".....##", "...#.##", "...#.##", "...#...",
                                         "##.#...", "##.#...", "##.....", "##....."};
constexpr std::array<Rows, 7> kOnUs = {"....###", "#.#.###", "#.#.###", "#.#.###", "#.#....", "#.#....", "#.#...."};
constexpr std::array<Rows, 4> kDash = {"##.##.#", "##.##.#", "##.##.#", "##.##.#"};

constexpr std::array<E13bGlyph, kE13bSymbolCount> kGlyphs = {{{'0', 0, k0},
                                                              {'1', 0, k1},
                                                              {'2', 0, k2},
                                                              {'3', 0, k3},
                                                              {'4', 0, k4},
                                                              {'5', 0, k5},
                                                              {'6', 0, k6},
                                                              {'7', 0, k7},
                                                              {'8', 0, k8},
                                                              {'9', 0, k9},
                                                              {'A', 0, kTransit},
                                                              {'B', 0, kAmount},
                                                              {'C', 0.5, kOnUs},
                                                              {'D', 2.5, kDash}}};

/// Signed distance in cells from a point to the edge of the ink, negative inside. Looks no further than one cell,
/// which is more than any print spreads.
double distance_to_ink(const E13bGlyph& glyph, double x_cells, double y_cells) {
    const int column = static_cast<int>(std::floor(x_cells)), row = static_cast<int>(std::floor(y_cells));
    const bool inside = glyph.ink(column, row);
    double nearest = 1;
    for (int r = row - 1; r <= row + 1; ++r)
        for (int c = column - 1; c <= column + 1; ++c) {
            if (glyph.ink(c, r) == inside) continue;
            const double dx = std::max({c - x_cells, x_cells - (c + 1), 0.0});
            const double dy = std::max({r - y_cells, y_cells - (r + 1), 0.0});
            nearest = std::min(nearest, dx * dx + dy * dy);
        }
    return inside ? -std::sqrt(nearest) : std::sqrt(nearest);
}

}  // namespace

bool E13bGlyph::ink(int column, int row) const {
    if (row < 0 || column < 0 || row >= height_cells() || column >= width_cells()) return false;
    return rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] == '#';
}

std::span<const E13bGlyph, kE13bSymbolCount> e13b_glyphs() {
    return kGlyphs;
}

const E13bGlyph& e13b_glyph(char symbol) {
    const std::size_t index = kE13bSymbols.find(symbol);
    assert(index != std::string_view::npos);
    return kGlyphs[index];
}

std::vector<float> draw_e13b(const E13bGlyph& glyph, const E13bRaster& raster) {
    constexpr int kSamples = 4;  // per pixel and axis
    std::vector<float> ink;
    ink.reserve(static_cast<std::size_t>(raster.width_px) * static_cast<std::size_t>(raster.height_px));
    const double left_px = raster.right_px - glyph.width_cells() * raster.cell_px;
    const double top_px = raster.top_px + glyph.top_cells * raster.cell_px;
    for (int y = 0; y < raster.height_px; ++y)
        for (int x = 0; x < raster.width_px; ++x) {
            int inked = 0;
            for (int sample = 0; sample < kSamples * kSamples; ++sample) {
                const double sample_x_px = x + (sample % kSamples + 0.5) / kSamples;
                const double sample_y_px = y + (sample / kSamples + 0.5) / kSamples;
                inked += distance_to_ink(glyph, (sample_x_px - left_px) / raster.cell_px,
                                         (sample_y_px - top_px) / raster.cell_px) < raster.spread_cells;
            }
            ink.push_back(static_cast<float>(inked) / (kSamples * kSamples));
        }
    return ink;
}

}  // namespace lockbox

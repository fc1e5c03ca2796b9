#include "ocr/print_rows.h"

#include <algorithm>
#include <cmath>

namespace lockbox {
namespace {

// Inches.
constexpr double kLetterHeightMin = 0.03, kLetterHeightMax = 0.115;
constexpr double kLetterWidthMax = 0.6;  // letters that run together
constexpr double kGapMax = 0.1;          // the space between two words
constexpr double kRowHeightMax = 0.14;   // with ascenders, descenders and parentheses
constexpr double kBaselineOff = 0.012;   // how far a letter's foot may lie off the line
constexpr double kOnBaselineMin = 0.7;   // share of the strokes: commas, descenders and dots over the i are not
constexpr std::size_t kLettersMin = 3;
constexpr double kRunSlimness = 2.5;  // a word whose letters run together is so long for its height

double overlap_share(const Box& a, const Box& b) {
    const int shared = std::min(a.bottom_px(), b.bottom_px()) - std::max(a.top_px, b.top_px);
    return static_cast<double>(shared) / std::max(1, std::min(a.height_px, b.height_px));
}

/// Share of the row's strokes whose feet stand on its median foot.
double on_baseline(const CleanPage& page, const PrintRow& row) {
    std::vector<int> feet;
    for (const std::int32_t i : row.strokes) feet.push_back(page.strokes[static_cast<std::size_t>(i)].bottom_px());
    std::vector<int> sorted = feet;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const int median = sorted[sorted.size() / 2];
    const double off = std::max(1.0, kBaselineOff * page.ink.dpi);
    const auto standing =
        std::count_if(feet.begin(), feet.end(), [=](int foot) { return std::abs(foot - median) <= off; });
    return static_cast<double>(standing) / static_cast<double>(feet.size());
}

}  // namespace

std::vector<PrintRow> find_print_rows(const CleanPage& page) {
    const double dpi = page.ink.dpi;
    std::vector<std::int32_t> small;
    for (std::size_t i = 0; i < page.strokes.size(); ++i) {
        const Box& stroke = page.strokes[i];
        if (stroke.height_px < kLetterHeightMin * dpi || stroke.height_px > kLetterHeightMax * dpi) continue;
        if (stroke.width_px <= kLetterWidthMax * dpi) small.push_back(static_cast<std::int32_t>(i));
    }
    const auto box_of = [&](std::int32_t i) -> const Box& { return page.strokes[static_cast<std::size_t>(i)]; };
    std::stable_sort(small.begin(), small.end(), [&](auto a, auto b) { return box_of(a).left_px < box_of(b).left_px; });
    std::vector<PrintRow> rows;
    for (const std::int32_t i : small) {
        PrintRow* best = nullptr;
        double best_share = 0.5;
        for (PrintRow& row : rows) {
            if (box_of(i).left_px - row.box.right_px() > kGapMax * dpi) continue;
            const double share = overlap_share(box_of(row.strokes.back()), box_of(i));
            if (share <= best_share) continue;
            best = &row;
            best_share = share;
        }
        if (!best) best = &rows.emplace_back(PrintRow{box_of(i), {}});
        best->box = united(best->box, box_of(i));
        best->strokes.push_back(i);
    }
    std::erase_if(rows, [&](const PrintRow& row) {
        const bool letters = row.strokes.size() >= kLettersMin || row.box.width_px > kRunSlimness * row.box.height_px;
        return !letters || row.box.height_px > kRowHeightMax * dpi || on_baseline(page, row) < kOnBaselineMin;
    });
    return rows;
}

std::vector<bool> strokes_of(const std::vector<PrintRow>& rows, std::size_t count) {
    std::vector<bool> in_row(count, false);
    for (const PrintRow& row : rows) {
        for (const std::int32_t i : row.strokes) in_row[static_cast<std::size_t>(i)] = true;
    }
    return in_row;
}

}  // namespace lockbox

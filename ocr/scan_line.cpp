#include "ocr/scan_line.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "ocr/code_solver.h"
#include "ocr/micr_ink.h"
#include "ocr/micr_line_finder.h"
#include "ocr/ocr_a_match.h"
#include "ocr/scan_line_comb.h"
#include "ocr/scan_line_strip.h"

namespace lockbox {
namespace {

// The line finder returns the fullest rows of what it is shown; a band holds few rows of print.
constexpr double kBandHeight_in = 0.8, kBandStep_in = 0.4;

/// A row of marks with enough of them to be most of a scan line.
struct Row {
    const InkImage& ink;
    const MicrLineCandidate& line;
};

std::vector<std::size_t> groups_of(const CouponCodeLayout& layout) {
    std::vector<std::size_t> groups;
    for (const CodeFieldWidth& field : layout.fields) groups.push_back(field.width);
    return groups;
}

Box box_on_page(const InkImage& ink, const MicrLineCandidate& line, double left_px, double right_px) {
    const double foot_left = line.baseline_px + line.slope * left_px;
    const double foot_right = line.baseline_px + line.slope * right_px;
    const double top = std::min(foot_left, foot_right) - line.digit_height_px - 4;
    const double bottom = std::max(foot_left, foot_right) + 4;
    const auto on_page = [&](double px) { return static_cast<int>(std::lround(px * ink.page_px_per_ink_px)); };
    return {ink.page_origin.x_px + on_page(left_px), ink.page_origin.y_px + on_page(top), on_page(right_px - left_px),
            on_page(bottom - top)};
}

/// Shows each promising row to `read`, from the foot of the page upwards, until one is read.
std::optional<ScanLine> first_read(const PageImage& page, std::size_t characters,
                                   const std::function<std::optional<ScanLine>(const Row&)>& read) {
    if (page.empty() || page.dpi <= 0) return std::nullopt;
    const int band_px = static_cast<int>(kBandHeight_in * page.dpi),
              step_px = static_cast<int>(kBandStep_in * page.dpi);
    for (int bottom = page.height_px; bottom > 0; bottom -= step_px) {
        const Box band = {0, std::max(0, bottom - band_px), page.width_px, std::min(bottom, band_px)};
        const InkImage ink = lift_ink(page, band, page.dpi);
        for (const MicrLineCandidate& line : find_micr_lines(ink)) {
            if (static_cast<std::size_t>(line.marks) * 2 < characters) continue;
            if (auto found = read({ink, line})) return found;
        }
        if (bottom <= band_px) break;
    }
    return std::nullopt;
}

std::optional<ScanLine> read_ocr_a(const Row& row, const CouponCodeLayout& layout) {
    constexpr double kLeastLikeness = 0.75;  // other type reaches 0.6 here and there, never all along
    const ScanLineStrip strip = cut_strip(row.ink, row.line);
    const std::vector<std::size_t> groups = groups_of(layout);
    const auto comb = find_comb(strip, groups);
    if (!comb) return std::nullopt;
    const std::vector<double> centres = comb->centres(groups);
    const OcrADigits digits = match_ocr_a(strip, centres);
    if (digits.likeness < kLeastLikeness) return std::nullopt;
    const auto solved = solve_code(digits.posteriors, layout);
    if (!solved) return std::nullopt;
    const auto on_ink = [&](double strip_px) {
        return row.line.left_px + (strip_px - ScanLineStrip::kMargin_px) * strip.scale;
    };
    return ScanLine{solved->digits, solved->code,
                    box_on_page(row.ink, row.line, on_ink(centres.front() - comb->pitch_px / 2),
                                on_ink(centres.back() + comb->pitch_px / 2)),
                    1 - solved->error_probability - 1e-9};
}

std::optional<ScanLine> read_by_engine(const Row& row, const PageImage& page, TextEngine& engine,
                                       const CouponCodeLayout& layout) {
    const double margin_px = row.line.digit_height_px;
    const Box box = intersection(
        box_on_page(row.ink, row.line, row.line.left_px - margin_px, row.line.right_px + margin_px), page.bounds());
    const TextLine line = engine.read_line(page, box, TextAlphabet::digits);
    const std::string text = line.text();
    const auto code = read_coupon_code(text, layout);
    if (!code) return std::nullopt;
    std::string digits = text;
    std::erase(digits, ' ');
    return ScanLine{digits, *code, box, line.probability()};
}

}  // namespace

std::optional<ScanLine> read_scan_line(const PageImage& page, const CouponCodeLayout& layout) {
    return first_read(page, layout.digits(), [&](const Row& row) { return read_ocr_a(row, layout); });
}

std::optional<ScanLine> read_scan_line(const PageImage& page, TextEngine& engine, const CouponCodeLayout& layout) {
    return first_read(page, layout.digits(), [&](const Row& row) { return read_by_engine(row, page, engine, layout); });
}

}  // namespace lockbox

#include "ocr/payer_print.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "ocr/field_text.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/lattice_code.h"

namespace lockbox {
namespace {

constexpr std::size_t kAddressLinesMin = 2;  // a name at least, and the town
// Inches.
constexpr double kPrintMargin = 0.02, kEdgesApart = 0.08;

int px(double inches, const CleanPage& page) {
    return static_cast<int>(std::lround(inches * page.ink.dpi));
}

/// The line right above that begins or ends where this one does, or stands about its middle.
std::optional<FieldImage> line_over(const CleanPage& page, const Box& box) {
    const Box area{0, box.top_px - 2 * box.height_px, page.ink.width_px, 2 * box.height_px};
    const auto middle = [](const Box& of) { return of.left_px + of.width_px / 2; };
    std::optional<FieldImage> over;
    for (FieldImage& line : find_text_lines(page, intersection(area, page.gray.bounds()))) {
        const int apart =
            std::min({std::abs(line.box.left_px - box.left_px), std::abs(line.box.right_px() - box.right_px()),
                      std::abs(middle(line.box) - middle(box))});
        if (apart <= px(kEdgesApart, page)) over = std::move(line);  // the lowest of them
    }
    return over;
}

/// The strokes of the line of which the engine read this part.
FieldImage line_at(const CleanPage& page, const Box& box) {
    const int margin = px(kPrintMargin, page);
    const Box row{0, box.top_px - margin, page.ink.width_px, box.height_px + 2 * margin};
    for (FieldImage& line : find_text_lines(page, intersection(row, page.gray.bounds()))) {
        const Box shared = intersection(line.box, box);
        if (2 * shared.width_px > box.width_px && 2 * shared.height_px > box.height_px) return std::move(line);
    }
    return cut_field(page, box);
}

}  // namespace

std::optional<AddressBlock> highest_address(const std::vector<TextSegment>& print, int dpi) {
    std::vector<AddressBlock> blocks = find_address_blocks(print, dpi);
    std::erase_if(blocks, [](const AddressBlock& block) { return block.lines.size() < kAddressLinesMin; });
    const auto higher = [](const AddressBlock& a, const AddressBlock& b) {
        return has_street(a) != has_street(b) ? has_street(a) : a.town().box.top_px < b.town().box.top_px;
    };
    const auto first = std::min_element(blocks.begin(), blocks.end(), higher);
    return first == blocks.end() ? std::nullopt : std::optional(*first);
}

std::vector<Box> take_payer(const CleanPage& page, const AddressBlock& payer, const Readers& readers,
                            CheckReading& reading) {
    const TextSegment& first = payer.lines.front();
    // The engine of words overlooks whole names: then the block begins with its street.
    const bool is_street = std::isdigit(static_cast<unsigned char>(first.text().front())) != 0;
    const std::optional<FieldImage> overlooked = is_street ? line_over(page, first.box) : std::nullopt;
    const FieldImage field = overlooked ? *overlooked : line_at(page, first.box);
    const Lattice lattice = lattice_of(field, readers.writing);
    TextReading print = overlooked ? TextReading{} : text_reading(field, first.line(), Side::front);
    // It overlooks words, too, and can be no surer than of what it read of the line.
    const double share = std::min(1.0, static_cast<double>(first.box.width_px) / std::max(1, field.box.width_px));
    for (auto& text : print.alternatives) text.probability *= share;
    reading.payer_name = of_both(std::move(print), read_text(lattice));
    reading.payer_name.region = Region{Side::front, field.box};
    reading.payer_name.lattice = encode(lattice);
    for (std::size_t i = overlooked ? 0 : 1; i < payer.lines.size(); ++i) {
        reading.payer_address.push_back(without_private_numbers(payer.lines[i].text()));
    }
    std::vector<Box> lines{field.box};
    for (const TextSegment& line : payer.lines) lines.push_back(line.box);
    return lines;
}

}  // namespace lockbox

#include "ocr/address_block.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ocr/fuzzy_text.h"

namespace lockbox {
namespace {

constexpr double kEdges_in = 0.06;  // lines that begin or end at one edge, or stand about one middle, do so this nearly
constexpr double kFirstGapMax = 1.5;  // heights between the town's line and the one above it
constexpr double kPitchSlack = 1.6;   // a line farther off than this many pitches belongs to another block
constexpr std::size_t kLinesMax = 5, kWordsMax = 6;

/// Ends in a state and a ZIP code, which engines like to join, and a zero of which they take for a letter.
bool is_town_line(const TextSegment& segment) {
    constexpr std::string_view kZeros = "OQD", kFigures = "0123456789";
    std::string text = segment.text();
    std::erase_if(text, [](char c) { return c == ' ' || c == '-' || c == '.' || c == ','; });
    const auto names_state_before = [&](std::size_t zip_digits) {
        if (text.size() < zip_digits + 5) return false;
        const std::string_view zip = std::string_view(text).substr(text.size() - zip_digits);
        const std::string_view state = std::string_view(text).substr(text.size() - zip_digits - 2, 2);
        const auto figures =
            std::count_if(zip.begin(), zip.end(), [&](char c) { return kFigures.find(c) != std::string_view::npos; });
        const bool is_zip = std::all_of(zip.begin(), zip.end(), [&](char c) {
            return kFigures.find(c) != std::string_view::npos || kZeros.find(c) != std::string_view::npos;
        });
        return is_zip && figures + 1 >= std::ssize(zip) &&
               std::all_of(state.begin(), state.end(), [](unsigned char c) { return std::isupper(c) != 0; });
    };
    return names_state_before(5) || names_state_before(9);
}

/// A town of another block: "Quincy, Massachusetts 02169", "Hyannis, Mass."
bool ends_a_block(const TextSegment& segment) {
    constexpr std::array<std::string_view, 3> kState = {"massachusetts", "mass", "ma"};
    const std::string text = segment.text();
    const std::size_t zip = text.find_last_not_of("0123456789- ") + 1;
    const bool has_zip = zip > 0 && text.size() - zip >= 5;
    const std::string words = plain_words(text.substr(0, zip));
    const std::string_view last = std::string_view(words).substr(words.find_last_of(' ') + 1);
    const bool has_state = std::find(kState.begin(), kState.end(), last) != kState.end();
    return words.size() > last.size() && (has_zip || (has_state && text.find(',') != std::string::npos));
}

int pitch_px(const TextSegment& above, const TextSegment& below) {
    const auto middle = [](const Box& box) { return box.top_px + box.height_px / 2; };
    return middle(below.box) - middle(above.box);
}

/// The next line of the block, upwards.
const TextSegment* line_above(const std::vector<TextSegment>& segments, const TextSegment& line, double pitch_px_max,
                              int dpi) {
    const auto middle = [](const Box& box) { return box.left_px + box.width_px / 2; };
    const TextSegment* above = nullptr;
    for (const TextSegment& other : segments) {
        const int pitch = pitch_px(other, line);
        const bool next_line = pitch > line.box.height_px / 2 && pitch <= pitch_px_max;
        const int apart_px = std::min({std::abs(other.box.left_px - line.box.left_px),
                                       std::abs(other.box.right_px() - line.box.right_px()),
                                       std::abs(middle(other.box) - middle(line.box))});
        if (!next_line || apart_px > kEdges_in * dpi || other.words.size() > kWordsMax) continue;
        if (!above || other.box.top_px > above->box.top_px) above = &other;
    }
    return above;
}

}  // namespace

bool has_street(const AddressBlock& block) {
    const auto holds_figures = [](const TextSegment& line) {
        const std::string text = line.text();
        return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    };
    return std::any_of(block.lines.begin(), block.lines.end() - 1, holds_figures);
}

std::vector<AddressBlock> find_address_blocks(const std::vector<TextSegment>& segments, int dpi) {
    std::vector<AddressBlock> blocks;
    for (const TextSegment& town : segments) {
        if (!is_town_line(town)) continue;
        AddressBlock block{{town}};
        double pitch_px_max = (1 + kFirstGapMax) * town.box.height_px;
        while (block.lines.size() < kLinesMax) {
            const TextSegment* above = line_above(segments, block.lines.back(), pitch_px_max, dpi);
            if (!above || ends_a_block(*above)) break;
            if (block.lines.size() == 1) pitch_px_max = kPitchSlack * pitch_px(*above, town);
            block.lines.push_back(*above);
        }
        std::reverse(block.lines.begin(), block.lines.end());
        blocks.push_back(std::move(block));
    }
    return blocks;
}

}  // namespace lockbox

#include "ocr/check_back.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/fuzzy_text.h"
#include "ocr/lattice_code.h"

namespace lockbox {
namespace {

constexpr double kSmallPrint_in = 0.1;             // "ENDORSE HERE", "DO NOT WRITE, STAMP OR SIGN BELOW THIS LINE"
constexpr double kLow_in = 0.065, kLong_in = 1.5;  // capitals of a small hand, in a sentence
constexpr double kShortestLine_in = 0.25;          // print that runs up the sheet is many lines of one letter
constexpr std::size_t kLinesMax = 8;
constexpr double kEnd_in = 2.2;  // the endorsement area of one end, and what is written over it
// What runs up or down the sheet is long; what does not is no line there, but letters of many lines.
constexpr double kSidewaysLength_in = 0.5, kSidewaysSlimness = 2.5;
constexpr double kSidewaysNats = 0.6, kSidewaysScrawlNats = 1.5;  // a character

bool names_endorsement(std::string_view text) {
    constexpr std::array<std::string_view, 8> kPrint = {"endorse here",   "do not write",         "below this line",
                                                        "reserved for",   "for deposit only",     "check here if",
                                                        "mobile deposit", "financial institution"};
    const std::string words = plain_words(text);
    return std::any_of(kPrint.begin(), kPrint.end(), [&](std::string_view print) {
        return words.size() >= print.size() && distance_within(print, words) <= static_cast<double>(print.size()) / 5;
    });
}

/// What every back bears, also where it is too small to be read: then the pixels are asked for the whole of it.
bool is_endorsement_print(const TextReading& line) {
    constexpr std::array<std::string_view, 4> kLines = {"check here if mobile deposit", "for mobile deposit only",
                                                        "do not write, stamp or sign below this line",
                                                        "reserved for financial institution use"};
    constexpr double kNats = 1.2;  // per character. Of 12,600 lines none that a payer wrote comes nearer than 2.8
    if (std::any_of(line.alternatives.begin(), line.alternatives.end(),
                    [](const auto& text) { return names_endorsement(text.value); })) {
        return true;
    }
    const auto lattice = decode_lattice(line.lattice);
    if (!lattice || lattice.value().empty()) return false;
    const Lattice folded = folded_to_lower(*lattice);
    return std::any_of(kLines.begin(), kLines.end(), [&](std::string_view print) {
        return log_ratio_within(folded, print) > -kNats * static_cast<double>(print.size());
    });
}

/// A folded or torn corner shows as a dark mark there; nobody writes into it.
bool lies_in_a_corner(const Box& box, const PageImage& page) {
    const int near_px = page.dpi / 50;
    const bool at_side = box.left_px <= near_px || box.right_px() >= page.width_px - near_px;
    return at_side && (box.top_px <= near_px || box.bottom_px() >= page.height_px - near_px);
}

bool is_long(const Box& line, int dpi) {
    return line.width_px >= kSidewaysLength_in * dpi && line.width_px >= kSidewaysSlimness * line.height_px;
}

struct BackLine {
    WordsReading words;
    double nats_per_character = 0;
};

struct BackLines {
    std::vector<BackLine> written;
    bool bears_print = false;  ///< what every back bears was read: it is not on its head
    double log_probability = 0, characters = 0;

    [[nodiscard]] double nats_per_character() const { return -log_probability / std::max(1.0, characters); }
};

/// How a line runs on the sheet.
enum class Run : std::uint8_t { across, up_or_down };

/// Where a back has more lines than anybody writes there, most are the letters of print that runs up the sheet.
void keep_widest(std::vector<FieldImage>& fields) {
    if (fields.size() <= kLinesMax) return;
    std::vector<int> widths;
    for (const FieldImage& field : fields) widths.push_back(field.box.width_px);
    std::nth_element(widths.begin(), widths.begin() + kLinesMax - 1, widths.end(), std::greater<>());
    const int narrowest = widths[kLinesMax - 1];
    std::erase_if(fields, [&](const FieldImage& field) { return field.box.width_px < narrowest; });
}

BackLines lines_of(const PageImage& back, const Readers& readers, Run run) {
    BackLines lines;
    const CleanPage page = clean_page(back);
    const int margin = static_cast<int>(0.08 * back.dpi);
    const Box area{margin, margin, back.width_px - 2 * margin, back.height_px - 2 * margin};
    std::vector<FieldImage> fields = find_text_lines(page, area);
    std::erase_if(fields, [&](const FieldImage& field) {
        const bool long_and_low =
            field.box.height_px >= kLow_in * back.dpi && field.box.width_px >= kLong_in * back.dpi;
        return (field.box.height_px < kSmallPrint_in * back.dpi && !long_and_low) ||
               lies_in_a_corner(field.box, back) || field.box.width_px < kShortestLine_in * back.dpi ||
               (run == Run::up_or_down && !is_long(field.box, back.dpi));
    });
    keep_widest(fields);
    for (const FieldImage& field : fields) {
        WordsReading words = read_words_field(field, readers, Side::back);
        if (is_endorsement_print(words.text)) {
            lines.bears_print = true;
            continue;
        }
        BackLine line{std::move(words)};
        if (const auto lattice = decode_lattice(line.words.text.lattice); lattice && !lattice.value().empty()) {
            const GreedyText text = greedy_text(*lattice);
            const double characters = static_cast<double>(text.text.size());
            lines.log_probability += text.log_probability;
            lines.characters += characters;
            line.nats_per_character = -text.log_probability / std::max(1.0, characters);
        }
        lines.written.push_back(std::move(line));
    }
    return lines;
}

PageImage on_its_head(PageImage page) {
    std::reverse(page.pixels.begin(), page.pixels.end());
    return page;
}

/// To tell places on the page as it was scanned.
template <class Move>
void for_each_region(WordsReading& words, Move move) {
    if (words.text.region) move(words.text.region->box);
    for (IdentifierReading& identifier : words.identifiers) {
        if (identifier.digits.region) move(identifier.digits.region->box);
    }
}

struct BothWays {
    BackLines upright;
    BackLines turned;  ///< the other way up; nothing where the first was plain
};

/// Who turns a check over its upper edge writes on the back's head. On nearly all of 139 backs that stood upright a
/// line costs 0.01 to 0.6 nats a character, and most often 0.3 more on its head.
BothWays both_ways(const PageImage& back, const Readers& readers, Run run) {
    constexpr double kLegibleNats = 0.12, kBetterNats = 0.1;  // a character
    BothWays both{lines_of(back, readers, run), {}};
    const BackLines& lines = both.upright;
    if (lines.bears_print || lines.written.empty() || lines.nats_per_character() < kLegibleNats) return both;
    both.turned = lines_of(on_its_head(back), readers, run);
    BackLines& turned = both.turned;
    for (BackLine& line : turned.written) {
        for_each_region(line.words, [&](Box& box) {
            box.left_px = back.width_px - box.right_px();
            box.top_px = back.height_px - box.bottom_px();
        });
    }
    const bool better = turned.bears_print || (2 * turned.characters > lines.characters &&
                                               turned.nats_per_character() + kBetterNats < lines.nats_per_character());
    if (better) std::swap(both.upright, both.turned);
    return both;
}

/// A part of the page, turned clockwise: what runs up the sheet stands upright.
PageImage turned_part(const PageImage& page, const Box& part) {
    PageImage turned{part.height_px, part.width_px, page.dpi, page.bitonal, {}, page.dpi_is_told};
    turned.pixels.reserve(static_cast<std::size_t>(part.width_px) * static_cast<std::size_t>(part.height_px));
    for (int x = part.left_px; x < part.right_px(); ++x) {
        for (int y = part.bottom_px() - 1; y >= part.top_px; --y) turned.pixels.push_back(page.at(x, y));
    }
    return turned;
}

/// The ends of most backs are to be endorsed, sideways; payers write legends there, above the place for it. Writing
/// that is hard to read is heard for numbers and legends alone, as what stands over the lines of a face is.
void read_ends(const PageImage& back, const Readers& readers, CheckReading& reading) {
    const int end_px = std::min(static_cast<int>(kEnd_in * back.dpi), back.width_px / 2);
    for (const int left_px : {0, back.width_px - end_px}) {
        const Box end{left_px, 0, end_px, back.height_px};
        for (BackLine& line : both_ways(turned_part(back, end), readers, Run::up_or_down).upright.written) {
            if (line.nats_per_character > kSidewaysScrawlNats) continue;
            for_each_region(line.words, [&](Box& box) {
                box = {end.left_px + box.top_px, back.height_px - box.right_px(), box.height_px, box.width_px};
            });
            const bool legible = line.nats_per_character < kSidewaysNats;
            (legible ? reading.writing : reading.upper_writing).push_back(std::move(line.words.text));
            add_identifiers(reading.identifiers, std::move(line.words.identifiers));
        }
    }
}

}  // namespace

void read_back(const PageImage& back, const Readers& readers, CheckReading& reading) {
    BothWays both = both_ways(back, readers, Run::across);
    const auto hear = [&reading](BackLine& line) {
        if (line.words.text.best()) reading.upper_writing.push_back(std::move(line.words.text));
    };
    for (BackLine& line : both.upright.written) {
        add_identifiers(reading.identifiers, std::move(line.words.identifiers));
        const bool low = line.words.text.region && line.words.text.region->box.height_px < kSmallPrint_in * back.dpi;
        if (low)
            hear(line);  // small print, mostly
        else
            reading.writing.push_back(std::move(line.words.text));
    }
    // Print and stamps may outweigh what stands on its head: that is heard for legends, but digits are digits both
    // ways.
    for (BackLine& line : both.turned.written) {
        if (line.nats_per_character < kSidewaysNats) hear(line);
    }
    read_ends(back, readers, reading);
}

}  // namespace lockbox

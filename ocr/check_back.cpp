#include "ocr/check_back.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/fuzzy_text.h"
#include "ocr/lattice_code.h"

namespace lockbox {
namespace {

constexpr double kSmallPrint_in = 0.1;     // "ENDORSE HERE", "DO NOT WRITE, STAMP OR SIGN BELOW THIS LINE"
constexpr double kShortestLine_in = 0.25;  // print that runs up the sheet is many lines of one letter
constexpr std::size_t kLinesMax = 6;

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

struct BackLines {
    std::vector<WordsReading> written;
    bool bears_print = false;  ///< what every back bears was read: it is not on its head
    double log_probability = 0, characters = 0;

    [[nodiscard]] double nats_per_character() const { return -log_probability / std::max(1.0, characters); }
};

BackLines lines_of(const PageImage& back, const Readers& readers) {
    BackLines lines;
    const CleanPage page = clean_page(back);
    const int margin = static_cast<int>(0.08 * back.dpi);
    const Box area{margin, margin, back.width_px - 2 * margin, back.height_px - 2 * margin};
    std::size_t lines_read = 0;
    for (const FieldImage& field : find_text_lines(page, area)) {
        if (field.box.height_px < kSmallPrint_in * back.dpi || lies_in_a_corner(field.box, back)) continue;
        if (field.box.width_px < kShortestLine_in * back.dpi) continue;
        if (++lines_read > kLinesMax) break;
        WordsReading words = read_words_field(field, readers, Side::back);
        if (is_endorsement_print(words.text)) {
            lines.bears_print = true;
            continue;
        }
        if (const auto lattice = decode_lattice(words.text.lattice); lattice && !lattice.value().empty()) {
            const GreedyText text = greedy_text(*lattice);
            lines.log_probability += text.log_probability;
            lines.characters += static_cast<double>(text.text.size());
        }
        lines.written.push_back(std::move(words));
    }
    return lines;
}

PageImage on_its_head(PageImage page) {
    std::reverse(page.pixels.begin(), page.pixels.end());
    return page;
}

/// The region on the page as it was scanned.
void turn_back(TextReading& text, const PageImage& page) {
    if (!text.region) return;
    Box& box = text.region->box;
    box.left_px = page.width_px - box.right_px();
    box.top_px = page.height_px - box.bottom_px();
}

/// Who turns a check over its upper edge writes on the back's head. On nearly all of 139 backs that stood upright a
/// line costs 0.01 to 0.6 nats a character, and most often 0.3 more on its head.
BackLines the_right_way_up(const PageImage& back, const Readers& readers) {
    constexpr double kLegibleNats = 0.12, kBetterNats = 0.1;  // a character
    BackLines lines = lines_of(back, readers);
    if (lines.bears_print || lines.written.empty() || lines.nats_per_character() < kLegibleNats) return lines;
    BackLines turned = lines_of(on_its_head(back), readers);
    const bool better = turned.bears_print || (2 * turned.characters > lines.characters &&
                                               turned.nats_per_character() + kBetterNats < lines.nats_per_character());
    if (!better) return lines;
    for (WordsReading& words : turned.written) {
        turn_back(words.text, back);
        for (IdentifierReading& identifier : words.identifiers) turn_back(identifier.digits, back);
    }
    return turned;
}

}  // namespace

void read_back(const PageImage& back, const Readers& readers, CheckReading& reading) {
    for (WordsReading& words : the_right_way_up(back, readers).written) {
        reading.writing.push_back(std::move(words.text));
        add_identifiers(reading.identifiers, std::move(words.identifiers));
    }
}

}  // namespace lockbox

#include "ocr/signature.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/fuzzy_text.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kStrokeMin = 0.12;  // the largest stroke of a signature is at least so wide or high
constexpr double kExtentMin = 0.3;   // and all of it so wide
constexpr double kHeightMin = 0.1;   // ... and so high
constexpr double kLabelMax = 0.15;   // labels are lower, also where their letters run together

constexpr double kLetterMin = 0.05, kLetterMax = 0.1;  // small print is so high

constexpr std::size_t kLettersMin = 4, kSmallLettersMin = 5;
constexpr double kNameFitsNats = 1.0;  // per letter

// A stroke counts as lighter than a hand when its middle shade is by so much lighter than the hand's and comes within
// so many levels of the hand's lightest quarter, which are soft edges. Of 1,331 signatures on gray scans none does (one
// comes within 24 levels, a thin pen beside a marker within 40), but for a field that held a border and no signature; a
// printed leaf on a line that nobody had signed was 14 lighter and 7 short.
constexpr int kLevelsLighter = 8, kLevelsShort = 16;

/// The shades inside `box` that are no paper, dark ones first.
std::vector<std::uint8_t> shades_in(const FieldImage& field, const Box& box) {
    std::vector<std::uint8_t> shades;
    const Box inside = intersection(box, field.image_box);
    for (int y = inside.top_px; y < inside.bottom_px(); ++y) {
        const auto row = static_cast<std::size_t>(y - field.image_box.top_px) * field.image.width_px;
        for (int x = inside.left_px; x < inside.right_px(); ++x) {
            const std::uint8_t shade = field.image.pixels[row + static_cast<std::size_t>(x - field.image_box.left_px)];
            if (shade < 255) shades.push_back(shade);
        }
    }
    std::sort(shades.begin(), shades.end());
    return shades;
}

/// A pattern of the paper is lighter than what was written with a pen; a threshold leaves no shades to compare.
bool is_lighter(const FieldImage& field, const Box& stroke, const FieldImage& hand) {
    const std::vector<std::uint8_t> own = shades_in(field, stroke), written = shades_in(hand, hand.image_box);
    if (field.image.bitonal || own.empty() || written.empty()) return false;
    const int middle = own[own.size() / 2];
    return middle > written[written.size() / 2] + kLevelsLighter &&
           middle > written[written.size() * 3 / 4] - kLevelsShort;
}

/// `hand`: what else is written on the check; a stroke that is lighter than all of it was printed.
bool is_signature_ink(const FieldImage& field, const std::vector<Box>& strokes, const Hand& hand) {
    const int dpi = field.image.dpi;
    const auto by_hand = [&](const Box& stroke) {
        const auto darker = [&](const FieldImage* writing) { return !is_lighter(field, stroke, *writing); };
        return hand.empty() || std::any_of(hand.begin(), hand.end(), darker);
    };
    Box hull;
    for (const Box& stroke : strokes) hull = united(hull, stroke);
    const auto large = std::any_of(strokes.begin(), strokes.end(), [&](const Box& stroke) {
        return std::max(stroke.width_px, stroke.height_px) >= kStrokeMin * dpi && by_hand(stroke);
    });
    return large && hull.width_px >= kExtentMin * dpi && hull.height_px >= kHeightMin * dpi;
}

/// Where letters may stand on the field's image: the row of its large strokes and no hair more, as two specks over a
/// row are enough for the engine to read none of it.
Box row_of_letters(const FieldImage& field) {
    const int dpi = field.image.dpi;
    Box row;
    for (const Box& stroke : field.strokes) {
        if (std::max(stroke.width_px, stroke.height_px) >= kStrokeMin * dpi) row = united(row, stroke);
    }
    const int top_px = row.top_px, bottom_px = row.bottom_px();
    for (const Box& stroke : field.strokes) {
        const int middle = stroke.top_px + stroke.height_px / 2;
        if (stroke.height_px >= kLetterMin * dpi && middle >= top_px && middle < bottom_px) row = united(row, stroke);
    }
    if (row.empty()) return field.image.bounds();
    const Box on_image{row.left_px - field.image_box.left_px, row.top_px - field.image_box.top_px, row.width_px,
                       row.height_px};
    return intersection(on_image, field.image.bounds());
}

bool has_small_letters(const FieldImage& field) {
    const auto small = std::count_if(field.strokes.begin(), field.strokes.end(), [&](const Box& stroke) {
        return stroke.height_px < kLetterMax * field.image.dpi;
    });
    return static_cast<std::size_t>(small) >= kSmallLettersMin;
}

/// The last word where it is long enough to fit no other writing by chance.
std::string_view family_name(std::string_view name) {
    const std::string_view last = name.substr(name.find_last_of(' ') + 1);
    return last.size() >= kLettersMin ? last : name;
}

constexpr std::array<std::string_view, 4> kLabels = {"authorized signature", "signature", "drawer", "authorized"};

bool is_label(std::string_view text) {
    const std::string words = plain_words(text);
    return std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view label) {
        return reading_distance(label, words) <= static_cast<double>(label.size()) / 5;
    });
}

/// The strokes that are none of the letters of a label among them.
std::vector<Box> without_label(const FieldImage& field, const TextLine& line) {
    std::vector<Box> others = field.strokes;
    const bool all = is_label(line.text());
    for (const TextWord& word : line.words) {
        if (!all && !is_label(word.text)) continue;
        std::erase_if(others, [&](const Box& stroke) {
            const int x = stroke.left_px + stroke.width_px / 2 - field.image_box.left_px;
            const int y = stroke.top_px + stroke.height_px / 2 - field.image_box.top_px;
            return x >= word.box.left_px && x < word.box.right_px() && y >= word.box.top_px && y < word.box.bottom_px();
        });
    }
    return others;
}

}  // namespace

bool signs_with_name(const FieldImage& field, std::string_view name, LineReader& writing) {
    const std::string family = lower_case(family_name(name));
    const bool low = field.box.height_px < kLabelMax * field.image.dpi;
    if (family.size() < kLettersMin || !is_signature_ink(field, field.strokes, {}) || (low && looks_printed(field)))
        return false;
    const Lattice line = folded_to_lower(lattice_of(field, writing));
    return !line.empty() && log_ratio_within(line, family) > -kNameFitsNats * static_cast<double>(family.size());
}

bool says_signature_on_file(std::string_view text) {
    constexpr std::array<std::string_view, 3> kPhrases = {"signature on file", "no signature required",
                                                          "signature not required"};
    const std::string words = plain_words(text);
    return std::any_of(kPhrases.begin(), kPhrases.end(), [&](std::string_view phrase) {
        return distance_within(phrase, words) <= static_cast<double>(phrase.size()) / 5;
    });
}

SignatureReading read_signature(const FieldImage& field, const Hand& hand, TextEngine& engine) {
    SignatureReading reading;
    reading.presence = is_signature_ink(field, field.strokes, hand) ? Presence::read : Presence::absent;
    const bool low = !field.blank() && field.box.height_px < kLabelMax * field.image.dpi;
    if (low || looks_printed(field) || has_small_letters(field)) {
        const TextLine line = engine.read_line(field.image, row_of_letters(field), TextAlphabet::any);
        reading.on_file = says_signature_on_file(line.text());
        if (reading.on_file)
            reading.presence = Presence::read;
        else if (!is_signature_ink(field, without_label(field, line), hand))
            reading.presence = Presence::absent;
    }
    return reading;
}

}  // namespace lockbox

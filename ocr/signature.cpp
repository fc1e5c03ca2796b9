#include "ocr/signature.h"

#include <algorithm>
#include <array>
#include <string>

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

constexpr std::size_t kLettersMin = 4;
constexpr double kNameFitsNats = 1.0;  // per letter

bool is_signature_ink(const FieldImage& field) {
    const int dpi = field.image.dpi;
    const auto large = std::any_of(field.strokes.begin(), field.strokes.end(), [dpi](const Box& stroke) {
        return std::max(stroke.width_px, stroke.height_px) >= kStrokeMin * dpi;
    });
    return large && field.box.width_px >= kExtentMin * dpi && field.box.height_px >= kHeightMin * dpi;
}

/// The last word where it is long enough to fit no other writing by chance.
std::string_view family_name(std::string_view name) {
    const std::string_view last = name.substr(name.find_last_of(' ') + 1);
    return last.size() >= kLettersMin ? last : name;
}

bool is_label(std::string_view text) {
    constexpr std::array<std::string_view, 4> kLabels = {"authorized signature", "signature", "drawer", "authorized"};
    const std::string words = plain_words(text);
    return std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view label) {
        return reading_distance(label, words) <= static_cast<double>(label.size()) / 5;
    });
}

}  // namespace

bool signs_with_name(const FieldImage& field, std::string_view name, LineReader& writing) {
    const std::string family = lower_case(family_name(name));
    const bool low = field.box.height_px < kLabelMax * field.image.dpi;
    if (family.size() < kLettersMin || !is_signature_ink(field) || (low && looks_printed(field))) return false;
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

SignatureReading read_signature(const FieldImage& field, TextEngine& engine) {
    SignatureReading reading;
    reading.presence = is_signature_ink(field) ? Presence::read : Presence::absent;
    const bool low = !field.blank() && field.box.height_px < kLabelMax * field.image.dpi;
    if (low || looks_printed(field)) {
        const std::string text = engine.read_line(field.image, field.image.bounds(), TextAlphabet::any).text();
        reading.on_file = says_signature_on_file(text);
        if (reading.on_file)
            reading.presence = Presence::read;
        else if (is_label(text))
            reading.presence = Presence::absent;
    }
    return reading;
}

}  // namespace lockbox

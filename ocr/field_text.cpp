#include "ocr/field_text.h"

#include <algorithm>

#include "ocr/identifiers_in_text.h"

namespace lockbox {
namespace {

// An engine that is sure of a whole line is still wrong about some of it.
constexpr double kTextProbabilityMax = 0.95;

}  // namespace

TextLine read_field(const FieldImage& field, TextEngine& engine, TextAlphabet alphabet) {
    if (field.blank()) return {{}, field.box};
    TextLine line = engine.read_line(field.image, field.image.bounds(), alphabet);
    line.box = field.box;
    for (TextWord& word : line.words) {
        word.box.left_px += field.image_box.left_px;
        word.box.top_px += field.image_box.top_px;
    }
    return line;
}

TextReading text_reading(const FieldImage& field, const TextLine& line, Side side) {
    TextReading reading;
    reading.region = Region{side, field.box};
    if (field.blank()) return reading;
    const std::string text = without_social_security(line.text());
    reading.presence = text.empty() ? Presence::illegible : Presence::read;
    const double probability = std::clamp(mean_probability(line), 0.01, kTextProbabilityMax);
    if (!text.empty()) reading.alternatives.push_back({text, probability});
    return reading;
}

double mean_probability(const TextLine& line) {
    double sum = 0, letters = 0;
    for (const TextWord& word : line.words) {
        sum += word.probability * static_cast<double>(word.text.size());
        letters += static_cast<double>(word.text.size());
    }
    return letters > 0 ? sum / letters : 0.0;
}

}  // namespace lockbox

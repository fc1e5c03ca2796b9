#include "ocr/letter_text.h"

#include <algorithm>

#include "ocr/identifiers_in_text.h"

namespace lockbox {

LetterText read_letter(const PageImage& page, Side side, TextEngine& engine) {
    constexpr double kNeverCertain = 0.99;
    constexpr std::size_t kLinesMax = 400;  // more is noise, not text
    LetterText letter;
    if (page.empty()) return letter;
    for (const TextLine& line : engine.read_block(page, page.bounds())) {
        const std::string text = without_private_numbers(line.text());
        if (text.empty() || letter.lines.size() == kLinesMax) continue;
        TextReading reading;
        reading.presence = Presence::read;
        reading.alternatives = {{text, std::clamp(line.probability(), 0.01, kNeverCertain)}};
        reading.region = Region{side, line.box};
        letter.lines.push_back(std::move(reading));
        add_identifiers(letter.identifiers, identifiers_in(line, side, Typeface::print));
    }
    return letter;
}

}  // namespace lockbox

#include "ocr/restriction.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/fuzzy_text.h"
#include "ocr/lattice_code.h"
#include "ocr/payee.h"
#include "ocr/words_in_pixels.h"
#include "ocr/written_fields.h"

namespace lockbox {
bool shows_restriction(const TextReading& text, const std::vector<std::string>& legends, Typeface typeface,
                       double may_stand_nats) {
    // Two words that stand in most legends and else only before a name's end ("Marvin Fuller"), where others of the
    // legend are misread or cut off.
    constexpr std::string_view kHeart = "in full", kNameInstead = "fuller", kOtherHeart = "final set";
    constexpr double kHeartNats = 1;  // "N EULL" 0.91, the nearest other line 1.09
    // A long line of clear print, a stock's own, says in words what it says: in so many places the pixels of a legend
    // are found by chance.
    constexpr double kClearPrint = 0.8;
    constexpr std::size_t kLongLine = 60;  // characters: longer than a note
    const auto clear = typeface == Typeface::print ? text.sure(kClearPrint) : std::nullopt;
    if (clear && clear->size() > kLongLine) return names_restriction(*clear, legends);
    const auto lattice = decode_lattice(text.lattice);
    if (!lattice || lattice.value().empty()) return false;
    const WordsInPixels line(*lattice);
    return (line.show(kHeart, kHeartNats) && line.nats(kNameInstead) <= -kHeartNats) ||
           line.show(kOtherHeart, kHeartNats) ||
           std::any_of(legends.begin(), legends.end(),
                       [&](const std::string& legend) { return line.show(legend, may_stand_nats); });
}

bool is_edge_band(const Box& line, int page_width_px, int dpi) {
    constexpr double kTop_in = 0.1, kHeight_in = 0.13, kWidthShare = 0.5;
    return line.top_px < kTop_in * dpi && line.height_px < kHeight_in * dpi &&
           line.width_px > kWidthShare * page_width_px;
}

bool says_void(const TextReading& text, bool large) {
    constexpr std::string_view kVoid = "void";
    constexpr double kLegible = 0.3;  // four letters are soon read into a scrawl
    constexpr std::size_t kLettersMax = 6;
    const auto* best = text.best();
    if (best == nullptr) return false;
    std::istringstream words(plain_words(best->value));
    const std::vector<std::string> all{std::istream_iterator<std::string>(words), {}};
    const bool is_all = std::all_of(all.begin(), all.end(), [&](const std::string& word) { return word == kVoid; });
    if (!all.empty() && is_all && best->probability >= kLegible) return true;
    const auto lattice = decode_lattice(text.lattice);
    if (!large || best->value.size() > kLettersMax || !lattice || lattice.value().empty()) return false;
    return WordsInPixels(*lattice).show(kVoid, kMayStandNats);
}

bool runs_into_restriction(std::string_view amount_in_words, const std::vector<std::string>& legends) {
    constexpr std::size_t kLettersMin = 5;  // "full" is soon misread
    const std::size_t fraction = amount_in_words.rfind('/');
    if (fraction == std::string_view::npos) return false;
    std::istringstream tail(plain_words(amount_in_words.substr(fraction + 1)));
    for (std::string word; tail >> word;) {
        if (word.size() < kLettersMin) continue;
        for (const std::string& legend : legends) {
            std::istringstream parts(plain_words(legend));
            for (std::string part; parts >> part;) {
                if (part.size() < kLettersMin) continue;
                const std::string begun = part.substr(0, word.size());
                if (reading_distance(begun, word) <= static_cast<double>(begun.size()) / 4) return true;
            }
        }
    }
    return false;
}

}  // namespace lockbox

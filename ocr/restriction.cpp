#include "ocr/restriction.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>

#include "ocr/ctc.h"
#include "ocr/fuzzy_text.h"
#include "ocr/lattice_code.h"
#include "ocr/payee.h"
#include "ocr/written_fields.h"

namespace lockbox {

bool shows_restriction(const TextReading& text, const std::vector<std::string>& legends, Typeface typeface) {
    // Per character. Of 435 drawn checks with a legend, in hands never seen, 11 show less than the first, 3 of these
    // are scrawls that show as much as the second; of 4,200 without one 27 show as much as the first, and of 1,145 that
    // should post 4 wait for the second besides.
    constexpr double kMayStandNats = 1.8, kMayStandInScrawlNats = 2.2;
    constexpr double kScrawl = 1e-3;  // the probability of its text
    // Two words that stand in most legends and else only before a name's end ("Marvin Fuller"), where others of the
    // legend are misread or cut off.
    constexpr std::string_view kHeart = "in full", kNameInstead = "fuller", kOtherHeart = "final set";
    constexpr double kHeartNats = 1;  // "N EULL" 0.91, the nearest other line 1.09
    // A long line of clear print, a stock's own, says in words what it says: in so many places the pixels of a legend are
    // found by chance.
    constexpr double kClearPrint = 0.8;
    constexpr std::size_t kLongLine = 60;  // characters: longer than a note
    const auto clear = typeface == Typeface::print ? text.sure(kClearPrint) : std::nullopt;
    if (clear && clear->size() > kLongLine) return names_restriction(*clear, legends);
    const auto lattice = decode_lattice(text.lattice);
    if (!lattice || lattice.value().empty()) return false;
    const Lattice folded = folded_to_lower(*lattice);
    const auto shows = [&](std::string_view words, double nats) {
        return log_ratio_within(folded, words) > -nats * static_cast<double>(words.size());
    };
    const bool is_scrawl = typeface == Typeface::handwriting && (!text.best() || text.best()->probability < kScrawl);
    return (shows(kHeart, kHeartNats) && !shows(kNameInstead, kHeartNats)) || shows(kOtherHeart, kHeartNats) ||
           std::any_of(legends.begin(), legends.end(), [&](const std::string& legend) {
               return shows(legend, is_scrawl ? kMayStandInScrawlNats : kMayStandNats);
           });
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

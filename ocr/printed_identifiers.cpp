#include "ocr/printed_identifiers.h"

#include <algorithm>
#include <cmath>

#include "ocr/ctc.h"
#include "ocr/field_text.h"

namespace lockbox {
namespace {

constexpr double kMarginInches = 0.03;
constexpr double kSameDigitsNats = -1.5;  // what the line reader would rather read, at most so much likelier
// Of numbers that the engine misreads, those in which the line reader sees the same wrong digits: a judgement, on the
// careful side. Of 317 numbers of banks' drawn checks that both read alike none was wrong.
constexpr double kMisreadAlike = 0.02;

}  // namespace

bool reads_same_digits(const CleanPage& page, const Box& box, std::string_view digits, LineReader& writing) {
    const int margin_px = static_cast<int>(std::lround(kMarginInches * page.ink.dpi));
    const Box grown{box.left_px - margin_px, box.top_px - margin_px, box.width_px + 2 * margin_px,
                    box.height_px + 2 * margin_px};
    const Lattice line = lattice_of(cut_field(page, intersection(grown, page.gray.bounds())), writing);
    return !line.empty() && log_ratio_within(line, digits) >= kSameDigitsNats;
}

std::vector<IdentifierReading> identifiers_read_twice(const TextLine& line, Typeface typeface, const CleanPage& page,
                                                      LineReader& writing) {
    std::vector<IdentifierReading> found = identifiers_in(line, Side::front, typeface);
    for (IdentifierReading& number : found) {
        if (!number.printed || !number.digits.region || !number.digits.best()) continue;
        Alternative<std::string>& best = number.digits.alternatives.front();
        if (!reads_same_digits(page, number.digits.region->box, best.value, writing)) continue;
        const double doubt = (1 - best.probability) * kMisreadAlike;
        for (Alternative<std::string>& other : number.digits.alternatives) other.probability *= kMisreadAlike;
        best.probability = 1 - doubt;
    }
    return found;
}

}  // namespace lockbox

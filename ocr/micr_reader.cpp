#include "ocr/micr_reader.h"

#include <algorithm>
#include <cmath>

#include "ocr/micr_evidence.h"
#include "ocr/micr_ink.h"
#include "ocr/micr_layout.h"
#include "ocr/micr_parse.h"
#include "ocr/micr_row.h"

namespace lockbox {

namespace {

constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;

/// The characters as text: doubts become '?', gaps of half a field and more become a space.
void write_line(const std::vector<MicrCharacter>& characters, double sure_probability, MicrReading& reading) {
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const MicrCharacter& character = characters[i];
        if (i > 0 && character.right_px - characters[i - 1].right_px > 1.5 * kPitch_px) {
            reading.line += ' ';
            reading.character_probability.push_back(1);
        }
        reading.line += character.probability >= sure_probability ? character.symbol : '?';
        reading.character_probability.push_back(character.probability);
    }
}

std::vector<MicrCharacter> read_characters(const MicrRow& row) {
    constexpr double kBeside_px = 4 * kPitch_px;  // how far beside the matched characters others are looked for
    if (row.marks.empty()) return {};
    const MicrNetImage image =
        net_image(row.strip, static_cast<int>(row.marks.front().right_px - kPitch_px - kBeside_px),
                  static_cast<int>(row.marks.back().right_px + kBeside_px));
    std::vector<MicrCharacter> characters = decode_frames(read_frames(image), image.left_px);
    heed_layout(characters);
    heed_templates(row.marks, characters);
    heed_check_digit(characters);
    return characters;
}

/// Whether there is a MICR line at all: the network is sure of a field, or the templates fit and it is sure of some.
bool is_line(const MicrRow& row, const std::vector<MicrCharacter>& characters, double sure_probability) {
    constexpr double kFits = 0.25,
                     kSureShareMin = 0.2;  // a row of small print fits too, and no character of it is sure
    constexpr std::ptrdiff_t kField = 8;   // less than a transit field
    const std::ptrdiff_t sure = std::count_if(characters.begin(), characters.end(), [&](const MicrCharacter& c) {
        return c.probability >= sure_probability;
    });
    const bool some = static_cast<double>(sure) >= kSureShareMin * static_cast<double>(characters.size());
    return sure >= kField || (row.score >= kFits && some);
}

MicrReading to_reading(const MicrRow& row, const PageImage& page, const MicrOptions& options) {
    constexpr double kWorthReading = 0.1;
    MicrReading reading;
    if (row.score < kWorthReading) return reading;
    const std::vector<MicrCharacter> characters = read_characters(row);
    if (!is_line(row, characters, options.sure_probability)) return reading;
    write_line(characters, options.sure_probability, reading);
    MicrFields fields = parse_micr(reading.line, reading.character_probability);
    reading.presence = fields.routing ? Presence::read : Presence::illegible;
    reading.routing = std::move(fields.routing);
    reading.account = std::move(fields.account);
    reading.serial = std::move(fields.serial);
    reading.probability = fields.probability;
    reading.region = Region{Side::front, intersection(row.box, page.bounds())};
    return reading;
}

/// Files that do not know their resolution say anything: what would make a check of 4 to 10 in is believed, otherwise
/// the page is taken for a personal check, 6 in long.
double plausible_dpi(const PageImage& page) {
    const double length_in = page.dpi > 0 ? static_cast<double>(page.width_px) / page.dpi : 0;
    return length_in >= 4 && length_in <= 10 ? page.dpi : std::max(1.0, page.width_px / 6.0);
}

MicrRow find_in_band(const PageImage& page, double band_inches) {
    const double dpi = plausible_dpi(page);
    const int band_px = static_cast<int>(std::min<double>(page.height_px, std::ceil(band_inches * dpi)));
    return find_micr_row(lift_ink(page, {0, page.height_px - band_px, page.width_px, band_px}, dpi));
}

bool has_pixels(const PageImage& page) {
    return page.width_px > 0 && page.height_px > 0 &&
           page.pixels.size() == static_cast<std::size_t>(page.width_px) * static_cast<std::size_t>(page.height_px);
}

}  // namespace

MicrReading read_micr(const PageImage& upright, const MicrOptions& options) {
    if (!has_pixels(upright)) return {};
    return to_reading(find_in_band(upright, options.band_inches), upright, options);
}

MicrReading read_micr_line(const PageImage& line, const MicrOptions& options) {
    if (!has_pixels(line)) return {};
    const double digit_height_px = usual_mark_height_px(line);
    if (digit_height_px <= 0) return {};
    const double dpi = digit_height_px / (kE13bDigitCells * kE13bCellInches);
    return to_reading(find_micr_row(lift_ink(line, line.bounds(), dpi)), line, options);
}

double micr_line_score(const PageImage& page) {
    return has_pixels(page) ? find_in_band(page, MicrOptions{}.band_inches).score : 0;
}

}  // namespace lockbox

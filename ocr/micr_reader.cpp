#include "ocr/micr_reader.h"

#include <algorithm>
#include <cmath>

#include "ocr/micr_ink.h"
#include "ocr/micr_parse.h"
#include "ocr/micr_row.h"

namespace lockbox {

namespace {

constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;

/// The characters as text: doubts become '?', gaps of half a field and more become a space.
void write_line(const MicrRow& read, double sure_probability, MicrReading& reading) {
    for (std::size_t i = 0; i < read.marks.size(); ++i) {
        const MicrMark& mark = read.marks[i];
        if (i > 0 && mark.right_px - read.marks[i - 1].right_px > 1.5 * kPitch_px) {
            reading.line += ' ';
            reading.character_probability.push_back(1);
        }
        reading.line += mark.probability >= sure_probability ? mark.symbol : '?';
        reading.character_probability.push_back(mark.probability);
    }
}

MicrReading to_reading(const MicrRow& read, const PageImage& page, const MicrOptions& options) {
    constexpr double kLeastScore = 0.25;
    MicrReading reading;
    if (read.score < kLeastScore) return reading;
    write_line(read, options.sure_probability, reading);
    MicrFields fields = parse_micr(reading.line, reading.character_probability);
    reading.presence = fields.routing ? Presence::read : Presence::illegible;
    reading.routing = std::move(fields.routing);
    reading.account = std::move(fields.account);
    reading.serial = std::move(fields.serial);
    reading.probability = fields.probability;
    reading.region = Region{Side::front, intersection(read.box, page.bounds())};
    return reading;
}

/// Files that do not know their resolution say anything: what would make a check of 4 to 10 in is believed, otherwise
/// the page is taken for a personal check, 6 in long.
double plausible_dpi(const PageImage& page) {
    const double length_in = page.dpi > 0 ? static_cast<double>(page.width_px) / page.dpi : 0;
    return length_in >= 4 && length_in <= 10 ? page.dpi : std::max(1.0, page.width_px / 6.0);
}

MicrRow read_band(const PageImage& page, double band_inches) {
    const double dpi = plausible_dpi(page);
    const int band_px = static_cast<int>(std::min<double>(page.height_px, std::ceil(band_inches * dpi)));
    return read_micr_row(lift_ink(page, {0, page.height_px - band_px, page.width_px, band_px}, dpi));
}

bool has_pixels(const PageImage& page) {
    return page.width_px > 0 && page.height_px > 0 &&
           page.pixels.size() == static_cast<std::size_t>(page.width_px) * static_cast<std::size_t>(page.height_px);
}

}  // namespace

MicrReading read_micr(const PageImage& upright, const MicrOptions& options) {
    if (!has_pixels(upright)) return {};
    return to_reading(read_band(upright, options.band_inches), upright, options);
}

MicrReading read_micr_line(const PageImage& line, const MicrOptions& options) {
    if (!has_pixels(line)) return {};
    const double digit_height_px = usual_mark_height_px(line);
    if (digit_height_px <= 0) return {};
    const double dpi = digit_height_px / (kE13bDigitCells * kE13bCellInches);
    return to_reading(read_micr_row(lift_ink(line, line.bounds(), dpi)), line, options);
}

double micr_line_score(const PageImage& page) {
    return has_pixels(page) ? read_band(page, MicrOptions{}.band_inches).score : 0;
}

}  // namespace lockbox

#include "ocr/micr_reader.h"

#include <algorithm>
#include <cmath>

#include "ocr/micr_ink.h"
#include "ocr/micr_line_finder.h"
#include "ocr/micr_match.h"
#include "ocr/micr_parse.h"

namespace lockbox {

namespace {

constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;
constexpr double kDigitHeight_px = kE13bDigitCells * kE13bCellInches * kInkDpi;
constexpr std::size_t kFewestCharacters = 8;  // less than a transit field is no MICR line

struct ReadLine {
    std::vector<MicrMark> marks;
    double score = 0;  ///< 0 to 1, how much it looks like E-13B
    double pitch_px = kPitch_px;
    Box box;  ///< on the page
};

/// A line of print or writing also finds templates that resemble it here and there; E-13B fits all along.
double line_score(const std::vector<MicrMark>& marks) {
    double fit = 0;
    std::size_t characters = 0;
    for (const MicrMark& mark : marks) {
        if (mark.symbol == '?') continue;
        ++characters;
        fit += std::clamp((mark.correlation - 0.6) / 0.3, 0.0, 1.0);
    }
    if (characters < kFewestCharacters) return 0;
    const double enough = std::min(1.0, static_cast<double>(characters) / 15);
    return enough * fit / static_cast<double>(marks.size());
}

Box place_on_page(const InkImage& ink, const MicrLineCandidate& line, const MicrStrip& strip,
                  const std::vector<MicrMark>& marks) {
    const double left = line.left_px + (marks.front().right_px - kPitch_px - MicrStrip::kMargin_px) * strip.scale_x;
    const double right = line.left_px + (marks.back().right_px + 4 - MicrStrip::kMargin_px) * strip.scale_x;
    const double foot_left = line.baseline_px + line.slope * left, foot_right = line.baseline_px + line.slope * right;
    const double top = std::min(foot_left, foot_right) - line.digit_height_px - 3;
    const double bottom = std::max(foot_left, foot_right) + 3;
    const double k = ink.page_px_per_ink_px;
    return {ink.page_origin.x_px + static_cast<int>(std::floor(left * k)),
            ink.page_origin.y_px + static_cast<int>(std::floor(top * k)),
            static_cast<int>(std::ceil((right - left) * k)), static_cast<int>(std::ceil((bottom - top) * k))};
}

/// Reads one row of marks: first at the scale of its height, then, where the pitch of the characters says that the
/// scale was not right, once more.
ReadLine read_row(const InkImage& ink, const MicrLineCandidate& line) {
    constexpr double kHeightTolerance = 0.06, kPitchTolerance = 0.008;
    const double by_height = line.digit_height_px / kDigitHeight_px;
    double scale = std::abs(by_height - 1) < kHeightTolerance ? 1 : by_height;
    MicrStrip strip = straighten(ink, line, scale, scale);
    ReadLine read;
    read.marks = match_characters(strip);
    const double pitch = measured_pitch_px(read.marks);
    if (pitch > 0 && std::abs(pitch / kPitch_px - 1) > kPitchTolerance) {
        scale *= pitch / kPitch_px;
        const bool isotropic = std::abs(by_height / scale - 1) < kHeightTolerance;
        strip = straighten(ink, line, scale, isotropic ? scale : by_height);
        read.marks = match_characters(strip);
    }
    read.score = line_score(read.marks);
    if (!read.marks.empty()) read.box = place_on_page(ink, line, strip, read.marks);
    return read;
}

ReadLine read_best_row(const InkImage& ink) {
    constexpr double kGoodScore = 0.7;
    ReadLine best;
    for (const MicrLineCandidate& line : find_micr_lines(ink)) {
        ReadLine read = read_row(ink, line);
        if (read.score > best.score) best = std::move(read);
        if (best.score > kGoodScore) break;
    }
    return best;
}

/// The characters as text: doubts become '?', gaps of half a field and more become a space.
void write_line(const ReadLine& read, double sure_probability, MicrReading& reading) {
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

MicrReading to_reading(const ReadLine& read, const PageImage& page, const MicrOptions& options) {
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

ReadLine read_band(const PageImage& page, double band_inches) {
    const double dpi = plausible_dpi(page);
    const int band_px = static_cast<int>(std::min<double>(page.height_px, std::ceil(band_inches * dpi)));
    return read_best_row(lift_ink(page, {0, page.height_px - band_px, page.width_px, band_px}, dpi));
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
    return to_reading(read_best_row(lift_ink(line, line.bounds(), dpi)), line, options);
}

double micr_line_score(const PageImage& page) {
    return has_pixels(page) ? read_band(page, MicrOptions{}.band_inches).score : 0;
}

}  // namespace lockbox

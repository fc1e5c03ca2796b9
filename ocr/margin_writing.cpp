#include "ocr/margin_writing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/identifiers_in_text.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kStrip = 0.75;  // beside which fields and labels begin
constexpr double kWidthMin = 0.08, kWidthMax = 0.4;
constexpr double kLengthMin = 0.5;
constexpr double kGutter = 0.02;                       // between a note in the margin and what is printed beside it
constexpr double kLetterMin = 0.06, kLetterMax = 0.5;  // specks, and the strokes of borders
constexpr double kFilledMin = 0.45;                    // share of its length that letters cover
constexpr double kPartsGap = 0.35;                     // up the sheet: nobody leaves so much between two words
constexpr std::size_t kStrokesMin = 3;                 // of joined letters

/// The strokes of letter size that stand in one strip at a side of the page.
std::vector<StrokePart> letters_in(const CleanPage& page, const Box& strip) {
    std::vector<StrokePart> letters = strokes_in(page, strip);
    std::erase_if(letters, [&](const StrokePart& part) {
        const Box box = rows_of(page, part);
        const int side_px = std::max(box.width_px, box.height_px);
        return side_px < kLetterMin * page.ink.dpi || side_px > kLetterMax * page.ink.dpi ||
               intersection(box, strip) != box;
    });
    return letters;
}

/// Those between the page's side and the first clear gutter; all of them where there is none.
void keep_outermost(const CleanPage& page, bool at_left, std::vector<StrokePart>& letters) {
    const auto distance = [&](const StrokePart& part, bool far_end) {
        const Box box = rows_of(page, part);
        if (at_left) return far_end ? box.right_px() : box.left_px;
        return page.ink.width_px - (far_end ? box.left_px : box.right_px());
    };
    std::sort(letters.begin(), letters.end(), [&](const StrokePart& a, const StrokePart& b) {
        return std::pair(distance(a, false), a.stroke) < std::pair(distance(b, false), b.stroke);
    });
    int reach = 0;
    std::size_t count = 0;
    for (; count < letters.size(); ++count) {
        if (count > 0 && distance(letters[count], false) > reach + kGutter * page.ink.dpi) break;
        reach = std::max(reach, distance(letters[count], true));
    }
    letters.resize(count);
}

/// A picture of the paper may stand in the margin, too, over or under what is written there.
std::vector<std::vector<StrokePart>> parted(const CleanPage& page, std::vector<StrokePart> letters) {
    std::sort(letters.begin(), letters.end(), [&](const StrokePart& a, const StrokePart& b) {
        return std::pair(rows_of(page, a).top_px, a.stroke) < std::pair(rows_of(page, b).top_px, b.stroke);
    });
    std::vector<std::vector<StrokePart>> parts;
    int bottom_px = 0;
    for (const StrokePart& letter : letters) {
        const Box box = rows_of(page, letter);
        if (parts.empty() || box.top_px - bottom_px > kPartsGap * page.ink.dpi) parts.emplace_back();
        parts.back().push_back(letter);
        bottom_px = std::max(bottom_px, box.bottom_px());
    }
    return parts;
}

bool is_a_line(const FieldImage& field, int dpi) {
    if (field.strokes.size() < kStrokesMin || field.box.height_px < kLengthMin * dpi) return false;
    if (field.box.width_px < kWidthMin * dpi || field.box.width_px > kWidthMax * dpi) return false;
    std::vector<bool> filled(static_cast<std::size_t>(field.box.height_px), false);
    for (const Box& stroke : field.strokes) {
        for (int y = std::max(0, stroke.top_px - field.box.top_px);
             y < std::min(field.box.height_px, stroke.bottom_px() - field.box.top_px); ++y) {
            filled[static_cast<std::size_t>(y)] = true;
        }
    }
    const auto rows = std::count(filled.begin(), filled.end(), true);
    return static_cast<double>(rows) > kFilledMin * field.box.height_px;
}

/// A quarter turn: clockwise what ran upwards stands upright.
FieldImage turned(const FieldImage& field, bool clockwise) {
    FieldImage upright = field;
    const PageImage& from = field.image;
    PageImage& to = upright.image;
    std::swap(to.width_px, to.height_px);
    for (int y = 0; y < to.height_px; ++y) {
        for (int x = 0; x < to.width_px; ++x) {
            const int from_x = clockwise ? y : from.width_px - 1 - y;
            const int from_y = clockwise ? from.height_px - 1 - x : x;
            to.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width_px) +
                      static_cast<std::size_t>(x)] =
                from.pixels[static_cast<std::size_t>(from_y) * static_cast<std::size_t>(from.width_px) +
                            static_cast<std::size_t>(from_x)];
        }
    }
    for (Box& stroke : upright.strokes) {
        const Box old = stroke;
        stroke.left_px = clockwise ? field.box.bottom_px() - old.bottom_px() : old.top_px - field.box.top_px;
        stroke.top_px = clockwise ? old.left_px - field.box.left_px : field.box.right_px() - old.right_px();
        std::swap(stroke.width_px, stroke.height_px);
    }
    std::sort(upright.strokes.begin(), upright.strokes.end(),
              [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
    return upright;
}

double nats_per_character(const Lattice& line) {
    if (line.empty()) return HUGE_VAL;
    const GreedyText text = greedy_text(line);
    return -text.log_probability / static_cast<double>(std::max<std::size_t>(1, text.text.size()));
}

}  // namespace

std::vector<MarginLine> find_margin_lines(const CleanPage& page, double floor_px) {
    std::vector<MarginLine> lines;
    const int strip_px = static_cast<int>(kStrip * page.ink.dpi), width_px = page.ink.width_px;
    for (const bool at_left : {true, false}) {
        const Box strip{at_left ? 0 : width_px - strip_px, 0, strip_px, static_cast<int>(floor_px)};
        std::vector<StrokePart> letters = letters_in(page, intersection(strip, page.ink.bounds()));
        keep_outermost(page, at_left, letters);
        for (const std::vector<StrokePart>& part : parted(page, letters)) {
            const FieldImage field = field_of(page, part, strip);
            if (!field.blank() && is_a_line(field, page.ink.dpi))
                lines.push_back({turned(field, true), turned(field, false)});
        }
    }
    return lines;
}

void read_margins(const CleanPage& page, double floor_px, const Readers& readers, CheckReading& reading) {
    // A character: ornaments of the stock cost more, and a scrawl is not told from them.
    constexpr double kWritingNats = 0.6;
    for (const MarginLine& line : find_margin_lines(page, floor_px)) {
        const double up = nats_per_character(lattice_of(line.upwards, readers.writing));
        const double down = nats_per_character(lattice_of(line.downwards, readers.writing));
        if (std::min(up, down) >= kWritingNats) continue;
        const FieldImage& field = up <= down ? line.upwards : line.downwards;
        WordsReading words = read_words_field(field, readers, Side::front);
        add_identifiers(reading.identifiers, std::move(words.identifiers));
        (looks_printed(field) ? reading.upper_writing : reading.writing).push_back(std::move(words.text));
    }
}

}  // namespace lockbox

#include "ocr/slanted_writing.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <utility>

#include "ocr/field_text.h"
#include "ocr/print_rows.h"
#include "ocr/turned_image.h"

namespace lockbox {
namespace {

constexpr int kTiltMin_degrees = 5, kTiltMax_degrees = 35;
constexpr std::size_t kLinesMax = 2, kLettersMin = 8;
// Inches.
constexpr double kLetterMin = 0.04, kLetterMax = 0.4, kWordMax = 1.2;  // height, height, width of a stroke
constexpr double kOffLine = 0.08, kGapMax = 0.35, kLengthMin = 1.2;
constexpr double kMargin = 0.06;
constexpr double kCloser = 0.6;  // times as far

/// A stroke in a turned frame: along the line and across it.
struct Letter {
    std::int32_t stroke = 0;
    cv::Point2d middle;
    double along_px = 0, across_px = 0, half_px = 0;
};

struct Run {
    std::vector<Letter> letters;
    double degrees = 0;

    [[nodiscard]] double length_px() const {
        return letters.empty() ? 0 : letters.back().along_px - letters.front().along_px;
    }
};

class Finder {
  public:
    explicit Finder(const CleanPage& page) : page_(page) {
        // Close rows of print have letters along any line.
        const std::vector<bool> is_printed = strokes_of(find_print_rows(page), page.strokes.size());
        for (std::size_t i = 0; i < page.strokes.size(); ++i) {
            const Box& box = page.strokes[i];
            const auto stroke = static_cast<std::int32_t>(i);
            const bool is_letter = box.height_px > in(kLetterMin) && box.height_px < in(kLetterMax) &&
                                   box.width_px < in(kWordMax) && !is_printed[i] && !is_filling_stroke(page, stroke);
            if (is_letter)
                letters_.push_back({stroke, {box.left_px + box.width_px / 2.0, box.top_px + box.height_px / 2.0}});
        }
    }

    /// The longest run of letters along any slanted line; its letters are used up.
    [[nodiscard]] Run take_longest() {
        Run best;
        for (int tilt = kTiltMin_degrees; tilt <= kTiltMax_degrees; ++tilt) {
            for (const int degrees : {tilt, -tilt}) {
                Run run = longest_at(degrees);
                if (run.length_px() > best.length_px()) best = std::move(run);
            }
        }
        std::erase_if(letters_, [&](const Letter& letter) {
            return std::any_of(best.letters.begin(), best.letters.end(),
                               [&](const Letter& used) { return used.stroke == letter.stroke; });
        });
        return best;
    }

    [[nodiscard]] FieldImage leveled(const Run& run) const {
        std::vector<StrokePart> parts;
        double top = run.letters.front().across_px, bottom = top;
        double first = run.letters.front().along_px, last = first;
        for (const Letter& letter : run.letters) {
            parts.push_back({letter.stroke});
            const double half_height = page_.strokes[static_cast<std::size_t>(letter.stroke)].height_px / 2.0;
            top = std::min(top, letter.across_px - half_height);
            bottom = std::max(bottom, letter.across_px + half_height);
            first = std::min(first, letter.along_px - letter.half_px);
            last = std::max(last, letter.along_px + letter.half_px);
        }
        const FieldImage field = field_of(page_, parts, {});
        const double turn = run.degrees * CV_PI / 180, along = (first + last) / 2, across = (top + bottom) / 2;
        const double x = along * std::cos(turn) - across * std::sin(turn) - field.image_box.left_px;
        const double y = along * std::sin(turn) + across * std::cos(turn) - field.image_box.top_px;
        const double margin = 2 * in(kMargin);
        return turned_level(field.image, {x, y, last - first + margin, bottom - top + margin, run.degrees}, field.box);
    }

  private:
    [[nodiscard]] double in(double inches) const { return inches * page_.ink.dpi; }

    [[nodiscard]] Run longest_at(double degrees) {
        const double turn = degrees * CV_PI / 180, cosine = std::cos(turn), sine = std::sin(turn);
        for (Letter& letter : letters_) {
            letter.along_px = letter.middle.x * cosine + letter.middle.y * sine;
            letter.across_px = letter.middle.y * cosine - letter.middle.x * sine;
            letter.half_px = page_.strokes[static_cast<std::size_t>(letter.stroke)].width_px * cosine / 2;
        }
        std::sort(letters_.begin(), letters_.end(),
                  [](const Letter& a, const Letter& b) { return a.along_px < b.along_px; });
        if (letters_.empty()) return {};
        const auto [low, high] =
            std::minmax_element(letters_.begin(), letters_.end(),
                                [](const Letter& a, const Letter& b) { return a.across_px < b.across_px; });
        const double across_first = low->across_px, across_last = high->across_px;
        Run best;
        for (double across = across_first; across <= across_last; across += in(kOffLine)) {
            Run run{{}, degrees};
            double end = 0;
            const auto close = [&] {
                if (run.length_px() > best.length_px() && is_slanted(run)) best = run;
                run.letters.clear();
            };
            for (const Letter& letter : letters_) {
                if (std::abs(letter.across_px - across) > in(kOffLine)) continue;
                if (!run.letters.empty() && letter.along_px - letter.half_px - end > in(kGapMax)) close();
                end = run.letters.empty() ? letter.along_px + letter.half_px
                                          : std::max(end, letter.along_px + letter.half_px);
                run.letters.push_back(letter);
            }
            close();
        }
        return best;
    }
    /// Long, and its letters stand closer to the slanted line than to a level one.
    [[nodiscard]] static bool lies_closer_to_slant(const Run& run) {
        std::vector<double> heights, off_line;
        for (const Letter& letter : run.letters) {
            heights.push_back(letter.middle.y);
            off_line.push_back(letter.across_px);
        }
        cv::Scalar mean, level_spread, slanted_spread;
        cv::meanStdDev(heights, mean, level_spread);
        cv::meanStdDev(off_line, mean, slanted_spread);
        return slanted_spread[0] < kCloser * level_spread[0];
    }
    [[nodiscard]] bool is_slanted(const Run& run) const {
        return run.letters.size() >= kLettersMin && run.length_px() >= in(kLengthMin) && lies_closer_to_slant(run);
    }

    const CleanPage& page_;
    std::vector<Letter> letters_;
};

}  // namespace

std::vector<FieldImage> find_slanted_lines(const CleanPage& page) {
    Finder finder(page);
    std::vector<FieldImage> lines;
    while (lines.size() < kLinesMax) {
        const Run run = finder.take_longest();
        if (run.letters.empty()) break;
        lines.push_back(finder.leveled(run));
    }
    return lines;
}

void read_slanted_writing(const CleanPage& page, const Readers& readers, CheckReading& reading) {
    for (const FieldImage& line : find_slanted_lines(page)) {
        reading.upper_writing.push_back(read_words_field(line, readers, Side::front).text);
    }
}

}  // namespace lockbox

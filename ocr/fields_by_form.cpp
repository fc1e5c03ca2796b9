#include "ocr/fields_by_form.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "ocr/check_date.h"
#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/legal_amount.h"
#include "ocr/written_fields.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kLowest = 0.1;  // nobody writes so low
constexpr double kLabelHeight = 0.11, kLabelGap = 0.06;
constexpr double kSpeck = 0.03;  // of what a threshold left of a line

constexpr std::size_t kDayStrokesMax = 14;         // of a day in figures, some broken in two
constexpr std::size_t kWrittenDayStrokesMax = 28;  // "November 17, 2026"
constexpr std::size_t kWordsStrokesMin = 8;
constexpr double kDayPart = 0.5;       // of the page's height: days are written in its upper part
constexpr double kWordsLegible = 0.3;  // probability

/// Figures of a day in groups, whatever separates them: "11/08/26", "2026-11-08".
bool has_form_of_day(std::string_view text) {
    const auto count_of = [&](std::string_view characters) {
        return std::count_if(text.begin(), text.end(), [&](char c) { return characters.find(c) != characters.npos; });
    };
    const auto digits = count_of("0123456789"), separators = count_of("-/. ");
    return digits >= 5 && digits <= 8 && separators >= 2 && digits + separators + 1 >= std::ssize(text);
}

class Finder {
  public:
    Finder(const CleanPage& page, FormsWanted wanted, LineReader& writing, Date received)
        : page_(page), wanted_(wanted), writing_(writing), received_(received) {}

    void look_at(const FieldImage& line) {
        if (line.box.height_px < px(kLowest)) return;
        const std::size_t strokes = line.strokes.size();
        const bool may_be_figures = strokes <= kDayStrokesMax && (wanted_.date || wanted_.figures);
        const bool may_be_day = strokes <= kWrittenDayStrokesMax && wanted_.date && is_high(line);
        const bool may_be_words = strokes >= kWordsStrokesMin && wanted_.words;
        if (!may_be_figures && !may_be_day && !may_be_words) return;
        const Lattice lattice = lattice_of(line, writing_);
        const std::string text = greedy_text(lattice).text;
        if (may_be_figures) look_for_figures(line, lattice, text);
        if (may_be_day) look_for_day(line, lattice, text);
        if (may_be_words) look_for_words(line, lattice, text);
    }

    FieldsByForm found;

  private:
    [[nodiscard]] int px(double inches) const { return static_cast<int>(std::lround(inches * page_.ink.dpi)); }
    [[nodiscard]] bool is_high(const FieldImage& line) const {
        return line.box.bottom_px() < kDayPart * page_.gray.height_px;
    }

    template <class T>
    static bool keep_surer(Reading<T>& known, Reading<T> next, const Box& box) {
        if (!next.best() || (known.best() && known.best()->probability >= next.best()->probability)) return false;
        known = std::move(next);
        known.region = Region{Side::front, box};
        return true;
    }

    void look_for_figures(const FieldImage& line, const Lattice& lattice, const std::string& text) {
        if (wanted_.date && has_form_of_day(text)) keep_surer(found.date, read_date(lattice, received_), line.box);
        if (wanted_.figures && text.starts_with('$'))
            keep_surer(found.figures, read_amount(lattice, {}).figures, line.box);
    }

    /// In any form, and behind the small print that asks for it.
    void look_for_day(const FieldImage& line, const Lattice& lattice, const std::string& text) {
        const FieldImage behind = behind_label(line);
        if (!behind.blank()) {
            const Lattice day = lattice_of(behind, writing_);
            return look_for_day_in(behind.box, day, greedy_text(day).text);
        }
        look_for_day_in(line.box, lattice, text);
    }
    void look_for_day_in(const Box& box, const Lattice& lattice, const std::string& text) {
        constexpr double kUnknown = 0.5;  // how well it was read: nothing but its form is asked
        if (has_form_of_day(text) || parse_check_date(text, kUnknown, received_).best())
            keep_surer(found.date, read_date(lattice, received_), box);
    }
    /// What stands behind strokes lower than writing at the line's beginning; blank where there are none.
    [[nodiscard]] FieldImage behind_label(const FieldImage& line) const {
        const auto first = std::find_if(line.strokes.begin(), line.strokes.end(),
                                        [&](const Box& stroke) { return stroke.height_px > px(kLabelHeight); });
        if (first == line.strokes.begin() || first == line.strokes.end()) return {};
        int label_ends = 0;
        for (auto stroke = line.strokes.begin(); stroke != first; ++stroke) {
            if (stroke->height_px > px(kSpeck)) label_ends = std::max(label_ends, stroke->right_px());
        }
        if (label_ends == 0) return {};
        if (first->left_px - label_ends < px(kLabelGap)) return {};
        return cut_field(page_,
                         {first->left_px, line.box.top_px, line.box.right_px() - first->left_px, line.box.height_px});
    }

    void look_for_words(const FieldImage& line, const Lattice& lattice, const std::string& text) {
        Reading<Cents> words = read_words(lattice);
        if (!words.sure(kWordsLegible) || !parse_legal_amount(text, kWordsLegible).best()) return;
        if (keep_surer(found.words, std::move(words), line.box)) found.words_text = text;
    }

    const CleanPage& page_;
    FormsWanted wanted_;
    LineReader& writing_;
    Date received_;
};

}  // namespace

FieldsByForm read_fields_by_form(const CleanPage& page, std::span<const FieldImage> lines, FormsWanted wanted,
                                 LineReader& writing, Date received) {
    Finder finder(page, wanted, writing, received);
    for (const FieldImage& line : lines) finder.look_at(line);
    return std::move(finder.found);
}

}  // namespace lockbox

#include "ocr/ruled_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>

#include "ocr/field_zone.h"
#include "ocr/print_rows.h"
#include "ocr/text_rows.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kWritingHeight = 0.42;
constexpr double kDateHeight = 0.36;
constexpr double kMemoHeight = 0.36;
constexpr double kSignatureHeight = 0.75;          // people sign well above the line and through it
constexpr double kBelowLine = 0.03;                // writing rests a little below its line
constexpr double kBeyondEnd = 0.04;                // ... and goes on a little past its end
constexpr double kBoxOvershoot = 0.04;             // figures outgrow their box by so much
constexpr double kPrintAbove = 0.12;               // print that ends so high above the line does not stand on it
constexpr double kLabelBelow = 0.02;               // ... nor print that begins below it
constexpr double kSmallStroke = 0.05;              // dots, dashes and dirt
constexpr double kTouch = 0.06;                    // ... belong to what is written so near
constexpr double kSpace = 0.2, kLetterGap = 0.04;  // between two words, two letters
constexpr double kAboveSignature = 0.18;           // a signature reaches lower
constexpr double kUnderLine = 0.08;                // what stands lower than that is not on the line
constexpr double kRowsShared = 0.3;
constexpr double kUprightWidth = 0.14, kUprightHigher = 1.4;  // of its height; times the highest of what is written
constexpr double kSideWidth = 0.016, kSideOff = 0.06;
constexpr double kWritingMin = 0.115;  // taller than any label
constexpr double kLetter = 0.1, kDescender = 0.15, kTailMax = 0.2;
constexpr std::size_t kRisenMin = 3;  // strokes that tell where a line is written
constexpr double kBesidePrint = 0.2;  // what stands farther from print is no part of its line
constexpr double kPictureMin = 0.4;   // what is higher over the lines is a logo
constexpr double kTwoLines = 1.2;     // times the distance of two lines: no single line is written so high

constexpr double kShareMin = 0.35;  // of a stroke's height that stands in a field it belongs to
constexpr double kLineOff = 0.5;    // inches between a stroke's foot and the line that weigh as much as all of it

/// Every stroke of the face goes to the one field in which it stands, or to none.
class FieldCutter {
  public:
    FieldCutter(const CleanPage& page, const CheckLayout& layout)
        : page_(page), layout_(layout), rows_(find_print_rows(page)) {
        place_zones();
        deal_strokes();
    }

    RuledFields cut() const {
        RuledFields fields;
        fields.courtesy = field(kCourtesy);
        fields.legal = field(kLegal);
        fields.payee = field(kPayee);
        if (layout_.date_rule) fields.date = field(kDate);
        std::vector<StrokePart> others = rest_;
        if (layout_.memo_rule) fields.memo = lowest_row(kMemo, parts_[kMemo], others);
        if (layout_.signature_rule) {
            std::vector<StrokePart> signature = parts_[kSignature];
            give_back(signature, others);
            fields.signature = lowest_row(kSignature, signature, others);
        }
        fields.writing = find_text_lines(page_, std::move(others));
        std::vector<FieldImage> print = find_text_lines(page_, print_, kBesidePrint);
        std::move(print.begin(), print.end(), std::back_inserter(fields.writing));
        fields.upper = find_text_lines(page_, upper_);
        return fields;
    }

  private:
    enum Place : std::size_t { kCourtesy, kLegal, kPayee, kDate, kMemo, kSignature, kPlaces };
    /// Inches that writing may float above its line; figures in the middle of their box, signatures anywhere.
    static constexpr std::array<double, kPlaces> kFloating = {0.25, 0.13, 0.13, 0.13, 0.13, 0.25};

    [[nodiscard]] double px(double inches) const { return inches * page_.ink.dpi; }
    [[nodiscard]] const Box& stroke(std::int32_t index) const { return page_.strokes[static_cast<std::size_t>(index)]; }

    void place_zones() {
        place(kLegal, layout_.legal_rule, kWritingHeight);
        place(kPayee, layout_.payee_rule, kWritingHeight);
        place(kDate, layout_.date_rule, kDateHeight);
        place(kMemo, layout_.memo_rule, kMemoHeight);
        place(kSignature, layout_.signature_rule, kSignatureHeight);
        place_courtesy();
        // Nobody writes above the line before.
        const Place upper = layout_.words_first ? kLegal : kPayee, lower = layout_.words_first ? kPayee : kLegal;
        limit(lower, upper);
        limit(kSignature, lower);
        limit(kMemo, lower);
        rise_to_writing(lower, upper);
        stacked_ = {{{upper, lower}, {kDate, kCourtesy}, {kDate, upper}, {lower, kSignature}}};
    }

    void place(Place place, const std::optional<Rule>& rule, double height_in) {
        if (!rule) return;
        Zone zone{*rule, px(height_in), px(kBelowLine)};
        zone.line.left_px -= static_cast<int>(px(kBeyondEnd));
        zone.line.right_px += static_cast<int>(px(kBeyondEnd));
        zones_[place] = zone;
    }

    void place_courtesy() {
        if (!layout_.courtesy_box) {
            Rule rule = layout_.courtesy_rule.value_or(*layout_.payee_rule);
            if (!layout_.courtesy_rule) {
                rule.left_px = layout_.payee_rule->right_px;
                rule.left_y_px = rule.right_y_px = layout_.payee_rule->right_y_px;
                rule.right_px = std::max(page_.ink.width_px - static_cast<int>(px(0.1)), rule.left_px);
            }
            zones_[kCourtesy] = Zone{rule, px(kWritingHeight), px(kBelowLine)};
            return;
        }
        const Box& box = *layout_.courtesy_box;
        const double bottom = box.bottom_px();
        zones_[kCourtesy] = Zone{{box.left_px, box.right_px() + static_cast<int>(px(kBoxOvershoot)), bottom, bottom, 1},
                                 static_cast<double>(box.height_px),
                                 px(kBoxOvershoot)};
    }

    /// `place` begins below the line of `above`.
    void limit(Place place, Place above) {
        if (!zones_[place] || !zones_[above]) return;
        Zone& zone = *zones_[place];
        const double middle = (zone.line.left_px + zone.line.right_px) / 2.0;
        zone.height_px = std::clamp(zone.line.y_px(middle) - zones_[above]->line.y_px(middle), 1.0, zone.height_px);
    }

    /// Some write the second line right under the first, far above its own rule: then it is there that they write.
    void rise_to_writing(Place place, Place above) {
        if (!zones_[place] || !zones_[above]) return;
        Zone& zone = *zones_[place];
        std::vector<PrintRow> print = rows_;
        std::erase_if(print, [&](const PrintRow& row) { return begins_on(row.box, zone, kFloating[place]); });
        const std::vector<bool> is_print = strokes_of(print, page_.strokes.size());
        std::vector<double> floats_px;
        for (std::size_t i = 0; i < page_.strokes.size(); ++i) {
            const Box& box = page_.strokes[i];
            const double x = middle_x(box), line = zone.line.y_px(x), line_above = zones_[above]->line.y_px(x);
            const bool between = box.top_px > line_above - px(kSmallStroke) && box.bottom_px() < line + zone.below_px;
            const bool letters =
                box.height_px >= px(kSmallStroke) && !is_filling_stroke(page_, static_cast<std::int32_t>(i));
            if (between && letters && zone.spans(x) && !is_print[i]) floats_px.push_back(line - box.bottom_px());
        }
        if (floats_px.size() < kRisenMin) return;
        const auto middle = floats_px.begin() + static_cast<std::ptrdiff_t>(floats_px.size() / 2);
        std::nth_element(floats_px.begin(), middle, floats_px.end());
        if (*middle < px(kFloating[place])) return;
        zone.line.left_y_px -= *middle;
        zone.line.right_y_px -= *middle;
        zone.below_px += *middle;
        zone.height_px = px(kWritingHeight);
        limit(place, above);
    }

    /// How well a stroke stands in a zone; nothing when it does not.
    [[nodiscard]] std::optional<double> fit(const Box& box, const Zone& zone) const {
        const double x = middle_x(box);
        if (!zone.spans(x) || box.height_px == 0) return std::nullopt;
        const double line = zone.line.y_px(x);
        const double inside =
            std::min<double>(box.bottom_px(), line + zone.below_px) - std::max<double>(box.top_px, zone.top_px(x));
        const double share = inside / box.height_px;
        if (share < kShareMin) return std::nullopt;
        return share - std::abs(box.bottom_px() - line) / px(kLineOff);
    }

    void deal_strokes() {
        const std::vector<bool> label = labels();
        const std::vector<bool> print = lines_of_print(label);
        for (std::size_t i = 0; i < page_.strokes.size(); ++i) {
            const auto index = static_cast<std::int32_t>(i);
            if (!label[i])
                free_.push_back(index);
            else if (is_under_lines(stroke(index)))  // small letters between tall ones look like a row of print
                (print[i] ? print_ : rest_).push_back({index});
            else if (is_over_lines(stroke(index)))
                upper_.push_back({index});
        }
        for (const Place place : {kLegal, kPayee, kMemo}) follow_writing(place);
        if (zones_[kMemo]) follow_to_the_right(*zones_[kMemo]);
        for (const std::int32_t index : free_) {
            if (!deal_to_both(index)) deal_to_best(index);
        }
        part_from_notes(layout_.words_first ? kPayee : kLegal);
    }

    /// A long tail that runs into a note right under the line: below the line it is the note's.
    void part_from_notes(Place lower) {
        std::vector<StrokePart> tails;
        for (StrokePart& part : parts_[lower]) {
            const Box whole = box_of(part);
            const double line = zones_[lower]->line.y_px(middle_x(whole));
            if (whole.top_px > line - px(kLetter) || whole.bottom_px() < line + px(kTailMax)) continue;
            const StrokePart tail{part.stroke, static_cast<int>(line + px(kBelowLine)), part.bottom_px};
            const bool in_note = std::any_of(rest_.begin(), rest_.end(), [&](const StrokePart& other) {
                return is_large(box_of(other)) && is_beside(box_of(tail), box_of(other));
            });
            if (!in_note) continue;
            part.bottom_px = tail.top_px;
            tails.push_back(tail);
        }
        rest_.insert(rest_.end(), tails.begin(), tails.end());
    }

    void deal_to_best(std::int32_t index) {
        std::optional<std::size_t> best;
        double best_fit = 0;
        bool hangs = false;
        for (std::size_t place = 0; place < kPlaces; ++place) {
            if (!zones_[place]) continue;
            const auto found = fit(stroke(index), *zones_[place]);
            if (!found || (best && *found <= best_fit)) continue;
            if ((place == kLegal || place == kPayee) && hangs_below(stroke(index), *zones_[place])) {
                hangs = true;
                continue;
            }
            best = place;
            best_fit = *found;
        }
        if (best) {
            const bool underlines = *best == kCourtesy && is_under_writing(stroke(index));
            if (*best == kSignature || underlines || !is_filling_stroke(page_, index)) parts_[*best].push_back({index});
        } else if (hangs || is_under_lines(stroke(index))) {
            rest_.push_back({index});
        } else if (is_over_lines(stroke(index))) {
            upper_.push_back({index});
        }
    }

    /// Raised cents are underlined, or stand over a hundred.
    [[nodiscard]] bool is_under_writing(const Box& line) const {
        return std::any_of(free_.begin(), free_.end(), [&](std::int32_t index) {
            const Box& box = stroke(index);
            const double above = line.top_px - box.bottom_px(), x = middle_x(box);
            return is_large(box) && box.top_px < line.top_px && above > -px(kBelowLine) && above < px(kLetter) &&
                   x > line.left_px && x < line.right_px();
        });
    }

    /// Most of it stands under the line: it is writing of its own there, high enough to reach the line.
    static bool hangs_below(const Box& box, const Zone& zone) {
        return box.top_px + box.height_px / 2.0 > zone.line.y_px(middle_x(box)) + zone.below_px;
    }

    /// Names and insurers are written where there is room: between the words and the MICR line.
    [[nodiscard]] bool is_under_lines(const Box& box) const {
        const double top = layout_.lower_rule().y_px(middle_x(box)) + px(kUnderLine);
        const double middle = box.top_px + box.height_px / 2.0;
        return middle > top && box.bottom_px() < layout_.floor_px;
    }

    [[nodiscard]] bool is_over_lines(const Box& box) const {
        return box.height_px < px(kPictureMin) &&
               box.bottom_px() < layout_.upper_rule().y_px(middle_x(box)) - px(kUnderLine);
    }

    /// A line that is hidden by heavy writing or has faded is found in part: what is written goes on where it is not.
    void follow_writing(Place place) {
        if (!zones_[place]) return;
        Zone& zone = *zones_[place];
        for (bool grown = true; grown;) {
            grown = false;
            for (const std::int32_t index : free_) {
                const Box& box = stroke(index);
                if (box.height_px < px(kWritingMin) || box.right_px() > zone.line.right_px) continue;
                Zone wider = zone;
                wider.line.left_px = std::min(box.left_px, zone.line.left_px);
                wider.line.left_y_px = zone.line.y_px(wider.line.left_px);
                const bool near = zone.line.left_px - box.right_px() < px(kSpace);
                if (wider.line.left_px == zone.line.left_px || !near || !fit(box, wider)) continue;
                zone = wider;
                grown = true;
            }
        }
    }

    /// The memo's line is short, and people write on past its end, up to the signature.
    void follow_to_the_right(Zone& zone) const {
        const int end = zones_[kSignature] ? zones_[kSignature]->line.left_px : page_.ink.width_px;
        for (bool grown = true; grown;) {
            grown = false;
            for (const std::int32_t index : free_) {
                const Box& box = stroke(index);
                if (box.height_px < px(kLetter) || box.right_px() > end || box.right_px() <= zone.line.right_px)
                    continue;
                Zone wider = zone;
                wider.line.right_px = box.right_px();
                wider.line.right_y_px = zone.line.y_px(box.right_px());
                const bool near = box.left_px - zone.line.right_px < px(kSpace) && box.left_px > zone.line.left_px;
                if (!near || !fit(box, wider) || !stands_on(box, wider, kFloating[kMemo])) continue;
                zone = wider;
                grown = true;
            }
        }
    }

    /// Where writing on one line runs into writing on the next, each keeps its own rows.
    bool deal_to_both(std::int32_t index) {
        const Box& box = stroke(index);
        const double x = middle_x(box);
        for (const auto& [upper, lower] : stacked_) {
            if (!zones_[upper] || !zones_[lower]) continue;
            if (!zones_[upper]->spans(x) || !zones_[lower]->spans(x)) continue;
            const double line = zones_[upper]->line.y_px(x), next = zones_[lower]->line.y_px(x);
            const bool both = box.top_px < line - px(kLetter) && box.bottom_px() > line + px(kDescender) &&
                              box.bottom_px() > next - px(kPrintAbove) && box.height_px > kTwoLines * (next - line);
            if (!both) continue;
            const int cut = static_cast<int>(line + px(kBelowLine));
            parts_[upper].push_back({index, 0, cut});
            parts_[lower].push_back({index, cut});
            return true;
        }
        return false;
    }

    /// Print that stands under, over or beside the lines and on none of them.
    [[nodiscard]] std::vector<bool> labels() const {
        std::vector<bool> label(page_.strokes.size(), false);
        for (const PrintRow& row : rows_) {
            bool on_line = is_in_box(row.box);
            for (std::size_t place = 0; place < kPlaces; ++place) {
                on_line = on_line || (zones_[place] && stands_on(row.box, *zones_[place], kFloating[place]));
            }
            if (on_line) continue;
            for (const std::int32_t i : row.strokes) label[static_cast<std::size_t>(i)] = true;
        }
        return label;
    }

    /// Of the labels, strokes of long rows with nothing else between or touching: what is written beside is a line of
    /// its own.
    [[nodiscard]] std::vector<bool> lines_of_print(const std::vector<bool>& label) const {
        constexpr std::size_t kLettersMin = 10;
        std::vector<bool> print(page_.strokes.size(), false);
        for (const PrintRow& row : rows_) {
            const auto stands_between = [&](std::size_t i) {
                const Box& box = page_.strokes[i];
                return !label[i] && is_large(box) && box.right_px() > row.box.left_px - px(kLetterGap) &&
                       box.left_px < row.box.right_px() + px(kLetterGap) && box.bottom_px() > row.box.top_px &&
                       box.top_px < row.box.bottom_px();
            };
            bool alone = row.strokes.size() >= kLettersMin;
            for (std::size_t i = 0; alone && i < page_.strokes.size(); ++i) alone = !stands_between(i);
            if (!alone) continue;
            for (const std::int32_t i : row.strokes)
                print[static_cast<std::size_t>(i)] = label[static_cast<std::size_t>(i)];
        }
        return print;
    }

    /// Cents are raised within the box, and small.
    [[nodiscard]] bool is_in_box(const Box& row) const {
        return layout_.courtesy_box && intersection(row, *layout_.courtesy_box) == row;
    }

    [[nodiscard]] bool stands_on(const Box& row, const Zone& zone, double floating_in) const {
        const double line = zone.line.y_px(middle_x(row));
        const int inside = std::min(row.right_px(), zone.line.right_px) - std::max(row.left_px, zone.line.left_px);
        return row.top_px < line - px(kLabelBelow) && row.bottom_px() > line - px(floating_in) &&
               row.bottom_px() < line + px(kPrintAbove) && 2 * inside > row.width_px;
    }

    /// Print stands at a line's end; small capitals at its beginning are written.
    [[nodiscard]] bool begins_on(const Box& row, const Zone& zone, double floating_in) const {
        return 2 * row.left_px < zone.line.left_px + zone.line.right_px && stands_on(row, zone, floating_in);
    }

    [[nodiscard]] FieldImage field(Place place) const {
        std::vector<StrokePart> parts = parts_[place];
        detach(place, parts);
        return field_of(page_, parts, zones_[place]->bounds());
    }

    /// Writing beside the place to sign runs into it: what continues a line above the signature goes back to that line.
    void give_back(std::vector<StrokePart>& signature, std::vector<StrokePart>& others) const {
        for (bool grown = true; grown;) {
            const auto continues = [&](const StrokePart& part) {
                const Box box = box_of(part);
                if (box.bottom_px() > zones_[kSignature]->line.y_px(middle_x(box)) - px(kAboveSignature)) return false;
                return std::any_of(others.begin(), others.end(), [&](const StrokePart& other) {
                    return is_large(box_of(other)) && is_beside(box, box_of(other));
                });
            };
            const auto found = std::find_if(signature.begin(), signature.end(), continues);
            grown = found != signature.end();
            if (!grown) break;
            others.push_back(*found);
            signature.erase(found);
        }
    }

    /// What stands on the line; the rows above it, and what floats above it by itself, go to `others`.
    [[nodiscard]] FieldImage lowest_row(Place place, const std::vector<StrokePart>& parts,
                                        std::vector<StrokePart>& others) const {
        const std::vector<std::vector<StrokePart>> rows = rows_in(page_, parts);
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) others.insert(others.end(), rows[i].begin(), rows[i].end());
        std::vector<StrokePart> on_line = rows.back();
        const std::vector<StrokePart> floating = detach(place, on_line);
        std::copy_if(floating.begin(), floating.end(), std::back_inserter(others),
                     [&](const StrokePart& part) { return is_large(box_of(part)); });
        return field_of(page_, on_line, zones_[place]->bounds());
    }

    [[nodiscard]] Box box_of(const StrokePart& part) const { return rows_of(page_, part); }

    [[nodiscard]] bool stands_on_line(const Box& box, Place place) const {
        return box.bottom_px() > zones_[place]->line.y_px(middle_x(box)) - px(kFloating[place]);
    }

    /// Leaves in `parts` what stands on the line, and what floats beside it: raised cents, dots, the end of a line that
    /// climbs. Takes from it, and returns, print and writing above the line and dirt.
    std::vector<StrokePart> detach(Place place, std::vector<StrokePart>& parts) const {
        std::vector<StrokePart> kept, floating;
        for (const StrokePart& part : parts) {
            (is_large(box_of(part)) && stands_on_line(box_of(part), place) ? kept : floating).push_back(part);
        }
        for (bool grown = true; grown;) {
            grown = false;
            for (std::size_t i = 0; i < floating.size(); ++i) {
                const Box box = box_of(floating[i]);
                const bool beside = std::any_of(kept.begin(), kept.end(), [&](const StrokePart& part) {
                    return is_large(box_of(part)) && is_beside(box, box_of(part));
                });
                if (!beside) continue;
                kept.push_back(floating[i]);
                floating.erase(floating.begin() + static_cast<std::ptrdiff_t>(i));
                grown = true;
                break;
            }
        }
        if (place != kSignature) drop_upright_lines(kept);
        if (place == kCourtesy && layout_.courtesy_box) drop_side_of_box(kept);
        parts = std::move(kept);
        return floating;
    }

    /// Folds, streaks and sides of boxes: upright, thin, and clearly higher than anything written beside them. They
    /// would make the writing small where all of it is brought to one height.
    void drop_upright_lines(std::vector<StrokePart>& parts) const {
        const auto is_upright = [&](const StrokePart& part) {
            const Box box = box_of(part);
            return box.width_px <= kUprightWidth * box.height_px;
        };
        int highest_px = 0, written = 0;
        for (const StrokePart& part : parts) {
            if (is_upright(part) || !is_large(box_of(part))) continue;
            highest_px = std::max(highest_px, box_of(part).height_px);
            ++written;
        }
        if (written < 2) return;
        std::erase_if(parts, [&](const StrokePart& part) {
            return is_upright(part) && box_of(part).height_px >= kUprightHigher * highest_px;
        });
    }

    /// What is left of the box's right side where it leans: thinner than a pen writes a one, and no figure stands
    /// there.
    void drop_side_of_box(std::vector<StrokePart>& parts) const {
        std::erase_if(parts, [&](const StrokePart& part) {
            const Box box = box_of(part);
            const double off = std::abs(middle_x(box) - layout_.courtesy_box->right_px());
            return box.width_px <= px(kSideWidth) && box.height_px > 2 * box.width_px && off <= px(kSideOff);
        });
    }

    [[nodiscard]] bool is_large(const Box& box) const {
        return std::max(box.width_px, box.height_px) >= px(kSmallStroke);
    }

    /// Nearly touching, or on the same rows a space away.
    [[nodiscard]] bool is_beside(const Box& a, const Box& b) const {
        const double across = std::max(a.left_px, b.left_px) - std::min(a.right_px(), b.right_px());
        const double down = std::max(a.top_px, b.top_px) - std::min(a.bottom_px(), b.bottom_px());
        if (across < px(kTouch) && down < px(kTouch)) return true;
        return is_large(a) && across < px(kSpace) && -down > kRowsShared * std::min(a.height_px, b.height_px);
    }

    const CleanPage& page_;
    const CheckLayout& layout_;
    std::vector<PrintRow> rows_;
    std::array<std::optional<Zone>, kPlaces> zones_;
    std::vector<std::int32_t> free_;                  ///< strokes that are no labels
    std::array<std::pair<Place, Place>, 4> stacked_;  ///< fields one above the other
    std::array<std::vector<StrokePart>, kPlaces> parts_;
    std::vector<StrokePart> rest_;   ///< on none of the lines, under them
    std::vector<StrokePart> upper_;  ///< ... over them
    std::vector<StrokePart> print_;  ///< ... and surely print
};

}  // namespace

RuledFields cut_ruled_fields(const CleanPage& page, const CheckLayout& layout) {
    return FieldCutter(page, layout).cut();
}

}  // namespace lockbox

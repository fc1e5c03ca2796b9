#include "ocr/landmarks.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lockbox {
namespace {

// Shares of the check's width and distances in inches, wide enough for every check that a printer sells.
constexpr double kPayeeLengthMin = 0.25, kLegalLengthMin = 0.4, kLegalRightMin = 0.55;
constexpr double kLegalGapMin = 0.15, kLegalGapMax = 0.65, kLegalGapUsual = 0.3;
constexpr double kRightHalf = 0.42;
constexpr double kDateGapMin = 0.08, kDateGapMax = 0.95, kDateLengthMax = 3.0;
constexpr double kCourtesyOffsetMax = 0.35;
constexpr double kBottomGapMin = 0.3;
constexpr double kDescender = 0.11;
constexpr double kSideMargin = 0.06, kStreakLengthMin = 0.5, kLineLengthMax = 0.95;
constexpr double kPayeeLeftMax = 0.42;  // what begins farther right is the date's line
constexpr double kFiguresLeftMin = 0.6, kFiguresLengthMax = 1.6, kDollarSign = 0.25, kPayeeLabel = 0.75;
constexpr double kWordsFirstLonger = 0.3;  // inches by which the words' line outreaches the payee's below it
constexpr double kMicrBand = 0.6;          // clear band for the MICR line along the lower edge (ANSI X9.100-160)
constexpr double kSignatureLengthMin = 0.9, kSignatureLeft = 0.55;
constexpr double kSignatureLower = 0.15, kSignatureOverMicr = 0.3, kSignatureOverMicrMax = 0.5;
constexpr double kUnderline = 0.12, kSignersApartMax = 0.6, kSignersShare = 0.8;
constexpr double kBorderLengthMin = 0.8, kMemoRight = 0.48;
constexpr double kSignatureLengthUsual = 2.1, kSignatureAbove = 0.3, kSignatureBelow = 0.1;
constexpr double kLettersApart = 0.12, kMemoApart = 0.15;
constexpr double kSideOff = 0.05, kFiguresHeightMax = 0.45;
constexpr double kDateLengthMin = 0.55, kDateLengthUsual = 1.2;

/// The page in the terms of the layout: lengths in inches, places in shares.
struct Measure {
    double width_px, height_px, dpi;

    [[nodiscard]] double across(double x_px) const { return x_px / width_px; }
    [[nodiscard]] double inches(double length_px) const { return length_px / dpi; }
};

/// The upper or lower side of a frame.
bool is_side_of(const Box& frame, const Rule& rule, const Measure& page) {
    const double near = 0.05 * page.dpi;
    return rule.left_px > frame.left_px - near && rule.right_px < frame.right_px() + near &&
           rule.middle_y_px() > frame.top_px - near && rule.middle_y_px() < frame.bottom_px() + near;
}

/// Borders of the sheet, perforations, folds and the scanner's streaks go up to the edge of the page.
bool at_page_edge(const Rule& rule, const std::vector<Box>& frames, const Measure& page) {
    const double edge = 0.04 * page.height_px, side = kSideMargin * page.dpi;
    const bool runs_out = rule.left_px < side || rule.right_px > page.width_px - side;
    const bool of_a_field =
        std::any_of(frames.begin(), frames.end(), [&](const Box& frame) { return is_side_of(frame, rule, page); });
    return rule.middle_y_px() < edge || rule.middle_y_px() > page.height_px - edge ||
           (page.across(rule.length_px()) > kLineLengthMax && !of_a_field) ||
           (runs_out && page.across(rule.length_px()) > kStreakLengthMin);
}

/// Higher is better; nullopt when `legal` cannot be the line of the words under `payee`.
std::optional<double> score_pair(const Rule& payee, const Rule& legal, const Measure& page) {
    const double gap = page.inches(legal.y_px(payee.left_px) - payee.left_y_px);
    if (gap < kLegalGapMin || gap > kLegalGapMax) return std::nullopt;
    if (page.across(payee.length_px()) < kPayeeLengthMin || page.across(legal.length_px()) < kLegalLengthMin) {
        return std::nullopt;
    }
    if (page.across(legal.right_px) < kLegalRightMin || page.across(payee.left_px) > kPayeeLeftMax) return std::nullopt;
    // The label of the payee stands left of its line; the words begin at the margin.
    if (page.inches(legal.left_px - payee.left_px) > 0.3) return std::nullopt;
    return page.across(legal.length_px()) + page.across(payee.length_px()) - page.across(legal.left_px) -
           page.across(payee.left_px) - std::abs(gap - kLegalGapUsual) -
           std::abs(payee.middle_y_px() / page.height_px - 0.4);
}

void find_payee_and_legal(const std::vector<Rule>& rules, const Measure& page, CheckLayout& layout) {
    double best = -1e9;
    for (const Rule& payee : rules) {
        for (const Rule& legal : rules) {
            const auto score = score_pair(payee, legal, page);
            if (!score || *score <= best) continue;
            best = *score;
            layout.payee_rule = payee;
            layout.legal_rule = legal;
        }
    }
}

/// Where the payee's line is hidden by heavy writing or has faded, it runs level with the figures' line or box, from
/// the end of its label up to the dollar sign.
void infer_payee(const std::vector<Rule>& rules, const std::vector<Box>& frames, const Measure& page,
                 CheckLayout& layout) {
    std::vector<Rule> figures;
    for (const Box& frame : frames) {
        const double bottom = frame.bottom_px();
        figures.push_back({frame.left_px, frame.right_px(), bottom, bottom, 1});
    }
    if (frames.empty()) {
        std::copy_if(rules.begin(), rules.end(), std::back_inserter(figures),
                     [&](const Rule& rule) { return page.inches(rule.length_px()) < kFiguresLengthMax; });
    }
    double best = -1e9;
    for (const Rule& figure : figures) {
        if (page.across(figure.left_px) < kFiguresLeftMin) continue;
        for (const Rule& legal : rules) {
            Rule payee = figure;
            payee.left_px = legal.left_px + static_cast<int>(kPayeeLabel * page.dpi);
            payee.right_px = figure.left_px - static_cast<int>(kDollarSign * page.dpi);
            const double slope = (legal.right_y_px - legal.left_y_px) / std::max(1, legal.length_px());
            payee.right_y_px = figure.left_y_px - slope * (figure.left_px - payee.right_px);
            payee.left_y_px = payee.right_y_px - slope * payee.length_px();
            const auto score = score_pair(payee, legal, page);
            if (!score || *score <= best) continue;
            best = *score;
            layout.payee_rule = payee;
            layout.legal_rule = legal;
        }
    }
}

/// Beside the upper of two lines stand the figures when it is the payee's, and nothing but "DOLLARS" when it is that
/// of the words.
bool are_words_first(const CheckLayout& layout, const std::vector<Rule>& rules, const std::vector<Box>& frames,
                     const Measure& page) {
    const Rule& upper = *layout.payee_rule;
    const Rule& lower = *layout.legal_rule;
    if (page.inches(upper.right_px - lower.right_px) < kWordsFirstLonger) return false;
    for (const Box& frame : frames) {
        if (page.across(frame.left_px) < 0.5) continue;
        const double middle = frame.top_px + frame.height_px / 2.0;
        const double above_upper = page.inches(upper.y_px(upper.right_px) - middle);
        if (std::abs(above_upper) < kCourtesyOffsetMax / 2) return false;
    }
    return std::none_of(rules.begin(), rules.end(), [&](const Rule& rule) {
        const double off = page.inches(rule.middle_y_px() - upper.y_px(rule.left_px));
        return rule.left_px >= upper.right_px && std::abs(off) < kCourtesyOffsetMax / 2;
    });
}

/// On some stock the figures stand under the words, at the right.
std::optional<Box> box_under_words(const std::vector<Box>& frames, const Measure& page, const CheckLayout& layout) {
    const Rule& words = layout.lower_rule();
    for (const Box& frame : frames) {
        const double below = page.inches(frame.top_px - words.y_px(frame.left_px));
        const bool is_too_long = page.inches(frame.width_px) > kFiguresLengthMax;
        if (below > 0 && below < kCourtesyOffsetMax && page.across(frame.left_px) >= 0.5 && !is_too_long) return frame;
    }
    return std::nullopt;
}

void find_courtesy(const std::vector<Rule>& rules, const std::vector<Box>& frames, const Measure& page,
                   CheckLayout& layout) {
    const Rule& payee = *layout.payee_rule;
    double nearest = kCourtesyOffsetMax;
    for (const Box& frame : frames) {
        const double off = page.inches(frame.top_px + frame.height_px / 2.0 - payee.y_px(frame.left_px));
        if (std::abs(off) > nearest || page.across(frame.left_px) < 0.5) continue;
        nearest = std::abs(off);
        layout.courtesy_box = frame;
    }
    if (layout.courtesy_box) return;
    for (const Rule& rule : rules) {
        const double off = page.inches(rule.middle_y_px() - payee.y_px(rule.left_px));
        if (std::abs(off) > kCourtesyOffsetMax / 2 || rule.left_px < payee.right_px) continue;
        if (!layout.courtesy_rule || rule.length_px() > layout.courtesy_rule->length_px()) layout.courtesy_rule = rule;
    }
    if (!layout.courtesy_rule) layout.courtesy_box = box_under_words(frames, page, layout);
}

/// Nobody writes on the upper side of a box, unless it is the lower one of another.
bool is_upper_side(const Rule& rule, const std::vector<Box>& frames, const Measure& page) {
    const auto lies_at = [&](const Box& frame, double y_px) {
        return is_side_of(frame, rule, page) && std::abs(rule.middle_y_px() - y_px) < kSideOff * page.dpi;
    };
    const auto is_side = [&](auto y_px_of) {
        return std::any_of(frames.begin(), frames.end(),
                           [&](const Box& frame) { return lies_at(frame, y_px_of(frame)); });
    };
    return is_side([](const Box& frame) { return frame.top_px; }) &&
           !is_side([](const Box& frame) { return frame.bottom_px(); });
}

/// Where boxes stand side by side their lower sides may have been seen as one line.
void add_lower_sides(const std::vector<Box>& frames, const Measure& page, std::vector<Rule>& rules) {
    for (const Box& frame : frames) {
        const double y = frame.bottom_px() - 1;
        const bool known = std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
            const double off = kSideOff * page.dpi;
            return std::abs(rule.middle_y_px() - y) < off && std::abs(rule.left_px - frame.left_px) < 2 * off &&
                   std::abs(rule.right_px - frame.right_px()) < 2 * off;
        });
        if (!known) rules.push_back({frame.left_px, frame.right_px(), y, y, 1});
    }
}

/// Over the line for the figures another one as long may close their field above.
bool is_over_figures(const Rule& rule, const Measure& page, const CheckLayout& layout) {
    if (!layout.courtesy_rule) return false;
    const Rule& figures = *layout.courtesy_rule;
    const double above = page.inches(figures.y_px(rule.left_px) - rule.middle_y_px());
    return above > 0 && above < kFiguresHeightMax && page.inches(std::abs(rule.left_px - figures.left_px)) < kSideOff &&
           page.inches(std::abs(rule.right_px - figures.right_px)) < kSideOff;
}

/// Of several the longest and lowest: the number's and the fraction's ornaments stand higher, and the strokes of large
/// capitals on the payee's line are short.
std::optional<Rule> date_rule_among(const std::vector<Rule>& rules, const Measure& page, const CheckLayout& layout,
                                    double left_min, double left_max) {
    const Rule& first = layout.upper_rule();
    std::optional<Rule> found;
    double best = -1e9;
    for (const Rule& rule : rules) {
        const double above = page.inches(first.y_px(rule.left_px) - rule.middle_y_px());
        if (above < kDateGapMin || above > kDateGapMax) continue;
        if (page.across(rule.left_px) < left_min || page.across(rule.left_px) >= left_max) continue;
        const double length = page.inches(rule.length_px());
        if (length < kDateLengthMin || length > kDateLengthMax) continue;
        if (layout.courtesy_box && is_side_of(*layout.courtesy_box, rule, page)) continue;
        double score = std::min(length, kDateLengthUsual) - above;
        if (is_over_figures(rule, page, layout)) score -= kDateLengthMax;  // where there is no other
        if (score <= best) continue;
        best = score;
        found = rule;
    }
    return found;
}

/// At the right; on some stock, where nothing is ruled there, at the left under the payer.
void find_date(const std::vector<Rule>& rules, const Measure& page, CheckLayout& layout) {
    layout.date_rule = date_rule_among(rules, page, layout, kRightHalf, 1);
    if (!layout.date_rule) layout.date_rule = date_rule_among(rules, page, layout, 0, kRightHalf);
}

/// Who signs with a flourish hides most of the line: it runs on to the left of what is left of it.
Rule whole_signature_line(Rule piece, const Measure& page, const CheckLayout& layout) {
    const Rule& lower = layout.lower_rule();
    const double slope = (lower.right_y_px - lower.left_y_px) / std::max(1, lower.length_px());
    piece.left_px = std::min(piece.left_px, static_cast<int>(kSignatureLeft * page.width_px));
    piece.left_y_px = piece.right_y_px - slope * piece.length_px();
    return piece;
}

/// Who signs at the very beginning hides that of a faint line, and what is left of it is short: it goes on to the left
/// as far as something is written there.
void go_on_behind_signature(const PageImage& ink, const std::optional<Rule>& memo, Rule& line) {
    const double dpi = ink.dpi;
    if (line.length_px() >= kSignatureLengthUsual * dpi) return;
    const int first = std::max(line.left_px - static_cast<int>(kSignatureLengthUsual * dpi),
                               memo ? memo->right_px + static_cast<int>(kMemoApart * dpi) : 0);
    int left = line.left_px;
    for (int x = line.left_px; x >= std::max(0, first) && left - x < kLettersApart * dpi; --x) {
        const int y = static_cast<int>(line.left_y_px);
        const int top = std::max(0, y - static_cast<int>(kSignatureAbove * dpi));
        const int bottom = std::min(ink.height_px, y + static_cast<int>(kSignatureBelow * dpi));
        for (int row = top; row < bottom && left != x; ++row) {
            if (ink.at(x, row) < 128) left = x;
        }
    }
    line.left_px = left;
}

/// Who signs through the whole line hides all of it: it stands as high as the memo's, and right of that.
Rule signature_line_beside(const Rule& memo, const Measure& page) {
    const double slope = (memo.right_y_px - memo.left_y_px) / std::max(1, memo.length_px());
    Rule line = memo;
    line.left_px = std::max(static_cast<int>(kSignatureLeft * page.width_px), memo.right_px);
    line.right_px = static_cast<int>(page.width_px - kSideMargin * page.dpi);
    line.left_y_px = memo.y_px(memo.right_px) + slope * (line.left_px - memo.right_px);
    line.right_y_px = line.left_y_px + slope * (line.right_px - line.left_px);
    return line;
}

/// Where a line to sign on is to be expected under one at the right that stands too high for it: level with the memo's,
/// or as far above the MICR line as most printers put it.
std::optional<Rule> line_under(const Rule& high, const std::optional<Rule>& memo, const Measure& page,
                               double floor_px) {
    const double memo_below = memo ? page.inches(memo->middle_y_px() - high.middle_y_px()) : 0;
    const double above_floor = page.inches(floor_px - high.middle_y_px());
    if (memo_below < kSignatureLower && (memo || above_floor < kSignatureOverMicrMax)) return std::nullopt;
    const double down_px = memo ? memo_below * page.dpi : (above_floor - kSignatureOverMicr) * page.dpi;
    Rule lower = high;
    lower.left_y_px += down_px;
    lower.right_y_px += down_px;
    return lower;
}

/// Two who share an account have a line each, the one right above the other.
std::optional<Rule> line_over(const Rule& line, const std::vector<Rule>& rules, const Measure& page) {
    const auto is_over = [&](const Rule& rule) {
        const double apart = page.inches(line.middle_y_px() - rule.middle_y_px());
        const double share = static_cast<double>(rule.length_px()) / std::max(1, line.length_px());
        return apart > kUnderline && apart < kSignersApartMax && share > kSignersShare && share < 1 / kSignersShare &&
               page.inches(std::abs(rule.left_px - line.left_px)) < kSideOff;
    };
    const auto found = std::find_if(rules.begin(), rules.end(), is_over);
    return found == rules.end() ? std::nullopt : std::optional(*found);
}

bool stands_lower(const Rule& a, const Rule& b) {
    return a.middle_y_px() < b.middle_y_px();
}

/// The lowest; but a stroke drawn under a signature runs close below the line, and is shorter.
Rule line_to_sign_on(const std::vector<Rule>& rules, const Measure& page) {
    const Rule& lowest = *std::max_element(rules.begin(), rules.end(), stands_lower);
    Rule line = lowest;
    for (const Rule& rule : rules) {
        const bool close = page.inches(lowest.middle_y_px() - rule.middle_y_px()) < kUnderline;
        if (close && rule.length_px() > line.length_px()) line = rule;
    }
    return line;
}

/// The lower side of a border runs through the lines for memo and signature on some stock, and what is left is one line
/// across the check.
void find_both_on_border(const std::vector<Rule>& rules, const Measure& page, double floor_px, CheckLayout& layout) {
    for (const Rule& rule : rules) {
        const double below = page.inches(rule.middle_y_px() - layout.lower_rule().middle_y_px());
        const double above = page.inches(floor_px - rule.middle_y_px());
        if (below < kBottomGapMin || above < 0 || above > kSignatureOverMicrMax) continue;
        if (page.across(rule.length_px()) < kBorderLengthMin) continue;
        Rule memo = rule, signature = rule;
        memo.right_px = static_cast<int>(kMemoRight * page.width_px);
        memo.right_y_px = rule.y_px(memo.right_px);
        signature.left_px = static_cast<int>(kSignatureLeft * page.width_px);
        signature.left_y_px = rule.y_px(signature.left_px);
        layout.memo_rule = memo;
        layout.signature_rule = signature;
        layout.signature_rule_in_part = true;
    }
}

/// Lower is better; of two signature lines, one above the other, the lower is the one that every check has.
void find_memo_and_signature(const PageImage& ink, const std::vector<Rule>& rules, const Measure& page, double floor_px,
                             CheckLayout& layout) {
    std::vector<Rule> left, right, right_pieces;
    for (const Rule& rule : rules) {
        const double below = page.inches(rule.middle_y_px() - layout.lower_rule().y_px(rule.left_px));
        if (below < kBottomGapMin || rule.middle_y_px() > floor_px) continue;
        if (page.inches(rule.length_px()) < kSignatureLengthMin) {
            if (page.across(rule.left_px) > kSignatureLeft) right_pieces.push_back(rule);
            continue;
        }
        if (page.across(rule.left_px) > kRightHalf)
            right.push_back(rule);
        else if (page.across(rule.right_px) <= 0.68)
            left.push_back(rule);
    }
    if (!left.empty()) layout.memo_rule = *std::max_element(left.begin(), left.end(), stands_lower);
    if (!right.empty()) {
        layout.signature_rule = line_to_sign_on(right, page);
        go_on_behind_signature(ink, layout.memo_rule, *layout.signature_rule);
        layout.lower_signature_rule = line_under(*layout.signature_rule, layout.memo_rule, page, floor_px);
        layout.upper_signature_rule = line_over(*layout.signature_rule, right, page);
    } else if (!right_pieces.empty()) {
        const Rule& piece = *std::max_element(right_pieces.begin(), right_pieces.end(), stands_lower);
        layout.signature_rule = whole_signature_line(piece, page, layout);
        layout.signature_rule_in_part = true;
    } else if (layout.memo_rule) {
        layout.signature_rule = signature_line_beside(*layout.memo_rule, page);
        layout.signature_rule_in_part = true;
    }
}

}  // namespace

CheckLayout find_check_layout(const PageImage& ink, const std::vector<Rule>& all, const std::vector<Box>& frames,
                              const std::optional<Box>& micr_line) {
    CheckLayout layout;
    const Measure page{static_cast<double>(ink.width_px), static_cast<double>(ink.height_px),
                       static_cast<double>(ink.dpi)};
    std::vector<Rule> rules;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rules), [&](const Rule& rule) {
        return !at_page_edge(rule, frames, page) && !is_upper_side(rule, frames, page);
    });
    add_lower_sides(frames, page, rules);
    find_payee_and_legal(rules, page, layout);
    if (!layout.is_ruled_check()) infer_payee(rules, frames, page, layout);
    if (!layout.is_ruled_check()) return layout;
    layout.words_first = are_words_first(layout, rules, frames, page);
    if (layout.words_first) std::swap(layout.payee_rule, layout.legal_rule);
    find_courtesy(rules, frames, page, layout);
    find_date(rules, page, layout);
    find_memo_and_signature(ink, rules, page, micr_line ? micr_line->top_px : page.height_px, layout);
    layout.floor_px = micr_line ? micr_line->top_px : page.height_px - kMicrBand * page.dpi;
    if (!layout.memo_rule && !layout.signature_rule) find_both_on_border(all, page, layout.floor_px, layout);
    return layout;
}

Box writing_band(const Rule& rule, double height_in, int dpi) {
    const int above = static_cast<int>(std::lround(height_in * dpi));
    const int below = static_cast<int>(std::lround(kDescender * dpi));
    const int top = static_cast<int>(std::min(rule.left_y_px, rule.right_y_px)) - above;
    const int bottom = static_cast<int>(std::max(rule.left_y_px, rule.right_y_px)) + below;
    return {rule.left_px, top, rule.length_px(), bottom - top};
}

}  // namespace lockbox

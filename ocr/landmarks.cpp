#include "ocr/landmarks.h"

#include <algorithm>
#include <cmath>

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

/// The page in the terms of the layout: lengths in inches, places in shares.
struct Measure {
    double width_px, height_px, dpi;

    [[nodiscard]] double across(double x_px) const { return x_px / width_px; }
    [[nodiscard]] double inches(double length_px) const { return length_px / dpi; }
};

bool at_page_edge(const Rule& rule, const Measure& page) {
    const double edge = 0.04 * page.height_px;
    return rule.middle_y_px() < edge || rule.middle_y_px() > page.height_px - edge;
}

/// Higher is better; nullopt when `legal` cannot be the line of the words under `payee`.
std::optional<double> score_pair(const Rule& payee, const Rule& legal, const Measure& page) {
    const double gap = page.inches(legal.y_px(payee.left_px) - payee.left_y_px);
    if (gap < kLegalGapMin || gap > kLegalGapMax) return std::nullopt;
    if (page.across(payee.length_px()) < kPayeeLengthMin || page.across(legal.length_px()) < kLegalLengthMin) {
        return std::nullopt;
    }
    if (page.across(legal.right_px) < kLegalRightMin) return std::nullopt;
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

void find_courtesy(const std::vector<Rule>& rules, const std::vector<Box>& frames, const Measure& page,
                   CheckLayout& layout) {
    const Rule& payee = *layout.payee_rule;
    for (const Box& frame : frames) {
        const double off = page.inches(frame.top_px + frame.height_px / 2.0 - payee.y_px(frame.left_px));
        if (std::abs(off) > kCourtesyOffsetMax || page.across(frame.left_px) < 0.5) continue;
        layout.courtesy_box = frame;
        return;
    }
    for (const Rule& rule : rules) {
        const double off = page.inches(rule.middle_y_px() - payee.y_px(rule.left_px));
        if (std::abs(off) > kCourtesyOffsetMax / 2 || rule.left_px < payee.right_px) continue;
        if (!layout.courtesy_rule || rule.length_px() > layout.courtesy_rule->length_px()) layout.courtesy_rule = rule;
    }
}

/// The upper or lower side of a frame.
bool is_side_of(const Box& frame, const Rule& rule, const Measure& page) {
    const double near = 0.05 * page.dpi;
    return rule.left_px > frame.left_px - near && rule.right_px < frame.right_px() + near &&
           rule.middle_y_px() > frame.top_px - near && rule.middle_y_px() < frame.bottom_px() + near;
}

void find_date(const std::vector<Rule>& rules, const Measure& page, CheckLayout& layout) {
    const Rule& payee = *layout.payee_rule;
    for (const Rule& rule : rules) {
        const double above = page.inches(payee.y_px(rule.left_px) - rule.middle_y_px());
        if (above < kDateGapMin || above > kDateGapMax || page.across(rule.left_px) < kRightHalf) continue;
        if (page.inches(rule.length_px()) > kDateLengthMax) continue;
        if (layout.courtesy_box && is_side_of(*layout.courtesy_box, rule, page)) continue;
        // Of several the lowest: the number's and the fraction's ornaments stand higher.
        if (!layout.date_rule || rule.middle_y_px() > layout.date_rule->middle_y_px()) layout.date_rule = rule;
    }
}

void find_memo_and_signature(const std::vector<Rule>& rules, const Measure& page, CheckLayout& layout) {
    for (const Rule& rule : rules) {
        const double below = page.inches(rule.middle_y_px() - layout.legal_rule->y_px(rule.left_px));
        if (below < kBottomGapMin || page.inches(rule.length_px()) < 0.9) continue;
        const bool right = page.across(rule.left_px) > kRightHalf;
        if (!right && page.across(rule.right_px) > 0.68) continue;
        std::optional<Rule>& known = right ? layout.signature_rule : layout.memo_rule;
        // Of two signature lines, one above the other, the lower is the one that every check has.
        if (!known || rule.middle_y_px() > known->middle_y_px()) known = rule;
    }
}

}  // namespace

CheckLayout find_check_layout(const PageImage& ink, const std::vector<Rule>& all, const std::vector<Box>& frames) {
    CheckLayout layout;
    const Measure page{static_cast<double>(ink.width_px), static_cast<double>(ink.height_px),
                       static_cast<double>(ink.dpi)};
    std::vector<Rule> rules;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rules),
                 [&](const Rule& rule) { return !at_page_edge(rule, page); });
    find_payee_and_legal(rules, page, layout);
    if (!layout.is_ruled_check()) return layout;
    find_courtesy(rules, frames, page, layout);
    find_date(rules, page, layout);
    find_memo_and_signature(rules, page, layout);
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

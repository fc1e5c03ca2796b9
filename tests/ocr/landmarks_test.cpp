#include "ocr/landmarks.h"

#include <doctest/doctest.h>

using namespace lockbox;

namespace {

/// A personal check at 200 dpi; lines in inches.
struct Line {
    double left_in, right_in, y_in;
};
constexpr Line kPayee{0.95, 4.7, 1.0}, kLegal{0.3, 5.15, 1.34}, kMemo{0.58, 2.75, 2.05}, kSignature{3.3, 5.72, 2.05};

CheckLayout layout_of(const std::vector<Line>& lines) {
    PageImage ink{1200, 550, 200, true, {}};
    std::vector<Rule> rules;
    for (const Line& line : lines) {
        rules.push_back({static_cast<int>(line.left_in * 200), static_cast<int>(line.right_in * 200), line.y_in * 200,
                         line.y_in * 200, 1});
    }
    return find_check_layout(ink, rules, {}, Box{100, 488, 900, 24});
}

}  // namespace

TEST_CASE("the date's line is the one at the right, and one at the left where there is none") {
    const Line right{4.05, 5.4, 0.62}, left{0.6, 1.9, 0.66};
    const CheckLayout both = layout_of({left, right, kPayee, kLegal, kMemo, kSignature});
    REQUIRE(both.date_rule);
    CHECK(both.date_rule->left_px == 810);
    const CheckLayout one = layout_of({left, kPayee, kLegal, kMemo, kSignature});
    REQUIRE(one.date_rule);
    CHECK(one.date_rule->left_px == 120);
    CHECK_FALSE(layout_of({kPayee, kLegal, kMemo, kSignature}).date_rule);
}

TEST_CASE("a stroke drawn under a signature is not the line to sign on") {
    const Line stroke{3.7, 5.3, 2.11}, lower{3.3, 5.72, 2.15}, far_below{3.7, 5.3, 2.35};
    const auto line_of = [](const std::vector<Line>& lines) {
        const CheckLayout layout = layout_of(lines);
        REQUIRE(layout.signature_rule);
        return layout.signature_rule->middle_y_px();
    };
    CHECK(line_of({kPayee, kLegal, kMemo, kSignature, stroke}) == doctest::Approx(410));
    CHECK(line_of({kPayee, kLegal, kMemo, kSignature, lower}) == doctest::Approx(430));
    CHECK(line_of({kPayee, kLegal, kMemo, kSignature, far_below}) == doctest::Approx(470));
}

TEST_CASE("a line to sign on that nobody sees is expected level with the memo's, or over the MICR line") {
    struct Row {
        const char* what;
        std::vector<Line> lines;
        std::optional<double> below_in;
    };
    const Row rows[] = {
        {"both at their places", {kPayee, kLegal, kMemo, kSignature}, {}},
        {"two to sign on, the lower hidden", {kPayee, kLegal, kMemo, {3.3, 5.72, 1.72}}, 2.05},
        {"the memo's at the right, the other hidden", {kPayee, kLegal, {3.3, 5.72, 1.75}}, 2.14},
        {"no line for a memo", {kPayee, kLegal, kSignature}, {}},
        {"the memo's a little lower", {kPayee, kLegal, {0.58, 2.75, 2.15}, kSignature}, {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const CheckLayout layout = layout_of(row.lines);
        REQUIRE(layout.signature_rule);
        REQUIRE(layout.lower_signature_rule.has_value() == row.below_in.has_value());
        if (row.below_in)
            CHECK(layout.lower_signature_rule->middle_y_px() == doctest::Approx(*row.below_in * 200).epsilon(0.01));
    }
}

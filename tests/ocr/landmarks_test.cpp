#include "ocr/landmarks.h"

#include <doctest/doctest.h>

using namespace lockbox;

namespace {

/// A personal check at 200 dpi; lines in inches.
struct Line {
    double left_in, right_in, y_in;
};
constexpr Line kPayee{0.95, 4.7, 1.0}, kLegal{0.3, 5.15, 1.34}, kMemo{0.58, 2.75, 2.05}, kSignature{3.3, 5.72, 2.05};

Box box_of(double left_in, double top_in, double right_in, double bottom_in) {
    const auto px = [](double inches) { return static_cast<int>(inches * 200); };
    return {px(left_in), px(top_in), px(right_in - left_in), px(bottom_in - top_in) + 1};
}

CheckLayout layout_of(const std::vector<Line>& lines, const std::vector<Box>& frames = {}, const Box& written = {}) {
    PageImage ink{1200, 550, 200, true, std::vector<std::uint8_t>(std::size_t{1200} * 550, 255)};
    for (int y = written.top_px; y < written.bottom_px(); ++y) {
        for (int x = written.left_px; x < written.right_px(); ++x)
            ink.pixels[static_cast<std::size_t>(y) * 1200 + x] = 0;
    }
    std::vector<Rule> rules;
    for (const Line& line : lines) {
        rules.push_back({static_cast<int>(line.left_in * 200), static_cast<int>(line.right_in * 200), line.y_in * 200,
                         line.y_in * 200, 1});
    }
    return find_check_layout(ink, rules, frames, Box{100, 488, 900, 24});
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

TEST_CASE("the upper of two lines around the figures is no date's, unless there is no other") {
    constexpr Line kFigures{4.72, 5.9, 1.04}, kOverFigures{4.72, 5.9, 0.78}, kDate{3.6, 5.3, 0.56};
    for (const bool has_date : {true, false}) {
        std::vector<Line> lines = {kOverFigures, kFigures, kPayee, kLegal, kMemo, kSignature};
        if (has_date) lines.push_back(kDate);
        const CheckLayout layout = layout_of(lines);
        REQUIRE(layout.date_rule);
        CHECK(layout.date_rule->left_px == (has_date ? 720 : 944));
    }
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

TEST_CASE("a short line to sign on goes on to the left behind the signature, and no farther") {
    const Line rest{4.4, 5.72, 2.05}, whole{3.6, 5.72, 2.05};
    const auto left_of = [](const Line& line, const Box& written) {
        const CheckLayout layout = layout_of({kPayee, kLegal, kMemo, line}, {}, written);
        REQUIRE(layout.signature_rule);
        return layout.signature_rule->left_px;
    };
    const Box signature{690, 380, 180, 30}, beside_the_memo{400, 380, 100, 30}, across{400, 380, 480, 30};
    CHECK(left_of(rest, signature) == 690);
    CHECK(left_of(rest, {}) == 880);
    CHECK(left_of(rest, beside_the_memo) == 880);
    CHECK(left_of(rest, across) >= 550);  // the memo ends there
    CHECK(left_of(whole, across) == 720);
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

TEST_CASE("nobody writes on the upper side of a box") {
    // Every field in a box of its own, that of the words as wide as the sheet lets it be.
    const CheckLayout layout =
        layout_of({{4.5, 5.8, 0.4},
                   {4.5, 5.8, 0.65},
                   {0.15, 4.3, 0.75},
                   {0.15, 4.3, 1.02},
                   {4.5, 5.8, 0.75},
                   {4.5, 5.8, 1.02},
                   {0.15, 5.8, 1.15},
                   {0.15, 5.8, 1.45},
                   {0.15, 2.9, 1.8},
                   {0.15, 2.9, 2.08},
                   {3.0, 5.8, 1.72},
                   {3.0, 5.8, 2.06}},
                  {box_of(4.5, 0.4, 5.8, 0.65), box_of(0.15, 0.75, 4.3, 1.02), box_of(4.5, 0.75, 5.8, 1.02),
                   box_of(0.15, 1.15, 5.8, 1.45), box_of(0.15, 1.8, 2.9, 2.08), box_of(3.0, 1.72, 5.8, 2.06)});
    REQUIRE(layout.is_ruled_check());
    CHECK(layout.payee_rule->middle_y_px() == doctest::Approx(204));
    CHECK(layout.legal_rule->middle_y_px() == doctest::Approx(290));
    REQUIRE(layout.date_rule);
    CHECK(layout.date_rule->middle_y_px() == doctest::Approx(130));
    REQUIRE(layout.courtesy_box);
    CHECK(layout.courtesy_box->top_px == 150);
    REQUIRE(layout.memo_rule);
    CHECK(layout.memo_rule->middle_y_px() == doctest::Approx(416));
    REQUIRE(layout.signature_rule);
    CHECK(layout.signature_rule->middle_y_px() == doctest::Approx(412));
}

TEST_CASE("the upper side of the figures' low box is not the date's line") {
    const CheckLayout layout =
        layout_of({{4.4, 5.8, 0.68}, {4.8, 5.8, 0.82}, {4.8, 5.8, 1.0}, kPayee, kLegal, kMemo, kSignature},
                  {box_of(4.8, 0.82, 5.8, 1.0)});
    REQUIRE(layout.date_rule);
    CHECK(layout.date_rule->middle_y_px() == doctest::Approx(136));
}

TEST_CASE("figures stand in a box under the words where there is none beside the payee") {
    const Line payee{0.55, 5.8, 1.0}, words{0.55, 5.8, 1.34};
    const Box under = box_of(4.7, 1.44, 5.8, 1.65), beside = box_of(4.7, 0.8, 5.8, 1.01),
              far = box_of(4.7, 1.8, 5.8, 2.0);
    const auto box_among = [&](const std::vector<Box>& frames) {
        return layout_of({payee, words, kMemo, kSignature}, frames).courtesy_box;
    };
    CHECK(box_among({under}) == under);
    CHECK(box_among({under, beside}) == beside);
    CHECK_FALSE(box_among({far}));
}

TEST_CASE("boxes side by side whose lower sides are one line are still two") {
    const CheckLayout layout = layout_of({kPayee, kLegal, {0.3, 2.9, 1.8}, {3.0, 5.6, 1.75}, {0.3, 5.6, 2.08}},
                                         {box_of(0.3, 1.8, 2.9, 2.08), box_of(3.0, 1.75, 5.6, 2.08)});
    REQUIRE(layout.memo_rule);
    CHECK(layout.memo_rule->right_px == 580);
    REQUIRE(layout.signature_rule);
    CHECK(layout.signature_rule->left_px == 600);
    CHECK_FALSE(layout.signature_rule_in_part);
}

TEST_CASE("a line for the words may be nearly as long as the sheet; what is longer is a border") {
    CHECK(layout_of({{0.7, 4.4, 1.0}, {0.2, 5.82, 1.34}, kMemo, kSignature}).is_ruled_check());
    CHECK_FALSE(layout_of({{0.7, 4.4, 1.0}, {0.1, 5.9, 1.34}, kMemo, kSignature}).is_ruled_check());
}

TEST_CASE("of two lines over each other the upper is to sign on too") {
    constexpr Line kOver{3.3, 5.72, 1.75}, kShort{4.6, 5.72, 1.75}, kApart{3.6, 5.72, 1.75}, kClose{3.3, 5.72, 1.98};
    const auto has_upper = [](const Line& line) {
        return layout_of({kPayee, kLegal, line, kMemo, kSignature}).upper_signature_rule.has_value();
    };
    CHECK(has_upper(kOver));
    CHECK_FALSE(has_upper(kShort));
    CHECK_FALSE(has_upper(kApart));
    CHECK_FALSE(has_upper(kClose));
}

TEST_CASE("a border that runs through the lines for memo and signature stands for both") {
    constexpr Line kBorder{0.05, 5.95, 2.1}, kHigh{0.05, 5.95, 1.5};
    const CheckLayout layout = layout_of({kPayee, kLegal, kBorder});
    REQUIRE(layout.signature_rule);
    REQUIRE(layout.memo_rule);
    CHECK(layout.memo_rule->right_px < layout.signature_rule->left_px);
    CHECK(layout.signature_rule->right_px == 1190);
    CHECK(layout.signature_rule_in_part);  // nothing on it proves nothing
    CHECK_FALSE(layout_of({kPayee, kLegal, kHigh}).signature_rule);
    CHECK(layout_of({kPayee, kLegal, kBorder, kMemo, kSignature}).signature_rule->right_px == 1144);
}

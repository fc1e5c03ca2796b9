#include "ocr/line_finder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <random>

#include "ocr/field_image.h"
#include "ocr/frame_finder.h"

using namespace lockbox;

namespace {

/// Black on white at 200 dpi.
class Drawing {
  public:
    Drawing() : image_(200, 900, CV_8UC1, cv::Scalar(255)) {}
    Drawing& text(const std::string& what, int x, int y, double size, int thickness) {
        cv::putText(image_, what, {x, y}, cv::FONT_HERSHEY_SIMPLEX, size, 0, thickness);
        return *this;
    }
    /// Letters that run together along top, middle and foot, as bold print does.
    Drawing& bold_row(int x, int y, int letters) {
        for (int i = 0; i < letters; ++i) {
            const int left = x + 14 * i;
            for (const int row : {0, 9, 18}) cv::line(image_, {left, y - row}, {left + 13, y - row}, 0, 3);
            cv::line(image_, {left + 2, y}, {left + 2, y - 18}, 0, 4);
            cv::line(image_, {left + 9, y}, {left + 9, y - 18}, 0, 4);
        }
        return *this;
    }
    Drawing& rule(int left, int right, int y, int thickness = 2) {
        cv::line(image_, {left, y}, {right, y}, 0, thickness);
        return *this;
    }
    Drawing& upright(int x, int top, int bottom) {
        cv::line(image_, {x, top}, {x, bottom}, 0, 2);
        return *this;
    }
    Drawing& dashes(int left, int right, int y) {
        for (int x = left; x < right; x += 20) rule(x, x + 10, y);
        return *this;
    }
    Drawing& dots(int left, int right, int y) {
        for (int x = left; x < right; x += 7) rule(x, x + 2, y);
        return *this;
    }
    /// With corners cut round by `radius` pixels.
    Drawing& box(int left, int top, int right, int bottom, int radius = 0) {
        rule(left + radius, right - radius, top).rule(left + radius, right - radius, bottom);
        for (const int x : {left, right}) cv::line(image_, {x, top + radius}, {x, bottom - radius}, 0, 2);
        const auto corner = [&](int x, int y, double from_degrees) {
            cv::ellipse(image_, {x, y}, {radius, radius}, 0, from_degrees, from_degrees + 90, 0, 2);
        };
        if (radius > 0) {
            corner(left + radius, top + radius, 180), corner(right - radius, top + radius, 270);
            corner(right - radius, bottom - radius, 0), corner(left + radius, bottom - radius, 90);
        }
        return *this;
    }
    [[nodiscard]] PageImage page() const {
        PageImage page{image_.cols, image_.rows, 200, true, {}};
        page.pixels.assign(image_.data, image_.data + image_.total());
        return page;
    }
    [[nodiscard]] std::vector<Rule> rules() const { return find_rules(page()); }
    [[nodiscard]] std::vector<Box> frames() const { return find_frames(page(), rules()); }

  private:
    cv::Mat image_;
};

}  // namespace

TEST_CASE("rules are told from rows of letters") {
    struct Row {
        const char* name;
        Drawing drawing;
        std::size_t rules;
    };
    const Row rows[] = {
        {"a rule", Drawing().rule(100, 500, 100), 1},
        {"a short one", Drawing().rule(100, 200, 100), 1},
        {"dashes", Drawing().dashes(100, 600, 100), 1},
        {"with figures on it", Drawing().rule(100, 300, 100).text("403.33", 130, 99, 1.4, 4), 1},
        {"with writing through it", Drawing().rule(100, 500, 100).text("jagged quay", 120, 104, 1.2, 3), 1},
        {"bold print", Drawing().bold_row(100, 100, 8), 0},
        {"a longer row of it", Drawing().bold_row(100, 100, 20), 0},
        {"bold print over a rule", Drawing().bold_row(100, 80, 8).rule(90, 400, 110), 1},
        {"letters apart", Drawing().text("CONNECTOR", 100, 100, 1.2, 3), 0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(row.drawing.rules().size() == row.rules);
    }
}

TEST_CASE("a line begins behind its label, whose letters stand on one height with it") {
    const int end_of_label = 50 + 14 * 5;
    for (const int gap_px : {6, 8, 16}) {
        CAPTURE(gap_px);
        const auto rules = Drawing().bold_row(50, 100, 5).rule(end_of_label + gap_px, 500, 100).rules();
        REQUIRE(rules.size() == 1);
        CHECK(rules.front().left_px >= end_of_label);
    }
    // Heavy figures at its beginning do not move it.
    const auto rules = Drawing().rule(50, 500, 100).text("4033", 52, 99, 1.0, 4).rules();
    REQUIRE(rules.size() == 1);
    CHECK(rules.front().left_px < 60);
}

TEST_CASE("the grain of a page with hardly any print is no ink, and print on it is") {
    std::mt19937 random(3);
    for (const double deviation : {0.0, 3.0, 8.0, 12.0}) {
        CAPTURE(deviation);
        std::normal_distribution<double> grain(0, deviation > 0 ? deviation : 1);
        cv::Mat paper(300, 900, CV_8UC1, cv::Scalar(215));
        cv::putText(paper, "ENDORSE HERE", {600, 60}, cv::FONT_HERSHEY_SIMPLEX, 0.7, 90, 2);
        const int print = cv::countNonZero(paper < 100);
        for (int y = 0; deviation > 0 && y < paper.rows; ++y) {
            for (int x = 0; x < paper.cols; ++x) {
                auto& pixel = paper.at<std::uint8_t>(y, x);
                pixel = cv::saturate_cast<std::uint8_t>(pixel + grain(random));
            }
        }
        PageImage page{paper.cols, paper.rows, 200, false, {}};
        page.pixels.assign(paper.data, paper.data + paper.total());
        const PageImage ink = ink_of(page);
        const auto is_ink = [](std::uint8_t pixel) { return pixel < 128; };
        const auto count = std::count_if(ink.pixels.begin(), ink.pixels.end(), is_ink);
        CHECK(count > 0.9 * print);
        CHECK(count < 1.5 * print);
    }
}

TEST_CASE("a box beside a line is none of it, and two boxes are two") {
    CHECK(Drawing().rule(100, 478, 100).box(500, 60, 700, 100).rules().size() == 3);
    CHECK(Drawing().rule(100, 478, 100).rule(500, 700, 100).rules().size() == 1);  // one line, broken
    const std::vector<Rule> rules = Drawing().box(100, 60, 378, 110, 6).box(400, 60, 700, 110, 6).rules();
    CHECK(rules.size() == 4);
    for (const Rule& rule : rules) CHECK(rule.length_px() < 310);
}

TEST_CASE("frames are found from low to high, with round ends too") {
    struct Row {
        const char* name;
        Drawing drawing;
        std::size_t frames;
    };
    const Row rows[] = {
        {"low", Drawing().box(500, 60, 700, 93), 1},
        {"high", Drawing().box(500, 40, 700, 140), 1},
        {"a pill", Drawing().box(500, 60, 700, 100, 20), 1},
        {"two boxes, one close over the other", Drawing().box(100, 40, 700, 108).box(100, 128, 700, 190), 2},
        {"two boxes with one side between them", Drawing().box(100, 40, 700, 108).box(100, 108, 700, 180), 2},
        {"a box whose lower line begins late",
         Drawing().rule(500, 740, 60).rule(540, 740, 124).upright(500, 60, 124).upright(740, 60, 124), 1},
        {"... in its second half",
         Drawing().rule(500, 740, 60).rule(630, 740, 124).upright(500, 60, 124).upright(740, 60, 124), 0},
        {"two lines", Drawing().rule(500, 700, 60).rule(500, 700, 100), 0},
        {"two lines behind a dollar sign", Drawing().rule(500, 700, 60).rule(500, 700, 100).text("$", 480, 92, 0.8, 2),
         0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(row.drawing.frames().size() == row.frames);
    }
}

namespace {

/// The rule at about this height, where there is one.
std::optional<Rule> rule_at(const std::vector<Rule>& rules, double y_px) {
    const auto at = std::find_if(rules.begin(), rules.end(),
                                 [&](const Rule& rule) { return std::abs(rule.middle_y_px() - y_px) < 4; });
    return at == rules.end() ? std::nullopt : std::optional(*at);
}

}  // namespace

TEST_CASE("lines of dashes and dots are whole also where writing stands on them") {
    struct Row {
        std::string name;
        Drawing drawing;
        int left_px_max = 125, right_px_min = 570;
    };
    const Row rows[] = {
        {"dashes", Drawing().dashes(100, 600, 100).text("Health Connector", 120, 100, 1.1, 3)},
        {"dots", Drawing().dots(100, 600, 100).text("Health Connector", 120, 100, 1.1, 3)},
        {"dashes that writing hides nearly all of, in step with others",
         Drawing().dashes(100, 600, 100).dashes(100, 600, 170).text("Twohundred   andtwo   02/100", 104, 100, 1.0, 3),
         140, 490},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto rule = rule_at(row.drawing.rules(), 100);
        REQUIRE(rule);
        CHECK(rule->left_px <= row.left_px_max);
        CHECK(rule->right_px >= row.right_px_min);
    }
    // Dirt of no pitch is no line, and neither are two lines beside each other one.
    Drawing dirt;
    std::minstd_rand random(5);
    for (int i = 0; i < 12; ++i) {
        const int left = 100 + static_cast<int>(random() % 500);
        dirt.rule(left, left + 3, 99 + static_cast<int>(random() % 3), 2);
    }
    CHECK_FALSE(rule_at(dirt.rules(), 100));
    CHECK(Drawing().dashes(100, 330, 100).dashes(430, 700, 100).rules().size() == 2);
}

TEST_CASE("a stroke that fills a line does not hide it, and does not begin behind the writing before it") {
    const auto under = Drawing().rule(60, 860, 100).text("Six", 64, 96, 1.0, 3).rule(300, 840, 97, 6).rules();
    const auto line = rule_at(under, 100);
    REQUIRE(line);
    CHECK(line->left_px <= 64);
    CHECK(line->right_px >= 856);
    const auto above = Drawing().rule(60, 860, 120).text("Twenty-six", 64, 116, 1.0, 3).rule(300, 840, 106, 3).rules();
    const auto filling = rule_at(above, 106);
    REQUIRE(filling);
    CHECK(filling->left_px >= 295);
}

TEST_CASE("a stroke goes on behind writing only where no line runs under it") {
    for (const bool over_a_line : {false, true}) {
        CAPTURE(over_a_line);
        Drawing drawing = Drawing().rule(196, 212, 106, 3).text("mmmm", 216, 105, 0.9, 3).rule(300, 840, 106, 3);
        if (over_a_line) drawing.rule(60, 860, 132);
        const auto stroke = rule_at(drawing.rules(), 106);
        REQUIRE(stroke);
        CHECK((stroke->left_px <= 200) != over_a_line);
    }
}

TEST_CASE("a line begins where its beginning shows beside the writing on it") {
    const auto rules = Drawing().rule(400, 420, 100).rule(640, 860, 100).text("Jane Payer", 424, 96, 1.2, 3).rules();
    const auto rule = rule_at(rules, 100);
    REQUIRE(rule);
    CHECK(rule->left_px <= 402);
    // Nothing is written between these.
    const auto apart = rule_at(Drawing().rule(400, 420, 100).rule(640, 860, 100).rules(), 100);
    REQUIRE(apart);
    CHECK(apart->left_px >= 636);
}

TEST_CASE("a box goes on to the side where both lines have faded before it, and no farther without one") {
    const auto box = [](bool has_side, bool has_pieces) {
        Drawing drawing;
        drawing.rule(560, 740, 60).rule(570, 740, 124).upright(740, 60, 124);
        if (has_side) drawing.upright(500, 60, 124);
        if (has_pieces) drawing.rule(500, 520, 60).rule(500, 530, 124);
        return drawing.frames();
    };
    REQUIRE(box(true, true).size() == 1);
    CHECK(std::abs(box(true, true)[0].left_px - 500) <= 2);
    CHECK(std::abs(box(true, true)[0].right_px() - 741) <= 3);
    CHECK(box(true, false).empty());
    CHECK(box(false, true).empty());
}

TEST_CASE("lines end where a box makes them end") {
    const std::vector<Box> frames = {{500, 60, 241, 65}};
    const Rule faded{560, 740, 60, 60, 1}, into{100, 560, 104, 108, 1}, through{100, 900, 104, 104, 1},
        inside{520, 600, 104, 104, 1};
    const std::vector<Rule> rules = fitted_to_frames({faded, into, through, inside}, frames, 200);
    CHECK(rules[0].left_px == 500);
    CHECK(rules[0].right_px == 741);
    CHECK(rules[1].right_px == 500);
    CHECK(rules[1].right_y_px == doctest::Approx(107.48).epsilon(0.001));
    CHECK(rules[2].right_px == 900);
    CHECK(rules[3].left_px == 520);
}

TEST_CASE("of a page's lines none leads into a box") {
    const CleanPage page = clean_page(Drawing().box(500, 60, 740, 124).rule(100, 560, 100).page());
    REQUIRE(page.frames.size() == 1);
    const auto leads_in = [](const Rule& rule) { return rule.left_px < 200 && rule.right_px > 505; };
    CHECK(std::none_of(page.rules.begin(), page.rules.end(), leads_in));
}

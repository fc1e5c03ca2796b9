#include "ocr/scan_line.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "ocr/code_solver.h"
#include "ocr/ocr_a.h"

using namespace lockbox;

namespace {

constexpr const char* kDigits = "0177203710524089491196000000461020261208";

struct Print {
    int dpi = 200;
    double stroke = 1;  ///< in nominal strokes
    double characters_per_in = 10;
    double gap = 1;    ///< between groups, in characters
    double slope = 0;  ///< y per x
    int ink_level = 40, paper_level = 235;
    bool bitonal = false;
};

void darken(PageImage& page, int x, int y, double ink, const Print& print) {
    if (x < 0 || y < 0 || x >= page.width_px || y >= page.height_px) return;
    auto& pixel = page.pixels[static_cast<std::size_t>(y * page.width_px + x)];
    const double level = print.paper_level - ink * (print.paper_level - print.ink_level);
    pixel = std::min(pixel, static_cast<std::uint8_t>(level));
}

/// A strip of paper, 6 in by 1.2 in, with the digits grouped by field.
PageImage draw(const std::string& digits, const Print& print = {}) {
    PageImage page;
    page.dpi = print.dpi;
    page.width_px = 6 * print.dpi;
    page.height_px = 12 * print.dpi / 10;
    page.pixels.assign(static_cast<std::size_t>(page.width_px * page.height_px),
                       static_cast<std::uint8_t>(print.paper_level));
    const double pitch = print.dpi / print.characters_per_in, height = pitch / kOcrAPitch;
    const int cell = static_cast<int>(2 * pitch);
    double x = 0.4 * print.dpi;
    for (const char c : grouped_by_field(digits)) {
        if (c != ' ') {
            const double y = 0.6 * print.dpi + print.slope * (x - page.width_px / 2.0);
            const int left = static_cast<int>(x - cell / 2.0), top = static_cast<int>(y - cell / 4.0);
            const auto ink =
                draw_ocr_a(c - '0', {cell, cell, height, x - left, y - top, height * kOcrAStroke * print.stroke});
            for (int i = 0; i < cell * cell; ++i) {
                darken(page, left + i % cell, top + i / cell, ink[static_cast<std::size_t>(i)], print);
            }
        }
        x += c == ' ' ? pitch * print.gap : pitch;
    }
    if (print.bitonal) {
        for (auto& pixel : page.pixels) pixel = pixel < (print.ink_level + print.paper_level) / 2 ? 0 : 255;
        page.bitonal = true;
    }
    return page;
}

void fill(PageImage& page, const Box& box, int level) {
    const Box inside = intersection(box, page.bounds());
    for (int y = inside.top_px; y < inside.bottom_px(); ++y) {
        for (int x = inside.left_px; x < inside.right_px(); ++x) {
            page.pixels[static_cast<std::size_t>(y * page.width_px + x)] = static_cast<std::uint8_t>(level);
        }
    }
}

PageImage blurred(PageImage page, int times) {
    for (; times > 0; --times) {
        const PageImage sharp = page;
        for (int y = 1; y + 1 < page.height_px; ++y) {
            for (int x = 1; x + 1 < page.width_px; ++x) {
                int sum = 0;
                for (int i = 0; i < 9; ++i) sum += sharp.at(x - 1 + i % 3, y - 1 + i / 3);
                page.pixels[static_cast<std::size_t>(y * page.width_px + x)] = static_cast<std::uint8_t>(sum / 9);
            }
        }
    }
    return page;
}

PageImage noisy(PageImage page, double deviation) {
    std::mt19937 random(5);
    std::normal_distribution<double> noise(0, deviation);
    for (auto& pixel : page.pixels) pixel = static_cast<std::uint8_t>(std::clamp(pixel + noise(random), 0.0, 255.0));
    return page;
}

std::string read(const PageImage& page) {
    const auto line = read_scan_line(page);
    return line ? line->digits : "";
}

/// Middle of the digit number `index` on a page drawn with the usual print.
int centre_px(int index) {
    int groups_before = 0, end = 0;
    for (const int width : {2, 9, 1, 10, 10, 6, 2}) {
        end += width;
        if (index >= end) ++groups_before;
    }
    return 80 + 20 * (index + groups_before);
}

std::string random_code(std::mt19937& random) {
    CouponCode code;
    code.billing_account = *BillingAccount::parse(std::to_string(700000000 + random() % 100000000));
    code.plan_kind = random() % 2 == 0 ? PlanKind::health : PlanKind::dental;
    code.invoice_number = *InvoiceNumber::parse(std::to_string(1000000000 + random() % 1000000000));
    code.amount_due = Cents(static_cast<std::int64_t>(random() % 10000000));
    code.coverage_month = *Month::parse("2026-12");
    return write_coupon_code(code);
}

std::vector<DigitPosterior> certain(const std::string& digits, double doubt = 1e-9) {
    std::vector<DigitPosterior> posteriors;
    for (const char digit : digits) {
        DigitPosterior posterior;
        posterior.fill(doubt / 9);
        posterior[static_cast<std::size_t>(digit - '0')] = 1 - doubt;
        posteriors.push_back(posterior);
    }
    return posteriors;
}

constexpr DigitPosterior kNothingSeen = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};

}  // namespace

TEST_CASE("A scan line is read in every usual print") {
    struct Row {
        const char* name;
        PageImage page;
    };
    const Row rows[] = {
        {"plain", draw(kDigits)},
        {"thin", draw(kDigits, {.stroke = 0.7})},
        {"bold", draw(kDigits, {.stroke = 1.8})},
        {"bitonal", draw(kDigits, {.bitonal = true})},
        {"bitonal and bold", draw(kDigits, {.stroke = 1.7, .bitonal = true})},
        {"300 dpi", draw(kDigits, {.dpi = 300})},
        {"240 dpi", draw(kDigits, {.dpi = 240})},
        {"12 characters per inch", draw(kDigits, {.characters_per_in = 12})},
        {"9 characters per inch", draw(kDigits, {.characters_per_in = 9})},
        {"half spaces", draw(kDigits, {.gap = 0.6})},
        {"double spaces", draw(kDigits, {.gap = 1.9})},
        {"rising", draw(kDigits, {.slope = -0.03})},
        {"falling", draw(kDigits, {.slope = 0.03})},
        {"faint", draw(kDigits, {.ink_level = 150, .paper_level = 210})},
        {"blurred", blurred(draw(kDigits), 2)},
        {"noisy", noisy(draw(kDigits), 25)},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.name));
        CHECK(read(row.page) == kDigits);
    }
}

TEST_CASE("The line comes with its place and the code in it") {
    const auto line = read_scan_line(draw(kDigits));
    REQUIRE(line);
    CHECK(line->code.billing_account.str() == "772037105");
    CHECK(line->probability > 1 - 1e-6);
    CHECK(line->probability < 1);
    CHECK(std::abs(line->box.left_px - 70) < 12);
    CHECK(std::abs(line->box.right_px() - (centre_px(39) + 10)) < 12);
    CHECK(std::abs(line->box.top_px - 118) < 12);
    CHECK(std::abs(line->box.bottom_px() - 142) < 12);
}

TEST_CASE("Streaks and a digit lost are survived") {
    PageImage dark = draw(kDigits), light = draw(kDigits), blot = draw(kDigits), hole = draw(kDigits);
    fill(dark, {centre_px(7), 0, 2, 240}, 30);
    CHECK(read(dark) == kDigits);
    fill(light, {centre_px(20) - 2, 0, 3, 240}, 235);
    CHECK(read(light) == kDigits);
    fill(blot, {centre_px(15) - 9, 110, 18, 40}, 30);
    CHECK(read(blot) == kDigits);
    fill(hole, {centre_px(33) - 9, 110, 18, 40}, 235);
    CHECK(read(hole) == kDigits);
}

TEST_CASE("A line in doubt is none") {
    PageImage torn = draw(kDigits), lost = draw(kDigits), cut = draw(kDigits);
    fill(torn, {centre_px(32), 0, 2000, 240}, 235);
    CHECK(read(torn).empty());
    for (const int digit : {5, 17, 30}) fill(lost, {centre_px(digit) - 9, 110, 18, 40}, 235);
    CHECK(read(lost).empty());
    fill(cut, {0, 128, 2000, 240}, 235);
    CHECK(read(cut).empty());
    std::string wrong = kDigits;
    wrong[20] = '5';
    CHECK(read(draw(wrong)).empty());
    CHECK(read(PageImage{}).empty());
    PageImage blank = draw(kDigits);
    fill(blank, blank.bounds(), 235);
    CHECK(read(blank).empty());
    CHECK(read(noisy(blank, 40)).empty());
}

TEST_CASE("Whatever is spilt over the line, what is read is right") {
    std::mt19937 random(17);
    int read_right = 0;
    for (int round = 0; round < 20; ++round) {
        const std::string digits = random_code(random);
        PageImage page =
            draw(digits, {.stroke = 0.8 + 0.1 * static_cast<double>(random() % 9), .bitonal = random() % 2 == 0});
        for (int blot = static_cast<int>(random() % 6); blot > 0; --blot) {
            const Box box = {static_cast<int>(random() % 1000), static_cast<int>(105 + random() % 30),
                             static_cast<int>(3 + random() % 12), static_cast<int>(3 + random() % 16)};
            fill(page, box, random() % 2 == 0 ? 30 : 235);
        }
        const std::string got = read(page);
        if (got.empty()) continue;
        CHECK(got == digits);
        ++read_right;
    }
    CHECK(read_right > 12);
}

TEST_CASE("Rows of other digits are no scan line") {
    std::mt19937 random(23);
    for (int round = 0; round < 8; ++round) {
        std::string digits;
        while (digits.size() < 40) digits += static_cast<char>('0' + random() % 10);
        if (read_coupon_code(digits)) continue;
        CHECK(read(draw(digits)).empty());
    }
}

TEST_CASE("Solving: doubtful digits are completed only where one code can be meant") {
    struct Row {
        const char* name;
        std::vector<DigitPosterior> digits;
        bool solved;
    };
    auto one_lost = certain(kDigits), two_lost = one_lost, two_way = certain(kDigits), misread = certain(kDigits);
    one_lost[17] = kNothingSeen;
    two_lost[17] = two_lost[31] = kNothingSeen;
    two_way[4] = {0.6, 0, 0.4};  // the 2 of "772" is thought to be 0, most likely
    misread[20] = certain("5")[0];
    const Row rows[] = {
        {"certain", certain(kDigits), true},
        {"each digit a little in doubt", certain(kDigits, 1e-7), true},
        {"each digit in doubt", certain(kDigits, 1e-3), false},
        {"one digit lost", one_lost, true},
        {"two digits lost", two_lost, false},
        {"the check prefers the second choice", two_way, true},
        {"one digit surely misread", misread, false},
        {"too few digits", certain("0177203710"), false},
        {"nothing seen", std::vector<DigitPosterior>(40, kNothingSeen), false},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.name));
        const auto solved = solve_code(row.digits);
        CHECK(solved.has_value() == row.solved);
        if (solved) CHECK(solved->digits == kDigits);
        if (solved) CHECK(solved->error_probability <= kCodeErrorMax);
    }
}

TEST_CASE("An engine's line has to be the whole code") {
    struct Engine final : TextEngine {
        std::string answer;
        TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override {
            return {{{answer, 0.9, box}}, box};
        }
        std::vector<TextLine> read_block(const PageImage&, const Box&) override { return {}; }
    } engine;
    const PageImage page = draw(kDigits);
    engine.answer = "01 772037105 2 4089491196 0000004610 202612 08";
    const auto line = read_scan_line(page, engine);
    REQUIRE(line);
    CHECK(line->digits == kDigits);
    CHECK(line->probability == doctest::Approx(0.9));
    for (const char* wrong : {"", "01 772037105 2 4089491196 0000004610 202612 09", "772037105"}) {
        engine.answer = wrong;
        CHECK_FALSE(read_scan_line(page, engine));
    }
}

#include "scan/upright.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>

#include "scan/quality.h"

using namespace lockbox;

namespace {

/// Gray of a place on a document, in inches from its corner.
using Document = std::function<int(double x_in, double y_in)>;

constexpr double kWidthIn = 6, kHeightIn = 2.75;
constexpr int kPaper = 225, kInk = 30;

/// A black square of a quarter inch, by which the tests find their way: its corner is at (0.5, 1.75).
bool in_square(double x, double y) {
    return x >= 0.5 && x < 0.75 && y >= 1.75 && y < 2.0;
}

/// Lines of print (blocks with gaps on a common baseline), two rules, and the square.
int printed_check(double x, double y) {
    if (in_square(x, y)) return kInk;
    if ((std::abs(y - 1.0) < 0.006 || std::abs(y - 1.5) < 0.006) && x > 0.8 && x < 5.2) return kInk;
    for (const double baseline : {0.35, 0.5, 0.65, 0.95, 1.45, 2.4}) {
        if (y > baseline || y < baseline - 0.09 || x < 0.4 || x > 4.8) continue;
        const double in_letter = std::fmod(x, 0.09);
        if (in_letter < 0.02 || (in_letter < 0.06 && y > baseline - 0.015)) return kInk;
    }
    return kPaper;
}

int blank_back(double x, double y) {
    return in_square(x, y) ? kInk : kPaper;
}

struct Scan {
    double degrees = 0;  ///< leaning clockwise
    int dpi = 200;
    bool bitonal = false;
    int bed = 0;              ///< gray of the scanner's bed
    double margin_in = 0.25;  ///< of bed around the document at least; negative: the document leans out of the image
    int noise = 4;
};

struct Spot {
    double x, y;
};

Spot rotated(Spot p, double degrees) {
    const double c = std::cos(degrees * std::numbers::pi / 180), s = std::sin(degrees * std::numbers::pi / 180);
    return {c * p.x - s * p.y, s * p.x + c * p.y};
}

/// The scan of a document whose middle is the image's middle; `band_in`: only so much of the bed is shown, as a locally
/// thresholded bitonal scan does.
PageImage scanned(const Document& document, const Scan& scan, double band_in = 100) {
    std::mt19937 random(42);
    const double lean = std::abs(scan.degrees) * std::numbers::pi / 180;
    PageImage page;
    page.dpi = scan.dpi;
    page.bitonal = scan.bitonal;
    const bool whole = scan.margin_in >= 0;
    const double width = kWidthIn + 2 * scan.margin_in + (whole ? kHeightIn * std::sin(lean) : 0);
    const double height = kHeightIn + 2 * scan.margin_in + (whole ? kWidthIn * std::sin(lean) : 0);
    page.width_px = static_cast<int>(width * scan.dpi);
    page.height_px = static_cast<int>(height * scan.dpi);
    for (int row = 0; row < page.height_px; ++row) {
        for (int column = 0; column < page.width_px; ++column) {
            int sum = 0;
            for (const double dx : {0.25, 0.75}) {
                const double dy = dx;  // two samples on the diagonal soften edges both ways
                Spot p{(column + dx - page.width_px / 2.0) / scan.dpi, (row + dy - page.height_px / 2.0) / scan.dpi};
                p = rotated(p, -scan.degrees);
                const double x = p.x + kWidthIn / 2, y = p.y + kHeightIn / 2;
                const double beyond = std::max({-x, x - kWidthIn, -y, y - kHeightIn});
                sum += beyond <= 0 ? document(x, y) : beyond <= band_in ? scan.bed : 255;
            }
            int gray = sum / 2 + (scan.noise > 0 ? static_cast<int>(random() % (2 * scan.noise + 1)) - scan.noise : 0);
            if (scan.bitonal) gray = gray < 128 ? 0 : 255;
            page.pixels.push_back(static_cast<std::uint8_t>(std::clamp(gray, 0, 255)));
        }
    }
    return page;
}

/// The middle of the square on the upright image, in inches; found as the largest dark mass near the place given.
Spot find_square(const PageImage& image, Spot near_in) {
    double sum_x = 0, sum_y = 0, count = 0;
    for (int y = 0; y < image.height_px; ++y) {
        for (int x = 0; x < image.width_px; ++x) {
            const double x_in = (x + 0.5) / image.dpi, y_in = (y + 0.5) / image.dpi;
            if (std::abs(x_in - near_in.x) > 0.22 || std::abs(y_in - near_in.y) > 0.22 || image.at(x, y) > 128)
                continue;
            sum_x += x_in, sum_y += y_in, count += 1;
        }
    }
    return {sum_x / std::max(1.0, count), sum_y / std::max(1.0, count)};
}

double in_inches(int pixels, const PageImage& image) {
    return static_cast<double>(pixels) / image.dpi;
}

}  // namespace

TEST_CASE("a document on a black bed is cut out and levelled, at any skew and resolution") {
    for (const double degrees : {-5.0, -0.4, 0.0, 1.1}) {
        for (const auto& [dpi, bitonal] : {std::pair{200, false}, {200, true}, {300, true}, {240, false}}) {
            if (dpi > 200 && degrees != 1.1) continue;  // keeps the test fast
            CAPTURE(degrees);
            CAPTURE(dpi);
            CAPTURE(bitonal);
            const PageImage page = scanned(printed_check, {.degrees = degrees, .dpi = dpi, .bitonal = bitonal});
            const UprightSide side = straighten(page);
            CHECK(std::abs(side.transform.skew_degrees - degrees) <= 0.2);
            CHECK(side.image.dpi == 200);
            CHECK(std::abs(in_inches(side.image.width_px, side.image) - kWidthIn) < 0.06);
            CHECK(std::abs(in_inches(side.image.height_px, side.image) - kHeightIn) < 0.06);
            const Spot square = find_square(side.image, {0.625, 1.875});
            CHECK(std::abs(square.x - 0.625) < 0.03);
            CHECK(std::abs(square.y - 1.875) < 0.03);
            CHECK(side.quality.usable);
        }
    }
}

TEST_CASE("a sheet that came out as black as the bed is no bed, and nobody can use it") {
    PageImage page = scanned(printed_check, {.bed = 9, .margin_in = 0});
    std::mt19937 random(1);
    for (std::uint8_t& pixel : page.pixels) pixel = static_cast<std::uint8_t>(pixel / 25 + random() % 8);
    for (const int row : {104, 520}) {  // faults of the sensor, in which something like a sheet ends
        const auto begin = page.pixels.begin() + static_cast<std::ptrdiff_t>(row) * page.width_px;
        std::fill(begin, begin + 2 * page.width_px, std::uint8_t{150});
    }
    const UprightSide side = straighten(page);
    CHECK_FALSE(side.quality.usable);
    CHECK(std::count(side.quality.flaws.begin(), side.quality.flaws.end(), QualityFlaw::too_dark) == 1);
    CHECK(side.image.width_px == page.width_px);
    CHECK(side.image.at(300, 300) < 20);
}

TEST_CASE("a nearly blank back is levelled by its edges") {
    for (const double degrees : {-4.0, -0.8, 0.0, 2.5}) {
        CAPTURE(degrees);
        const UprightSide side = straighten(scanned(blank_back, {.degrees = degrees}));
        CHECK(std::abs(side.transform.skew_degrees - degrees) <= 0.2);
        CHECK(std::abs(in_inches(side.image.width_px, side.image) - kWidthIn) < 0.06);
        CHECK(std::abs(in_inches(side.image.height_px, side.image) - kHeightIn) < 0.06);
    }
}

TEST_CASE("the black band that local thresholding leaves of the bed is cut away, and the white beyond it") {
    for (const double degrees : {-3.0, 0.0, 1.0}) {
        CAPTURE(degrees);
        const UprightSide side = straighten(scanned(printed_check, {.degrees = degrees, .bitonal = true}, 0.09));
        CHECK(std::abs(side.transform.skew_degrees - degrees) <= 0.2);
        CHECK(std::abs(in_inches(side.image.width_px, side.image) - kWidthIn) < 0.06);
        CHECK(std::abs(in_inches(side.image.height_px, side.image) - kHeightIn) < 0.06);
    }
}

TEST_CASE("gray paper on a white bed is cut out") {
    const UprightSide side = straighten(scanned(printed_check, {.degrees = 1.5, .bed = 250}));
    CHECK(std::abs(side.transform.skew_degrees - 1.5) <= 0.2);
    CHECK(std::abs(in_inches(side.image.width_px, side.image) - kWidthIn) < 0.08);
    CHECK(std::abs(in_inches(side.image.height_px, side.image) - kHeightIn) < 0.08);
}

TEST_CASE("where no edge is seen, nothing is cut") {
    for (const double degrees : {0.0, 1.0}) {
        CAPTURE(degrees);
        const PageImage page = scanned(printed_check, {.degrees = degrees, .bed = kPaper, .margin_in = 0});
        const UprightSide side = straighten(page);
        CHECK(std::abs(side.transform.skew_degrees - degrees) <= 0.2);
        CHECK(side.image.width_px >= page.width_px);
        CHECK(side.image.height_px >= page.height_px);
    }
    PageImage white = scanned(blank_back, {});
    std::fill(white.pixels.begin(), white.pixels.end(), 255);
    PageImage black = white;
    std::fill(black.pixels.begin(), black.pixels.end(), 0);
    for (const PageImage& page : {white, black}) {
        const UprightSide side = straighten(page);
        CHECK(side.image.pixels == page.pixels);
        CHECK(side.transform.skew_degrees == 0);
    }
}

TEST_CASE("faults that must not be taken for an edge") {
    struct Row {
        const char* name;
        std::function<void(PageImage&)> spoil;
        double width_in, height_in;
    };
    const auto fill = [](PageImage& page, double left, double top, double right, double bottom) {
        for (int y = static_cast<int>(top * page.dpi);
             y < std::min(page.height_px, static_cast<int>(bottom * page.dpi)); ++y) {
            for (int x = static_cast<int>(left * page.dpi);
                 x < std::min(page.width_px, static_cast<int>(right * page.dpi)); ++x) {
                page.pixels[static_cast<std::size_t>(y * page.width_px + x)] = 5;
            }
        }
    };
    const Row rows[] = {
        {"a hair line from top to bottom", [&](PageImage& p) { fill(p, 2.0, 0, 2.015, 9); }, 6, 2.75},
        {"a streak as thick as a border", [&](PageImage& p) { fill(p, 3.3, 0, 3.4, 9); }, 6, 2.75},
        {"a border on the left only", [&](PageImage& p) { fill(p, 0, 0, 0.3, 9); }, 5.7, 2.75},
        {"a black blot inside", [&](PageImage& p) { fill(p, 5.0, 0.2, 5.6, 0.7); }, 6, 2.75},
        {"a black corner", [&](PageImage& p) { fill(p, 5.7, 0, 9, 0.3); }, 6, 2.75},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        PageImage page = scanned(printed_check, {.margin_in = 0});
        row.spoil(page);
        const UprightSide side = straighten(page);
        CHECK(side.transform.skew_degrees == 0);
        CHECK(std::abs(in_inches(side.image.width_px, side.image) - row.width_in) < 0.05);
        CHECK(std::abs(in_inches(side.image.height_px, side.image) - row.height_in) < 0.05);
    }
}

TEST_CASE("light that falls unevenly on a page makes no edge") {
    const std::function<double(double, double)> lights[] = {
        [](double, double y) { return 28 * y; },  // brighter below, evenly or from a place on
        [](double, double y) { return 28 * (1 - y); },
        [](double x, double) { return 40 * x; },
        [](double, double y) { return y > 0.7 ? 90 * (y - 0.7) : 0; },
        [](double x, double y) { return 60 * std::hypot(x - 0.5, y - 0.5); },
    };
    for (const double degrees : {0.0, 1.0}) {
        for (std::size_t i = 0; i < std::size(lights); ++i) {
            CAPTURE(degrees);
            CAPTURE(i);
            PageImage page = scanned(printed_check, {.degrees = degrees, .bed = kPaper, .margin_in = 0});
            for (int y = 0; y < page.height_px; ++y) {
                for (int x = 0; x < page.width_px; ++x) {
                    auto& pixel = page.pixels[static_cast<std::size_t>(y) * page.width_px + x];
                    const double light = lights[i](1.0 * x / page.width_px, 1.0 * y / page.height_px);
                    pixel = static_cast<std::uint8_t>(std::clamp(pixel - 30 + light, 0.0, 255.0));
                }
            }
            const UprightSide side = straighten(page);
            CHECK(side.image.width_px >= page.width_px);
            CHECK(side.image.height_px >= page.height_px);
        }
    }
}

TEST_CASE("a clear band under a check's pattern belongs to the check") {
    const auto with_clear_band = [](double x, double y) {
        const int gray = printed_check(x, y);
        return gray == kPaper && y < 2.15 ? kPaper - 12 : gray;
    };
    for (const double degrees : {0.0, -1.0}) {
        CAPTURE(degrees);
        const PageImage page = scanned(with_clear_band, {.degrees = degrees, .bed = kPaper, .margin_in = 0});
        const UprightSide side = straighten(page);
        CHECK(std::abs(side.transform.skew_degrees - degrees) <= 0.2);
        CHECK(in_inches(side.image.height_px, side.image) >= kHeightIn - 0.05);
        // ... and on a bed the sheet is cut out, band and all.
        const UprightSide cut = straighten(scanned(with_clear_band, {.degrees = degrees, .bed = 250}));
        CHECK(std::abs(in_inches(cut.image.height_px, cut.image) - kHeightIn) < 0.08);
    }
}

TEST_CASE("a page that leans out of the image keeps its writing") {
    const PageImage page = scanned(printed_check, {.degrees = 3, .margin_in = 0});
    PageImage cut = page;  // the image is only as large as the document: its corners are lost, the bed shows in wedges
    const UprightSide side = straighten(cut);
    CHECK(std::abs(side.transform.skew_degrees - 3) <= 0.2);
    const auto dark = [](const PageImage& image) {
        return std::count_if(image.pixels.begin(), image.pixels.end(), [](auto p) { return p < 60; });
    };
    CHECK(dark(side.image) > 0);
    // No wedge of bed is left: what is dark is ink, at most a tenth of a page.
    CHECK(dark(side.image) < static_cast<std::ptrdiff_t>(side.image.pixels.size() / 10));
}

TEST_CASE("a region of the upright image is found again on the original, through every turn") {
    for (const double degrees : {-3.0, 0.0, 1.2}) {
        for (const int dpi : {200, 300}) {
            const Scan scan{.degrees = degrees, .dpi = dpi};
            const PageImage page = scanned(printed_check, scan);
            const UprightSide level = straighten(page);
            // Where the square's middle lies on the scan.
            const Spot middle = rotated({0.625 - kWidthIn / 2, 1.875 - kHeightIn / 2}, degrees);
            const double x = page.width_px / 2.0 + middle.x * dpi, y = page.height_px / 2.0 + middle.y * dpi;
            for (const int turn : {0, 90, 180, 270, -90, 450}) {
                CAPTURE(degrees);
                CAPTURE(dpi);
                CAPTURE(turn);
                const UprightSide side = turned(level, turn);
                // On the turned image the square is sought by its blackness: a box around all pixels of its darkest
                // block.
                const int quarter = ((turn / 90) % 4 + 4) % 4, w = level.image.width_px, h = level.image.height_px;
                const int size = 50, left = 125 - size / 2, top = 375 - size / 2;
                const Box boxes[] = {{left, top, size, size},
                                     {h - top - size, left, size, size},
                                     {w - left - size, h - top - size, size, size},
                                     {top, w - left - size, size, size}};
                const Box box = boxes[quarter];
                const int centre_x = box.left_px + size / 2, centre_y = box.top_px + size / 2;
                CHECK(side.image.at(centre_x, centre_y) < 100);
                const Box found = map_to_original(box, side.transform, {page.width_px, page.height_px});
                CHECK(std::abs(found.left_px + found.width_px / 2.0 - x) < 0.03 * dpi);
                CHECK(std::abs(found.top_px + found.height_px / 2.0 - y) < 0.03 * dpi);
                CHECK(found.width_px < 0.3 * dpi);
                CHECK(side.transform.clockwise_degrees == quarter * 90);
            }
        }
    }
    const UprightTransform still{.crop = {10, 20, 100, 80}};
    CHECK(map_to_original({0, 0, 100, 80}, still, {200, 200}) == Box{10, 20, 100, 80});
    CHECK(map_to_original({50, 40, 500, 500}, still, {100, 90}) == Box{60, 60, 40, 30});
}

TEST_CASE("four quarter turns are none") {
    const UprightSide side = straighten(scanned(printed_check, {.degrees = 1}));
    UprightSide turning = side;
    for (int i = 0; i < 4; ++i) turning = turned(std::move(turning), 90);
    CHECK(turning.image.pixels == side.image.pixels);
    CHECK(turning.transform.clockwise_degrees == 0);
}

TEST_CASE("quality: what cannot be read, and what is only worth noting") {
    using enum QualityFlaw;
    const PageImage good = scanned(printed_check, {.bed = kPaper, .margin_in = 0});
    const auto with = [&good](const std::function<int(int x, int y, int gray)>& change) {
        PageImage page = good;
        for (int y = 0; y < page.height_px; ++y) {
            for (int x = 0; x < page.width_px; ++x) {
                auto& pixel = page.pixels[static_cast<std::size_t>(y * page.width_px + x)];
                pixel = static_cast<std::uint8_t>(std::clamp(change(x, y, pixel), 0, 255));
            }
        }
        return page;
    };
    PageImage tiny;
    tiny.width_px = tiny.height_px = 20;
    tiny.pixels.assign(400, 255);
    PageImage fine_print = good, coarse_print = good;
    fine_print.dpi = 1200;
    coarse_print.dpi = 60;
    PageImage blurred = good;
    for (int y = 8; y + 8 < good.height_px; ++y) {
        for (int x = 8; x + 8 < good.width_px; ++x) {
            int sum = 0;
            for (int dx = -8; dx <= 8; ++dx) sum += good.at(x + dx, y);
            blurred.pixels[static_cast<std::size_t>(y * good.width_px + x)] = static_cast<std::uint8_t>(sum / 17);
        }
    }
    struct Row {
        const char* name;
        PageImage page;
        bool usable;
        std::vector<QualityFlaw> flaws;
    };
    const Row rows[] = {
        {"good", good, true, {}},
        {"black", with([](int, int, int) { return 0; }), false, {too_dark}},
        {"white", with([](int, int, int) { return 255; }), true, {too_light}},
        {"dark paper", with([](int, int, int gray) { return gray * 4 / 10; }), true, {too_dark}},
        {"faint", with([](int, int, int gray) { return gray < 128 ? 120 : 225; }), true, {}},
        {"a streak", with([](int x, int, int gray) { return x == 700 || x == 701 ? 0 : gray; }), true, {streaks}},
        {"specks",
         with([](int x, int y, int gray) { return (x * 7919 + y * 104729) % 997 == 0 ? 0 : gray; }),
         true,
         {noise}},
        {"out of focus", blurred, true, {out_of_focus}},
        {"20 x 20", tiny, false, {too_light, too_small}},
        {"1 inch wide", fine_print, false, {too_small}},
        {"20 inches wide", coarse_print, true, {too_large}},
        {"nothing", PageImage(), false, {unreadable_file}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const ImageQuality quality = measure(row.page);
        CHECK(quality.usable == row.usable);
        std::string found, wanted;
        for (const QualityFlaw flaw : quality.flaws) found += std::string(to_word(flaw)) + " ";
        for (const QualityFlaw flaw : row.flaws) wanted += std::string(to_word(flaw)) + " ";
        CHECK(found == wanted);
    }
    CHECK(measure(good).sharpness > 0.5);
    CHECK(measure(good).contrast > 150);
    CHECK(measure(rows[2].page).contrast == 0);
}

TEST_CASE("a page that came out too dark or too light shows that something is on it, an empty one does not") {
    const PageImage good = scanned(printed_check, {.bed = kPaper, .margin_in = 0});
    const auto squeezed = [&good](int low, int high) {
        PageImage page = good;
        unsigned state = 1;
        for (auto& pixel : page.pixels) {
            state = state * 1664525U + 1013904223U;
            const int noise = static_cast<int>(state >> 30) - 1;  // -1 to 2
            pixel = static_cast<std::uint8_t>(std::clamp(low + pixel * (high - low) / 255 + noise, 0, 255));
        }
        return page;
    };
    CHECK(shows_faint_marks(squeezed(232, 252)));
    CHECK(shows_faint_marks(squeezed(18, 40)));
    CHECK(shows_faint_marks(squeezed(247, 252)));
    CHECK_FALSE(shows_faint_marks(squeezed(252, 252)));
    CHECK_FALSE(shows_faint_marks(squeezed(20, 20)));
    CHECK_FALSE(shows_faint_marks(PageImage{}));
}

TEST_CASE("what only the whole scan shows: cut writing, a folded corner, great skew") {
    const auto flaws = [](const PageImage& page) {
        std::string words;
        for (const QualityFlaw flaw : straighten(page).quality.flaws) words += std::string(to_word(flaw)) + " ";
        return words;
    };
    const PageImage whole = scanned(printed_check, {});
    CHECK(flaws(whole) == "");
    PageImage cut = scanned(printed_check, {.bed = kPaper, .margin_in = 0});
    const std::size_t rows_lost = 60;  // through the first line of print
    cut.pixels.erase(cut.pixels.begin(), cut.pixels.begin() + static_cast<std::ptrdiff_t>(
                                                                  rows_lost * static_cast<std::size_t>(cut.width_px)));
    cut.height_px -= static_cast<int>(rows_lost);
    CHECK(flaws(cut) == "cut_off ");
    const auto folded = [](double x, double y) { return x + y < 0.5 ? 0 : printed_check(x, y); };
    CHECK(flaws(scanned(folded, {})) == "folded_corner ");
    CHECK(flaws(scanned(printed_check, {.degrees = 4.5})) == "skewed ");
}

// Reads drawn MICR lines through what print, paper and scanners do to them. Floors for what must be read, and a
// ceiling of zero for what is read wrong.

#include "ocr/micr_reader.h"

#include <doctest/doctest.h>

#include <random>

#include "micr_drawing.h"

using namespace lockbox;
using namespace lockbox::micr_drawing;

namespace {

struct Truth {
    std::string line, routing, account, serial;
};

std::string random_digits(std::mt19937& random, std::size_t count) {
    std::string digits;
    while (digits.size() < count) digits += static_cast<char>('0' + random() % 10);
    return digits;
}

std::string random_routing(std::mt19937& random) {
    std::string routing = "01" + random_digits(random, 6) + "0";
    while (!aba_check_digit_ok(routing)) routing.back() = static_cast<char>('0' + (routing.back() - '0' + 1) % 10);
    return routing;
}

Truth personal(std::mt19937& random) {
    Truth t{"", random_routing(random), random_digits(random, 7 + random() % 5),
            random_digits(random, 3 + random() % 3)};
    t.line = "A" + t.routing + "A " + t.account + "C " + t.serial;
    return t;
}

Truth business(std::mt19937& random) {
    Truth t{"", random_routing(random), random_digits(random, 10), random_digits(random, 6)};
    t.line = "C" + t.serial + "C A" + t.routing + "A " + t.account + "C";
    return t;
}

struct Tally {
    int lines = 0, whole = 0, wrong = 0;
    void add(const Truth& truth, const MicrReading& reading) {
        const auto differs = [](const auto& field, const std::string& right) { return field && *field != right; };
        const bool routing_wrong = reading.routing && reading.routing->str() != truth.routing;
        wrong += routing_wrong || differs(reading.account, truth.account) || differs(reading.serial, truth.serial);
        whole += reading.routing && reading.account == truth.account && reading.serial == truth.serial;
        ++lines;
    }
};

struct Row {
    const char* name;
    Faults faults;
    int dpi;
    double floor;  // share of lines of which routing, account and serial must be read
};

// clang-format off
const std::vector<Row> kFaults = {
    {"clean",               {},                                                        200, 1.0},
    {"clean, 300 dpi",      {},                                                        300, 1.0},
    {"clean, 240 dpi",      {},                                                        240, 1.0},
    {"leaning right",       {.skew_degrees = 1.5},                                     200, 1.0},
    {"leaning left",        {.skew_degrees = -1.5},                                    200, 1.0},
    {"out of focus",        {.blur_px = 1.4},                                          200, 0.9},
    {"noise",               {.noise = 14},                                             200, 0.9},
    {"pattern",             {.noise = 4, .texture = 20},                               200, 0.9},
    {"fat print",           {.spread_cells = 0.4},                                     200, 0.9},
    {"thin print",          {.spread_cells = -0.2},                                    200, 0.9},
    {"faint",               {.noise = 3, .paper = 210, .print = 150},                  200, 0.9},
    {"bitonal",             {.threshold = 0.5},                                        200, 0.9},
    {"bitonal, dark",       {.skew_degrees = 0.7, .noise = 8, .threshold = 0.3},       200, 0.9},
    {"bitonal, light",      {.skew_degrees = -0.7, .noise = 8, .threshold = 0.65},     200, 1.0},
    {"bitonal, 300 dpi",    {.noise = 8, .threshold = 0.5},                            300, 0.9},
    {"JPEG",                {.noise = 4, .jpeg_quantum = 24},                          200, 0.9},
    {"voids",               {.voids = 6},                                              200, 1.0},
    {"voids, bitonal",      {.voids = 6, .threshold = 0.5},                            200, 1.0},
    {"streaks",             {.streaks = 6},                                            200, 1.0},
    {"black border",        {.skew_degrees = 0.5, .border = true},                     200, 1.0},
    {"everything",          {.spread_cells = 0.2, .skew_degrees = 1, .blur_px = 1, .noise = 8, .texture = 12,
                             .voids = 2, .streaks = 1, .jpeg_quantum = 16, .paper = 220, .print = 80}, 200, 1.0},
    {"past reading",        {.blur_px = 3, .noise = 40, .voids = 20, .paper = 200, .print = 120}, 200, 0.0},
};
// clang-format on

}  // namespace

TEST_CASE("drawn checks under scanner faults: most are read, none wrong") {
    for (const Row& row : kFaults) {
        CAPTURE(std::string(row.name));
        std::mt19937 random(7);
        Tally tally;
        for (std::uint32_t seed = 0; seed < 5; ++seed) {
            const bool long_check = seed % 5 == 4;
            const Truth truth = long_check ? business(random) : personal(random);
            Sheet sheet{.dpi = static_cast<double>(row.dpi)};
            if (long_check) sheet.width_in = 8.5, sheet.height_in = 3.5, sheet.line_left_in = 1.1;
            tally.add(truth, read_micr(draw_page(truth.line, sheet, row.faults, seed)));
        }
        CAPTURE(tally.whole);
        CHECK(tally.wrong == 0);
        CHECK(tally.whole >= row.floor * tally.lines);
    }
}

TEST_CASE("a clean line comes back character by character, with its place") {
    const std::string line = "C008357C A011058067A 7617944507C";
    const MicrReading reading = read_micr(draw_page(line, {.width_in = 8.5, .height_in = 3.5}, {}, 1));
    CHECK(reading.presence == Presence::read);
    CHECK(reading.line == line);
    REQUIRE(reading.character_probability.size() == line.size());
    for (std::size_t i = 0; i < line.size(); ++i) CHECK((line[i] == ' ' || reading.character_probability[i] < 1));
    CHECK(reading.probability > 0.95);
    CHECK(reading.probability < 1);
    REQUIRE(reading.region);
    const Box box = reading.region->box;
    CHECK(box.left_px == doctest::Approx(0.6 * 200).epsilon(0.15));
    CHECK(box.right_px() == doctest::Approx(0.6 * 200 + 25 * 32).epsilon(0.03));
    CHECK(box.bottom_px() == doctest::Approx(700 - 0.1875 * 200).epsilon(0.02));
}

TEST_CASE("postal money order") {
    const MicrReading reading =
        read_micr(draw_page("A000000204A 48472388460C", {.width_in = 8.5, .height_in = 3.5}, {}, 2));
    REQUIRE(reading.routing);
    CHECK(reading.routing->str() == kPostalMoneyOrderRouting);
    CHECK_FALSE(reading.account);
    CHECK(reading.serial == "48472388460");
}

TEST_CASE("a page on its head is never read") {
    std::mt19937 random(11);
    for (std::uint32_t seed = 0; seed < 6; ++seed) {
        // Low pages show the line in the band even when they are turned over.
        const Sheet sheet{.height_in = seed % 2 == 0 ? 1.2 : 2.75};
        const PageImage page = draw_page(personal(random).line, sheet, {.noise = 4}, seed);
        const MicrReading turned = read_micr(turned_over(page));
        CHECK_FALSE(turned.routing);
        CHECK_FALSE(turned.account);
        CHECK(turned.probability < 0.5);
        CHECK(micr_line_score(page) > micr_line_score(turned_over(page)) + 0.3);
    }
}

TEST_CASE("an image of the line alone, at any size") {
    const std::string line = "A011396842A 9833994707C 3459";
    for (const double dpi : {130.0, 200.0, 300.0, 420.0}) {
        CAPTURE(dpi);
        PageImage image = draw_page(line, {.width_in = 5, .height_in = 0.3, .dpi = dpi, .foot_above_edge_in = 0.09},
                                    {.blur_px = 0.5 * dpi / 200}, 3);
        image.dpi = 72;
        CHECK(read_micr_line(image).line == line);
    }
}

TEST_CASE("what is no check is absent, and nothing crashes") {
    const auto plain = [](int width, int height, std::uint8_t value) {
        return PageImage{.width_px = width,
                         .height_px = height,
                         .pixels = std::vector<std::uint8_t>(
                             static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value)};
    };
    std::vector<PageImage> pages = {{},
                                    plain(1, 1, 0),
                                    plain(1, 1, 255),
                                    plain(3, 2000, 0),
                                    plain(2000, 3, 255),
                                    plain(1200, 550, 255),
                                    plain(1200, 550, 0),
                                    plain(9000, 9000, 200)};
    std::mt19937 random(3);
    for (const int grays : {2, 256}) {
        pages.push_back(plain(1200, 550, 0));
        for (std::uint8_t& pixel : pages.back().pixels)
            pixel = static_cast<std::uint8_t>(random() % static_cast<std::uint32_t>(grays) * (grays == 2 ? 255 : 1));
    }
    pages.push_back(plain(1200, 550, 255));  // stripes
    for (std::size_t i = 0; i < pages.back().pixels.size(); ++i) pages.back().pixels[i] = i % 12 < 6 ? 0 : 255;
    for (const int dpi : {0, -5, 1, 100000}) {
        pages.push_back(plain(1200, 550, 250));
        pages.back().dpi = dpi;
    }
    pages.push_back(plain(1200, 550, 255));
    pages.back().pixels.resize(17);  // fewer pixels than it claims
    for (const PageImage& page : pages) {
        CAPTURE(page.width_px);
        CHECK(read_micr(page).presence == Presence::absent);
        CHECK(read_micr_line(page).presence == Presence::absent);
        CHECK(micr_line_score(page) < 0.25);
    }
}

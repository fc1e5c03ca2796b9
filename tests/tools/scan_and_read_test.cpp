#include "tools/lockbox/scan_and_read.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "scan/png_writer.h"
#include "tests/ocr/page_of_text.h"
#include "tests/scan/drawn_page.h"

using namespace lockbox;
using lockbox::testing::DrawnPage;
using lockbox::testing::scanned_at;

namespace {

/// A PNG, which says no resolution here.
std::filesystem::path file_of(const PageImage& image) {
    std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("lockbox-page-" + std::to_string(std::random_device{}()) + ".png");
    const auto bytes = to_png(image);
    REQUIRE(bytes.ok());
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes->data()), std::ssize(*bytes));
    return file;
}

PageReading read_of(const PageImage& image, const PageImage* back = nullptr) {
    PageTask task;
    task.sequence = 3;
    task.front.file = file_of(image);
    if (back) task.back = PageTask::Source{file_of(*back), {}};
    test::PageOfText engine({});
    const auto config = load_config({});
    REQUIRE(config.ok());
    PageReading reading = read_page_task(task, {engine, *make_null_line_reader()}, *config);
    CHECK(reading.failure == "");
    std::filesystem::remove(task.front.file);
    if (task.back) std::filesystem::remove(task.back->file);
    return reading;
}

/// Grays drawn together to between `low` and `high`, with a scanner's noise.
PageImage faded(PageImage page, int low, int high) {
    std::mt19937 random(1);
    for (std::uint8_t& pixel : page.pixels) {
        const int noise = static_cast<int>(random() % 4) - 1;
        pixel = static_cast<std::uint8_t>(std::clamp(low + pixel * (high - low) / 255 + noise, 0, 255));
    }
    return page;
}

}  // namespace

TEST_CASE("a slip on which something stands that nobody can read is money until a person has seen it") {
    const PageImage check = lockbox::testing::drawn_check().image();
    for (const auto& [low, high] : {std::pair{232, 252}, std::pair{18, 40}}) {
        CAPTURE(low);
        const PageReading reading = read_of(faded(check, low, high));
        CHECK(reading.kind == DocumentKind::check);
        CHECK_FALSE(reading.front_quality.usable);
    }
    DrawnPage without_lines(6, 2.75);  // its lines have faded, or it never had any
    for (unsigned line = 0; line < 6; ++line) without_lines.print(0.3, 0.4 + 0.3 * line, 20, line);
    CHECK(read_of(without_lines.image()).kind == DocumentKind::other);
    CHECK(read_of(faded(without_lines.image(), 18, 55)).kind == DocumentKind::check);
    CHECK(read_of(DrawnPage(6, 2.75).image()).kind == DocumentKind::blank);
    // Its back, which is as clear as any, says nothing of what it is.
    DrawnPage endorsed(6, 2.75);
    for (unsigned line = 0; line < 3; ++line) endorsed.print(3.6, 0.3 + 0.2 * line, 18, line);
    const PageImage back = endorsed.image();
    CHECK(read_of(faded(check, 240, 252), &back).kind == DocumentKind::check);
    CHECK(read_of(DrawnPage(6, 2.75).image(), &back).kind == DocumentKind::other);
    // A sheet of letter size that shows as little is none.
    CHECK(read_of(faded(lockbox::testing::drawn_letter().image(), 232, 252)).kind != DocumentKind::check);
}

TEST_CASE("a scan that says no resolution is read at its own") {
    for (const int dpi : {200, 300}) {
        CAPTURE(dpi);
        const PageReading check = read_of(scanned_at(dpi, lockbox::testing::drawn_check()));
        CHECK(check.kind == DocumentKind::check);
        CHECK(check.kind_probability > 0.99);  // its MICR line was found, which has a size
        CHECK(read_of(scanned_at(dpi, lockbox::testing::drawn_coupon())).kind == DocumentKind::coupon);
        CHECK(read_of(scanned_at(dpi, lockbox::testing::drawn_letter())).kind == DocumentKind::letter);
    }
}

#include "scan/image_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "image_samples.h"
#include "scan/child_process.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

/// Largest difference of two pages, 256 when their sizes differ.
int difference(const PageImage& a, const PageImage& b) {
    if (a.width_px != b.width_px || a.height_px != b.height_px) return 256;
    int most = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) most = std::max(most, std::abs(a.pixels[i] - b.pixels[i]));
    return most;
}

/// Mean difference, for lossy forms.
double mean_difference(const PageImage& a, const PageImage& b) {
    if (a.width_px != b.width_px || a.height_px != b.height_px) return 256;
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
    return sum / static_cast<double>(a.pixels.size());
}

Bytes text(std::string_view content) {
    return Bytes(content.begin(), content.end());
}

/// A TIFF of one directory in plain view: little-endian, uncompressed gray, `width` x `height`.
Bytes bare_tiff(std::uint32_t width, std::uint32_t height, std::uint32_t next_directory = 0) {
    Bytes file = {'I', 'I', 42, 0, 8, 0, 0, 0, 3, 0};
    const auto put = [&file](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i) file.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    };
    for (const auto& [tag, value] : {std::pair{256U, width}, {257U, height}, {258U, 8U}}) {
        put(tag, 2), put(4, 2), put(1, 4), put(value, 4);
    }
    put(next_directory, 4);
    return file;
}

}  // namespace

TEST_CASE("every kind of TIFF that a scanner writes comes back as it was drawn") {
    struct Row {
        const char* name;
        TiffForm form;
        bool bitonal;
        double mean_difference_max;
    };
    // clang-format off
    const Row rows[] = {
        {"G4, 0 is white",          {.compression = 4,     .photometric = 0},                          true,  0},
        {"G4, 0 is black",          {.compression = 4,     .photometric = 1},                          true,  0},
        {"G3",                      {.compression = 3,     .photometric = 0},                          true,  0},
        {"bitonal uncompressed",    {.compression = 1,     .photometric = 0},                          true,  0},
        {"bitonal LZW",             {.compression = 5,     .photometric = 1},                          true,  0},
        {"bitonal PackBits",        {.compression = 32773, .photometric = 0},                          true,  0},
        {"gray uncompressed",       {.compression = 1,     .photometric = 1, .bits = 8},               false, 0},
        {"gray, 0 is white",        {.compression = 1,     .photometric = 0, .bits = 8},               false, 0},
        {"gray LZW",                {.compression = 5,     .photometric = 1, .bits = 8},               false, 0},
        {"gray deflate",            {.compression = 8,     .photometric = 1, .bits = 8},               false, 0},
        {"gray JPEG",               {.compression = 7,     .photometric = 1, .bits = 8},               false, 4},
        {"gray in tiles",           {.compression = 5,     .photometric = 1, .bits = 8, .tiled = true}, false, 1},
        {"gray of 16 bits",         {.compression = 1,     .photometric = 1, .bits = 16},              false, 1},
        {"palette",                 {.compression = 5,     .photometric = 3, .bits = 8},               false, 1},
        {"colour",                  {.compression = 5,     .photometric = 2, .bits = 8, .samples = 3}, false, 1},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const PageImage drawn = sample_page(203, 117, row.bitonal);  // no multiple of 8, of 40 or of 64
        const auto read = decode(tiff_of({drawn}, row.form), row.name);
        REQUIRE_MESSAGE(read.ok(), (read ? "" : read.error().message()));
        CHECK(mean_difference(*read, drawn) <= row.mean_difference_max);
        CHECK(read->bitonal == row.bitonal);
        CHECK(read->dpi == 200);
    }
}

TEST_CASE("JPEG, PNG and each frame of a TIFF") {
    const PageImage gray = sample_page(150, 90, false), bitonal = sample_page(64, 48, true);
    const auto jpeg = decode(jpeg_of(gray, 300), "a.jpg");
    REQUIRE(jpeg.ok());
    CHECK(mean_difference(*jpeg, gray) < 4);
    CHECK(jpeg->dpi == 300);
    const auto png = decode(png_of(gray), "a.png");
    REQUIRE(png.ok());
    CHECK(difference(*png, gray) == 0);
    CHECK(png->dpi == 200);

    const Bytes two = tiff_of({bitonal, sample_page(80, 20, true)}, {.compression = 4, .photometric = 0});
    const auto facts = probe(two, "two.tif");
    REQUIRE(facts.ok());
    REQUIRE(facts->frames.size() == 2);
    CHECK(facts->frames[0].bits_per_pixel == 1);
    CHECK(facts->frames[1].width_px == 80);
    CHECK(difference(*decode(two, "two.tif", 0), bitonal) == 0);
    CHECK(difference(*decode(two, "two.tif", 1), sample_page(80, 20, true)) == 0);
    CHECK(decode(two, "two.tif", 2).error().message() ==
          "two.tif: the file has 2 pages, not 3 (the file was changed after the batch was read: process the batch "
          "again)");
}

TEST_CASE("resolution: what the file says, where it can be") {
    struct Row {
        double x, y;
        int dpi, width_px, height_px;
    };
    const Row rows[] = {
        {200, 200, 200, 96, 48}, {300, 300, 300, 96, 48}, {240, 239, 240, 96, 48}, {72, 72, 200, 96, 48},
        {96, 96, 200, 96, 48},   {1, 1, 200, 96, 48},     {0, 0, 200, 96, 48},     {30000, 30000, 200, 96, 48},
        {204, 98, 204, 96, 99},  // a fax: 48 lines of 1/98 inch are 99 of 1/204
        {300, 150, 300, 96, 96}, {0, 300, 300, 96, 48},
    };
    for (const Row& row : rows) {
        CAPTURE(row.x);
        const auto page = decode(
            tiff_of({sample_page(96, 48, true)}, {.compression = 4, .photometric = 0, .dpi_x = row.x, .dpi_y = row.y}),
            "a.tif");
        REQUIRE(page.ok());
        CHECK(page->dpi == row.dpi);
        CHECK(page->width_px == row.width_px);
        CHECK(page->height_px == row.height_px);
        CHECK(std::all_of(page->pixels.begin(), page->pixels.end(), [](auto p) { return p == 0 || p == 255; }));
    }
}

TEST_CASE("PNG says its resolution in pixels per metre") {
    Bytes head = png_of(sample_page(20, 20, false));
    const Bytes phys = {0, 0, 0, 9, 'p', 'H', 'Y', 's', 0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1, 0, 0, 0, 0};
    head.insert(head.begin() + 33, phys.begin(), phys.end());  // behind IHDR; 11811 per metre
    const auto facts = probe(head, "a.png");
    REQUIRE(facts.ok());
    CHECK(facts->frames[0].dpi_x == 300);
    CHECK(facts->frames[0].dpi_y == 300);
}

TEST_CASE("what is no page is refused with what, where and remedy") {
    struct Row {
        Bytes bytes;
        const char* message;
    };
    Bytes circle = bare_tiff(10, 10, 8), big_tiff = bare_tiff(10, 10);
    big_tiff[2] = 43;
    const Row rows[] = {
        {{}, "x.tif: the file is empty (copy it again or rescan the page)"},
        {text("This is a text file.\n"),
         "x.tif: this is no TIFF, JPEG, PNG or PDF, whatever its name says (export the page "
         "as one of these or remove the file)"},
        {bare_tiff(40'000, 40'000),
         "x.tif: the image is 40000 x 40000 pixels, more than a page can have (rescan the page at "
         "200 to 300 dpi)"},
        {bare_tiff(20'001, 1),
         "x.tif: the image is 20001 x 1 pixels, more than a page can have (rescan the page at 200 to "
         "300 dpi)"},
        {bare_tiff(10'000, 10'000),
         "x.tif: the image is 10000 x 10000 pixels, more than a page can have (rescan the page at "
         "200 to 300 dpi)"},
        {bare_tiff(0, 10),
         "x.tif: page 1 of the TIFF is incomplete (the file is damaged or incomplete: copy it again or rescan "
         "the page)"},
        {circle,
         "x.tif: the TIFF's pages form a circle (the file is damaged or incomplete: copy it again or rescan the page)"},
        {big_tiff, "x.tif: BigTIFF is not read (set the scanner to classic TIFF)"},
        {text("II*"),
         "x.tif: this is no TIFF, JPEG, PNG or PDF, whatever its name says (export the page as one of these or "
         "remove the file)"},
        {{0xFF, 0xD8, 0xFF, 0xE0},
         "x.tif: the JPEG ends before its frame header (the file is damaged or incomplete: copy it "
         "again or rescan the page)"},
        {text("\x89PNG\r\n\x1a\n...."),
         "x.tif: the PNG ends before its header (the file is damaged or incomplete: copy it "
         "again or rescan the page)"},
    };
    for (const Row& row : rows) {
        const auto page = decode(row.bytes, "x.tif");
        REQUIRE(!page.ok());
        CHECK(page.error().message() == row.message);
    }
    ImageLimits narrow;
    narrow.file_bytes_max = std::size_t{1} << 20;
    const Bytes heavy(narrow.file_bytes_max + 1, 'x');
    CHECK(decode(heavy, "x.tif", 0, narrow).error().message() ==
          "x.tif: the file is larger than 1 MiB (rescan the page at 200 to 300 dpi, or split the file)");
    narrow.frames_max = 1;
    const Bytes two = tiff_of({sample_page(8, 8, true), sample_page(8, 8, true)}, {.compression = 4});
    CHECK(probe(two, "x.tif", narrow).error().message() == "x.tif: the TIFF has more than 1 pages (split the file)");
}

TEST_CASE("a file cut off anywhere is an error, never half a page") {
    const PageImage gray = sample_page(120, 100, false), bitonal = sample_page(120, 100, true);
    const Bytes files[] = {jpeg_of(gray),
                           png_of(gray),
                           tiff_of({bitonal}, {.compression = 4, .photometric = 0}),
                           tiff_of({gray}, {.compression = 7, .bits = 8}),
                           tiff_of({gray}, {.compression = 5, .bits = 8}),
                           tiff_of({gray}, {.compression = 8, .bits = 8}),
                           tiff_of({gray}, {.compression = 1, .bits = 8})};
    for (const Bytes& whole : files) {
        REQUIRE(decode(whole, "whole").ok());
        for (std::size_t share = 0; share < 50; ++share) {
            // The last bytes of a PNG or JPEG close a page that is already whole.
            const std::size_t length = std::min(whole.size() * share / 50, whole.size() - 40);
            CAPTURE(length);
            const auto page = decode(std::span(whole).first(length), "cut");
            REQUIRE(!page.ok());
            CHECK(!page.error().what.empty());
            CHECK(page.error().where == "cut");
            CHECK(!page.error().remedy.empty());
        }
    }
}

TEST_CASE("TIFF strips that break off inside a whole file are damage") {
    // The strip stays where it is, but its codes are overwritten: the directory is whole, the picture is not.
    Bytes file = tiff_of({sample_page(1200, 39, true)}, {.compression = 4, .photometric = 0});
    std::fill(file.begin() + 40, file.begin() + 70, 0);
    const auto page = decode(file, "0007F.tif");
    REQUIRE(!page.ok());
    CHECK(page.error().message().starts_with("0007F.tif: the TIFF is damaged or incomplete: "));
    CHECK(page.error().remedy == "copy it again or rescan the page");
}

TEST_CASE("bytes changed at random never crash the decoder or widen the page") {
    std::mt19937 random(20261118);
    const PageImage gray = sample_page(100, 70, false), bitonal = sample_page(100, 70, true);
    const Bytes files[] = {jpeg_of(gray),
                           png_of(gray),
                           tiff_of({bitonal, bitonal}, {.compression = 4, .photometric = 0}),
                           tiff_of({gray}, {.compression = 7, .bits = 8}),
                           tiff_of({gray}, {.compression = 5, .bits = 8}),
                           tiff_of({gray}, {.compression = 5, .photometric = 2, .bits = 8, .samples = 3})};
    ImageLimits limits;
    limits.pixels_max = 1'000'000;
    for (const Bytes& whole : files) {
        for (int round = 0; round < 150; ++round) {
            Bytes changed = whole;
            for (int i = 0; i < 1 + round % 4; ++i)
                changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
            const auto page = decode(changed, "changed", 0, limits);
            if (page) {
                CHECK(page->pixels.size() ==
                      static_cast<std::size_t>(page->width_px) * static_cast<std::size_t>(page->height_px));
            }
        }
    }
}

TEST_CASE("read_image_file takes regular files only") {
    const TemporaryFolder folder;
    const auto message = [&](const std::string& name) {
        const auto read = read_image_file(folder.path() / name);
        return read ? std::string("read") : read.error().what;
    };
    folder.write("good.tif", text("12345"));
    folder.write("empty.tif", Bytes{});
    std::filesystem::create_symlink("good.tif", folder.path() / "link.tif");
    std::filesystem::create_directory(folder.path() / "folder.tif");
    REQUIRE(::mkfifo((folder.path() / "pipe.tif").c_str(), 0600) == 0);
    CHECK(*read_image_file(folder.path() / "good.tif") == text("12345"));
    CHECK(message("empty.tif") == "the file is empty");
    CHECK(message("none.tif") == "the file cannot be opened: No such file or directory");
    CHECK(message("link.tif") == "the file is a symbolic link");
    CHECK(message("folder.tif") == "this is no regular file");
    CHECK(message("pipe.tif") == "this is no regular file");
}

TEST_CASE("PDF pages are drawn by the programs of poppler") {
    const Bytes pdf = pdf_of(2);
    const auto facts = probe(pdf, "a.pdf");
    REQUIRE_MESSAGE(facts.ok(), (facts ? "" : facts.error().message()));
    REQUIRE(facts->frames.size() == 2);
    CHECK(facts->frames[1].width_px == 1700);
    CHECK(facts->frames[1].height_px == 2200);
    const auto page = decode(pdf, "a.pdf", 1);
    REQUIRE_MESSAGE(page.ok(), (page ? "" : page.error().message()));
    CHECK(page->width_px == 1700);
    CHECK(page->dpi == 200);
    CHECK(page->at(300, 300) == 0);
    CHECK(page->at(150, 300) == 255);
    CHECK(page->at(300, 450) == 255);

    ImageLimits one_page;
    one_page.frames_max = 1;
    CHECK(probe(pdf, "a.pdf", one_page).error().message() == "a.pdf: the PDF has more than 1 pages (split the file)");
    CHECK(probe(text("%PDF-1.4 and no more"), "a.pdf").error().what ==
          "the PDF cannot be read: pdfinfo: the program failed on this file (open it in a viewer and scan it again)");
}

TEST_CASE("a child process is held to its limits") {
    const auto what = [](const char* program, const std::vector<std::string>& arguments, const ChildLimits& limits) {
        const auto answer = run_on_input(program, arguments, text("input"), limits);
        return answer ? std::string(answer->begin(), answer->end()) : answer.error().what;
    };
    ChildLimits limits;
    limits.output_bytes_max = 1'000;
    limits.deadline = std::chrono::milliseconds(300);
    CHECK(what("cat", {kChildInput}, limits) == "input");
    CHECK(what("sleep", {"60"}, limits) == "the program took too long and was ended");
    CHECK(what("yes", {}, limits) == "the program's answer is too large");
    CHECK(what("false", {}, limits) == "the program failed on this file");
    CHECK(what("no-such-program", {}, limits) == "the program is not installed");
    CHECK(what("env", {}, limits) == "PATH=/usr/bin:/bin\nLC_ALL=C.UTF-8\n");
    const TemporaryFolder folder;
    CHECK(what("cp", {kChildInput, (folder.path() / "written").string()}, limits) == "the program failed on this file");
}

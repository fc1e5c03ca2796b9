// What make_samples draws. Handwriting fonts are not part of the repository: without them (tools/fonts) nothing is
// drawn here.

#include <doctest/doctest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ocr/coupon_code.h"
#include "scan/image_file.h"
#include "tools/make_samples/barcode_print.h"
#include "tools/make_samples/batch_drawing.h"
#include "tools/make_samples/image_writer.h"
#include "tools/make_samples/micr_print.h"

using namespace lockbox;
using namespace lockbox::samples;
namespace fs = std::filesystem;

namespace {

const fs::path kFonts = fs::path(LOCKBOX_SOURCE_DIR) / "build/fonts";

struct Scratch {
    fs::path path = fs::temp_directory_path() / ("make_samples_test_" + std::to_string(::getpid()));
    Scratch() { fs::create_directories(path); }
    ~Scratch() { fs::remove_all(path); }
};

std::string bytes_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::map<std::string, std::string> files_under(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).string()] = bytes_of(entry.path());
    return files;
}

/// nullopt where fonts are not installed.
std::optional<fs::path> drawn(const Scratch& scratch, const char* name, BatchOptions options,
                              FolderForm form = FolderForm::listed) {
    const auto fonts = load_fonts(kFonts, {});
    if (!fonts) {
        MESSAGE("skipped: " << fonts.error().message());
        return std::nullopt;
    }
    const auto plan = plan_batch(options);
    REQUIRE(plan);
    const fs::path out = scratch.path / name;
    const auto done = draw_batch(options, *plan, *fonts, {.out = out, .form = form});
    REQUIRE(done);
    return out;
}

Scan ramp(int width_px, int height_px, Depth depth) {
    Scan scan{.width_px = width_px, .height_px = height_px, .dpi = 240, .depth = depth, .pixels = {}};
    const int channels = depth == Depth::colour ? 3 : 1;
    for (int y = 0; y < height_px; ++y)
        for (int x = 0; x < width_px * channels; ++x)
            scan.pixels.push_back(
                static_cast<std::uint8_t>(depth == Depth::bitonal ? (x / 8 + y / 8) % 2 * 255 : (x + y) / 2));
    return scan;
}

const BatchOptions kSmall{.seed = 21, .mix = Mix::hard, .transactions = 3, .billing_accounts = 60};

}  // namespace

TEST_CASE("the same seed draws the same bytes") {
    const Scratch scratch;
    const auto first = drawn(scratch, "a", kSmall);
    if (!first) return;
    const auto second = drawn(scratch, "b", kSmall);
    CHECK(files_under(*first) == files_under(*second));
    BatchOptions other = kSmall;
    other.seed = 22;
    CHECK(files_under(*first) != files_under(*drawn(scratch, "c", other)));
}

TEST_CASE("a drawn folder holds what batch.json lists, and every image decodes") {
    const Scratch scratch;
    const auto out = drawn(scratch, "a", kSmall);
    if (!out) return;
    const auto batch = nlohmann::json::parse(bytes_of(*out / "batch" / "batch.json"));
    std::size_t files = 1;
    for (const auto& page : batch["pages"])
        for (const char* side : {"front", "back"}) {
            if (!page.contains(side)) continue;
            ++files;
            const fs::path file = *out / "batch" / page[side].get<std::string>();
            CAPTURE(file.string());
            const auto bytes = read_image_file(file);
            REQUIRE(bytes);
            const auto facts = probe(*bytes, "page");
            REQUIRE(facts);
            const auto image = decode(*bytes, "page");
            REQUIRE(image);
            CHECK(image->width_px > 3 * image->dpi);
            CHECK((image->dpi >= 200 && image->dpi <= 300));
            if (facts->format != ImageFormat::pdf) CHECK(image->width_px == facts->frames[0].width_px);
        }
    CHECK(files_under(*out / "batch").size() == files);
    CHECK(batch["control"]["pages"] == batch["pages"].size());
}

TEST_CASE("a stack has one frame for each page") {
    const Scratch scratch;
    const auto out = drawn(scratch, "a", kSmall, FolderForm::stacked);
    if (!out) return;
    const auto facts = probe(*read_image_file(*out / "batch" / "pages.tif"), "stack");
    REQUIRE(facts);
    std::size_t pages = 0;
    for (const auto& transaction : nlohmann::json::parse(bytes_of(*out / "truth.json")))
        pages += transaction["documents"].size();
    CHECK(facts->frames.size() == pages);
}

TEST_CASE("a folder that holds something is left alone") {
    const Scratch scratch;
    fs::create_directories(scratch.path / "batch");
    std::ofstream(scratch.path / "batch" / "precious") << "x";
    const auto done = draw_batch(kSmall, {}, {}, {.out = scratch.path});
    REQUIRE_FALSE(done);
    CHECK(bytes_of(scratch.path / "batch" / "precious") == "x");
}

TEST_CASE("missing fonts are an error with its remedy") {
    const Scratch scratch;
    const auto fonts = load_fonts(scratch.path, {});
    REQUIRE_FALSE(fonts);
    CHECK(fonts.error().remedy.find("fonts") != std::string::npos);
}

TEST_CASE("image files keep size, resolution and pixels") {
    const Scratch scratch;
    struct Row {
        FileKind kind;
        Depth depth;
        int worst;  ///< difference in gray levels that the compression may make
    };
    const Row rows[] = {
        {FileKind::tiff_g4, Depth::bitonal, 0}, {FileKind::tiff_lzw, Depth::gray, 0},
        {FileKind::tiff_plain, Depth::gray, 0}, {FileKind::tiff_jpeg, Depth::gray, 12},
        {FileKind::jpeg, Depth::gray, 12},      {FileKind::png, Depth::gray, 0},
    };
    for (const Row& row : rows) {
        const Scan scan = ramp(203, 101, row.depth);
        const fs::path file = scratch.path / ("image" + std::string(extension(row.kind)));
        REQUIRE(write_image(file, {&scan, 1}, {.kind = row.kind, .jpeg_quality = 90}));
        const auto image = decode(*read_image_file(file), "image");
        REQUIRE(image);
        CAPTURE(static_cast<int>(row.kind));
        CHECK(image->width_px == 203);
        CHECK(image->height_px == 101);
        if (row.kind != FileKind::png) CHECK(image->dpi == 240);
        int worst = 0;
        for (std::size_t i = 0; i < scan.pixels.size(); ++i)
            worst = std::max(worst, std::abs(scan.pixels[i] - image->pixels[i]));
        CHECK(worst <= row.worst);
    }
}

TEST_CASE("codes on coupons have right check digits") {
    const auto plan = plan_batch({.seed = 4, .mix = Mix::sample, .billing_accounts = 300});
    REQUIRE(plan);
    int coupons = 0;
    for (const TransactionSpec& transaction : plan->transactions)
        for (const PageSpec& page : transaction.pages)
            if (const auto* coupon = std::get_if<CouponSpec>(&page.content)) {
                ++coupons;
                const Plan& p = coupon->plan;
                CHECK(mod_97_10_ok(
                    write_coupon_code({p.billing_account, p.kind, p.invoice_number, p.amount_due, p.coverage_month})));
            }
    CHECK(coupons > 25);
}

TEST_CASE("magnetic print stands eight to the inch, on its baseline") {
    Canvas canvas(6, 1, 200, kWhite);
    Random random(1);
    print_micr_characters(canvas, "0 0", {micr_left_in(6, 31), 1 - kMicrBaseline_in}, {}, random);
    const auto dark_in_column = [&](int x_px) {
        int dark = 0;
        for (int y = 0; y < canvas.raster().height_px; ++y)
            dark += canvas.raster().bgr[static_cast<std::size_t>(y * canvas.raster().width_px + x_px) * 3] < 128;
        return dark;
    };
    const int right_px = static_cast<int>((micr_left_in(6, 31) + 0.125 - 1.3 * 0.013) * 200) - 1;
    CHECK(dark_in_column(right_px) > 15);
    CHECK(dark_in_column(right_px + 50) > 15);  // two fields of 25 pixels further
    CHECK(dark_in_column(right_px + 25) == 0);  // the space between
}

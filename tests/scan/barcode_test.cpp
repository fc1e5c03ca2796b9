#include "scan/barcode.h"

#include <doctest/doctest.h>

#ifndef ZX_USE_UTF8
#define ZX_USE_UTF8
#endif
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include "drawn_page.h"

using namespace lockbox;
using lockbox::testing::DrawnPage;

namespace {

const std::string kCode = "0177203710524089491196000000461020261208",
                  kOther = "0177203711314089491197000000530020261208";

/// Draws the symbol with its top left corner at a place in inches; `module_px` is the size of its smallest square.
void draw(DrawnPage& page, ZXing::BarcodeFormat format, const std::string& text, double left_in, double top_in,
          int module_px) {
    const bool linear = format == ZXing::BarcodeFormat::Code128;
    const ZXing::BitMatrix bits = ZXing::MultiFormatWriter(format).setMargin(0).encode(text, 1, 1);
    const int left_px = static_cast<int>(left_in * 200), top_px = static_cast<int>(top_in * 200);
    for (int y = 0; y < bits.height(); ++y) {
        for (int x = 0; x < bits.width(); ++x) {
            const int height_px = linear ? 100 : module_px;
            if (bits.get(x, y)) page.fill_px({left_px + x * module_px, top_px + y * height_px, module_px, height_px});
        }
    }
}

std::vector<Barcode> read(const DrawnPage& page) {
    return read_barcodes(page.image(), find_ink(page.image()));
}

struct Row {
    ZXing::BarcodeFormat format;
    Symbology symbology;
    int module_px;
};
const Row kRows[] = {
    {ZXing::BarcodeFormat::Code128, Symbology::code128, 3},
    {ZXing::BarcodeFormat::QRCode, Symbology::qr, 4},
    {ZXing::BarcodeFormat::PDF417, Symbology::pdf417, 2},
    {ZXing::BarcodeFormat::DataMatrix, Symbology::data_matrix, 4},
};

}  // namespace

TEST_CASE("each symbology is read on a coupon, from each of its four sides") {
    for (const Row& row : kRows) {
        DrawnPage page = lockbox::testing::drawn_coupon();
        draw(page, row.format, kCode, 0.5, 2.5, row.module_px);
        for (int degrees = 0; degrees < 360; degrees += 90, page = page.turned()) {
            CAPTURE(to_word(row.symbology));
            CAPTURE(degrees);
            const std::vector<Barcode> codes = read(page);
            REQUIRE(codes.size() == 1);
            CHECK(codes[0].text == kCode);
            CHECK(codes[0].symbology == row.symbology);
            CHECK(codes[0].clockwise_degrees == degrees);
        }
    }
}

TEST_CASE("square codes are read whatever they say: some have rows and columns that are nearly white") {
    std::uint64_t state = 7;
    for (int i = 0; i < 120; ++i) {
        std::string text;
        while (text.size() < 40) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            text += static_cast<char>('0' + (state >> 33) % 10);
        }
        CAPTURE(text);
        DrawnPage page = lockbox::testing::drawn_coupon();
        draw(page, i % 2 == 0 ? ZXing::BarcodeFormat::QRCode : ZXing::BarcodeFormat::DataMatrix, text, 0.5, 2.5,
             4 + i % 3);
        const std::vector<Barcode> codes = read(page);
        REQUIRE(codes.size() == 1);
        CHECK(codes[0].text == text);
    }
}

TEST_CASE("the region is that of the symbol") {
    DrawnPage page(8.5, 3.5);
    draw(page, ZXing::BarcodeFormat::QRCode, kCode, 3, 1, 4);
    const std::vector<Barcode> codes = read(page);
    REQUIRE(codes.size() == 1);
    const Box& box = codes[0].region.box;
    CHECK(std::abs(box.left_px - 600) <= 8);
    CHECK(std::abs(box.top_px - 200) <= 8);
    CHECK(std::abs(box.width_px - box.height_px) <= 8);
}

TEST_CASE("several codes on one page, one code twice") {
    DrawnPage page(8.5, 11);
    draw(page, ZXing::BarcodeFormat::Code128, kCode, 1, 1, 3);
    draw(page, ZXing::BarcodeFormat::Code128, kOther, 1, 4, 3);
    draw(page, ZXing::BarcodeFormat::Code128, kCode, 1, 7, 3);
    draw(page, ZXing::BarcodeFormat::QRCode, kCode, 6, 9, 4);
    const std::vector<Barcode> codes = read(page);
    REQUIRE(codes.size() == 3);
    CHECK(codes[0].text == kCode);
    CHECK(codes[1].text == kOther);
    CHECK(codes[2].symbology == Symbology::qr);
}

TEST_CASE("pen strokes, specks, a lost half and weak contrast are survived") {
    for (const int damage : {0, 1, 2, 3}) {
        CAPTURE(damage);
        DrawnPage page(8.5, 3.5, damage == 3 ? 90 : 235);  // dark paper: a third of the contrast
        draw(page, ZXing::BarcodeFormat::Code128, kCode, 1, 1, 3);
        if (damage == 0) {
            for (int i = 0; i < 760; ++i) {  // crossed out, both ways
                page.fill_px({200 + i, 200 + i * 100 / 760, 3, 7});
                page.fill_px({200 + i, 293 - i * 100 / 760, 3, 7});
            }
        }
        if (damage == 1) page.speckle(0.06, 5);
        if (damage == 2) page.fill(1, 1.25, 5, 0.5, 235);
        const std::vector<Barcode> codes = read(page);
        REQUIRE(codes.size() == 1);
        CHECK(codes[0].text == kCode);
    }
}

TEST_CASE("pages without a symbol have none, and a torn symbol is not guessed at") {
    CHECK(read(lockbox::testing::drawn_check()).empty());
    CHECK(read(lockbox::testing::drawn_coupon()).empty());
    CHECK(read(lockbox::testing::drawn_letter()).empty());
    CHECK(read(DrawnPage(0, 0)).empty());
    for (double from_in = 1; from_in < 4.5; from_in += 0.35) {
        DrawnPage page(8.5, 3.5);
        draw(page, ZXing::BarcodeFormat::Code128, kCode, 1, 1, 3);
        page.fill(from_in, 0.9, 0.6, 0.8, 235);
        CHECK(read(page).empty());
    }
}

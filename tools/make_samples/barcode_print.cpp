#include "tools/make_samples/barcode_print.h"

#include <algorithm>
#include <string>

#define ZX_USE_UTF8 1
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

namespace lockbox::samples {
namespace {

ZXing::BarcodeFormat format_of(Symbology symbology) {
    switch (symbology) {
        case Symbology::qr:
            return ZXing::BarcodeFormat::QRCode;
        case Symbology::pdf417:
            return ZXing::BarcodeFormat::PDF417;
        case Symbology::data_matrix:
            return ZXing::BarcodeFormat::DataMatrix;
        case Symbology::code128:
            break;
    }
    return ZXing::BarcodeFormat::Code128;
}

/// The code at one pixel a module: ZXing scales to what is asked, and asks for at least its own size.
ZXing::BitMatrix smallest(Symbology symbology, std::string_view text) {
    return ZXing::MultiFormatWriter(format_of(symbology)).setMargin(0).encode(std::string(text), 1, 1);
}

}  // namespace

void print_barcode(Canvas& canvas, Symbology symbology, std::string_view text, const BarcodePlace& place) {
    const ZXing::BitMatrix code = smallest(symbology, text);
    const double dpi = canvas.dpi();
    const bool linear = symbology == Symbology::code128;
    const double along_in = place.upright ? place.height_in : place.width_in;
    const double across_in = place.upright ? place.width_in : place.height_in;
    const int fits_along = static_cast<int>(along_in * dpi) / code.width();
    const int fits_across = static_cast<int>(across_in * dpi) / code.height();
    const int module_px = std::max(1, linear ? fits_along : std::min(fits_along, fits_across));
    const int row_px = linear ? std::max(1, fits_across) : module_px;
    const int along_px = code.width() * module_px, across_px = code.height() * row_px;
    Coverage mark{.left_px = static_cast<int>((place.top_left.x_in + place.width_in / 2) * dpi) -
                             (place.upright ? across_px : along_px) / 2,
                  .top_px = static_cast<int>(place.top_left.y_in * dpi),
                  .width_px = place.upright ? across_px : along_px,
                  .height_px = place.upright ? along_px : across_px};
    for (int y = 0; y < mark.height_px; ++y) {
        for (int x = 0; x < mark.width_px; ++x) {
            const bool dark = place.upright ? code.get(y / module_px, x / row_px) : code.get(x / module_px, y / row_px);
            mark.share.push_back(dark ? 255 : 0);
        }
    }
    canvas.blend(mark, kBlack);
}

}  // namespace lockbox::samples

#pragma once
// Barcodes as ZXing draws them. The only part of the tool that includes ZXing.

#include <string_view>

#include "scan/document.h"
#include "tools/make_samples/canvas.h"

namespace lockbox::samples {

struct BarcodePlace {
    Spot top_left;
    double width_in = 3, height_in = 0.5;  ///< two-dimensional codes keep their shape inside this area
    bool upright = false;                  ///< turned by a right angle: it runs down the page
};

/// Modules are whole pixels, as on a laser printer of the page's resolution; the code is centred in its place.
void print_barcode(Canvas& canvas, Symbology symbology, std::string_view text, const BarcodePlace& place);

}  // namespace lockbox::samples

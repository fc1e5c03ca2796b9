#pragma once
// From the scanned side to the document alone: the scanner's border cut away, the skew turned back, at the working
// resolution. Which way is up is decided elsewhere, by what stands on the page; `turned` then applies it.
//
// Working resolution: a scan between 180 and 220 dpi is kept as it is, any other is resampled to 200 dpi, so that later
// rooms see strokes of one size. Skew below 0.15 degrees is left alone. Pixels outside the scan are white. A bitonal page
// that was turned back or resampled is gray: interpolation keeps where between two pixels an outline ran, and its halves
// (a threshold of 128) read barcodes as well as the grays do.

#include "scan/document.h"
#include "scan/page_image.h"

namespace lockbox {

/// Cropped and deskewed, not turned; quality measured. A border of any colour is cut only where a straight document
/// edge is seen; where none is seen the image's own edge stands.
[[nodiscard]] UprightSide straighten(const PageImage& scanned);

/// The same side turned by 0, 90, 180 or 270 degrees clockwise, the turn recorded in its transform.
[[nodiscard]] UprightSide turned(UprightSide side, int clockwise_degrees);

struct PixelSize {
    int width_px = 0, height_px = 0;
};

/// The smallest upright box on the original scan that holds `region` of the upright image, clipped to the scan.
[[nodiscard]] Box map_to_original(const Box& region, const UprightTransform& transform, PixelSize original);

}  // namespace lockbox

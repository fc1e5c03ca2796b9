#pragma once
// What a scanner makes of a sheet: how it lay, what the glass and the lamp added, and how many levels are left of it.

#include <cstdint>
#include <vector>

#include "tools/make_samples/canvas.h"
#include "tools/make_samples/page_specs.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

enum class Depth { bitonal, gray, colour };

/// A scanned side. Bitonal and gray have one byte a pixel (bitonal only 0 and 255), colour three: blue, green, red.
struct Scan {
    int width_px = 0, height_px = 0, dpi = 200;
    Depth depth = Depth::gray;
    std::vector<std::uint8_t> pixels;
};

struct ScannerFaults {
    double skew_degrees = 0;
    double margin_in = 0;         ///< of scanner bed seen around the sheet
    std::uint8_t bed = 250;       ///< its gray level: black or white lids
    double blur_px = 0;           ///< sigma
    double noise = 0;             ///< sigma in gray levels
    double gain = 1, offset = 0;  ///< of gray levels
    double shade = 0;             ///< how much darker one side is, gray levels
    int streaks = 0;              ///< dust on the glass, along the feed
    int specks = 0;
    bool folded_corner = false;
    double threshold_shift = 0;  ///< of the bitonal threshold, gray levels
    bool upside_down = false;
    Damage damage = Damage::none;
};

/// `severity` 0 is a new scanner and a careful operator, 1 a bad day.
[[nodiscard]] ScannerFaults make_faults(double severity, Random& random);

[[nodiscard]] Scan scan(const Raster& sheet, const ScannerFaults& faults, Depth depth, Random& random);

}  // namespace lockbox::samples

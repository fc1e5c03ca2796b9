#pragma once
// Which way up a page side stands. Decided from print alone: the encoded line of a check or coupon, the way barcodes
// stand, ascenders against descenders, ragged right edges. Nothing is read.

#include <span>

#include "scan/document.h"
#include "scan/ink_map.h"

namespace lockbox {

struct Orientation {
    int clockwise_degrees = 0;  ///< turn by this much to make the side upright: 0, 90, 180, 270
    double probability = 0;     ///< that this turn is right; below `kSureOrientation` a reader should try others too
    int second_best_degrees = 180;
};

inline constexpr double kSureOrientation = 0.95;

/// `ink` and `barcodes` are those of the side as it stands now. A side without evidence keeps its orientation, unsure.
[[nodiscard]] Orientation find_orientation(const InkMap& ink, std::span<const Barcode> barcodes = {});

}  // namespace lockbox

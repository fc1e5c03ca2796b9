#pragma once
// Cents as many people write them in figures: small, raised, over a stroke, with or without a hundred below it. In a
// line of 32 rows they are too small to be read, so they are cut out and read on their own.

#include <optional>

#include "scan/page_image.h"

namespace lockbox {

struct RaisedCents {
    PageImage dollars;  ///< what stands left of the stroke
    PageImage cents;    ///< what stands on it
};

/// The parts of an amount in figures (ink on white, nothing else in the image) that ends in small figures over a
/// stroke. What looks like one may still be the stroke of a figure: the caller compares both ways to read it.
[[nodiscard]] std::optional<RaisedCents> find_raised_cents(const PageImage& figures);

}  // namespace lockbox

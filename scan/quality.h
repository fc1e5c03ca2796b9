#pragma once
// Can this image be trusted? After the image quality tests of check imaging (the flaws of X9.100-187's image quality
// addenda): each has a physical threshold. Most are only worth noting; `usable` is cleared where no person could read
// the page: black, fogged, or too small to be a document.
//
// A blank side is `too_light`, its contrast is 0, and it is usable: most backs are blank. That a front may not be, only
// those can say who know what kind of document it should be.

#include "scan/document.h"
#include "scan/page_image.h"

namespace lockbox {

/// Measures one side as it is, best after straighten(), which adds what only it can see (cut_off, folded_corner,
/// skewed).
[[nodiscard]] ImageQuality measure(const PageImage& image);

/// True when several strokes run out of the image on one side: writing was cut, not a rule or a streak that ends there.
/// `mask` (as large as the image) is 0 where pixels are scanner background.
[[nodiscard]] bool writing_is_cut(const PageImage& image, const PageImage& mask);

/// Whether a side that looks empty bears marks too faint or too dark to read: something is there, and was scanned
/// badly. False on paper with nothing but the scanner's noise, and on bitonal images, which have no faint marks.
[[nodiscard]] bool shows_faint_marks(const PageImage& image);

}  // namespace lockbox

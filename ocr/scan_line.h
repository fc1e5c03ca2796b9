#pragma once
// The scan line at the foot of a coupon: the digits of the coupon code in OCR-A, read when the barcode is of no use.

#include <optional>
#include <string>

#include "ocr/coupon_code.h"
#include "ocr/text_engine.h"

namespace lockbox {

struct ScanLine {
    std::string digits;
    CouponCode code;
    Box box;
    double probability = 0;  ///< that every digit is right
};

/// The scan line of an upright page (residual skew up to 2 degrees), or nothing: a line in doubt is none.
/// A digit that is damaged is completed only where the check digits leave one choice that is surer than 1 in a million.
[[nodiscard]] std::optional<ScanLine> read_scan_line(const PageImage& page, const CouponCodeLayout& layout = {});

/// The same for lines in another typeface, which only an engine can read; every digit has to agree with the check.
[[nodiscard]] std::optional<ScanLine> read_scan_line(const PageImage& page, TextEngine& engine,
                                                     const CouponCodeLayout& layout = {});

}  // namespace lockbox

#pragma once
// One page, upright and classified, to everything that ocr/ reads of it. It stands here and not in ocr/ because it may
// turn the page over once more, which is the work of scan/.

#include <span>

#include "ocr/check_fields.h"
#include "ocr/coupon_code.h"
#include "ocr/remittance.h"
#include "ocr/readers.h"
#include "scan/document.h"

namespace lockbox {

/// What scan/ made of one page. The views must outlive the call.
struct PageInput {
    int sequence = 0;
    const UprightSide* front = nullptr;
    const UprightSide* back = nullptr;  ///< null where there is none
    DocumentKind kind = DocumentKind::other;
    double kind_probability = 0;
    /// That the page is the right way up; below kSureOrientation (scan/orientation.h) the other way is tried too.
    double orientation_probability = 1;
    std::span<const Barcode> barcodes;  ///< of both sides
};

struct ReadingOptions {
    CheckVocabulary vocabulary;
    CouponCodeLayout coupon_code;
};

/// Never fails by itself: what could not be read is absent or illegible in the result. The kind may come out more
/// exact than it went in: a money order is told by its routing number, a coupon by a valid code in its barcode.
[[nodiscard]] PageReading read_page(const PageInput& page, const Readers& readers, const ReadingOptions& options);

}  // namespace lockbox

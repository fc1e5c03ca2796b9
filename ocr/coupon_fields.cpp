#include "ocr/coupon_fields.h"

#include <algorithm>

#include "ocr/coupon_print.h"
#include "ocr/scan_line.h"

namespace lockbox {
namespace {

std::vector<CouponCode> codes_of(const Barcode& barcode, const CouponCodeLayout& layout) {
    std::vector<CouponCode> codes;
    const std::string_view text = barcode.text;
    if (auto whole = read_coupon_code(text, layout)) return {*whole};
    // Some symbols carry the code inside an address or between other fields.
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
        if (auto code = read_coupon_code(text.substr(begin, end - begin), layout)) codes.push_back(*code);
        begin = end + 1;
    }
    return codes;
}

void take_barcodes(const std::vector<Barcode>& barcodes, const CouponCodeLayout& layout, CouponReading& coupon) {
    for (const Barcode& barcode : barcodes) {
        for (CouponCode& code : codes_of(barcode, layout)) {
            const auto& further = coupon.further_codes;
            if (!coupon.code) {
                coupon.code = std::move(code);
                coupon.code_region = barcode.region;
            } else if (code != *coupon.code && std::find(further.begin(), further.end(), code) == further.end()) {
                coupon.further_codes.push_back(std::move(code));
            }
        }
    }
}

void take_scan_line(const ScanLine& line, CouponReading& coupon) {
    coupon.code = line.code;
    coupon.code_source = CouponCodeSource::scan_line;
    coupon.code_region = Region{Side::front, line.box};
}

/// An engine's line passes the check digits by chance once in a hundred misreadings; print elsewhere has to name the
/// same account.
bool confirmed(const CouponCode& code, const CouponReading& coupon, const Box& line) {
    return std::any_of(coupon.identifiers.begin(), coupon.identifiers.end(), [&](const IdentifierReading& identifier) {
        const auto& region = identifier.digits.region;
        return identifier.kind == IdentifierKind::billing_account && region &&
               intersection(region->box, line).empty() && identifier.digits.best()->value == code.billing_account.str();
    });
}

}  // namespace

CouponReading read_coupon(const PageImage& front, const std::vector<Barcode>& barcodes, TextEngine& engine,
                          const CouponCodeLayout& layout) {
    CouponReading coupon;
    take_barcodes(barcodes, layout, coupon);
    if (coupon.code) return coupon;
    if (const auto line = read_scan_line(front, layout)) {
        take_scan_line(*line, coupon);
        return coupon;
    }
    read_printed_fields(front, engine, coupon);
    const auto line = read_scan_line(front, engine, layout);
    if (line && confirmed(line->code, coupon, line->box)) take_scan_line(*line, coupon);
    return coupon;
}

}  // namespace lockbox

#pragma once
// Lines that are printed for machines: the MICR line of a check and the OCR scan line of a coupon. They are found by
// what their standards fix, not by reading them: E-13B stands at a pitch of 0.125 in, 0.117 in high, every character
// flush right in its field (ANSI X9.100-27, ISO 1004-1); OCR-A at size I stands at 0.1 in (ANSI X3.17, ISO 1073-1).

#include <cstdint>
#include <vector>

#include "scan/geometry.h"
#include "scan/ink_map.h"

namespace lockbox {

enum class EncodedLineKind : std::uint8_t { micr, ocr_scan_line };

struct EncodedLine {
    EncodedLineKind kind = EncodedLineKind::micr;
    Box box;
    int characters = 0;
    double pitch_px = 0;
    double regularity = 0;  ///< 0 to 1: how well the characters keep to the pitch (1: exactly)
    /// -1 to 1: characters flush right in their fields (1) or flush left (-1, an E-13B line upside down); 0 unknown.
    double flush_right = 0;
};

/// Encoded lines that run left to right on the map as it stands, best first.
[[nodiscard]] std::vector<EncodedLine> find_encoded_lines(const InkMap& ink);

}  // namespace lockbox

#pragma once
// Is there a signature? Ink through or above the signature line that is not print, or print that says "on file".

#include <string_view>
#include <vector>

#include "ocr/field_image.h"
#include "ocr/line_reader.h"
#include "ocr/remittance.h"
#include "ocr/text_engine.h"

namespace lockbox {

struct SignatureReading {
    Presence presence = Presence::illegible;  ///< as in CheckReading
    bool on_file = false;                     ///< printed "signature on file": a bank's bill payment
};

using Hand = std::vector<const FieldImage*>;  ///< what else the payer wrote on the check

/// Ink that is lighter than all of the hand is a pattern of the paper; without a hand any ink counts. The engine is
/// asked only when something on the line looks printed.
[[nodiscard]] SignatureReading read_signature(const FieldImage& field, const Hand& hand, TextEngine& engine);

/// Where no line to sign on was found: a hand that writes this name, or its last word.
[[nodiscard]] bool signs_with_name(const FieldImage& field, std::string_view name, LineReader& writing);

/// "SIGNATURE ON FILE", "NO SIGNATURE REQUIRED" and the like, with reading errors.
[[nodiscard]] bool says_signature_on_file(std::string_view text);

}  // namespace lockbox

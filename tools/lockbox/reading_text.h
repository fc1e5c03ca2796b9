#pragma once
// What was read of a page, a line for each field with its alternatives, for people.

#include <string>

#include "ocr/remittance.h"

namespace lockbox {

[[nodiscard]] std::string reading_text(const PageReading& page);

}  // namespace lockbox

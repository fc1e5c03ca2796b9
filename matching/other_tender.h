#pragma once
// Money that is not accepted by mail: cash, or a slip that gives the number of a card (domain.md "What comes out of an
// envelope").

#include <span>

#include "ocr/remittance.h"

namespace lockbox {

/// Whether the lines of a page say that such money came. A letter that only speaks of a card does not.
[[nodiscard]] bool names_other_tender(std::span<const TextReading> lines);

}  // namespace lockbox

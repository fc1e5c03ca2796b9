#pragma once
// What forms print beside, over or under their lines to say what belongs there.

#include <cstdint>
#include <optional>
#include <string_view>

#include "ocr/lattice.h"

namespace lockbox {

enum class CheckLabel : std::uint8_t { payee, memo, payer, address, signature, date };

/// What a printed text asks for; nothing where it is no label.
[[nodiscard]] std::optional<CheckLabel> label_of(std::string_view text);

/// "NAME", "ADDRESS" and the like: what counter checks ask their payers to write over their own print.
[[nodiscard]] bool is_label_of_payer(std::string_view text);

/// The label that the pixels of a small line fit best, if they fit it well.
[[nodiscard]] std::optional<CheckLabel> label_of_pixels(const Lattice& line);

}  // namespace lockbox

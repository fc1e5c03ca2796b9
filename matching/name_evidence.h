#pragma once
// How well a name that was read fits a subscriber. Either order, initials, a dropped middle or second first name,
// short forms, hyphens and accents are the same person; a reader's slips are forgiven in proportion.

#include <cstdint>
#include <string_view>

#include "ocr/remittance.h"

namespace lockbox {

enum class NameVerdict : std::uint8_t { not_written, not_legible, different, partly, agree };
[[nodiscard]] std::string_view to_word(NameVerdict verdict);

/// Whose hand or press made the letters, and so how far a reader may be trusted with them.
enum class Lettering : std::uint8_t { printed, handwritten };

struct SubscriberName {
    std::string_view first, last;
};

/// The fit of one text to one name. `agree`: first and last name are both there. `partly`: the last name with an
/// initial, another spelling of either, or the last name alone. `different`: letters enough for a name, and another
/// one. `not_legible`: nothing that could be a name.
[[nodiscard]] NameVerdict compare_name(std::string_view text, const SubscriberName& name);

/// The best fit of any alternative. A handwritten text whose reader was unsure is never `different`, only not legible.
[[nodiscard]] NameVerdict compare_name(const TextReading& reading, const SubscriberName& name, Lettering lettering);

}  // namespace lockbox

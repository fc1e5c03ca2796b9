#pragma once
// How far apart two short texts are for a reader who confuses what looks alike.

#include <string>
#include <string_view>

namespace lockbox {

/// What it costs to have read one character for another: 0 equal, 0.5 look-alikes (0 O, 1 l, 5 S, c e, n u ...),
/// else 1. Both in lower case.
[[nodiscard]] double confusion_cost(char written, char read);

/// Weighted edit distance: confusions as above, a lost or invented character 1. Letters' case does not count.
[[nodiscard]] double reading_distance(std::string_view written, std::string_view read);

/// The distance of `phrase` to the part of `text` that it fits best: what is left and right of that part is free.
[[nodiscard]] double distance_within(std::string_view phrase, std::string_view text);

/// ASCII lower case; other bytes stay.
[[nodiscard]] std::string lower_case(std::string_view text);

/// Lower case, only [a-z0-9 ] with single spaces: for comparing words.
[[nodiscard]] std::string plain_words(std::string_view text);

}  // namespace lockbox

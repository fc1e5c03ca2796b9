#pragma once
// Text reduced to what survives pens, typewriters and readers: small letters and digits, accents folded.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox {

/// "José O'Brien-Núñez, Jr." becomes {"jose", "obrien", "nunez", "jr"}: apostrophes vanish, all else that is neither
/// letter nor digit separates. Letters outside Latin-1 and Latin Extended-A separate too.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view utf8);

/// The folded words without anything between them: "joseobriennunezjr".
[[nodiscard]] std::string folded_joined(std::string_view utf8);

/// Levenshtein's distance with unit costs.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// 1 for equal texts, 0 for texts with nothing in common: 1 - distance / longer length. 0 when either is empty.
[[nodiscard]] double similarity(std::string_view a, std::string_view b);

}  // namespace lockbox

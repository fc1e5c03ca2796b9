#pragma once
// What else speaks for or against the characters of a MICR line: the templates, which know nothing but the grid of the
// standard, and the check digit of the routing number. Evidence moves probabilities; it never changes a character.

#include <vector>

#include "ocr/micr_decode.h"
#include "ocr/micr_match.h"

namespace lockbox {

/// Where a template fits well and is of the network's opinion, the character becomes more certain; where it is of
/// another, it becomes as much less certain; where the network sees nothing, a '?' is put. A matched character also
/// tells the better right edge. A gap of which the network is not sure is one where there is no ink that templates left
/// unread.
void heed_templates(const std::vector<MicrMark>& marks, std::vector<MicrCharacter>& characters);

/// Nine digits between two transit symbols whose check digit holds: one wrong digit alone would have broken it, so each
/// is as doubtful as that it and another are wrong. Where it does not hold, nothing is changed; the field is refused
/// when it is parsed.
void heed_check_digit(std::vector<MicrCharacter>& characters);

}  // namespace lockbox

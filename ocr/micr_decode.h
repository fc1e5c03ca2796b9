#pragma once
// The characters that the network's frames hold.

#include <array>
#include <vector>

#include "ocr/e13b.h"
#include "ocr/micr_net.h"

namespace lockbox {

struct MicrCharacter {
    char symbol = '?';                          ///< '?' where there may be one, but most likely is none
    double probability = 0;                     ///< that `symbol` and nothing else stands here; 0 for '?'
    double right_px = 0;                        ///< right edge on the strip, to about a quarter of a field
    std::array<double, kE13bSymbolCount> as{};  ///< that just this symbol stands here, by what the network saw alone
};

/// From left to right; the frames begin at `left_px` on the strip. Every frame belongs to the character nearest to it
/// or to the gap between two, and each such stretch is judged by itself: the probability is that of all ways in which
/// its frames read as just this character.
[[nodiscard]] std::vector<MicrCharacter> decode_frames(const std::vector<MicrFrame>& frames, int left_px);

}  // namespace lockbox

#pragma once
// Rows of digits in recognised text, as people group them: "7802-8305 5252" is one run of three pieces.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox {

struct DigitMeaning {
    char digit = '0';
    double probability = 0;
};

/// What a recognised character may have been on the paper when it stands in a number: itself for a digit, the digits
/// it is confused with for a look-alike letter (best first, sum below 1), nothing for any other character.
[[nodiscard]] std::span<const DigitMeaning> digit_meanings(char character);

/// Digits and look-alikes without a gap: text[begin, end).
struct DigitPiece {
    std::size_t begin = 0, end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
};

enum class DigitBond { space, dash };  ///< a dash binds: "555-1212 23" is never cut at it

/// Pieces with only spaces, dashes, dots or underscores between them. The first and last hold a true digit, so that
/// the words around a number ("Bill 7475…", "to 7475…") are not drawn into it.
struct DigitRun {
    std::vector<DigitPiece> pieces;
    std::vector<DigitBond> bonds;  ///< bonds[i] stands between pieces i and i + 1

    [[nodiscard]] std::size_t digit_count() const;
    /// True when the pieces have exactly these sizes.
    [[nodiscard]] bool grouped(std::initializer_list<std::size_t> sizes) const;
};

[[nodiscard]] std::vector<DigitRun> digit_runs(std::string_view text);

}  // namespace lockbox

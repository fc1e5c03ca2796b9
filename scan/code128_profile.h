#pragma once
// Code 128 (ISO/IEC 15417) read from one brightness profile by matched filters. Ordinary readers measure the widths of
// bars and spaces, and fail where ink has bled until narrow spaces are almost closed. Here the grid of modules is laid
// over the whole symbol first (a symbol of n characters has exactly 11 n + 2 modules), then each character is the
// pattern that correlates best with its eleven modules; the symbol's check character must hold.

#include <optional>
#include <span>
#include <string>

namespace lockbox {

struct ProfileCode {
    std::string text;
    double begin = 0, end = 0;  ///< first and last bar, as positions in the profile
    bool reversed = false;      ///< read from right to left: the symbol is on its head
};

/// `darkness`: 0 paper to 1 ink, left to right, with one symbol in it. No text for a symbol that shifts single
/// characters or extends its character set: coupon codes are digits.
[[nodiscard]] std::optional<ProfileCode> read_code128_profile(std::span<const float> darkness);

}  // namespace lockbox

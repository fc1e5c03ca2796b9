#include "ocr/digit_runs.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

namespace lockbox {
namespace {

struct LookAlike {
    char character;
    std::array<DigitMeaning, 2> meanings;  ///< the second may be empty (probability 0)
};

// The usual confusions between letters and digits of print and hand. The figures say "rather likely" and "possible";
// they only have to rank a number with look-alikes below one without.
constexpr LookAlike kLookAlikes[] = {
    {'O', {{{'0', 0.90}, {'6', 0.02}}}}, {'o', {{{'0', 0.90}, {'6', 0.02}}}}, {'Q', {{{'0', 0.80}, {'9', 0.05}}}},
    {'I', {{{'1', 0.85}, {'7', 0.05}}}}, {'l', {{{'1', 0.85}, {'7', 0.05}}}}, {'i', {{{'1', 0.80}, {'7', 0.05}}}},
    {'|', {{{'1', 0.85}, {'7', 0.05}}}}, {'!', {{{'1', 0.80}, {'7', 0.05}}}}, {']', {{{'1', 0.75}, {'7', 0.10}}}},
    {'Z', {{{'2', 0.80}, {'7', 0.10}}}}, {'z', {{{'2', 0.80}, {'7', 0.10}}}}, {'S', {{{'5', 0.85}, {'8', 0.05}}}},
    {'s', {{{'5', 0.85}, {'8', 0.05}}}}, {'B', {{{'8', 0.85}, {'6', 0.05}}}}, {'g', {{{'9', 0.85}, {'8', 0.05}}}},
    {'q', {{{'9', 0.85}, {'4', 0.05}}}}, {'b', {{{'6', 0.90}, {'0', 0.02}}}}, {'G', {{{'6', 0.85}, {'0', 0.05}}}},
    {'T', {{{'7', 0.75}, {'1', 0.10}}}}, {'?', {{{'7', 0.60}, {'2', 0.20}}}},
};

constexpr DigitMeaning kDigits[] = {{'0', 1}, {'1', 1}, {'2', 1}, {'3', 1}, {'4', 1},
                                    {'5', 1}, {'6', 1}, {'7', 1}, {'8', 1}, {'9', 1}};

/// Longer gaps separate numbers rather than groups of one.
constexpr std::size_t kGapMax = 3;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool has_digit(std::string_view text, const DigitPiece& piece) {
    return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(piece.begin),
                       text.begin() + static_cast<std::ptrdiff_t>(piece.end), is_digit);
}

/// The gap with en and em dashes (U+2010 to U+2015, UTF-8 E2 80 9x) counted as one character each.
bool is_gap(std::string_view gap) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < gap.size(); ++i, ++count) {
        if (gap.substr(i, 2) == "\xE2\x80" && i + 2 < gap.size()) {
            i += 2;
        } else if (std::string_view(" -._~").find(gap[i]) == std::string_view::npos) {
            return false;
        }
    }
    return count <= kGapMax;
}

std::vector<DigitPiece> pieces_of(std::string_view text) {
    std::vector<DigitPiece> pieces;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (digit_meanings(text[i]).empty()) continue;
        const std::size_t begin = i;
        while (i < text.size() && !digit_meanings(text[i]).empty()) ++i;
        pieces.push_back({begin, i});
    }
    return pieces;
}

void finish(std::string_view text, DigitRun& run, std::vector<DigitRun>& runs) {
    while (!run.pieces.empty() && !has_digit(text, run.pieces.back())) {
        run.pieces.pop_back();
        if (!run.bonds.empty()) run.bonds.pop_back();
    }
    if (!run.pieces.empty()) runs.push_back(std::move(run));
    run = {};
}

}  // namespace

std::span<const DigitMeaning> digit_meanings(char character) {
    if (is_digit(character)) return {&kDigits[character - '0'], 1};
    const auto* found = std::find_if(std::begin(kLookAlikes), std::end(kLookAlikes),
                                     [&](const LookAlike& look_alike) { return look_alike.character == character; });
    if (found == std::end(kLookAlikes)) return {};
    return found->meanings;
}

std::size_t DigitRun::digit_count() const {
    std::size_t count = 0;
    for (const DigitPiece& piece : pieces) count += piece.size();
    return count;
}

bool DigitRun::grouped(std::initializer_list<std::size_t> sizes) const {
    return std::equal(pieces.begin(), pieces.end(), sizes.begin(), sizes.end(),
                      [](const DigitPiece& piece, std::size_t size) { return piece.size() == size; });
}

std::vector<DigitRun> digit_runs(std::string_view text) {
    std::vector<DigitRun> runs;
    DigitRun run;
    for (const DigitPiece& piece : pieces_of(text)) {
        if (!run.pieces.empty()) {
            const std::string_view gap = text.substr(run.pieces.back().end, piece.begin - run.pieces.back().end);
            if (is_gap(gap)) {
                run.bonds.push_back(gap.find_first_of("-\xE2") == std::string_view::npos ? DigitBond::space
                                                                                         : DigitBond::dash);
                run.pieces.push_back(piece);
                continue;
            }
            finish(text, run, runs);
        }
        if (has_digit(text, piece)) run.pieces.push_back(piece);
    }
    finish(text, run, runs);
    return runs;
}

}  // namespace lockbox

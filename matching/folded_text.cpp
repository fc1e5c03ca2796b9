#include "matching/folded_text.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace lockbox {
namespace {

using namespace std::literals;

// The base letters of U+00C0 to U+017F; '\0' where there is none. One letter stands even for a ligature: what matters
// is that a name folds to the same text every time.
constexpr std::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty"  // U+00C0 to U+00FF
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllll"  // U+0100 to U+0141
    "lnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"sv;   // U+0142 to U+017F

struct Glyph {
    char folded = '\0';     ///< a small letter or a digit; '\0' for anything else
    bool separates = true;  ///< false for what vanishes without parting a word
    std::size_t bytes = 1;
};

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0U) == 0x80U;
}

Glyph ascii_glyph(char c) {
    if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a'), false, 1};
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return {c, false, 1};
    return {'\0', c != '\'' && c != '.', 1};
}

// Malformed bytes are skipped one by one: names come from outside.
Glyph glyph_at(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80U) return ascii_glyph(text[0]);
    std::size_t bytes = 1;
    while (bytes < text.size() && bytes < 4 && is_continuation(static_cast<unsigned char>(text[bytes]))) ++bytes;
    if (bytes == 3 && text.substr(0, 3) == "\xE2\x80\x99") return {'\0', false, 3};  // typographic apostrophe
    if (bytes != 2 || (lead & 0xE0U) != 0xC0U) return {'\0', true, bytes};
    const std::uint32_t code = (lead & 0x1FU) << 6U | (static_cast<unsigned char>(text[1]) & 0x3FU);
    const std::size_t at = code - 0xC0U;
    return {code >= 0xC0U && at < kBaseLetters.size() ? kBaseLetters[at] : '\0', true, bytes};
}

}  // namespace

std::vector<std::string> folded_words(std::string_view utf8) {
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    while (!utf8.empty()) {
        const Glyph glyph = glyph_at(utf8);
        utf8.remove_prefix(glyph.bytes);
        if (glyph.folded != '\0') {
            word += glyph.folded;
        } else if (glyph.separates) {
            finish();
        }
    }
    finish();
    return words;
}

std::string folded_joined(std::string_view utf8) {
    std::string joined;
    for (const std::string& word : folded_words(utf8)) joined += word;
    return joined;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

double similarity(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return 0;
    return 1.0 - static_cast<double>(edit_distance(a, b)) / static_cast<double>(std::max(a.size(), b.size()));
}

}  // namespace lockbox

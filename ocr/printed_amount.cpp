#include "ocr/printed_amount.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <vector>

#include "ocr/fuzzy_text.h"

namespace lockbox {

// At both ends what is low and hangs high goes.
FieldImage cut_printed_amount(const CleanPage& page, const Box& band) {
    const auto stroke = [&](const StrokePart& part) -> const Box& {
        return page.strokes[static_cast<std::size_t>(part.stroke)];
    };
    std::vector<StrokePart> parts;
    Box tallest;
    for (std::size_t i = 0; i < page.strokes.size(); ++i) {
        const StrokePart part{static_cast<std::int32_t>(i)};
        if (intersection(stroke(part), band) != stroke(part) || is_filling_stroke(page, part.stroke)) continue;
        parts.push_back(part);
        if (stroke(part).height_px > tallest.height_px) tallest = stroke(part);
    }
    std::sort(parts.begin(), parts.end(), [&](auto& a, auto& b) { return stroke(a).left_px < stroke(b).left_px; });
    const auto is_star = [&](const StrokePart& part) {
        const Box& box = stroke(part);
        return box.height_px < 0.65 * tallest.height_px && box.bottom_px() < tallest.top_px + 0.75 * tallest.height_px;
    };
    while (!parts.empty() && is_star(parts.back())) parts.pop_back();
    parts.erase(parts.begin(), std::find_if_not(parts.begin(), parts.end(), is_star));
    return field_of(page, parts, band);
}

std::optional<TextLine> amount_in_words_of(const TextLine& line) {
    constexpr std::array<std::string_view, 7> kBefore = {"pay", "exactly", "the", "sum", "of", "amount", "only"};
    const auto ends_amount = [](const TextWord& word) {
        return word.text.find('/') != std::string::npos || plain_words(word.text).starts_with("cent");
    };
    const auto is_before = [&](const TextWord& word) {
        return std::find(kBefore.begin(), kBefore.end(), plain_words(word.text)) != kBefore.end();
    };
    const auto last = std::find_if(line.words.rbegin(), line.words.rend(), ends_amount);
    if (last == line.words.rend()) return std::nullopt;
    const auto first = std::find_if_not(line.words.begin(), last.base(), is_before);
    if (std::distance(first, last.base()) < 2) return std::nullopt;
    TextLine words{{first, last.base()}, first->box};
    words.box.width_px = words.words.back().box.right_px() - words.box.left_px;
    for (const TextWord& word : words.words) {
        const int bottom = std::max(words.box.bottom_px(), word.box.bottom_px());
        words.box.top_px = std::min(words.box.top_px, word.box.top_px);
        words.box.height_px = bottom - words.box.top_px;
    }
    return words;
}

TextWord whole_figures(const TextLine& line, std::size_t first, int gap_px) {
    TextWord whole = line.words[first];
    for (std::size_t i = first + 1; i < line.words.size(); ++i) {
        const TextWord& next = line.words[i];
        const bool goes_on = next.text.find_first_not_of("0123456789.,") == std::string::npos &&
                             next.box.left_px - whole.box.right_px() <= gap_px;
        if (!goes_on || whole.text.find_first_of("0123456789") == std::string::npos) break;
        whole.text += next.text;
        whole.probability = std::min(whole.probability, next.probability);
        const int top = std::min(whole.box.top_px, next.box.top_px);
        const int bottom = std::max(whole.box.bottom_px(), next.box.bottom_px());
        whole.box = {whole.box.left_px, top, next.box.right_px() - whole.box.left_px, bottom - top};
    }
    return whole;
}

bool has_form_of_amount(std::string_view word) {
    while (word.starts_with('*')) word.remove_prefix(1);
    while (word.ends_with('*')) word.remove_suffix(1);
    const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    if (word.size() < 4 || word[word.size() - 3] != '.' || !is_digit(static_cast<unsigned char>(word.front())))
        return false;
    return std::all_of(word.end() - 2, word.end(), is_digit) &&
           std::all_of(word.begin(), word.end() - 3, [&](unsigned char c) { return is_digit(c) || c == ','; });
}

bool begins_with_stars(std::string_view line) {
    constexpr std::ptrdiff_t kLettersMin = 6;
    const auto letters = std::count_if(line.begin(), line.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
    return line.starts_with("**") && letters >= kLettersMin;
}

}  // namespace lockbox

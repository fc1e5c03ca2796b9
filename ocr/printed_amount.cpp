#include "ocr/printed_amount.h"

#include <algorithm>
#include <cctype>
#include <vector>

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

bool begins_with_stars(std::string_view line) {
    constexpr std::ptrdiff_t kLettersMin = 6;
    const auto letters = std::count_if(line.begin(), line.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
    return line.starts_with("**") && letters >= kLettersMin;
}

}  // namespace lockbox

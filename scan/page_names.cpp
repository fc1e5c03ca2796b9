#include "scan/page_names.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "scan/document.h"

namespace lockbox {
namespace {

// ASCII only, and never by the locale: the order of pages may not depend on the machine.
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

/// The run of digits at the start of `text` without leading zeros, and how long the run is with them.
std::pair<std::string_view, std::size_t> leading_number(std::string_view text) {
    const std::size_t length =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    std::string_view digits = text.substr(0, length);
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return {digits, length};
}

/// Negative, zero or positive, as a person compares; zero for "01" and "1".
int natural_compare(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const auto [number_a, length_a] = leading_number(a);
            const auto [number_b, length_b] = leading_number(b);
            if (number_a.size() != number_b.size()) return number_a.size() < number_b.size() ? -1 : 1;
            if (const int order = number_a.compare(number_b); order != 0) return order;
            a.remove_prefix(length_a);
            b.remove_prefix(length_b);
            continue;
        }
        const auto left = static_cast<unsigned char>(lower(a.front())),
                   right = static_cast<unsigned char>(lower(b.front()));
        if (left != right) return left < right ? -1 : 1;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

struct SideName {
    std::string page;  ///< what both sides share, folder included
    Side side = Side::front;
    bool certain = false;  ///< says so even without the partner
};

std::string without_extension(std::string_view name) {
    const std::size_t dot = name.rfind('.'), slash = name.rfind('/');
    const bool in_file_name = dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash + 1);
    return lowered(name.substr(0, in_file_name ? dot : name.size()));
}

std::optional<SideName> side_in(std::string_view name) {
    const std::string stem = without_extension(name);
    for (const auto& [ending, side] : {std::pair{"front", Side::front}, {"rear", Side::back}, {"back", Side::back}}) {
        if (!stem.ends_with(ending)) continue;
        const std::string page = stem.substr(0, stem.size() - std::string_view(ending).size());
        const bool separated = page.empty() || page.back() == '/' || !(page.back() >= 'a' && page.back() <= 'z');
        return SideName{page, side, separated};
    }
    if (stem.empty() || (stem.back() != 'f' && stem.back() != 'b')) return std::nullopt;
    const std::string page = stem.substr(0, stem.size() - 1);
    constexpr std::string_view kSeparators = "_- .";
    const bool certain =
        !page.empty() && (is_digit(page.back()) || kSeparators.find(page.back()) != std::string_view::npos);
    return SideName{page, stem.back() == 'f' ? Side::front : Side::back, certain};
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
    const int order = natural_compare(a, b);
    return order != 0 ? order < 0 : a < b;
}

std::vector<NamedPage> pair_sides(std::vector<std::string> names) {
    std::sort(names.begin(), names.end(), natural_less);
    std::set<std::pair<std::string, Side>> sides_seen;
    for (const std::string& name : names) {
        if (const auto side = side_in(name)) sides_seen.emplace(side->page, side->side);
    }
    std::vector<NamedPage> pages;
    std::map<std::string, std::size_t> page_of;
    for (const std::string& name : names) {
        const auto side = side_in(name);
        const bool paired =
            side && sides_seen.contains({side->page, Side::front}) && sides_seen.contains({side->page, Side::back});
        if (!side || (!side->certain && !paired)) {
            pages.push_back({name, std::nullopt});
            continue;
        }
        const auto [known, is_new] = page_of.emplace(side->page, pages.size());
        if (is_new) pages.emplace_back();
        auto& place = side->side == Side::front ? pages[known->second].front : pages[known->second].back;
        if (!place)
            place = name;
        else
            pages.push_back({name, std::nullopt});
    }
    return pages;
}

std::string shown_name(std::string_view name) {
    constexpr std::size_t kLengthMax = 80;
    std::string text = "\"";
    for (const char c : name.substr(0, kLengthMax)) text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return text + (name.size() > kLengthMax ? "...\"" : "\"");
}

bool has_control_characters(std::string_view name) {
    return std::any_of(name.begin(), name.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace lockbox

#include "ocr/fuzzy_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lockbox {
namespace {

// Characters of one group are taken for each other more often than others, by people and by readers.
constexpr std::array<std::string_view, 16> kLookAlikes = {"0oqdc", "1li|!/t", "2z",   "5s$",  "6bg",    "8b3",
                                                          "9gqy",  "4ay",     "7t1/", "ecoa", "nuhvmr", "vyu",
                                                          "fts",   "nmw",     "kx",   "rvn"};

using CostTable = std::array<std::array<double, 256>, 256>;

CostTable cost_table() {
    CostTable table;
    for (auto& row : table) row.fill(1.0);
    for (const std::string_view group : kLookAlikes) {
        for (const char a : group) {
            for (const char b : group) table[static_cast<unsigned char>(a)][static_cast<unsigned char>(b)] = 0.5;
        }
    }
    for (std::size_t i = 0; i < table.size(); ++i) table[i][i] = 0;
    return table;
}

double edit_distance(std::string_view written, std::string_view read, bool free_ends) {
    const std::string from = lower_case(written), to = lower_case(read);
    std::vector<double> row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) row[j] = free_ends ? 0.0 : static_cast<double>(j);
    for (std::size_t i = 1; i <= from.size(); ++i) {
        double diagonal = row[0];
        row[0] = static_cast<double>(i);
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const double above = row[j];
            row[j] = std::min({diagonal + confusion_cost(from[i - 1], to[j - 1]), above + 1, row[j - 1] + 1});
            diagonal = above;
        }
    }
    return free_ends ? *std::min_element(row.begin(), row.end()) : row.back();
}

}  // namespace

double confusion_cost(char written, char read) {
    static const CostTable table = cost_table();
    return table[static_cast<unsigned char>(written)][static_cast<unsigned char>(read)];
}

double reading_distance(std::string_view written, std::string_view read) {
    return edit_distance(written, read, false);
}

double distance_within(std::string_view phrase, std::string_view text) {
    return edit_distance(phrase, text, true);
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string plain_words(std::string_view text) {
    std::string plain;
    for (const char c : lower_case(text)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept)
            plain += c;
        else if (!plain.empty() && plain.back() != ' ')
            plain += ' ';
    }
    while (!plain.empty() && plain.back() == ' ') plain.pop_back();
    return plain;
}

}  // namespace lockbox

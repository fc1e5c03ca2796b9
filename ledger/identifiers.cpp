#include "ledger/identifiers.h"

#include <algorithm>

namespace lockbox {
namespace {

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

bool is_digits(std::string_view text, std::size_t length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool PlanIdTag::valid(std::string_view text) {
    return !text.empty() && text.size() <= 40 &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool BatchIdTag::valid(std::string_view text) {
    return !text.empty() && text.size() <= 64 && text[0] != '.' && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
    });
}

std::string masked(std::string_view text) {
    const std::size_t hidden = text.size() > 4 ? text.size() - 4 : text.size();
    return std::string(hidden, '*') + std::string(text.substr(hidden));
}

}  // namespace lockbox

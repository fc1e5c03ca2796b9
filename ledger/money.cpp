#include "ledger/money.h"

#include <charconv>
#include <stdexcept>

namespace lockbox {
namespace {

[[noreturn]] void overflow() {
    throw std::overflow_error("a sum of money left 64 bits");
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The lowest count has no positive counterpart in 64 bits with a sign.
std::uint64_t magnitude(std::int64_t count) {
    const auto bits = static_cast<std::uint64_t>(count);
    return count < 0 ? -bits : bits;
}

std::string grouped(std::uint64_t dollars) {
    std::string digits = std::to_string(dollars);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
    return digits;
}

}  // namespace

std::optional<Cents> Cents::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || text.size() - dot != 3) return std::nullopt;
    const std::string_view dollars = text.substr(0, dot);
    const std::string_view cents = text.substr(dot + 1);
    if (!all_digits(dollars) || !all_digits(cents)) return std::nullopt;
    const std::string joined = std::string(dollars) + std::string(cents);
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(joined.data(), joined.data() + joined.size(), count);
    if (error != std::errc{} || end != joined.data() + joined.size()) return std::nullopt;
    return Cents(negative ? -count : count);
}

std::string Cents::to_string() const {
    const std::string cents = std::to_string(magnitude(count_) % 100);
    std::string text = count_ < 0 ? "-" : "";
    text += std::to_string(magnitude(count_) / 100);
    text += cents.size() < 2 ? ".0" : ".";
    return text += cents;
}

std::string Cents::to_display() const {
    const std::string plain = to_string();
    std::string text = count_ < 0 ? "-$" : "$";
    text += grouped(magnitude(count_) / 100);
    return text += plain.substr(plain.size() - 3);
}

Cents operator+(Cents a, Cents b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.count(), b.count(), &sum)) overflow();
    return Cents(sum);
}

Cents operator-(Cents a, Cents b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a.count(), b.count(), &difference)) overflow();
    return Cents(difference);
}

Cents operator*(Cents a, std::int64_t times) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a.count(), times, &product)) overflow();
    return Cents(product);
}

}  // namespace lockbox

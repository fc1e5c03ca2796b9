#pragma once
// Money is a checked 64-bit count of US cents. There is no way in or out by floating point.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace lockbox {

class Cents {
  public:
    constexpr Cents() = default;
    /// From signed whole numbers only: an unsigned one could turn negative, a floating one is no money.
    template <class Integer>
        requires std::is_integral_v<Integer> && std::is_signed_v<Integer>
    constexpr explicit Cents(Integer count) : count_(count) {}

    /// Decimal dollars with exactly two places, optional leading '-': "46.10". Nothing else (no '$', no ',').
    [[nodiscard]] static std::optional<Cents> parse(std::string_view decimal_dollars);

    [[nodiscard]] constexpr std::int64_t count() const { return count_; }
    /// "46.10", "-0.05": the form of every file that leaves the program.
    [[nodiscard]] std::string to_string() const;
    /// "$1,234.50", "-$0.05": the form for people.
    [[nodiscard]] std::string to_display() const;

    constexpr auto operator<=>(const Cents&) const = default;

  private:
    std::int64_t count_ = 0;
};

/// Sums and differences that leave 64 bits are a programming error: amounts are bounded long before.
[[nodiscard]] Cents operator+(Cents a, Cents b);
[[nodiscard]] Cents operator-(Cents a, Cents b);
[[nodiscard]] Cents operator*(Cents a, std::int64_t times);
inline Cents& operator+=(Cents& a, Cents b) { return a = a + b; }

}  // namespace lockbox

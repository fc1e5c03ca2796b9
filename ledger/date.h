#pragma once
// Calendar dates without time or zone: a lockbox day is the day on the operator's wall.

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace lockbox {

/// A real day of the proleptic Gregorian calendar, years 1900 to 2199.
class Date {
  public:
    Date() = default;  ///< 1970-01-01

    [[nodiscard]] static std::optional<Date> of(int year, unsigned month, unsigned day);
    /// "2026-11-18" and nothing else.
    [[nodiscard]] static std::optional<Date> parse(std::string_view iso);

    [[nodiscard]] std::string to_string() const;  ///< "2026-11-18"
    [[nodiscard]] int year() const { return static_cast<int>(ymd().year()); }
    [[nodiscard]] unsigned month() const { return static_cast<unsigned>(ymd().month()); }
    [[nodiscard]] unsigned day() const { return static_cast<unsigned>(ymd().day()); }

    [[nodiscard]] Date plus_days(int days) const;
    /// Days from `other` to this: positive when this is later.
    [[nodiscard]] int days_since(Date other) const { return static_cast<int>((days_ - other.days_).count()); }

    auto operator<=>(const Date&) const = default;

  private:
    [[nodiscard]] std::chrono::year_month_day ymd() const { return days_; }
    std::chrono::sys_days days_{};
};

/// A coverage month.
class Month {
  public:
    Month() = default;
    [[nodiscard]] static std::optional<Month> parse(std::string_view text);  ///< "2026-12" or "202612"
    [[nodiscard]] std::string to_string() const;                             ///< "2026-12"
    auto operator<=>(const Month&) const = default;

  private:
    int year_ = 1970;
    unsigned month_ = 1;
};

}  // namespace lockbox

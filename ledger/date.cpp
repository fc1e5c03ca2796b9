#include "ledger/date.h"

#include <array>
#include <charconv>
#include <cstdio>

#include "ledger/identifiers.h"

namespace lockbox {
namespace {

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!ymd.ok() || year < 1900 || year > 2199) return std::nullopt;
    Date date;
    date.days_ = ymd;
    return date;
}

std::optional<Date> Date::parse(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    if (!is_digits(iso.substr(0, 4), 4) || !is_digits(iso.substr(5, 2), 2) || !is_digits(iso.substr(8), 2)) {
        return std::nullopt;
    }
    return of(number(iso.substr(0, 4)), static_cast<unsigned>(number(iso.substr(5, 2))),
              static_cast<unsigned>(number(iso.substr(8))));
}

std::string Date::to_string() const {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", year(), month(), day());
    return text.data();
}

Date Date::plus_days(int days) const {
    Date date;
    date.days_ = days_ + std::chrono::days(days);
    return date;
}

std::optional<Month> Month::parse(std::string_view text) {
    std::string digits(text);
    if (digits.size() == 7 && digits[4] == '-') digits.erase(4, 1);
    if (!is_digits(digits, 6)) return std::nullopt;
    Month month;
    month.year_ = number(std::string_view(digits).substr(0, 4));
    month.month_ = static_cast<unsigned>(number(std::string_view(digits).substr(4)));
    if (month.year_ < 1900 || month.year_ > 2199 || month.month_ < 1 || month.month_ > 12) return std::nullopt;
    return month;
}

std::string Month::to_string() const {
    std::array<char, 12> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u", year_, month_);
    return text.data();
}

}  // namespace lockbox

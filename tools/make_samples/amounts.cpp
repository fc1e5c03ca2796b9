#include "tools/make_samples/amounts.h"

#include <array>
#include <cctype>

namespace lockbox::samples {
namespace {

constexpr auto kUnits = std::to_array<std::string_view>(
    {"zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
     "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"});
constexpr auto kTens = std::to_array<std::string_view>(
    {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});
constexpr auto kMonths =
    std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July", "August",
                                     "September", "October", "November", "December"});

std::string two_digits(int number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

int dollars_of(Cents amount) {
    return static_cast<int>(amount.count() / 100);
}
int cents_of(Cents amount) {
    return static_cast<int>(amount.count() % 100);
}

std::string with_comma(int dollars) {
    std::string text = std::to_string(dollars);
    if (text.size() > 3) text.insert(text.size() - 3, ",");
    return text;
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

std::string number_words(int number) {
    if (number >= 1000)
        return number_words(number / 1000) + " thousand" + (number % 1000 ? " " + number_words(number % 1000) : "");
    if (number >= 100)
        return std::string(kUnits[static_cast<std::size_t>(number / 100)]) + " hundred" +
               (number % 100 ? " " + number_words(number % 100) : "");
    if (number < 20) return std::string(kUnits[static_cast<std::size_t>(number)]);
    return std::string(kTens[static_cast<std::size_t>(number / 10)]) +
           (number % 10 ? "-" + std::string(kUnits[static_cast<std::size_t>(number % 10)]) : "");
}

std::string legal_line(Cents amount, Random& random) {
    std::string words = number_words(dollars_of(amount));
    if (random.chance(0.3))
        for (char& c : words)
            if (c == '-') c = ' ';
    const double capitals = random.real(0, 1);
    if (capitals < 0.7)
        words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    else if (capitals < 0.8)
        words = upper(words);
    const std::string join = random.chance(0.75) ? " and " : random.chance(0.7) ? " & " : " dollars and ";
    const int cents = cents_of(amount);
    if (cents == 0) {
        constexpr auto kEven = std::to_array<std::string_view>({"00/100", "00/100", "no/100", "xx/100", "0/100"});
        return random.chance(0.12) ? words + " only" : words + join + std::string(random.pick(kEven));
    }
    return words + join + (random.chance(0.93) ? two_digits(cents) + "/100" : two_digits(cents) + "/xx");
}

std::string printed_legal_line(Cents amount) {
    return "*** " + upper(number_words(dollars_of(amount))) + " AND " + two_digits(cents_of(amount)) + "/100";
}

Figures courtesy_figures(Cents amount, Random& random) {
    const std::string dollars =
        random.chance(0.8) ? with_comma(dollars_of(amount)) : std::to_string(dollars_of(amount));
    const std::string cents = two_digits(cents_of(amount));
    const double style = random.real(0, 1);
    if (style < 0.66) return {.text = dollars + "." + cents};
    if (style < 0.74) return {.text = dollars + "-" + cents};
    if (style < 0.79) return {.text = dollars + "." + cents + "-"};
    if (style < 0.89) return {.text = dollars, .raised_cents = cents};
    return {.text = dollars, .raised_cents = cents, .over_hundred = true};
}

std::string written_date(Date date, Random& random) {
    const std::string day = std::to_string(date.day()), month = std::to_string(date.month());
    const std::string year = std::to_string(date.year()), short_year = two_digits(date.year() % 100);
    const std::string_view name = kMonths[date.month() - 1];
    switch (random.between(0, 8)) {
        case 0:
            return month + "/" + day + "/" + short_year;
        case 1:
            return month + "-" + day + "-" + short_year;
        case 2:
            return month + "/" + day + "/" + year;
        case 3:
            return two_digits(static_cast<int>(date.month())) + "/" + two_digits(static_cast<int>(date.day())) + "/" +
                   year;
        case 4:
            return std::string(name.substr(0, 3)) + " " + day + ", " + year;
        case 5:
            return month + "-" + day + "-" + year;
        case 6:
            return std::string(name) + " " + day + " " + year;
        case 7:
            return month + "." + day + "." + short_year;
        default:
            return std::string(name.substr(0, 3)) + ". " + day + ", '" + short_year;
    }
}

std::string long_date(Date date) {
    return std::string(kMonths[date.month() - 1]) + " " + std::to_string(date.day()) + ", " +
           std::to_string(date.year());
}

std::string slash_date(Date date) {
    return two_digits(static_cast<int>(date.month())) + "/" + two_digits(static_cast<int>(date.day())) + "/" +
           std::to_string(date.year());
}

std::string payee(Random& random) {
    constexpr auto kNames = std::to_array<std::string_view>(
        {"Health Connector", "Health Connector", "Health Connector", "MA Health Connector", "Mass Health Connector",
         "Mass. Health Connector", "Massachusetts Health Connector", "The Health Connector"});
    return std::string(random.pick(kNames));
}

std::string wrong_payee(Random& random) {
    constexpr auto kNames =
        std::to_array<std::string_view>({"Atlantic Gas & Electric", "Town of Plymouth", "Dr. Susan Feldman",
                                         "Bay Area Auto Loans", "Comm. of Mass - RMV", "City Water & Sewer"});
    return std::string(random.pick(kNames));
}

}  // namespace lockbox::samples

#pragma once
// Amounts, dates and payees in the forms that people give them on checks.

#include <string>

#include "ledger/date.h"
#include "ledger/money.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

/// "one thousand two hundred five": whole dollars, below one million.
[[nodiscard]] std::string number_words(int number);

/// The legal line in one of the common styles: "Ninety-four and 12/100", "one hundred three & no/100", "Fifty three
/// only".
[[nodiscard]] std::string legal_line(Cents amount, Random& random);
/// The same as machines print it: "*** NINETY-FOUR AND 12/100".
[[nodiscard]] std::string printed_legal_line(Cents amount);

/// The courtesy amount, without dollar sign.
struct Figures {
    std::string text;               ///< "94.12", "94-12", or "94" when the cents are raised
    std::string raised_cents = {};  ///< "12" over a stroke or over 100; empty when `text` is whole
    bool over_hundred = false;      ///< "100" is written under the stroke
};
[[nodiscard]] Figures courtesy_figures(Cents amount, Random& random);

[[nodiscard]] std::string written_date(Date date, Random& random);
[[nodiscard]] std::string long_date(Date date);   ///< "November 23, 2026"
[[nodiscard]] std::string slash_date(Date date);  ///< "11/23/2026"

[[nodiscard]] std::string payee(Random& random);
[[nodiscard]] std::string wrong_payee(Random& random);

}  // namespace lockbox::samples

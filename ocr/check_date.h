#pragma once
// The date of a check, in any usual American form, typed or written.

#include <string_view>

#include "ledger/date.h"
#include "ocr/remittance.h"
#include "ocr/text_engine.h"

namespace lockbox {

/// How likely a check received then bears this date, relative to the likeliest; 0 outside of 18 months back and 13 months
/// ahead, so that stale and postdated checks are read as what they say.
[[nodiscard]] double date_prior(Date date, Date received);

/// Every day that a check received on `received` can bear is spelled in every usual form (11/7/26, 11-07-2026,
/// Nov 7 2026, November 7th, 2026, 7 Nov 2026, 2026-11-07) and compared with the text; days shortly before the day of
/// receipt are likelier, without overruling a text that is clear. `illegible` when no day comes near.
/// The window is 18 months back and 13 months ahead, so that stale and postdated checks are read as what they say.
[[nodiscard]] Reading<Date> parse_check_date(std::string_view text, double reader_probability, Date received);

/// The clearest date among the words of a printed line, with its place; absent where none is clear.
[[nodiscard]] Reading<Date> date_in_print(const TextLine& line, Date received);

}  // namespace lockbox

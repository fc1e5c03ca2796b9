#pragma once
// How people write a date. Values are year * 10000 + month * 100 + day.

#include "ocr/grammar_search.h"

namespace lockbox {

/// 11/7/26  11-07-2026  11.7.26  11 7 26  Nov 7, 2026  November 7th '26  7 Nov 2026  2026-11-07; month first, as
/// Americans write. For lattices in lower case. Days that no month has (2/31) are the caller's to drop.
[[nodiscard]] const GrammarSearch& date_grammar();

}  // namespace lockbox

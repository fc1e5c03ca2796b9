#pragma once
// To whom a check is payable, and what else its words can forbid.

#include <string>
#include <string_view>
#include <vector>

#include "ocr/remittance.h"

namespace lockbox {

/// `accepted` in any of its spellings, read with errors: health_connector. Something that is clearly a different name:
/// other. Neither: unreadable. A wrong verdict `other` costs a straight-through payment, a wrong `health_connector`
/// a posting that was not ours; what lies between says unreadable.
[[nodiscard]] PayeeVerdict judge_payee(std::string_view text, double reader_probability,
                                       const std::vector<std::string>& accepted);

/// "Vermont Health Connect": other states have marketplaces of like names.
[[nodiscard]] bool names_another_state(std::string_view payee);

/// "paid in full" and the like, with no more reading errors than look-alikes in one character of eight.
[[nodiscard]] bool names_restriction(std::string_view text, const std::vector<std::string>& legends);

/// "By cashing you agree", "hold until" and the like (cashing_conditions), with about twice as many.
[[nodiscard]] bool names_condition(std::string_view text);

/// "CAD", "Canadian dollars", "EUR", "payable in ... funds" other than US funds, and the signs of pound and euro.
[[nodiscard]] bool names_foreign_currency(std::string_view text);

}  // namespace lockbox

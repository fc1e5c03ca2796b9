#pragma once
// What the free writing on a check can be: a name, a number, the insurer, words about insurance, or unreadable.

#include <string>
#include <string_view>
#include <vector>

#include "ledger/plan.h"
#include "matching/insurer_evidence.h"
#include "ocr/remittance.h"

namespace lockbox {

/// Whether the line may be somebody's name: letters, and neither an insurer, a bank, a town, the form's own print, nor
/// words about insurance.
[[nodiscard]] bool says_who(const TextReading& line, const InsurersWritten& insurers);

/// Whether every word of the line is one that people write about any premium: "health insurance", "dental", "Dec 2026".
[[nodiscard]] bool is_about_insurance(std::string_view line);

/// Whether the line names the payer's bank, which checks print among the places where people write.
[[nodiscard]] bool is_a_bank(std::string_view line);

/// Whether the line is a firm's name, which tells no person, however like one its words are ("Kelly Plumbing Co.").
[[nodiscard]] bool is_a_company(std::string_view line);

/// Whether every word of the line is one that checks have printed beside their fields: "AUTHORIZED SIGNATURE", "Memo".
[[nodiscard]] bool is_print_of_forms(std::string_view line);

/// Whether the line is a town and its state, as banks print where they are and people write where they live, and nothing
/// more: "Quincy, Massachusetts".
[[nodiscard]] bool is_a_place(std::string_view line);

/// Whether the line holds digits enough to be meant as an identifier, whatever their number.
[[nodiscard]] bool looks_like_a_number(std::string_view line);

/// How well the digits of the line fit one of the plan's identifiers, letters that look like digits taken as such:
/// 1 all of them, 0 none.
[[nodiscard]] double number_likeness(std::string_view line, const Plan& plan);

/// House number, street and ZIP code are all there, whatever else is.
[[nodiscard]] bool address_agrees(const std::vector<std::string>& lines, const Plan& plan);

}  // namespace lockbox

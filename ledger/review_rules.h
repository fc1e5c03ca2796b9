#pragma once
// What forbids a resolution before anything is written.

#include <optional>

#include "ledger/review_rows.h"

namespace lockbox {

/// Everything but the second person; the first thing wrong.
[[nodiscard]] std::optional<Error> objection_to(const Resolution& resolution, const OpenItem& item,
                                                std::string_view user, Date today);

/// The money that a resolution moves or keeps from moving; nullopt: not known, or no check.
[[nodiscard]] std::optional<Cents> money_at_stake(const Resolution& resolution, const OpenItem& item);

[[nodiscard]] bool needs_second_user(const Resolution& resolution, const OpenItem& item, const ReviewRules& rules);

}  // namespace lockbox

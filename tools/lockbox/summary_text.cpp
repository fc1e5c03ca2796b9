#include "tools/lockbox/summary_text.h"

#include <fmt/core.h>

namespace lockbox {
namespace {

std::string percent(int part, int whole) {
    return whole == 0 ? "-" : fmt::format("{:.1f} %", 100.0 * part / whole);
}

/// "counted 12, 1 more than scanned": what the operator has to look for.
std::string difference_text(const char* what, std::optional<int> counted, std::optional<int> difference) {
    if (!counted || !difference) return fmt::format("  {:<8} not counted by the operator\n", what);
    if (*difference == 0) return fmt::format("  {:<8} {} counted: agrees\n", what, *counted);
    return fmt::format("  {:<8} {} counted: scanned {} {}\n", what, *counted, std::abs(*difference),
                       *difference > 0 ? "more" : "fewer");
}

std::string total_text(const BatchSummary& summary) {
    if (!summary.control.total) return "  total    not counted by the operator\n";
    const std::string counted = fmt::format("  total    {} counted: ", summary.control.total->to_display());
    if (!summary.total_difference) {
        return counted + fmt::format("proven once the {} unknown amounts are settled\n", summary.unknown_amounts);
    }
    if (*summary.total_difference == Cents(0)) return counted + "agrees\n";
    const bool more = *summary.total_difference > Cents(0);
    const Cents size = more ? *summary.total_difference : Cents(0) - *summary.total_difference;
    return counted + fmt::format("scanned {} {}\n", size.to_display(), more ? "more" : "less");
}

}  // namespace

std::string summary_text(const BatchId& batch, const BatchSummary& summary) {
    std::string text =
        fmt::format("Batch {}: {}, {}; received {}, deposit of {}\n", batch.str(), to_word(summary.life),
                    to_word(summary.state), summary.received.to_string(), summary.deposit_date.to_string());
    text += fmt::format("  pages    {:>6} = {} filed + {} in review + {} checks\n", summary.pages, summary.pages_filed,
                        summary.pages_review, summary.pages_check);
    const bool some_left = summary.checks_left > 0;
    text +=
        fmt::format("  checks   {:>6} = {} posted ({}) + {} in review{}, in {} transactions\n", summary.checks,
                    summary.checks_posted, percent(summary.checks_posted, summary.checks), summary.checks_review,
                    some_left ? fmt::format(" + {} sent or paid back", summary.checks_left) : "", summary.envelopes);
    text += fmt::format("  money    {} = {} posted + {} in review{}", summary.scanned.to_display(),
                        summary.posted.to_display(), summary.in_review.to_display(),
                        some_left ? fmt::format(" + {} sent or paid back", summary.left.to_display()) : "");
    text += summary.unknown_amounts > 0
                ? fmt::format("; and {} checks whose amount a person must read\n", summary.unknown_amounts)
                : "\n";
    if (summary.not_payments > 0) {
        text += fmt::format("  no checks {:>5} pages that were taken for checks\n", summary.not_payments);
    }
    text += "Against the operator's count:\n";
    text += difference_text("pages", summary.control.pages, summary.pages_difference);
    text += difference_text("checks", summary.control.checks, summary.checks_difference);
    text += total_text(summary);
    if (!summary.reasons.empty()) text += "In review, by reason (an item may have several):\n";
    for (const auto& [reason, count] : summary.reasons) {
        text += fmt::format("  {:>4}  {:<20} {}\n", count, to_word(reason), to_sentence(reason));
    }
    if (!summary.adds_up())
        text += "  THE FIGURES DO NOT ADD UP: this is a fault in the program; do not use this batch.\n";
    return text;
}

const char* second_person_text(bool differs) {
    return differs ? "This differs from what another person entered first: neither counts. It needs another person."
                   : "Recorded. It takes effect when a second person decides the same.";
}

}  // namespace lockbox

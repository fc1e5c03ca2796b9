#include "ocr/check_labels.h"

#include <algorithm>
#include <array>
#include <string>

#include "ocr/ctc.h"
#include "ocr/fuzzy_text.h"

namespace lockbox {
namespace {

struct LabelWords {
    std::string_view text;
    CheckLabel label;
};
/// Forms say it in many ways ("PURCHASER, SIGNER FOR DRAWER:", "PAYMENT FOR/ACCT. #:"): of what stands in a label, the
/// phrase that is first in this list tells what it asks for.
constexpr std::array<LabelWords, 20> kLabels = {{{"pay to the order of", CheckLabel::payee},
                                                 {"payable to", CheckLabel::payee},
                                                 {"order of", CheckLabel::payee},
                                                 {"pay to", CheckLabel::payee},
                                                 {"purchaser", CheckLabel::payer},
                                                 {"remitter", CheckLabel::payer},
                                                 {"sender", CheckLabel::payer},
                                                 {"from", CheckLabel::payer},
                                                 {"payment for", CheckLabel::memo},
                                                 {"used for", CheckLabel::memo},
                                                 {"account", CheckLabel::memo},
                                                 {"reference", CheckLabel::memo},
                                                 {"acct", CheckLabel::memo},
                                                 {"memo", CheckLabel::memo},
                                                 {"address", CheckLabel::address},
                                                 {"signature", CheckLabel::signature},
                                                 {"signed", CheckLabel::signature},
                                                 {"date", CheckLabel::date},
                                                 {"for", CheckLabel::memo},
                                                 {"re", CheckLabel::memo}}};

/// Whole words; of a phrase of some length one letter in six may be misread.
bool says(std::string_view words, std::string_view phrase) {
    if (phrase.size() < 6)
        return (" " + std::string(words) + " ").find(" " + std::string(phrase) + " ") != std::string::npos;
    return words.size() + 1 >= phrase.size() &&
           distance_within(phrase, words) <= static_cast<double>(phrase.size()) / 6;
}

}  // namespace

std::optional<CheckLabel> label_of(std::string_view text) {
    const std::string words = plain_words(text);
    const auto known =
        std::find_if(kLabels.begin(), kLabels.end(), [&](const LabelWords& label) { return says(words, label.text); });
    return known == kLabels.end() ? std::nullopt : std::optional(known->label);
}

bool is_label_of_payer(std::string_view text) {
    constexpr std::array<std::string_view, 5> kOfPayer = {"name", "address", "phone", "telephone", "city state zip"};
    return std::find(kOfPayer.begin(), kOfPayer.end(), plain_words(text)) != kOfPayer.end();
}

std::optional<CheckLabel> label_of_pixels(const Lattice& line) {
    constexpr double kFitsNats = 1.0;       // per letter
    constexpr std::size_t kLettersMin = 4;  // "for" and "re" stand in too many words
    if (line.empty()) return std::nullopt;
    const LineForTexts small(folded_to_lower(line));
    std::optional<CheckLabel> best;
    double best_nats = -kFitsNats;
    for (const LabelWords& label : kLabels) {
        if (label.text.size() < kLettersMin) continue;
        const double nats = small.log_ratio_within(label.text) / static_cast<double>(label.text.size());
        if (nats <= best_nats) continue;
        best = label.label;
        best_nats = nats;
    }
    return best;
}

}  // namespace lockbox

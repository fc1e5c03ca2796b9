#include "matching/legend_suspicion.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>

#include "matching/folded_text.h"
#include "ocr/lattice_code.h"
#include "ocr/legend_words.h"
#include "ocr/words_in_pixels.h"

namespace lockbox {
namespace {

/// Per character: how badly what is suspected may fit, and how much better what is known must, to explain the line.
struct Suspicion {
    double perhaps_nats, better_nats;
};

// Of 171 drawn checks with a legend, in hands never seen, 167 have a line (the payer's left out) that shows more than
// the first, 164 one that nothing else fits better by the second; of 774 others that post none has.
constexpr Suspicion kOfLegends{2.8, 0.5};
// Few write these: they must fit better than all that is known.
constexpr Suspicion kOfCurrencies{1.8, 0}, kOfConditions{1.8, 0};

constexpr double kLegible = 0.9;        // probability
constexpr std::size_t kLettersMin = 5;  // what is shorter fits somewhere in any line

// What checks have in print where people write, and what people write about any premium.
constexpr std::array<std::string_view, 22> kUsual = {
    "savings bank",    "national bank",      "credit union",         "federal credit",    "trust company",
    "bank of",         "five cents savings", "authorized signature", "signature",         "for deposit only",
    "account number",  "member id",          "health connector",     "health plan",       "insurance",
    "premium",         "payable through",    "original document",    "security features", "microprint",
    "stains or spots", "appears as dotted"};

std::string in_small_letters(std::string_view text) {
    std::string all;
    for (const std::string& word : folded_words(text)) all += (all.empty() ? "" : " ") + word;
    return all;
}

/// All that the writing may rightly say.
std::vector<std::string> known_texts(const std::vector<const Plan*>& plans, const Policy& policy) {
    std::vector<std::string> texts(kUsual.begin(), kUsual.end());
    const auto add = [&](std::string_view text) { texts.push_back(in_small_letters(text)); };
    for (const Plan* plan : plans) {
        add(plan->first_name + ' ' + plan->last_name);
        add(plan->last_name + ' ' + plan->first_name);
        for (const std::string& text : {plan->first_name, plan->last_name, plan->address, plan->city, plan->zip})
            add(text);
        for (const std::string& text : {plan->member_id.str(), plan->billing_account.str(), plan->enrollment_id.str()})
            add(text);
    }
    for (const Insurer& insurer : policy.insurers) {
        add(insurer.name);
        for (const std::string& alias : insurer.aliases) add(alias);
    }
    return texts;
}

/// The one of the texts that fits best, and how well.
struct BestFit {
    double nats = -std::numeric_limits<double>::infinity();
    std::size_t length = 0;
};
BestFit best_fit(const WordsInPixels& line, const std::vector<std::string>& texts) {
    BestFit best;
    for (const std::string& text : texts) {
        if (text.size() < kLettersMin) continue;
        if (const double nats = line.nats(text); nats > best.nats) best = {nats, text.size()};
    }
    return best;
}

bool may_say(const std::vector<std::string>& suspected, Suspicion suspicion, const CheckMaterial& material,
             const std::vector<const Plan*>& plans, const Policy& policy) {
    if (material.check().instrument == Instrument::bank_bill_pay) return false;  // all of it is print
    std::vector<const TextReading*> lines = material.writing;
    for (const TextReading& line : material.check().upper_writing) lines.push_back(&line);
    std::vector<std::string> known;
    return std::any_of(lines.begin(), lines.end(), [&](const TextReading* reading) {
        if (reading->sure(kLegible)) return false;  // its words were asked
        const auto lattice = decode_lattice(reading->lattice);
        if (!lattice || lattice.value().empty()) return false;
        const WordsInPixels line(*lattice);
        const BestFit best = best_fit(line, suspected);
        if (best.nats < -suspicion.perhaps_nats || !line.is_ahead_of_chance(best.nats, best.length)) return false;
        if (known.empty()) known = known_texts(plans, policy);
        return best_fit(line, known).nats < best.nats + suspicion.better_nats;
    });
}

}  // namespace

bool may_bear_a_legend(const CheckMaterial& material, const std::vector<const Plan*>& plans, const Policy& policy) {
    return may_say(usual_legends(), kOfLegends, material, plans, policy) ||
           may_say(cashing_conditions(), kOfConditions, material, plans, policy);
}

bool may_name_a_currency(const CheckMaterial& material, const std::vector<const Plan*>& plans, const Policy& policy) {
    return may_say(foreign_currencies(), kOfCurrencies, material, plans, policy);
}

}  // namespace lockbox

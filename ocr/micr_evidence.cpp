#include "ocr/micr_evidence.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "ledger/routing_number.h"

namespace lockbox {

namespace {

constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;
constexpr double kSamePlace_px = 0.5 * kPitch_px;
constexpr double kFitsWell = 0.85;  // correlation of clean print; what only resembles a character stays below
constexpr std::size_t kTransitDigits = 9;

/// A second reader that works differently says the same this many times as often where the first is right as where it
/// is wrong, and something else this many times as rarely.
constexpr double kLikelihoodRatio = 20;

/// By Bayes' rule.
double after_evidence(double probability, double likelihood_ratio) {
    return probability * likelihood_ratio / (probability * likelihood_ratio + 1 - probability);
}

std::vector<MicrCharacter>::iterator nearest(std::vector<MicrCharacter>& characters, double right_px) {
    return std::min_element(characters.begin(), characters.end(), [&](const auto& a, const auto& b) {
        return std::abs(a.right_px - right_px) < std::abs(b.right_px - right_px);
    });
}

}  // namespace

void heed_templates(const std::vector<MicrMark>& marks, std::vector<MicrCharacter>& characters) {
    std::erase_if(characters, [&](const MicrCharacter& character) {
        return character.symbol == '?' && std::none_of(marks.begin(), marks.end(), [&](const MicrMark& mark) {
                   const double reach_px = mark.symbol == '?' ? kPitch_px : kSamePlace_px;
                   return std::abs(mark.right_px - character.right_px) < reach_px;
               });
    });
    std::vector<MicrCharacter> unread;
    for (const MicrMark& mark : marks) {
        if (mark.symbol == '?') continue;
        const auto character = nearest(characters, mark.right_px);
        if (character == characters.end() || std::abs(character->right_px - mark.right_px) > kSamePlace_px) {
            if (mark.correlation > kFitsWell) unread.push_back({'?', 0, mark.right_px, {}});
            continue;
        }
        if (mark.symbol != character->symbol) {
            if (mark.correlation > kFitsWell)
                character->probability = after_evidence(character->probability, 1 / kLikelihoodRatio);
            continue;
        }
        character->right_px = mark.right_px;
        if (mark.correlation > kFitsWell)
            character->probability = after_evidence(character->probability, kLikelihoodRatio);
    }
    characters.insert(characters.end(), unread.begin(), unread.end());
    std::stable_sort(characters.begin(), characters.end(),
                     [](const auto& a, const auto& b) { return a.right_px < b.right_px; });
}

void heed_check_digit(std::vector<MicrCharacter>& characters) {
    constexpr double kLikely = 0.9;  // of every digit: below this the check digit would be guessing
    std::string text;
    for (const MicrCharacter& character : characters) text += character.symbol;
    for (std::size_t i = 1; i + kTransitDigits < characters.size(); ++i) {
        if (text[i - 1] != 'A' || text[i + kTransitDigits] != 'A') continue;
        if (!RoutingNumber::parse(text.substr(i, kTransitDigits))) continue;
        double all = 1, least = 1;
        for (std::size_t k = i; k < i + kTransitDigits; ++k)
            all *= characters[k].probability, least = std::min(least, characters[k].probability);
        if (least < kLikely) continue;
        for (std::size_t k = i; k < i + kTransitDigits; ++k) {
            double& own = characters[k].probability;
            own = 1 - (1 - own) * (1 - all / own);
        }
        i += kTransitDigits;
    }
}

}  // namespace lockbox

#include "tools/read/reading_modes.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>

#include "ocr/amount_grammar.h"
#include "ocr/calibration.h"
#include "ocr/ctc.h"
#include "ocr/field_calibration.h"
#include "ocr/fuzzy_text.h"
#include "ocr/micr_reader.h"

namespace lockbox {
namespace {

/// A string alone: its share of all strings, made less sure of itself.
ReadLine text_of(const Lattice& lattice, const Calibration& calibration) {
    const GreedyText greedy = greedy_text(lattice);
    if (greedy.text.empty()) return {};
    const std::vector<Meaning> meanings = {{0, log_probability(lattice, greedy.text)}};
    return {greedy.text, calibrated(meanings, {}, calibration).front().probability, {}, meanings, {}};
}

ReadLine value_of(const Lattice& lattice, const GrammarSearch& grammar, const Calibration& calibration) {
    std::vector<Meaning> meanings = grammar(lattice);
    if (meanings.empty()) return {};
    const GreedyText free = greedy_text(lattice);
    const Alternative<std::int64_t> best = calibrated(meanings, free, calibration, 1).front();
    return {std::to_string(best.value), best.probability, {}, std::move(meanings), free};
}

ReadLine micr_of(const PageImage& image) {
    // The best characters, however doubtful: how sure they are stands beside them. What stays '?' has no best one.
    MicrReading micr = read_micr_line(image, {.sure_probability = 0});
    double lowest = micr.line.empty() ? 0 : 1;
    for (const double probability : micr.character_probability) lowest = std::min(lowest, probability);
    std::erase(micr.line, '?');
    return {micr.line, lowest, {}, {}, {}};
}

}  // namespace

ReadLine read_as(ReadAs mode, LineNet& net, const PageImage& image) {
    if (mode == ReadAs::micr) return micr_of(image);
    const Lattice lattice = net.read(image, image.bounds());
    if (lattice.empty()) return {};
    switch (mode) {
        case ReadAs::digits: {
            ReadLine line = value_of(lattice, digits_grammar(), kDigitsCalibration);
            if (!line.best.empty()) line.best.erase(0, 1);  // the 1 that keeps leading zeros
            return line;
        }
        case ReadAs::amount: {
            ReadLine line = value_of(lattice, figures_grammar(), kFiguresCalibration);
            if (!line.best.empty()) line.best = Cents(std::stoll(line.best)).to_string();
            return line;
        }
        case ReadAs::name:
            return text_of(restricted(folded_to_lower(lattice), "abcdefghijklmnopqrstuvwxyz .,'-&"), kTextCalibration);
        default:
            return text_of(lattice, kTextCalibration);
    }
}

std::string comparable(ReadAs mode, std::string_view text) {
    std::string kept;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (mode == ReadAs::digits ? std::isdigit(byte) != 0 : mode == ReadAs::text || c != ' ') kept += c;
    }
    return mode == ReadAs::name ? lower_case(kept) : kept;
}

Lexicon::Lexicon(std::vector<std::string> entries) : entries_(std::move(entries)) {
    for (const std::string& entry : entries_) compared_.push_back(lower_case(entry));
}

ReadLine Lexicon::best(const Lattice& lattice, const std::optional<std::string>& truth) const {
    constexpr std::size_t kShortList = 300;
    if (lattice.empty() || entries_.empty()) return {};
    const Lattice folded = folded_to_lower(lattice);
    std::vector<std::pair<double, std::size_t>> list;
    for (std::size_t i = 0; i < compared_.size(); ++i)
        list.emplace_back(best_way_log_probability(folded, compared_[i]), i);
    const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(kShortList, list.size()));
    std::partial_sort(list.begin(), end, list.end(), std::greater<>());
    const double own_way = truth ? best_way_log_probability(folded, lower_case(*truth)) : 0;
    const auto ahead = static_cast<std::size_t>(
        std::count_if(list.begin(), list.end(), [&](const auto& entry) { return entry.first > own_way; }));
    list.erase(end, list.end());
    for (auto& [score, entry] : list) score = log_probability(folded, compared_[entry]);
    std::sort(list.begin(), list.end(), std::greater<>());
    ReadLine line;
    line.best = entries_[list.front().second];
    double sum = std::exp(-kTextCalibration.rival_nats);
    for (const auto& [score, entry] : list) {
        sum += std::exp(kTextCalibration.sharpness * (score - list.front().first));
    }
    line.probability = 1 / sum;
    if (!truth) return line;
    // Within the short list the exact scores rank; behind it the best ways do.
    const double own = log_probability(folded, lower_case(*truth));
    const auto better = [&](const auto& entry) { return entry.first > own; };
    const auto exact = static_cast<std::size_t>(std::count_if(list.begin(), list.end(), better));
    line.rank = 1 + (exact < list.size() ? exact : std::max(exact, ahead));
    return line;
}

}  // namespace lockbox

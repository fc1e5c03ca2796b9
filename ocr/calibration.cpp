#include "ocr/calibration.h"

#include <algorithm>
#include <cmath>

namespace lockbox {

std::vector<Alternative<std::int64_t>> calibrated(const std::vector<Meaning>& meanings, const GreedyText& free,
                                                  const Calibration& calibration, std::size_t count) {
    constexpr double kNeverCertain = 1e-6;
    std::vector<Alternative<std::int64_t>> alternatives;
    if (meanings.empty()) return alternatives;
    const double best = meanings.front().log_probability;
    const auto weight = [&](double log_probability) {
        return std::exp(calibration.sharpness * (log_probability - best));
    };
    // The rival never vanishes: where the grammar explains the line as well as anything could, it keeps exp(-agreed).
    const double rival_nats =
        calibration.rival_nats + calibration.rival_nats_per_character * static_cast<double>(free.text.size());
    const double agreed_nats = calibration.agreed_nats > 0 ? calibration.agreed_nats : rival_nats;
    const double ahead = weight(std::max(free.log_probability, best));
    double sum = std::exp(-rival_nats) * (ahead - 1) + std::exp(-agreed_nats);
    for (const Meaning& meaning : meanings) sum += weight(meaning.log_probability);
    for (const Meaning& meaning : meanings) {
        if (alternatives.size() == count) break;
        alternatives.push_back({meaning.value, std::min(weight(meaning.log_probability) / sum, 1 - kNeverCertain)});
    }
    return alternatives;
}

}  // namespace lockbox

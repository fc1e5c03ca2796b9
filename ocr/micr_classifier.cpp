#include "ocr/micr_classifier.h"

#include <algorithm>
#include <cmath>

#include "ocr/micr_weights.h"

namespace lockbox {

namespace {

constexpr std::size_t kInputs = MicrWeights::kInputs, kHidden = MicrWeights::kHidden, kOutputs = MicrWeights::kOutputs;
constexpr std::size_t kLanes = 24;
static_assert(kInputs % kLanes == 0);

std::array<float, kHidden * kInputs> unpack_hidden() {
    std::array<float, kHidden * kInputs> real;
    std::transform(kMicrWeights.hidden.begin(), kMicrWeights.hidden.end(), real.begin(),
                   [](std::int8_t w) { return static_cast<float>(w) * kMicrWeights.hidden_scale; });
    return real;
}

/// Windows are taken at contrast one: their pixels, less their mean, have norm one.
std::array<float, kHidden> hidden_layer(const MicrCoarseWindow& window) {
    static const std::array<float, kHidden* kInputs> kWeights = unpack_hidden();
    std::array<float, kHidden> units;
    for (std::size_t unit = 0; unit < kHidden; ++unit) {
        std::array<float, kLanes> sum{};
        for (std::size_t i = 0; i < kInputs; i += kLanes)
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                sum[lane] += window.ink[i + lane] * kWeights[unit * kInputs + i + lane];
        float total = 0;
        for (const float part : sum) total += part;
        units[unit] = std::max(0.0F, total * window.inverse_norm + kMicrWeights.hidden_bias[unit]);
    }
    return units;
}

}  // namespace

std::array<double, kE13bSymbolCount> classify(const MicrCoarseWindow& window) {
    const std::array<float, kHidden> units = hidden_layer(window);
    std::array<double, kOutputs> outputs;
    for (std::size_t output = 0; output < kOutputs; ++output) {
        double sum = 0;
        for (std::size_t unit = 0; unit < kHidden; ++unit)
            sum += static_cast<double>(units[unit]) * kMicrWeights.output[output * kHidden + unit];
        outputs[output] =
            (sum * kMicrWeights.output_scale + kMicrWeights.output_bias[output]) / kMicrWeights.temperature;
    }
    const double most = *std::max_element(outputs.begin(), outputs.end());
    double total = 0;
    for (double& output : outputs) total += output = std::exp(output - most);
    std::array<double, kE13bSymbolCount> posterior;
    for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol) posterior[symbol] = outputs[symbol] / total;
    return posterior;
}

}  // namespace lockbox

#pragma once
// The trained weights of the MICR classifier. Whole numbers; a layer's weights are these times its scale.

#include <array>
#include <cstdint>

#include "ocr/micr_template.h"

namespace lockbox {

struct MicrWeights {
    static constexpr std::size_t kInputs = MicrCoarseWindow::kPixels, kHidden = 48, kOutputs = 15;
    float hidden_scale, output_scale;
    float temperature;  ///< divides the outputs; set on real lines that took no part in training
    std::array<std::int8_t, kHidden * kInputs> hidden;  ///< row by row, one row per hidden unit
    std::array<float, kHidden> hidden_bias;
    std::array<std::int8_t, kOutputs * kHidden> output;
    std::array<float, kOutputs> output_bias;
};

extern const MicrWeights kMicrWeights;

}  // namespace lockbox

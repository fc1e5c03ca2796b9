#pragma once
// The trained weights of the MICR network. Written by tools/train/micr/export.py.

#include <array>
#include <string_view>

namespace lockbox {

/// A convolution over rows, columns and channels; zeros stand around what comes in.
struct MicrLayer {
    int inputs, outputs, kernel_rows, kernel_columns, stride_rows, stride_columns, padding_rows, padding_columns;
    std::string_view weights;  ///< by kernel row, kernel column, input, output; a character each, see micr_weight
    std::array<float, 64> scale, bias;  ///< of each output
};

/// Weights are whole numbers from -44 to 44 times the scale of their output, written as the printable characters from
/// '#' on without '?' (it would make trigraphs) and '\'.
[[nodiscard]] constexpr int micr_weight(char written) {
    return written - '#' - (written > '?' ? 1 : 0) - (written > '\\' ? 1 : 0) - 44;
}

struct MicrWeights {
    float temperature;  ///< divides the outputs; set on real lines that took no part in training
    std::array<MicrLayer, 6> layers;
};

extern const MicrWeights kMicrWeights;

}  // namespace lockbox

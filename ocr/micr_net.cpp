#include "ocr/micr_net.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>

#include "ocr/micr_weights.h"

namespace lockbox {

namespace {

constexpr std::size_t kLanes = 8;  // outputs that are computed side by side, so that vector registers may be used
constexpr std::size_t kTile = 4;   // columns that share the loads of a weight

/// Values by row, column and channel, the next layer's padding of zeros included.
struct Plane {
    std::size_t rows, columns, channels;
    std::vector<float> values;

    Plane(std::size_t r, std::size_t c, std::size_t n) : rows(r), columns(c), channels(n), values(r * c * n) {}
    [[nodiscard]] std::size_t index(std::size_t row, std::size_t column) const {
        return (row * columns + column) * channels;
    }
};

/// A convolution whose outputs are filled up to whole blocks of lanes; weights by block, kernel row, kernel column,
/// input, lane.
struct Layer {
    std::size_t inputs, blocks, kernel_rows, kernel_columns, stride_rows, stride_columns, padding_rows, padding_columns;
    std::vector<float> weights, bias;
};

Layer unpacked(const MicrLayer& packed) {
    const auto size = [](int n) { return static_cast<std::size_t>(n); };
    const std::size_t outputs = size(packed.outputs), taps = packed.weights.size() / outputs;
    Layer layer{size(packed.inputs),
                (outputs + kLanes - 1) / kLanes,
                size(packed.kernel_rows),
                size(packed.kernel_columns),
                size(packed.stride_rows),
                size(packed.stride_columns),
                size(packed.padding_rows),
                size(packed.padding_columns),
                {},
                {}};
    layer.weights.resize(layer.blocks * taps * kLanes);
    layer.bias.resize(layer.blocks * kLanes);
    for (std::size_t output = 0; output < outputs; ++output) {
        const std::size_t block = output / kLanes, lane = output % kLanes;
        layer.bias[output] = packed.bias[output];
        for (std::size_t tap = 0; tap < taps; ++tap)
            layer.weights[(block * taps + tap) * kLanes + lane] =
                static_cast<float>(micr_weight(packed.weights[tap * outputs + output])) * packed.scale[output];
    }
    return layer;
}

const std::vector<Layer>& layers() {
    static const std::vector<Layer> kLayers = [] {
        std::vector<Layer> all;
        std::transform(kMicrWeights.layers.begin(), kMicrWeights.layers.end(), std::back_inserter(all), unpacked);
        return all;
    }();
    return kLayers;
}

// The compiler's own vectors, which become the registers that the processor has.
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));
struct Tile {
    Lanes column[kTile];
};

/// Adds one kernel row: `taps` neighbouring values from `from` on, `step` values further for each column of the tile.
void add_products(const float* from, std::size_t step, std::size_t taps, const float* weights, Tile& tile) {
    Tile sum = tile;
    for (std::size_t tap = 0; tap < taps; ++tap, weights += kLanes) {
        Lanes of_tap;
        std::memcpy(&of_tap, weights, sizeof of_tap);
        for (std::size_t column = 0; column < kTile; ++column) sum.column[column] += from[column * step + tap] * of_tap;
    }
    tile = sum;
}

/// The layer on `in`, which has its padding; what comes out has that of `next`. `in` makes whole tiles of columns.
Plane convolve(const Layer& layer, const Plane& in, const Layer* next) {
    const std::size_t padding_rows = next ? next->padding_rows : 0, padding_columns = next ? next->padding_columns : 0;
    const std::size_t rows = (in.rows - layer.kernel_rows) / layer.stride_rows + 1,
                      columns = (in.columns - layer.kernel_columns) / layer.stride_columns + 1;
    const std::size_t taps = layer.kernel_columns * layer.inputs, step = layer.stride_columns * layer.inputs;
    const float least = next ? 0.0F : -std::numeric_limits<float>::infinity();  // rectified, but for the last layer
    Plane out(rows + 2 * padding_rows, columns + 2 * padding_columns, layer.blocks * kLanes);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; column += kTile)
            for (std::size_t block = 0; block < layer.blocks; ++block) {
                Tile tile;
                for (Lanes& sums : tile.column) std::memcpy(&sums, &layer.bias[block * kLanes], sizeof sums);
                for (std::size_t k = 0; k < layer.kernel_rows; ++k)
                    add_products(&in.values[in.index(row * layer.stride_rows + k, column * layer.stride_columns)], step,
                                 taps, &layer.weights[(block * layer.kernel_rows + k) * taps * kLanes], tile);
                for (std::size_t c = 0; c < kTile; ++c) {
                    const std::size_t at = out.index(row + padding_rows, column + c + padding_columns);
                    for (std::size_t lane = 0; lane < kLanes; ++lane)
                        out.values[at + block * kLanes + lane] = std::max(least, tile.column[c][lane]);
                }
            }
    return out;
}

/// The image with the first layer's padding, filled up with paper to whole tiles of frames.
Plane input_plane(const MicrNetImage& image, const Layer& first) {
    const std::size_t whole = kTile * first.stride_columns, width = static_cast<std::size_t>(image.width_px);
    Plane plane(MicrNetImage::kHeight_px + 2 * first.padding_rows,
                (width + whole - 1) / whole * whole + 2 * first.padding_columns, 1);
    for (std::size_t y = 0; y < MicrNetImage::kHeight_px; ++y)
        std::copy_n(image.ink.begin() + static_cast<std::ptrdiff_t>(y * width), width,
                    plane.values.begin() +
                        static_cast<std::ptrdiff_t>(plane.index(y + first.padding_rows, first.padding_columns)));
    return plane;
}

MicrFrame softmax(const float* outputs) {
    MicrFrame frame;
    std::copy_n(outputs, frame.size(), frame.begin());
    const float most = *std::max_element(frame.begin(), frame.end());
    float total = 0;
    for (float& value : frame) total += value = std::exp((value - most) / kMicrWeights.temperature);
    for (float& value : frame) value /= total;
    return frame;
}

}  // namespace

MicrNetImage net_image(const MicrStrip& strip, int left_px, int right_px) {
    MicrNetImage image;
    image.left_px = std::max(0, left_px);
    image.width_px = std::max(0, (std::min(right_px, strip.width_px) - image.left_px) / 2);
    image.ink.reserve(static_cast<std::size_t>(image.width_px) * MicrNetImage::kHeight_px);
    for (int y = 0; y < MicrNetImage::kHeight_px; ++y)
        for (int x = 0; x < image.width_px; ++x) {
            const auto at = static_cast<std::size_t>(2 * y * strip.width_px + image.left_px + 2 * x);
            const auto below = at + static_cast<std::size_t>(strip.width_px);
            image.ink.push_back((strip.ink[at] + strip.ink[at + 1] + strip.ink[below] + strip.ink[below + 1]) / 4);
        }
    return image;
}

std::vector<MicrFrame> read_frames(const MicrNetImage& image) {
    std::vector<MicrFrame> frames;
    if (image.width_px == 0) return frames;
    Plane plane = input_plane(image, layers().front());
    for (std::size_t i = 0; i < layers().size(); ++i)
        plane = convolve(layers()[i], plane, i + 1 < layers().size() ? &layers()[i + 1] : nullptr);
    const auto count = static_cast<std::size_t>(image.width_px / 2);
    for (std::size_t t = 0; t < count; ++t) frames.push_back(softmax(&plane.values[t * plane.channels]));
    return frames;
}

}  // namespace lockbox

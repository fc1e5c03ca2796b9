// The MICR network against a slow twin, and what its frames say as characters.

#include "ocr/micr_net.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>

#include "ocr/micr_decode.h"
#include "ocr/micr_weights.h"

using namespace lockbox;

namespace {

using Volume = std::vector<std::vector<std::vector<double>>>;  // rows, columns, channels

/// A convolution by its definition.
Volume convolved(const MicrLayer& layer, const Volume& in, bool rectified) {
    const int rows = static_cast<int>(in.size()), columns = static_cast<int>(in[0].size());
    Volume out;
    for (int y = -layer.padding_rows; y + layer.kernel_rows <= rows + layer.padding_rows; y += layer.stride_rows) {
        out.emplace_back();
        for (int x = -layer.padding_columns; x + layer.kernel_columns <= columns + layer.padding_columns;
             x += layer.stride_columns) {
            out.back().emplace_back();
            for (int output = 0; output < layer.outputs; ++output) {
                double sum = 0;
                for (int ky = 0; ky < layer.kernel_rows; ++ky)
                    for (int kx = 0; kx < layer.kernel_columns; ++kx)
                        for (int input = 0; input < layer.inputs; ++input) {
                            if (y + ky < 0 || y + ky >= rows || x + kx < 0 || x + kx >= columns) continue;
                            const int at =
                                ((ky * layer.kernel_columns + kx) * layer.inputs + input) * layer.outputs + output;
                            sum += micr_weight(layer.weights[static_cast<std::size_t>(at)]) *
                                   in[static_cast<std::size_t>(y + ky)][static_cast<std::size_t>(x + kx)]
                                     [static_cast<std::size_t>(input)];
                        }
                const auto o = static_cast<std::size_t>(output);
                const double value = sum * static_cast<double>(layer.scale[o]) + static_cast<double>(layer.bias[o]);
                out.back().back().push_back(rectified ? std::max(0.0, value) : value);
            }
        }
    }
    return out;
}

std::vector<MicrFrame> slow_frames(const MicrNetImage& image) {
    Volume volume;
    for (int y = 0; y < MicrNetImage::kHeight_px; ++y) {
        volume.emplace_back();
        for (int x = 0; x < image.width_px; ++x)
            volume.back().push_back({static_cast<double>(image.ink[static_cast<std::size_t>(y * image.width_px + x)])});
    }
    for (const MicrLayer& layer : kMicrWeights.layers)
        volume = convolved(layer, volume, &layer != &kMicrWeights.layers.back());
    std::vector<MicrFrame> frames;
    for (const std::vector<double>& outputs : volume.at(0)) {
        MicrFrame frame;
        double total = 0;
        for (const double output : outputs) total += std::exp(output / static_cast<double>(kMicrWeights.temperature));
        for (std::size_t i = 0; i < frame.size(); ++i)
            frame[i] = static_cast<float>(std::exp(outputs[i] / static_cast<double>(kMicrWeights.temperature)) / total);
        frames.push_back(frame);
    }
    return frames;
}

/// Frames in which each letter of `plan` (a symbol, or '.' for none) is likely by `sure`; the rest is shared.
std::vector<MicrFrame> frames_of(const std::string& plan, float sure) {
    std::vector<MicrFrame> frames;
    for (const char c : plan) {
        MicrFrame frame;
        frame.fill((1 - sure) / kE13bSymbolCount);
        frame[c == '.' ? 0 : 1 + kE13bSymbols.find(c)] = sure;
        frames.push_back(frame);
    }
    return frames;
}

std::string text_of(const std::vector<MicrCharacter>& characters) {
    std::string text;
    for (const MicrCharacter& character : characters) text += character.symbol;
    return text;
}

}  // namespace

TEST_CASE("the network agrees with its slow twin at every width") {
    std::mt19937 random(5);
    for (const int width_px : {8, 16, 64, 200}) {
        MicrNetImage image{.width_px = width_px, .left_px = 0, .ink = {}};
        for (int i = 0; i < width_px * MicrNetImage::kHeight_px; ++i)
            image.ink.push_back(static_cast<float>(random() % 256) / 255);
        const auto fast = read_frames(image), slow = slow_frames(image);
        REQUIRE(fast.size() == slow.size());
        for (std::size_t t = 0; t < fast.size(); ++t)
            for (std::size_t i = 0; i < fast[t].size(); ++i)
                CHECK(fast[t][i] == doctest::Approx(slow[t][i]).epsilon(0.001).scale(0.01));
    }
}

TEST_CASE("images of any width have a frame for every two columns") {
    for (int width_px = 0; width_px < 24; ++width_px) {
        const MicrNetImage paper{
            .width_px = width_px, .left_px = 0, .ink = std::vector<float>(static_cast<std::size_t>(width_px * 28))};
        CHECK(read_frames(paper).size() == static_cast<std::size_t>(width_px / 2));
    }
}

TEST_CASE("frames become characters") {
    struct Row {
        const char* frames;
        const char* text;
    };
    // clang-format off
    const std::vector<Row> rows = {
        {"",                          ""},
        {"............",              ""},
        {"...1....2....3...",         "123"},
        {"...11...22...333..",        "123"},   // a run is one character
        {"...1....1....1...",         "111"},   // "none" parts two of the same
        {"..A.....0.....A............C....", "A0AC"},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(std::string(row.frames));
        const auto characters = decode_frames(frames_of(row.frames, 0.9999F), 0);
        CHECK(text_of(characters) == row.text);
        for (const MicrCharacter& character : characters) CHECK(character.probability > 0.99);
    }
}

TEST_CASE("a character's probability counts every way to read its frames") {
    // One frame in doubt between two digits.
    auto frames = frames_of("...1....2....3...", 1.0F);
    frames[8][1 + 2] = 0.7F, frames[8][1 + 7] = 0.3F;
    auto characters = decode_frames(frames, 0);
    REQUIRE(text_of(characters) == "123");
    CHECK(characters[1].probability == doctest::Approx(0.7));
    CHECK(characters[1].as[2] == doctest::Approx(0.7));
    CHECK(characters[1].as[7] == doctest::Approx(0.3));
    CHECK(characters[0].probability == doctest::Approx(1));

    // Two frames, in either of which or in both the digit may stand.
    frames = frames_of("...1....2....3...", 1.0F);
    frames[8][1 + 2] = 0.6F, frames[8][0] = 0.4F;
    frames[9][1 + 2] = 0.5F, frames[9][0] = 0.5F;
    characters = decode_frames(frames, 0);
    REQUIRE(text_of(characters) == "123");
    CHECK(characters[1].probability == doctest::Approx(1 - 0.4 * 0.5));

    // A gap that may hold a character is a doubt.
    frames = frames_of("...1..................3...", 1.0F);
    frames[12][0] = 0.8F, frames[12][1 + 5] = 0.2F;
    CHECK(text_of(decode_frames(frames, 0)) == "1?3");
}

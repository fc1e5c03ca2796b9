#include "ocr/line_net.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <opencv2/dnn.hpp>
#include <utility>

#include "ledger/sha256.h"
#include "ocr/ctc.h"

// The shipped weights, put into the program by the assembler (line_net_weights.S).
extern "C" const std::byte lockbox_line_net_begin[];  // NOLINT
extern "C" const std::byte lockbox_line_net_end[];    // NOLINT

namespace lockbox {
namespace {

// A step is 4 px, and two equal characters need three steps: writing that is narrower than that many px a character
// loses some, and reads better spread. Where it begins to was measured on drawn lines of hands that took no part in
// training.
constexpr double kDigitPitch_px = 17, kLetterPitch_px = 11;
constexpr double kSpreadMin = 1.1, kSpreadMax = 2;

constexpr std::string_view kMagic = "LBXLINE1";
constexpr std::size_t kFileBytesMax = std::size_t{16} << 20;
constexpr std::uint32_t kLayersMax = 256;
constexpr int kChannelsMax = 1024, kKernelMax = 15, kDilationMax = 8, kPaddingMax = 32;
constexpr int kSmallestWidth_px = 16;
constexpr int kStep_px = 4;

enum class Layer : std::uint8_t { convolution = 1, max_pool = 2, keep = 3, add_kept = 4, small_convolution = 5 };

/// Reads numbers off the front of a byte string; past its end it gives zeros and says so.
class Bytes {
  public:
    explicit Bytes(std::span<const std::byte> left) : left_(left) {}

    [[nodiscard]] bool ran_out() const { return ran_out_; }
    [[nodiscard]] bool at_end() const { return left_.empty(); }

    template <class T>
    T next() {
        T value{};
        copy(&value, sizeof value);
        return value;
    }
    void copy(void* to, std::size_t count) {
        if (count > left_.size()) {
            ran_out_ = true;
            std::memset(to, 0, count);
            return;
        }
        std::memcpy(to, left_.data(), count);
        left_ = left_.subspan(count);
    }

  private:
    std::span<const std::byte> left_;
    bool ran_out_ = false;
};

struct Convolution {
    int inputs, outputs, kernel[2], stride[2], padding[2], dilation[2];
    bool relu;

    explicit Convolution(Bytes& bytes) : inputs(bytes.next<std::uint16_t>()), outputs(bytes.next<std::uint16_t>()) {
        for (int(*pair)[2] : {&kernel, &stride, &padding, &dilation}) {
            for (int& number : *pair) number = bytes.next<std::uint16_t>();
        }
        relu = bytes.next<std::uint8_t>() != 0;
    }
    [[nodiscard]] bool sensible() const {
        const auto within = [](const int(&pair)[2], int low, int high) {
            return pair[0] >= low && pair[1] >= low && pair[0] <= high && pair[1] <= high;
        };
        return inputs > 0 && outputs > 0 && inputs <= kChannelsMax && outputs <= kChannelsMax &&
               within(kernel, 1, kKernelMax) && within(stride, 1, 4) && within(padding, 0, kPaddingMax) &&
               within(dilation, 1, kDilationMax);
    }
};

Error damaged(const std::string& name, std::string what) {
    return {std::move(what), name, "restore the file of the release, or train it again"};
}

cv::Mat half_floats(const Convolution& c, Bytes& bytes) {
    const int sizes[] = {c.outputs, c.inputs, c.kernel[0], c.kernel[1]};
    cv::Mat half(4, sizes, CV_16S), weights;
    bytes.copy(half.data, half.total() * half.elemSize());
    cv::convertFp16(half, weights);
    return weights;
}

/// Weights that were written as whole numbers of a scale of their output's own.
cv::Mat scaled_bytes(const Convolution& c, Bytes& bytes) {
    const int sizes[] = {c.outputs, c.inputs, c.kernel[0], c.kernel[1]};
    std::vector<float> scales(static_cast<std::size_t>(c.outputs));
    bytes.copy(scales.data(), scales.size() * sizeof(float));
    cv::Mat steps(4, sizes, CV_8S), weights;
    bytes.copy(steps.data, steps.total());
    steps.convertTo(weights, CV_32F);
    cv::Mat rows = weights.reshape(1, c.outputs);  // the same numbers, a row for each output
    for (int output = 0; output < c.outputs; ++output) rows.row(output) *= scales[static_cast<std::size_t>(output)];
    return weights;
}

/// The network of a weights file. Layers are added to the one before.
class Builder {
  public:
    void convolution(const Convolution& c, bool small, Bytes& bytes) {
        const cv::Mat weights = small ? scaled_bytes(c, bytes) : half_floats(c, bytes);
        cv::Mat bias(1, c.outputs, CV_32F);
        bytes.copy(bias.data, bias.total() * bias.elemSize());
        cv::dnn::LayerParams layer;
        layer.set("num_output", c.outputs);
        set_pair(layer, "kernel", c.kernel);
        set_pair(layer, "stride", c.stride);
        set_pair(layer, "pad", c.padding);
        set_pair(layer, "dilation", c.dilation);
        layer.set("bias_term", true);
        layer.blobs = {weights, bias};
        add("Convolution", layer);
        channels_ = c.outputs;
        if (c.relu) relu();
    }
    void max_pool(int rows, int columns) {
        cv::dnn::LayerParams layer;
        layer.set("pool", "max");
        const int size[] = {rows, columns};
        set_pair(layer, "kernel", size);
        set_pair(layer, "stride", size);
        add("Pooling", layer);
    }
    void keep() { kept_ = last_; }
    void add_kept() {
        cv::dnn::LayerParams layer;
        layer.set("operation", "sum");
        const int before = last_;
        last_ = net_.addLayer("layer" + std::to_string(number_++), "Eltwise", layer);
        net_.connect(before, 0, last_, 0);
        net_.connect(kept_, 0, last_, 1);
        relu();
    }
    [[nodiscard]] int channels() const { return channels_; }
    [[nodiscard]] cv::dnn::Net net() const { return net_; }

  private:
    static void set_pair(cv::dnn::LayerParams& layer, const std::string& name, const int (&pair)[2]) {
        layer.set(name + "_h", pair[0]);
        layer.set(name + "_w", pair[1]);
    }
    void add(const std::string& type, cv::dnn::LayerParams& layer) {
        const int before = last_;
        last_ = net_.addLayer("layer" + std::to_string(number_++), type, layer);
        net_.connect(before, 0, last_, 0);
    }
    void relu() {
        cv::dnn::LayerParams layer;
        add("ReLU", layer);
    }

    cv::dnn::Net net_;
    int last_ = 0, kept_ = 0, number_ = 0, channels_ = 1;
};

/// How many times wider a line would read better; 1 when it stands well.
double spread_wanted(const Lattice& lattice) {
    const std::string text = greedy_text(lattice).text;
    std::size_t first = lattice.steps, last = 0;
    for (std::size_t step = 0; step < lattice.steps; ++step) {
        const float* row = &lattice.log_probability[step * lattice.classes()];
        if (std::max_element(row, row + lattice.classes()) == row) continue;
        first = std::min(first, step);
        last = step;
    }
    if (text.size() < 2 || first >= last) return 1;
    const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    const auto is_letter = [](unsigned char c) { return std::isalpha(c) != 0; };
    const bool mostly_digits =
        std::count_if(text.begin(), text.end(), is_digit) >= std::count_if(text.begin(), text.end(), is_letter);
    const double pitch_px = kStep_px * static_cast<double>(last - first + 1) / static_cast<double>(text.size());
    const double spread = (mostly_digits ? kDigitPitch_px : kLetterPitch_px) / pitch_px;
    return spread < kSpreadMin ? 1 : std::min(spread, kSpreadMax);
}

Result<cv::dnn::Net> read_layers(Bytes& bytes, std::size_t classes, const std::string& name) {
    Builder builder;
    const auto count = bytes.next<std::uint32_t>();
    if (count == 0 || count > kLayersMax) return damaged(name, "it does not have a number of layers that can be");
    for (std::uint32_t i = 0; i < count && !bytes.ran_out(); ++i) {
        const auto kind = static_cast<Layer>(bytes.next<std::uint8_t>());
        switch (kind) {
            case Layer::convolution:
            case Layer::small_convolution: {
                const Convolution convolution(bytes);
                if (!convolution.sensible() || convolution.inputs != builder.channels()) {
                    return damaged(name, "layer " + std::to_string(i) + " does not fit the one before");
                }
                builder.convolution(convolution, kind == Layer::small_convolution, bytes);
                break;
            }
            case Layer::max_pool: {
                const int rows = bytes.next<std::uint16_t>(), columns = bytes.next<std::uint16_t>();
                if (rows < 1 || columns < 1 || rows > 4 || columns > 4) return damaged(name, "a pooling cannot be");
                builder.max_pool(rows, columns);
                break;
            }
            case Layer::keep:
                builder.keep();
                break;
            case Layer::add_kept:
                builder.add_kept();
                break;
            default:
                return damaged(name, "layer " + std::to_string(i) + " is of no known kind");
        }
    }
    if (bytes.ran_out() || !bytes.at_end()) return damaged(name, "its length is not what its layers need");
    if (static_cast<std::size_t>(builder.channels()) != classes) {
        return damaged(name, "its last layer does not fit its alphabet");
    }
    return builder.net();
}

}  // namespace

struct LineNet::Network {
    std::string alphabet;
    cv::dnn::Net net;

    /// Scores of a line as classes rows and steps columns.
    cv::Mat scores(const LineImage& line) {
        const int size[] = {1, 1, kLineHeight_px, std::max(line.width_px, kSmallestWidth_px)};
        cv::Mat input(4, size, CV_32F, cv::Scalar(0));
        for (int y = 0; y < kLineHeight_px; ++y) {
            float* row = input.ptr<float>(0, 0, y);
            for (int x = 0; x < line.width_px; ++x) {
                row[x] = static_cast<float>(line.ink[static_cast<std::size_t>(y * line.width_px + x)]) / 255.0F;
            }
        }
        net.setInput(input);
        const cv::Mat output = net.forward();
        return output.reshape(1, output.size[1]).clone();
    }
};

LineNet::LineNet(std::unique_ptr<Network> network) : network_(std::move(network)) {}
LineNet::~LineNet() = default;
LineNet::LineNet(LineNet&&) noexcept = default;
LineNet& LineNet::operator=(LineNet&&) noexcept = default;

Result<LineNet> LineNet::from_bytes(std::span<const std::byte> weights, const std::string& name) {
    Bytes bytes(weights);
    std::string magic(kMagic.size(), '\0');
    bytes.copy(magic.data(), magic.size());
    const auto length = bytes.next<std::uint32_t>();
    if (magic != kMagic || length == 0 || length > 255) return damaged(name, "it holds no line recogniser");
    auto network = std::make_unique<Network>();
    network->alphabet.resize(length);
    bytes.copy(network->alphabet.data(), length);
    auto net = read_layers(bytes, network->alphabet.size() + 1, name);
    if (!net) return net.error();
    network->net = *std::move(net);
    LineNet made(std::move(network));
    // A network that gives something else than one row of scores for every 4 px is none of ours.
    try {
        const cv::Mat scores = made.network_->scores({64, std::vector<std::uint8_t>(64 * kLineHeight_px, 0)});
        if (scores.cols != 16) return damaged(name, "its scores do not fit the line");
    } catch (const cv::Exception&) {
        return damaged(name, "its layers do not fit each other");
    }
    return made;
}

Result<LineNet> LineNet::from_file(const std::string& path, std::string_view sha256) {
    std::ifstream file(path, std::ios::binary);
    std::string content;
    if (file) {
        content.resize(kFileBytesMax + 1);
        file.read(content.data(), static_cast<std::streamsize>(content.size()));
        content.resize(static_cast<std::size_t>(file.gcount()));
    }
    if (content.empty() || content.size() > kFileBytesMax) return damaged(path, "it cannot be read as a weights file");
    if (Sha256().update(content).hex() != sha256) {
        return Error{"its SHA-256 is not the one that is expected", path,
                     "name the SHA-256 of the weights you mean, or leave the setting out for those of the release"};
    }
    return from_bytes(std::as_bytes(std::span(content)), path);
}

LineNet LineNet::shipped() {
    auto net = from_bytes({lockbox_line_net_begin, lockbox_line_net_end}, "the line recogniser of the program");
    return std::move(net).value();
}

Lattice LineNet::read(const PageImage& page, const Box& box) {
    const auto read_at = [&](double spread) {
        const LineImage line = normalise_line(page, box, spread);
        Lattice lattice = read(line);
        lattice.step_px = line.scale > 0 ? kStep_px / line.scale : 0;
        lattice.left_px = line.left_px;
        return lattice;
    };
    Lattice lattice = read_at(1);
    const double spread = spread_wanted(lattice);
    if (spread <= 1) return lattice;
    Lattice again = read_at(spread);
    again.unspread = std::make_shared<const Lattice>(std::move(lattice));
    return again;
}

Lattice LineNet::read(const LineImage& line) {
    Lattice lattice;
    lattice.alphabet = network_->alphabet;
    if (line.empty()) return lattice;
    const cv::Mat scores = network_->scores(line);
    lattice.steps = static_cast<std::size_t>(scores.cols);
    lattice.log_probability.resize(lattice.steps * lattice.classes());
    for (int t = 0; t < scores.cols; ++t) {
        float highest = scores.at<float>(0, t);
        for (int c = 1; c < scores.rows; ++c) highest = std::max(highest, scores.at<float>(c, t));
        double sum = 0;
        for (int c = 0; c < scores.rows; ++c) sum += std::exp(scores.at<float>(c, t) - highest);
        const float total = highest + static_cast<float>(std::log(sum));
        for (int c = 0; c < scores.rows; ++c) {
            lattice.log_probability[static_cast<std::size_t>(t * scores.rows + c)] = scores.at<float>(c, t) - total;
        }
    }
    return lattice;
}

namespace {

class NullLineReader : public LineReader {
  public:
    Lattice read(const PageImage&, const Box&) override { return {}; }
};

}  // namespace

std::unique_ptr<LineReader> make_null_line_reader() {
    return std::make_unique<NullLineReader>();
}

}  // namespace lockbox

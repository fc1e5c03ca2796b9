#include "ocr/lattice_code.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace lockbox {
namespace {

constexpr std::size_t kStepsMax = 1200;
constexpr std::size_t kKeptMax = 8;
constexpr double kKeptNatsMax = 9;  // what is less probable joins the floor
constexpr double kScale = 27;
constexpr int kScoreMax = '~' - '!';
constexpr char kBlankCode = '~';
constexpr char kVersion = '1';

char score_of(double log_probability) {
    const double root = kScale * std::sqrt(std::max(0.0, -log_probability));
    return static_cast<char>('!' + std::min<long>(kScoreMax, std::lround(std::min(root, 1e6))));
}

float nats_of(char score) {
    const double root = (score - '!') / kScale;
    return static_cast<float>(-root * root);
}

bool is_score(char c) {
    return c >= '!' && c <= '~';
}

void encode_step(const Lattice& lattice, std::size_t step, std::string& code) {
    std::vector<std::size_t> order(lattice.classes());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t kept_max = std::min(kKeptMax, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept_max), order.end(),
                      [&](std::size_t a, std::size_t b) { return lattice.at(step, a) > lattice.at(step, b); });
    order.resize(kept_max);
    std::erase_if(order, [&](std::size_t cls) { return !(lattice.at(step, cls) > -kKeptNatsMax); });
    double left = 1;
    for (const std::size_t cls : order) left -= std::exp(static_cast<double>(lattice.at(step, cls)));
    const double others = static_cast<double>(std::max<std::size_t>(1, lattice.classes() - order.size()));
    code += static_cast<char>('0' + order.size());
    code += score_of(std::log(std::max(left, 1e-9) / others));
    for (const std::size_t cls : order) {
        code += cls == Lattice::kBlank ? kBlankCode : lattice.alphabet[cls - 1];
        code += score_of(lattice.at(step, cls));
    }
}

int hexadecimal(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Takes a code apart; `failed` once anything is not as it was written.
class Decoder {
  public:
    explicit Decoder(std::string_view code) : code_(code) {}

    Result<Lattice> decode() {
        read_alphabet();
        while (!failed_ && at_ < code_.size()) read_step();
        if (failed_) return Error{"not the code of a lattice", "at byte " + std::to_string(at_), ""};
        return std::move(lattice_);
    }

  private:
    char next() {
        if (at_ < code_.size()) return code_[at_++];
        failed_ = true;
        return '\0';
    }
    void read_alphabet() {
        failed_ = next() != kVersion;
        const int high = hexadecimal(next()), low = hexadecimal(next());
        const std::size_t size = static_cast<std::size_t>(std::max(0, high) * 16 + std::max(0, low));
        failed_ = failed_ || high < 0 || low < 0 || size == 0 || code_.size() - at_ < size;
        if (failed_) return;
        lattice_.alphabet = std::string(code_.substr(at_, size));
        at_ += size;
        failed_ = lattice_.alphabet.find(kBlankCode) != std::string::npos;
    }
    void read_step() {
        const int kept = next() - '0';
        const char floor = next();
        failed_ = failed_ || kept < 0 || kept > static_cast<int>(kKeptMax) || !is_score(floor) ||
                  lattice_.steps == kStepsMax;
        if (failed_) return;
        lattice_.log_probability.resize(++lattice_.steps * lattice_.classes(), nats_of(floor));
        for (int i = 0; i < kept && !failed_; ++i) {
            const char character = next(), score = next();
            const std::size_t cls = character == kBlankCode ? Lattice::kBlank : lattice_.class_of(character);
            failed_ = failed_ || !is_score(score) || (cls == Lattice::kBlank && character != kBlankCode);
            if (!failed_) lattice_.log_probability[(lattice_.steps - 1) * lattice_.classes() + cls] = nats_of(score);
        }
    }

    std::string_view code_;
    std::size_t at_ = 0;
    bool failed_ = false;
    Lattice lattice_;
};

}  // namespace

std::string encode(const Lattice& lattice) {
    constexpr std::string_view kHexadecimal = "0123456789abcdef";
    const std::size_t size = lattice.alphabet.size();
    const bool encodable = size > 0 && size < 256 && lattice.alphabet.find(kBlankCode) == std::string::npos;
    if (lattice.empty() || lattice.steps > kStepsMax || !encodable) return "";
    std::string code = {kVersion, kHexadecimal[size / 16], kHexadecimal[size % 16]};
    code += lattice.alphabet;
    for (std::size_t step = 0; step < lattice.steps; ++step) encode_step(lattice, step, code);
    return code;
}

Result<Lattice> decode_lattice(std::string_view code) {
    if (code.empty()) return Lattice{};
    return Decoder(code).decode();
}

}  // namespace lockbox

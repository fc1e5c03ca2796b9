#include "tools/make_samples/random.h"

namespace lockbox::samples {

std::uint64_t Random::bits() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int Random::between(int low, int high) {
    assert(low <= high);
    const auto span = static_cast<std::uint64_t>(static_cast<std::int64_t>(high) - low + 1);
    return static_cast<int>(low + static_cast<std::int64_t>((bits() >> 32) * span >> 32));
}

double Random::real(double low, double high) {
    constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53
    return low + (high - low) * static_cast<double>(bits() >> 11) * kUnit;
}

double Random::normal(double mean, double sigma) {
    double sum = -6;  // twelve uniform numbers have variance 1
    for (int i = 0; i < 12; ++i) sum += real(0, 1);
    return mean + sigma * sum;
}

std::string Random::digits(std::size_t count) {
    std::string text(count, '0');
    for (char& c : text) c = static_cast<char>('0' + between(0, 9));
    return text;
}

Random Random::fork(std::string_view purpose) {
    std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
    for (const char c : purpose) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return Random(bits() ^ hash);
}

std::size_t Random::weighted(std::span<const double> weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    double left = real(0, total);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (left < weights[i]) return i;
        left -= weights[i];
    }
    return weights.size() - 1;
}

}  // namespace lockbox::samples

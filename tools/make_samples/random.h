#pragma once
// Chance with a memory: the same seed gives the same numbers on every machine. The distributions of <random> differ
// between standard libraries, so both generator (SplitMix64, Steele, Lea and Flood 2014) and distributions are here.

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox::samples {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    [[nodiscard]] std::uint64_t bits();
    [[nodiscard]] int between(int low, int high);            ///< both ends included
    [[nodiscard]] double real(double low, double high);      ///< low included, high not
    [[nodiscard]] double normal(double mean, double sigma);  ///< never further than six sigma
    [[nodiscard]] bool chance(double probability) { return real(0, 1) < probability; }
    [[nodiscard]] std::string digits(std::size_t count);

    /// A stream of its own: drawing more or less from one page leaves every other page as it was.
    [[nodiscard]] Random fork(std::string_view purpose);

    /// One of an array, vector, span or initializer of things, each as likely.
    template <class Range>
    [[nodiscard]] const auto& pick(const Range& choices) {
        assert(std::size(choices) > 0);
        return std::data(choices)[between(0, static_cast<int>(std::size(choices)) - 1)];
    }
    /// The index of one weight, with a probability in proportion to it.
    [[nodiscard]] std::size_t weighted(std::span<const double> weights);

  private:
    std::uint64_t state_;
};

}  // namespace lockbox::samples

#pragma once
// New numbers among given ones, as near to them as a slip of the pen.

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "tools/make_samples/random.h"

namespace lockbox::samples {

/// Identifiers of one kind: `digits` long, all with the same first digit. No number is ever given out twice.
class NumberPool {
  public:
    explicit NumberPool(int digits);

    /// A number of the given file; must be called before any is made.
    void add_given(std::uint64_t number);

    /// Most often one slip from a given number (a digit changed, two neighbours exchanged) or the very next one;
    /// else one of a run beyond the highest given number. At least one number must have been given.
    [[nodiscard]] std::uint64_t make(Random& random);
    /// The next free number after this one.
    [[nodiscard]] std::uint64_t make_after(std::uint64_t number);

  private:
    [[nodiscard]] std::uint64_t one_slip_from(std::uint64_t number, Random& random) const;
    [[nodiscard]] std::uint64_t next(std::uint64_t number) const;

    int digits_;
    std::uint64_t place_of_first_;  ///< ten to the power of the digits after the first
    std::uint64_t run_ = 0;
    std::vector<std::uint64_t> given_;
    std::unordered_set<std::uint64_t> taken_;
};

}  // namespace lockbox::samples

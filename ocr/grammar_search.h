#pragma once
// A lattice and a grammar to what the line may mean: for each value the probability that the pixels spell it, in any
// spelling that the grammar has. Beam search over (place in the grammar, value so far), with CTC's sums.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ocr/grammar.h"
#include "ocr/lattice.h"

namespace lockbox {

struct Meaning {
    std::int64_t value = 0;
    double log_probability = 0;  ///< log of the sum over its spellings of P(spelling | pixels) * its weight
};

struct SearchLimits {
    std::size_t beam = 150;   ///< (place, value) pairs kept at each step
    double spread_nats = 12;  ///< ... and no worse than the best by more than this
    std::int64_t value_max = 99'999'999'999'999'999;
};

/// Compiled once, searched often; safe to share between threads.
class GrammarSearch {
  public:
    explicit GrammarSearch(const Grammar& grammar) : places_(grammar.compiled()) {}

    /// Best first; empty when nothing in the grammar comes near. Characters that the lattice's alphabet lacks are never
    /// read.
    [[nodiscard]] std::vector<Meaning> operator()(const Lattice& lattice, const SearchLimits& limits = {}) const;

  private:
    std::vector<Grammar::Place> places_;
};

}  // namespace lockbox

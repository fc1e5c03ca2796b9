#pragma once
// What a line is read as: each mode is a decoder with its alphabet or grammar and its calibration.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/ctc.h"
#include "ocr/grammar_search.h"
#include "ocr/line_net.h"

namespace lockbox {

enum class ReadAs { text, digits, amount, name, micr };

struct ReadLine {
    std::string best;  ///< empty when nothing was read
    double probability = 0;
    std::optional<std::size_t> rank;  ///< of the true text among the lexicon, from 1
    // What the probability was made of, for fitting a calibration.
    std::vector<Meaning> meanings;
    GreedyText free;
};

/// Strings that a line may say, each with what it is compared by.
class Lexicon {
  public:
    explicit Lexicon(std::vector<std::string> entries);
    /// The likeliest entry of a line, its probability among all, and the rank of `truth` when that is given.
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] ReadLine best(const Lattice& lattice, const std::optional<std::string>& truth) const;

  private:
    std::vector<std::string> entries_, compared_;
};

[[nodiscard]] ReadLine read_as(ReadAs mode, LineNet& net, const PageImage& image);

/// The form in which a mode's readings and labels are compared: digits alone, letters in one case.
[[nodiscard]] std::string comparable(ReadAs mode, std::string_view text);

}  // namespace lockbox

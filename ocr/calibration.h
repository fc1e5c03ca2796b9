#pragma once
// From what a lattice gives its values to probabilities that mean what they say: of readings claimed at 99 %, one in a
// hundred is wrong. Temperature scaling (Guo et al., On Calibration of Modern Neural Networks, ICML 2017) with a rival
// that stands for "none of these": what the line would say if anything could stand in it.

#include <vector>

#include "ocr/ctc.h"
#include "ocr/grammar_search.h"
#include "ocr/remittance.h"

namespace lockbox {

/// Fitted per kind of field on labelled lines that no weights were trained on (lockbox-read --fit, tools/train/line/calibrate.py).
struct Calibration {
    double sharpness =
        0.5;                ///< by which log-probabilities are multiplied; below 1, because a net is too sure of itself
    double rival_nats = 1;  ///< how much worse than the free reading the right value may be before it is doubted
    double rival_nats_per_character = 0;  ///< ... and this much more for each character of the free reading: a long
                                          ///< line of anything at all is rarer than a long amount in words
    double agreed_nats = 0;  ///< where the right value is the free reading itself, the doubt that stays; 0: as above
};

/// Values and their probabilities, best first, at most `count`; what they leave to 1 belongs to "none of these".
/// `free` is the best reading of the lattice with nothing forbidden.
[[nodiscard]] std::vector<Alternative<std::int64_t>> calibrated(const std::vector<Meaning>& meanings,
                                                                const GreedyText& free, const Calibration& calibration,
                                                                std::size_t count = 12);

}  // namespace lockbox

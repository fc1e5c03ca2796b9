#pragma once
// Lattices as a test wants them.

#include <cmath>
#include <string>
#include <string_view>

#include "ocr/lattice.h"

namespace lockbox::test {

inline constexpr std::string_view kTestAlphabet =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,-/$#&*='_:";

/// A lattice that shows a text clearly: each character for two steps, a blank behind it, the rest of each row shared
/// out.
inline Lattice clear_lattice(std::string_view text, double sure = 0.995) {
    Lattice lattice;
    lattice.alphabet = kTestAlphabet;
    const auto add_row = [&](std::size_t cls) {
        const double rest = (1 - sure) / static_cast<double>(lattice.classes() - 1);
        for (std::size_t c = 0; c < lattice.classes(); ++c) {
            lattice.log_probability.push_back(static_cast<float>(std::log(c == cls ? sure : rest)));
        }
        ++lattice.steps;
    };
    for (const char character : text) {
        for (int twice = 0; twice < 2; ++twice) add_row(lattice.class_of(character));
        add_row(Lattice::kBlank);
    }
    return lattice;
}

/// Makes the character at `position` of the text as likely to be `other`.
inline void make_doubtful(Lattice& lattice, std::string_view text, std::size_t position, char other) {
    const std::size_t written = lattice.class_of(text[position]), rival = lattice.class_of(other);
    for (std::size_t t = 3 * position; t < 3 * position + 2; ++t) {
        float* row = lattice.log_probability.data() + t * lattice.classes();
        row[rival] = row[written] = static_cast<float>(row[written] - std::log(2.0));
    }
}

}  // namespace lockbox::test

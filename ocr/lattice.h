#pragma once
// What a recogniser saw along one line, before anybody decides what it says: for every step from left to right the
// log-probabilities of each character of its alphabet and of "nothing new" (CTC's blank; Graves et al., ICML 2006).

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox {

struct Lattice {
    std::string alphabet;  ///< ASCII; class c + 1 is alphabet[c], class 0 the blank
    std::size_t steps = 0;
    std::vector<float> log_probability;  ///< steps rows of classes() natural logarithms; each row sums to 1
    double step_px = 0;                  ///< page pixels from one step to the next
    double left_px = 0;                  ///< page column, relative to the box that was read, of the first step
    /// What the line says as it stands, where this is what it says spread out (line_net.h); else nothing.
    std::shared_ptr<const Lattice> unspread;

    static constexpr std::size_t kBlank = 0;

    [[nodiscard]] bool empty() const { return steps == 0; }
    [[nodiscard]] std::size_t classes() const { return alphabet.size() + 1; }
    [[nodiscard]] float at(std::size_t step, std::size_t cls) const { return log_probability[step * classes() + cls]; }
    /// The class of a character; 0 when the alphabet does not have it.
    [[nodiscard]] std::size_t class_of(char character) const {
        const std::size_t found = alphabet.find(character);
        return found == std::string::npos ? kBlank : found + 1;
    }
};

}  // namespace lockbox

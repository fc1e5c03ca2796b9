#include "ocr/words_in_pixels.h"

#include <algorithm>
#include <array>
#include <span>

namespace lockbox {
namespace {

// Of 150 lines without a legend in six batches, patterns and scrawls most of them, the most that one fits better than
// these is 0.83 nats a character, but for a bank's print (1.25) and lines with "payment" in them; of 150 in which one
// is written the least is 1.21, and of four in which "void" is, 2.5.
struct ByChance {
    std::span<const std::string_view> words;
    double ahead_nats;
};
constexpr std::array<std::string_view, 15> kLong = {
    "grey horse barn",  "old wooden ship",   "lamp under table",  "summer garden",      "quiet mountain",
    "seven brown dogs", "window curtain",    "letter to mother",  "bread and butter",   "paper boat race",
    "yellow umbrella",  "cold river stones", "little blue train", "market street hall", "silver spoon drawer"};
constexpr std::array<std::string_view, 8> kBrief = {"a tulip", "my lawn", "he walk",   "on pale",
                                                    "in june", "hot sun", "green map", "small boy"};
constexpr std::array<std::string_view, 8> kShort = {"crew", "lamp", "tree", "huge", "navy", "corn", "disk", "jump"};

ByChance by_chance(std::size_t length) {
    constexpr std::size_t kShortMax = 5, kBriefMax = 9;
    if (length <= kShortMax) return {kShort, 1.5};
    return {length <= kBriefMax ? std::span<const std::string_view>(kBrief) : kLong, 0.7};
}

}  // namespace

WordsInPixels::WordsInPixels(const Lattice& lattice) : line_(folded_to_lower(lattice)) {}

double WordsInPixels::nats(std::string_view words) const {
    return line_.log_ratio_within(words) / static_cast<double>(words.size());
}

bool WordsInPixels::is_ahead_of_chance(double nats, std::size_t length) const {
    const ByChance chance = by_chance(length);
    return std::none_of(chance.words.begin(), chance.words.end(),
                        [&](std::string_view other) { return this->nats(other) > nats - chance.ahead_nats; });
}

bool WordsInPixels::show(std::string_view words, double nats_max) const {
    const double fits = nats(words);
    return fits > -nats_max && is_ahead_of_chance(fits, words.size());
}

}  // namespace lockbox

#include "tools/grow_accounts/name_pool.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tools/make_samples/people.h"

namespace lockbox::samples {
namespace {

// Rare last names are put together: each is borne by about a hundred in half a million.
constexpr auto kStems = std::to_array<std::string_view>({
    "Ash",  "Bar",  "Beck",  "Blen",  "Brad", "Brock", "Chad",  "Clay", "Col",  "Cran", "Crom", "Dal",
    "Den",  "Dray", "Dun",   "East",  "Ell",  "Fair",  "Fen",   "Gar",  "Gil",  "Graf", "Hal",  "Har",
    "Hart", "Hol",  "Kel",   "Kim",   "Lang", "Lin",   "Lock",  "Mar",  "Mel",  "Mill", "Mor",  "Nor",
    "Oak",  "Or",   "Pen",   "Pres",  "Ram",  "Rad",   "Red",   "Rich", "Rock", "Row",  "Sand", "Shel",
    "Sher", "Stan", "Stock", "Strat", "Sut",  "Tal",   "Thorn", "Wal",  "War",  "West", "Whit", "Win",
});
constexpr auto kEndings = std::to_array<std::string_view>({
    "berg",  "born", "bridge", "brook", "bury", "by",    "cott", "dale", "den",  "don",  "er",   "ett",   "feld",
    "ford",  "gate", "ham",    "hurst", "ing",  "kins",  "land", "ley",  "low",  "man",  "mann", "mer",   "more",
    "ridge", "son",  "stein",  "stone", "ton",  "ville", "wald", "ward", "well", "wick", "wood", "worth", "yer",
});

std::vector<std::string> with(std::vector<std::string> names, std::span<const std::string_view> more) {
    names.insert(names.end(), more.begin(), more.end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace

NamePool::Ranked::Ranked(std::vector<std::string> some, double flatness, Random& random) : names(std::move(some)) {
    double sum = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::swap(names[i], names[random.between(static_cast<int>(i), static_cast<int>(names.size()) - 1)]);
        shares.push_back(sum += 1 / (static_cast<double>(i) + flatness));
    }
}

const std::string& NamePool::Ranked::draw(Random& random) const {
    const auto at = std::upper_bound(shares.begin(), shares.end(), random.real(0, shares.back()));
    return names[std::min(static_cast<std::size_t>(at - shares.begin()), names.size() - 1)];
}

NamePool::NamePool(std::vector<std::string> first_names, std::vector<std::string> last_names, Random& random)
    : first_(with(std::move(first_names), samples::first_names()), 20, random),
      last_(with(std::move(last_names), samples::last_names()), 30, random) {}

const std::string& NamePool::first_name(Random& random) const {
    return first_.draw(random);
}

std::string NamePool::last_name(Random& random) const {
    const double roll = random.real(0, 1);
    if (roll < 0.62) return last_.draw(random);
    if (roll < 0.66) return last_.draw(random) + "-" + last_.draw(random);
    return std::string(random.pick(kStems)) + std::string(random.pick(kEndings));
}

}  // namespace lockbox::samples

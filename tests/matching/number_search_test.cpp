#include "matching/number_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace lockbox;

namespace {

using Read = std::vector<Alternative<std::string>>;

std::string digits_of(std::uint64_t number, std::size_t digits) {
    std::string text = std::to_string(number);
    return std::string(digits - text.size(), '0') + text;
}

/// The model of slips, said slowly.
double slow_log_likelihood(const Read& read, double digit_error, const std::string& number) {
    double sum = 0, share = 0;
    for (const auto& alternative : read) {
        share += alternative.probability;
        if (alternative.value.size() != number.size()) continue;
        std::size_t slips = 0;
        for (std::size_t i = 0; i < number.size(); ++i) {
            if (alternative.value[i] == number[i]) continue;
            ++slips;
            const bool exchanged =
                i + 1 < number.size() && alternative.value[i] == number[i + 1] && alternative.value[i + 1] == number[i];
            if (exchanged) ++i;
        }
        sum += alternative.probability * std::pow(digit_error / 9, static_cast<double>(slips)) *
               std::pow(1 - digit_error, static_cast<double>(number.size() - slips));
    }
    return std::log(sum / share);
}

/// The limits of near_numbers(), applied to every number.
std::map<std::uint64_t, double> slow_near(const std::set<std::uint64_t>& numbers, std::size_t digits, const Read& read,
                                          double digit_error, const NearLimits& limits) {
    double heaviest = 0, share = 0, best = -1e9;
    for (const auto& alternative : read) {
        share += alternative.probability;
        if (alternative.value.size() == digits) heaviest = std::max(heaviest, alternative.probability);
    }
    std::map<std::uint64_t, double> all;
    for (const std::uint64_t number : numbers) {
        all[number] = slow_log_likelihood(read, digit_error, digits_of(number, digits));
        best = std::max(best, all[number]);
    }
    const double floor = std::log(heaviest / share) + static_cast<double>(digits) * std::log(1 - digit_error) +
                         limits.slips_max * (std::log(digit_error / 9) - std::log(1 - digit_error));
    std::erase_if(all,
                  [&](const auto& entry) { return entry.second < std::max(floor, best - limits.margin_nats) - 1e-9; });
    return all;
}

}  // namespace

TEST_CASE("the walk finds just what a slow look at every number finds") {
    std::mt19937 random(11);
    const auto below = [&](std::size_t count) { return static_cast<unsigned>(random() % count); };
    std::size_t found_total = 0, near_misses = 0;
    for (int round = 0; round < 300; ++round) {
        const std::size_t digits = 5 + below(3);
        std::set<std::uint64_t> numbers;
        std::vector<std::uint64_t> sorted;
        for (int i = 0; i < 400; ++i) {
            const std::uint64_t number = 70000 + below(2) * 4000 + below(900);
            numbers.insert(number);
            sorted.push_back(number);  // some twice
        }
        std::sort(sorted.begin(), sorted.end());
        Read read;
        std::string text = digits_of(sorted[below(400)], digits);
        const unsigned alternatives = 1 + below(4);
        for (unsigned i = 0; i < alternatives; ++i) {
            read.push_back({text, 0.7 / (1 + 3 * i)});
            const std::size_t at = below(digits - 1);
            if (below(3) == 0) {
                std::swap(text[at], text[at + 1]);
            } else {
                text[at] = static_cast<char>('0' + below(10));
            }
        }
        if (below(4) == 0) read.push_back({text + "0", 0.01});
        const double digit_error = below(2) == 0 ? 0.012 : 0.15;
        const NearLimits limits{below(2) == 0 ? 10.0 : 4.0, 2};
        const auto expected = slow_near(numbers, digits, read, digit_error, limits);
        std::map<std::uint64_t, double> found;
        double last = 1;
        for (const NearNumber& near : near_numbers(sorted, digits, read, digit_error, limits)) {
            CHECK(near.log_likelihood <= last);
            CHECK((near.at == 0 || sorted[near.at - 1] != sorted[near.at]));
            last = found[sorted[near.at]] = near.log_likelihood;
        }
        REQUIRE(found.size() == expected.size());
        for (const auto& [number, likelihood] : expected) CHECK(found.at(number) == doctest::Approx(likelihood));
        found_total += found.size();
        near_misses += found.size() > 1 ? 1 : 0;
    }
    CHECK(found_total > 3000);
    CHECK(near_misses > 200);
}

TEST_CASE("nothing to look in, nothing to look for, numbers in no order") {
    const Read read = {{"70001", 0.9}};
    CHECK(near_numbers({}, 5, read, 0.012).empty());
    const std::vector<std::uint64_t> numbers = {70001, 70002};
    CHECK(near_numbers(numbers, 5, {}, 0.012).empty());
    CHECK(near_numbers(numbers, 5, Read{{"7000", 0.9}}, 0.012).empty());
    CHECK(near_numbers(numbers, 5, Read{{"79991", 0.9}}, 0.012).empty());  // three slips from both
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::uint64_t> damaged;
        for (int i = 0; i < 50; ++i)
            damaged.push_back(random() % 3 == 0 ? ~std::uint64_t{random()} : random() % 100000);
        for (const NearNumber& near : near_numbers(damaged, 5, read, 0.15)) CHECK(near.at < damaged.size());
    }
}

#include "matching/number_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lockbox {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
// Alternatives far down a reader's list say nothing that the model of slips does not say.
constexpr std::size_t kAlternativesMax = 32;
constexpr std::size_t kDigitsMax = 19;  // of a number of 64 bits

/// One alternative against a number whose digits come one by one.
struct Comparison {
    std::uint8_t slips = 0;
    bool may_be_exchange = false;  ///< the last digit was a slip that the next one may turn into an exchange
};

/// All alternatives against the digits so far.
class Comparisons {
  public:
    Comparisons(std::span<const Alternative<std::string>> read, std::size_t digits, double digit_error) {
        double share = 0;
        for (const Alternative<std::string>& alternative : read) {
            share += alternative.probability;
            if (alternative.value.size() == digits && count_ < kAlternativesMax) read_[count_++] = &alternative;
        }
        for (std::size_t i = 0; i < count_; ++i) weight_[i] = read_[i]->probability / share;
        const double right = std::log(1 - digit_error), wrong = std::log(digit_error / 9);
        slip_nats_ = wrong - right;
        for (std::size_t slips = 0; slips < power_.size(); ++slips) {
            power_[slips] = std::exp(slip_nats_ * static_cast<double>(slips));
        }
        all_right_ = static_cast<double>(digits) * right;
    }

    using State = std::array<Comparison, kAlternativesMax>;

    void take(State& state, std::size_t place, char before, char digit) const {
        for (std::size_t i = 0; i < count_; ++i) {
            Comparison& comparison = state[i];
            const std::string& read = read_[i]->value;
            const bool exchanged = comparison.may_be_exchange && read[place - 1] == digit && read[place] == before;
            const bool slip = !exchanged && read[place] != digit;
            comparison.slips = static_cast<std::uint8_t>(comparison.slips + (slip ? 1 : 0));
            comparison.may_be_exchange = slip;
        }
    }
    /// The log-likelihood when no further digit is a slip: never less than that of any number which begins so.
    [[nodiscard]] double log_likelihood(const State& state) const {
        double sum = 0;
        for (std::size_t i = 0; i < count_; ++i) sum += weight_[i] * power_[state[i].slips];
        return sum > 0 ? std::log(sum) + all_right_ : kNever;
    }
    /// Of the likeliest alternative itself, `slips` away.
    [[nodiscard]] double floor(double slips) const {
        const double best = count_ == 0 ? 0 : *std::max_element(weight_.begin(), weight_.begin() + count_);
        return best > 0 ? std::log(best) + all_right_ + slips * slip_nats_ : kNever;
    }
    [[nodiscard]] bool empty() const { return count_ == 0; }

  private:
    std::size_t count_ = 0;
    std::array<const Alternative<std::string>*, kAlternativesMax> read_{};
    std::array<double, kAlternativesMax> weight_{};
    std::array<double, kDigitsMax + 1> power_{};  ///< of one slip, by the number of slips
    double slip_nats_ = 0, all_right_ = 0;
};

class Walk {
  public:
    Walk(std::span<const std::uint64_t> sorted, std::size_t digits, const Comparisons& comparisons,
         const NearLimits& limits)
        : sorted_(sorted), comparisons_(comparisons), margin_(limits.margin_nats), digits_(digits) {
        least_ = comparisons.floor(limits.slips_max) - kRounding;
        for (std::size_t i = digits; i-- > 0;) place_value_[i] = i + 1 == digits ? 1 : place_value_[i + 1] * 10;
    }

    std::vector<NearNumber> run() {
        visit(0, sorted_.size(), 0, '\0', {});
        std::erase_if(found_, [&](const NearNumber& number) { return number.log_likelihood < least_; });
        std::stable_sort(found_.begin(), found_.end(),
                         [](const NearNumber& a, const NearNumber& b) { return a.log_likelihood > b.log_likelihood; });
        return std::move(found_);
    }

  private:
    static constexpr double kRounding = 1e-9;

    struct Branch {
        std::size_t from = 0, to = 0;
        char digit = '0';
        double likelihood = 0;  ///< at most
        Comparisons::State state;
    };

    // Numbers sorted_[from, to) share their first `place` digits, of which the last is `before`.
    void visit(std::size_t from, std::size_t to, std::size_t place, char before, const Comparisons::State& state) {
        if (from == to) return;
        if (place == digits_) {
            const double likelihood = comparisons_.log_likelihood(state);
            found_.push_back({from, likelihood});
            least_ = std::max(least_, likelihood - margin_ - kRounding);
            return;
        }
        std::vector<Branch> branches;
        const std::uint64_t unit = place_value_[place];
        for (std::size_t at = from; at < to;) {
            const std::uint64_t digit = sorted_[at] / unit % 10;
            const std::uint64_t next = (sorted_[at] / unit + 1) * unit;
            Branch branch{at, end_below(next, at, to), static_cast<char>('0' + digit), 0, state};
            comparisons_.take(branch.state, place, before, branch.digit);
            branch.likelihood = comparisons_.log_likelihood(branch.state);
            at = branch.to;
            if (branch.likelihood >= least_) branches.push_back(branch);
        }
        // The likeliest first: what it finds cuts off the others.
        std::sort(branches.begin(), branches.end(),
                  [](const Branch& a, const Branch& b) { return a.likelihood > b.likelihood; });
        for (const Branch& branch : branches) {
            if (branch.likelihood >= least_) visit(branch.from, branch.to, place + 1, branch.digit, branch.state);
        }
    }

    [[nodiscard]] std::size_t end_below(std::uint64_t next, std::size_t from, std::size_t to) const {
        const auto begin = sorted_.begin();
        return static_cast<std::size_t>(
            std::lower_bound(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to), next) -
            begin);
    }

    std::span<const std::uint64_t> sorted_;
    const Comparisons& comparisons_;
    double margin_;
    std::size_t digits_;
    double least_;
    std::array<std::uint64_t, kDigitsMax> place_value_{};
    std::vector<NearNumber> found_;
};

}  // namespace

double log_likelihood(std::span<const Alternative<std::string>> read, double digit_error, std::string_view number) {
    const Comparisons comparisons(read, number.size(), digit_error);
    Comparisons::State state{};
    char before = '\0';
    for (std::size_t i = 0; i < number.size(); ++i) {
        comparisons.take(state, i, before, number[i]);
        before = number[i];
    }
    return comparisons.log_likelihood(state);
}

std::vector<NearNumber> near_numbers(std::span<const std::uint64_t> sorted, std::size_t digits,
                                     std::span<const Alternative<std::string>> read, double digit_error,
                                     const NearLimits& limits) {
    const Comparisons comparisons(read, digits, digit_error);
    if (comparisons.empty()) return {};
    return Walk(sorted, digits, comparisons, limits).run();
}

}  // namespace lockbox

#include "ocr/code_solver.h"

#include <algorithm>
#include <cmath>

namespace lockbox {
namespace {

/// Whatever the pixels say, a mark may be another digit at this rate: print on print, dirt, a mended digit. It keeps
/// the chance of being wrong honest where several digits have to be guessed at once.
constexpr double kUnseenError = 1e-7;
constexpr std::size_t kAssignmentsMax = 2000;
constexpr double kCodesThatPass = 1.0 / 97;

/// Digits chosen for the first positions, and how probable they are.
struct Partial {
    std::string digits;
    double probability = 1;
};

DigitPosterior with_unseen_errors(DigitPosterior posterior) {
    double sum = 0;
    for (const double p : posterior) sum += p;
    for (double& p : posterior) p = sum > 0 ? (1 - kUnseenError) * p / sum + kUnseenError / 10 : 0.1;
    return posterior;
}

/// The most probable assignments of all digits, best first. A beam: exact unless more than kAssignmentsMax compete,
/// and then the code is in doubt anyway.
std::vector<Partial> best_assignments(const std::vector<DigitPosterior>& digits) {
    std::vector<Partial> beam = {{}};
    for (const DigitPosterior& raw : digits) {
        const DigitPosterior posterior = with_unseen_errors(raw);
        std::vector<Partial> longer;
        for (const Partial& partial : beam) {
            for (std::size_t digit = 0; digit < posterior.size(); ++digit) {
                const double probability = partial.probability * posterior[digit];
                // What is too improbable to be listed is accounted for as the remainder.
                if (posterior[digit] < 10 * kUnseenError) continue;
                longer.push_back({partial.digits + static_cast<char>('0' + digit), probability});
            }
        }
        std::stable_sort(longer.begin(), longer.end(),
                         [](const Partial& a, const Partial& b) { return a.probability > b.probability; });
        if (longer.size() > kAssignmentsMax) longer.resize(kAssignmentsMax);
        beam = std::move(longer);
    }
    return beam;
}

}  // namespace

std::optional<SolvedCode> solve_code(const std::vector<DigitPosterior>& digits, const CouponCodeLayout& layout) {
    if (digits.size() != layout.digits()) return std::nullopt;
    std::optional<SolvedCode> solved;
    double best = 0, others = 0, listed = 0;
    for (Partial& assignment : best_assignments(digits)) {
        listed += assignment.probability;
        if (!mod_97_10_ok(assignment.digits)) continue;
        auto code = read_coupon_code(assignment.digits, layout);
        if (!code) continue;
        if (solved) {
            others += assignment.probability;
        } else {
            best = assignment.probability;
            solved = SolvedCode{std::move(assignment.digits), *code, 0};
        }
    }
    if (!solved) return std::nullopt;
    const double unlisted = std::max(0.0, 1 - listed) * kCodesThatPass;
    solved->error_probability = (others + unlisted) / (best + others + unlisted);
    return solved->error_probability <= kCodeErrorMax ? solved : std::nullopt;
}

}  // namespace lockbox

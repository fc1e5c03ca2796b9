#include "matching/coupon_pairing.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "matching/amount.h"
#include "matching/identifier_search.h"

namespace lockbox {
namespace {

// An envelope with more documents than this goes by scan order alone; all orders of six are 720.
constexpr std::size_t kOrdersTriedMax = 6;
constexpr double kNeighbourNats = 3;  // a neighbour in scan order against a document further away
constexpr double kInOrderNats = 2;    // first with first, second with second
constexpr double kAmountNatsMax = 9;
constexpr double kIdentifierNatsMax = 7;

double amount_affinity(const CheckReading& check, const CouponClaim& claim) {
    double best = 0;
    for (const Cents due : claim.amounts) {
        const double support = figures_support(check.courtesy_amount, due).value_or(0);
        if (support >= 0.05) best = std::max(best, kAmountNatsMax + std::log(support));
    }
    return best;
}

double identifier_affinity(const CheckReading& check, const CouponClaim& claim) {
    if (claim.account_plans.empty()) return 0;
    for (const IdentifierReading& identifier : check.identifiers) {
        const std::string_view own = identifier_of(*claim.account_plans.front(), identifier.kind);
        for (const Alternative<std::string>& alternative : identifier.digits.alternatives) {
            if (alternative.value == own) return std::max(0.0, kIdentifierNatsMax + std::log(alternative.probability));
        }
    }
    return 0;
}

double affinity(const PageReading& check, const CouponClaim& claim) {
    const bool neighbours = std::abs(check.sequence - claim.sequence) == 1;
    return (neighbours ? kNeighbourNats : 0) + amount_affinity(*check.check, claim) +
           identifier_affinity(*check.check, claim);
}

std::size_t nearest_check(const std::vector<const PageReading*>& checks, const CouponClaim& claim) {
    const auto nearest =
        std::min_element(checks.begin(), checks.end(), [&](const PageReading* a, const PageReading* b) {
            return std::abs(a->sequence - claim.sequence) < std::abs(b->sequence - claim.sequence);
        });
    return static_cast<std::size_t>(nearest - checks.begin());
}

// As many checks as coupons: weigh every way to pair them off.
std::vector<CouponsOfCheck> pair_off(const std::vector<const PageReading*>& checks,
                                     const std::vector<CouponClaim>& claims) {
    std::vector<std::size_t> order(claims.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::size_t> best = order;
    const std::size_t n = checks.size();
    std::vector<double> mass(n * n, 0.0);
    double total = 0, best_weight = -1;
    do {
        double nats = 0;
        for (std::size_t i = 0; i < n; ++i) {
            nats += affinity(*checks[i], claims[order[i]]) + (order[i] == i ? kInOrderNats : 0);
        }
        const double weight = std::exp(nats);
        total += weight;
        for (std::size_t i = 0; i < n; ++i) mass[i * n + order[i]] += weight;
        if (weight > best_weight) {
            best_weight = weight;
            best = order;
        }
    } while (std::next_permutation(order.begin(), order.end()));
    std::vector<CouponsOfCheck> pairs(n);
    for (std::size_t i = 0; i < n; ++i) pairs[i] = {{best[i]}, mass[i * n + best[i]] / total};
    return pairs;
}

}  // namespace

std::vector<CouponsOfCheck> pair_coupons(const std::vector<const PageReading*>& checks,
                                         const std::vector<CouponClaim>& claims) {
    std::vector<CouponsOfCheck> pairs(checks.size());
    if (checks.empty() || claims.empty()) return pairs;
    if (claims.size() == 1) {
        for (CouponsOfCheck& pair : pairs) pair.claims = {0};
        return pairs;
    }
    if (claims.size() == checks.size() && checks.size() <= kOrdersTriedMax) return pair_off(checks, claims);
    for (std::size_t claim = 0; claim < claims.size(); ++claim) {
        pairs[nearest_check(checks, claims[claim])].claims.push_back(claim);
    }
    return pairs;
}

}  // namespace lockbox

#include "scan/transactions.h"

#include <algorithm>
#include <limits>
#include <map>

namespace lockbox {
namespace {

// Weights are natural logarithms of how often an envelope holds such contents, relative to one coupon and one check.
constexpr double kCheckAlone = -0.7, kCouponAlone = -4, kAnythingElse = -0.5;
constexpr double kOneCheckTwoCoupons = -3, kOneCouponTwoChecks = -3.5, kPairs = -5, kOddLot = -6;
constexpr double kEachFurther = -1.5;  // per document beyond those
constexpr double kFurtherCheckAlone = -8, kLetterAttached = -4;
constexpr double kSameAccount = 4, kOtherAccount = -4, kSameAmount = 2, kSamePayer = 4, kOtherPayer = -3;
constexpr double kCouponsFirst = 1;      // the order in which most mailrooms prepare batches
constexpr double kBehindEnvelope = 0.3;  // share of the surprise that is left when an envelope heads the group
constexpr double kImpossible = -std::numeric_limits<double>::infinity();
constexpr std::size_t kEnvelopeDocumentsMax = 16;

using Documents = std::span<const GroupingDocument>;

bool is_money(const GroupingDocument& d) {
    return d.kind == DocumentKind::check || d.kind == DocumentKind::money_order;
}
bool is_coupon(const GroupingDocument& d) {
    return d.kind == DocumentKind::coupon;
}
bool is_envelope(const GroupingDocument& d) {
    return d.kind == DocumentKind::envelope;
}

/// What the readings of two documents say for one envelope.
double affinity(const GroupingDocument& a, const GroupingDocument& b) {
    double weight = 0;
    if (!a.accounts.empty() && !b.accounts.empty()) {
        const bool shared = std::any_of(a.accounts.begin(), a.accounts.end(), [&](const std::string& account) {
            return std::find(b.accounts.begin(), b.accounts.end(), account) != b.accounts.end();
        });
        weight += shared ? kSameAccount : kOtherAccount;
    }
    if (a.amount && a.amount == b.amount) weight += kSameAmount;
    if (!a.payer_account.empty() && !b.payer_account.empty()) {
        weight += a.payer_account == b.payer_account ? kSamePayer : kOtherPayer;
    }
    return weight;
}

/// Coupons before their checks: all coupons then all checks, or coupon, check, coupon, check ...
bool in_order(Documents group) {
    bool blocks = true, alternating = true, seen_check = false;
    int coupons = 0, checks = 0;
    for (const GroupingDocument& d : group) {
        if (is_coupon(d)) {
            blocks = blocks && !seen_check;
            alternating = alternating && coupons == checks;
            ++coupons;
        } else if (is_money(d)) {
            alternating = alternating && coupons == checks + 1;
            seen_check = true;
            ++checks;
        }
    }
    return blocks || (alternating && coupons == checks);
}

double weight_of_contents(int coupons, int checks) {
    if (coupons == 0 && checks == 0) return 0;
    if (coupons == 0) return kCheckAlone + kFurtherCheckAlone * (checks - 1);
    if (checks == 0) return coupons == 1 ? kCouponAlone : kOddLot + kEachFurther * coupons;
    if (coupons == 1 && checks == 1) return 0;
    if (checks == 1) return kOneCheckTwoCoupons + kEachFurther * (coupons - 2);
    if (coupons == 1) return kOneCouponTwoChecks + kEachFurther * (checks - 2);
    return coupons == checks ? kPairs + kEachFurther * (coupons - 2) : kOddLot + kEachFurther * (coupons + checks - 4);
}

bool given_differently(Documents group) {
    std::optional<int> given;
    for (const GroupingDocument& d : group) {
        if (given && d.transaction && d.transaction != given) return true;
        if (d.transaction) given = d.transaction;
    }
    return false;
}

bool all_given(Documents group) {
    return std::all_of(group.begin(), group.end(), [](const GroupingDocument& d) { return d.transaction.has_value(); });
}

double sum_of_affinities(Documents group) {
    double weight = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        for (std::size_t j = i + 1; j < group.size(); ++j) weight += affinity(group[i], group[j]);
    }
    return weight;
}

/// Log-likelihood that these neighbours came in one envelope. `envelopes_head`: every group begins with its envelope.
double weight_of(Documents group, bool envelopes_head) {
    if (given_differently(group)) return kImpossible;
    if (all_given(group)) return 0;
    const auto coupons = static_cast<int>(std::count_if(group.begin(), group.end(), is_coupon));
    const auto checks = static_cast<int>(std::count_if(group.begin(), group.end(), is_money));
    const int others = static_cast<int>(group.size()) - coupons - checks;
    if (group.size() == 1) return others == 1 ? kAnythingElse : weight_of_contents(coupons, checks);
    if (std::any_of(group.begin() + 1, group.end(), is_envelope)) return kImpossible;
    const bool headed = is_envelope(group.front());
    if (headed && !envelopes_head) return kImpossible;
    if (!in_order(group)) return kImpossible;
    const double attached = headed ? 0 : kLetterAttached * others;
    const double contents = weight_of_contents(coupons, checks) + attached;
    return (headed ? kBehindEnvelope * contents : contents) + sum_of_affinities(group);
}

struct Cut {
    double weight = 0;
    std::vector<std::size_t> ends;  ///< one past the last document of each group
};

/// The best cut of the whole sequence, by dynamic programming over where groups end.
Cut best_cut(Documents documents, bool envelopes_head) {
    const std::size_t n = documents.size();
    std::vector<double> best(n + 1, kImpossible);
    std::vector<std::size_t> from(n + 1, 0);
    best[0] = 0;
    for (std::size_t end = 1; end <= n; ++end) {
        for (std::size_t size = 1; size <= std::min(end, kEnvelopeDocumentsMax); ++size) {
            const std::size_t start = end - size;
            const double weight = best[start] + weight_of(documents.subspan(start, size), envelopes_head);
            if (weight <= best[end]) continue;
            best[end] = weight;
            from[end] = start;
        }
    }
    Cut cut{best[n], {}};
    for (std::size_t end = n; end > 0; end = from[end]) cut.ends.push_back(end);
    std::reverse(cut.ends.begin(), cut.ends.end());
    return cut;
}

/// Checks before coupons is the same question asked from the other end; there an envelope that heads its group stands
/// last, so that order is only tried where no envelopes separate.
Cut best_cut_in_either_order(Documents documents, bool envelopes_head) {
    Cut forward = best_cut(documents, envelopes_head);
    if (envelopes_head) return forward;
    const std::vector<GroupingDocument> reversed(documents.rbegin(), documents.rend());
    Cut backward = best_cut(reversed, envelopes_head);
    if (backward.weight <= forward.weight + kCouponsFirst) return forward;
    std::vector<std::size_t> ends;
    for (const std::size_t end : backward.ends) {
        if (end != documents.size()) ends.push_back(documents.size() - end);
    }
    std::reverse(ends.begin(), ends.end());
    ends.push_back(documents.size());
    return {backward.weight, std::move(ends)};
}

/// Groups that carry the same given number are one, wherever they stand.
Grouping joined_by_given(Documents documents, const Cut& cut) {
    Grouping grouping;
    std::map<int, std::size_t> group_of_given;
    std::size_t start = 0;
    for (const std::size_t end : cut.ends) {
        std::size_t into = grouping.size();
        for (std::size_t i = start; i < end; ++i) {
            if (documents[i].transaction)
                into = group_of_given.try_emplace(*documents[i].transaction, into).first->second;
        }
        if (into == grouping.size()) grouping.emplace_back();
        for (; start < end; ++start) grouping[into].push_back(documents[start].sequence);
    }
    return grouping;
}

}  // namespace

Grouping group_transactions(Documents documents) {
    if (documents.empty()) return {};
    const auto envelopes = std::count_if(documents.begin(), documents.end(), is_envelope);
    const bool envelopes_head = envelopes * 5 >= std::ssize(documents);
    return joined_by_given(documents, best_cut_in_either_order(documents, envelopes_head));
}

}  // namespace lockbox

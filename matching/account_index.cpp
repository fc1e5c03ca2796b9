#include "matching/account_index.h"

#include <algorithm>
#include <numeric>

namespace lockbox {
namespace {

template <class Key>
std::vector<std::uint32_t> sorted_positions(const std::vector<Plan>& plans, Key key) {
    std::vector<std::uint32_t> positions(plans.size());
    std::iota(positions.begin(), positions.end(), 0U);
    std::stable_sort(positions.begin(), positions.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return key(plans[a]) < key(plans[b]); });
    return positions;
}

template <class Key>
std::vector<const Plan*> find(const std::vector<Plan>& plans, const std::vector<std::uint32_t>& positions,
                              std::string_view wanted, Key key) {
    auto at =
        std::lower_bound(positions.begin(), positions.end(), wanted,
                         [&](std::uint32_t position, std::string_view text) { return key(plans[position]) < text; });
    std::vector<const Plan*> found;
    for (; at != positions.end() && key(plans[*at]) == wanted; ++at) found.push_back(&plans[*at]);
    return found;
}

std::string_view billing_key(const Plan& plan) {
    return plan.billing_account.str();
}
std::string_view member_key(const Plan& plan) {
    return plan.member_id.str();
}
std::string_view enrollment_key(const Plan& plan) {
    return plan.enrollment_id.str();
}

}  // namespace

AccountIndex::AccountIndex(std::vector<Plan> plans) : plans_(std::move(plans)) {
    std::stable_sort(plans_.begin(), plans_.end(),
                     [](const Plan& a, const Plan& b) { return billing_key(a) < billing_key(b); });
    by_member_ = sorted_positions(plans_, member_key);
    by_enrollment_ = sorted_positions(plans_, enrollment_key);
}

std::vector<const Plan*> AccountIndex::by_billing_account(std::string_view digits) const {
    auto at = std::lower_bound(plans_.begin(), plans_.end(), digits,
                               [](const Plan& plan, std::string_view text) { return billing_key(plan) < text; });
    std::vector<const Plan*> found;
    for (; at != plans_.end() && billing_key(*at) == digits; ++at) found.push_back(&*at);
    return found;
}

std::vector<const Plan*> AccountIndex::by_member_id(std::string_view digits) const {
    return find(plans_, by_member_, digits, member_key);
}

std::vector<const Plan*> AccountIndex::by_enrollment_id(std::string_view digits) const {
    return find(plans_, by_enrollment_, digits, enrollment_key);
}

}  // namespace lockbox
